import { textProblem } from "../../../lib/aws/fact";
import { CERTIFICATE_DATA, EPHEMERAL_SIZE, KMS_KEY } from "../../../lib/aws/nodes/node-class";

const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const MULTI_REGION = "mrk-1234abcd12ab34cd56ef1234567890ab";

describe("R418 the size of the ephemeral storage", () => {
  test.each("1Gi 9Gi 10Gi 100Gi 9999Gi 58999Gi 59000Gi 1G 64000G 63999G 1Ti 9Ti 10Ti 57Ti 58Ti 1T 63T 64T".split(" "))(
    "%s is allowed",
    (size) => {
      expect(textProblem(EPHEMERAL_SIZE, size)).toBeUndefined();
    },
  );

  test.each(
    "0Gi 59001Gi 60000Gi 100000Gi 0G 64001G 65000G 0Ti 59Ti 60Ti 100Ti 0T 65T 70T 080Gi 1.5Ti -1Gi 100 100Mi 100GB 100gi Gi".split(
      " ",
    ),
  )("%s is refused", (size) => {
    expect(textProblem(EPHEMERAL_SIZE, size)).toBe(
      `the size of the ephemeral storage is one of 1-59000Gi, 1-64000G, 1-58Ti, 1-64T, got "${size}"; write it like "100Gi"`,
    );
  });
});

describe("R420 the KMS key", () => {
  test.each([
    ID,
    MULTI_REGION,
    `arn:aws:kms:eu-west-1:111122223333:key/${ID}`,
    `arn:aws:kms:eu-west-1:111122223333:key/${MULTI_REGION}`,
    `arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/${ID}`,
    `arn:aws-eusc:kms:eusc-de-east-1:111122223333:key/${ID}`,
    "arn:aws:kms:eu-west-1:111122223333:alias/team/nodes_1",
    "alias/nodes",
    "alias/aws/ebs",
  ])("%s is allowed", (key) => {
    expect(textProblem(KMS_KEY, key)).toBeUndefined();
  });

  test.each([
    "nodes",
    "alias/",
    "alias/my nodes",
    ID.slice(1),
    `key/${ID}`,
    `arn:aws:kms:eu-west-1:111122223333:${ID}`,
    `arn:aws:kms:eu-west-1::key/${ID}`,
    `arn:aws:iam::111122223333:role/${ID}`,
    "",
  ])('"%s" is refused', (key) => {
    expect(textProblem(KMS_KEY, key)).toBe(
      `a KMS key is a key id, a key ARN, an alias name (alias/…) or an alias ARN, got "${key}"; copy it from the KMS console`,
    );
  });
});

describe("R434 the data of a certificate bundle", () => {
  test.each(["LS0t", "LS0tLQ==", "LS0tLS0=", "a+/9\n"])("%j is allowed", (data) => {
    expect(textProblem(CERTIFICATE_DATA, data)).toBeUndefined();
  });

  test.each(["LS0", "LS0tL===", "LS0t LS0t", "LS0t-S0t", "=LS0"])("%j is refused", (data) => {
    expect(textProblem(CERTIFICATE_DATA, data)).toMatch(/^the data of a certificate bundle is base64, got /);
  });
});
