import type { TrustScope } from "../../../lib/aws/iam/trust";
import type { GivenInputs } from "../../../lib/aws/workloads/controllers/template";
import {
  CONTROLLERS,
  inputProblems,
  type PolicyTemplateName,
  policyFromTemplate,
  policyTemplate,
} from "../../../lib/aws/workloads/policy-templates";
import { parseServiceAccount } from "../../../lib/aws/workloads/trust";
import { GIVEN, TEMPLATE_NAMES } from "../../support/ready-inputs";

const SCOPE: TrustScope = { partition: "aws", region: "eu-west-1", account: "111122223333", cluster: "prod" };

const problems = (kind: PolicyTemplateName, given: GivenInputs) =>
  inputProblems(kind, SCOPE, given).map(({ path, message }) => `${path.join(".")}: ${message}`);

const required = TEMPLATE_NAMES.flatMap((kind) =>
  Object.entries(policyTemplate(kind).inputs).flatMap(([name, input]): [PolicyTemplateName, string][] =>
    input.required ? [[kind, name]] : [],
  ),
);
const withAnyOf = TEMPLATE_NAMES.filter((kind) => policyTemplate(kind).anyOf);

const ZONE = "arn:aws:route53:::hostedzone/Z0A1B";

describe("policy templates", () => {
  test("all are a controller's but the one that stands beside a managed policy", () => {
    expect(TEMPLATE_NAMES.filter((name) => !CONTROLLERS.words.includes(name))).toEqual(["ebs-csi-kms"]);
  });

  test.each(TEMPLATE_NAMES)("%s: what the proofs give it is right", (kind) => {
    expect(problems(kind, GIVEN[kind])).toEqual([]);
  });

  test.each(TEMPLATE_NAMES)("%s: tokens stand in it as they came", (kind) => {
    const { inputs } = policyTemplate(kind);
    const tokens = Object.fromEntries(Object.keys(inputs).map((name) => [name, `\${aws_thing.${name}.arn}`]));
    const given = Object.fromEntries(
      Object.entries(tokens).map(([name, token]) => [name, inputs[name]?.showsParts ? `${token}/team` : token]),
    );
    expect(problems(kind, given)).toEqual([]);
    const text = JSON.stringify(policyFromTemplate(kind, SCOPE, given));
    expect(Object.values(tokens).filter((token) => !text.includes(token))).toEqual([]);
  });

  test.each(TEMPLATE_NAMES)("%s: the same inputs give the same bytes", (kind) => {
    const once = JSON.stringify(policyFromTemplate(kind, SCOPE, GIVEN[kind]));
    expect(JSON.stringify(policyFromTemplate(kind, { ...SCOPE }, { ...GIVEN[kind] }))).toBe(once);
  });

  test.each(TEMPLATE_NAMES)("%s: it fits into a role", (kind) => {
    expect(JSON.stringify(policyFromTemplate(kind, SCOPE, GIVEN[kind])).length).toBeLessThan(10_240);
  });

  test.each(TEMPLATE_NAMES)("%s: its service account and its source are readable", (kind) => {
    const { serviceAccount = "any/any", source } = policyTemplate(kind);
    expect(parseServiceAccount(serviceAccount)).toBeDefined();
    expect(source).toMatch(/^https:\/\//);
  });
});

describe("a prefix of a bucket", () => {
  const velero = (...prefixArns: string[]) =>
    policyFromTemplate("velero", SCOPE, { prefixArns }).Statement.filter(({ Action }) =>
      [Action].flat().some((action) => action.startsWith("s3:")),
    );
  const list = (bucket: string, ...prefixes: string[]) => ({
    Effect: "Allow",
    Action: "s3:ListBucket",
    Resource: bucket,
    Condition: { StringLike: { "s3:prefix": prefixes } },
  });

  test("prefixes of one bucket share a statement; a slash at the end makes no difference", () => {
    const [first, second, objects] = velero(
      "arn:aws:s3:::a/team",
      "arn:aws:s3:::b/team/x",
      "arn:aws:s3:::a/other team/",
    );
    expect(first).toEqual(list("arn:aws:s3:::a", "team/*", "other team/*"));
    expect(second).toEqual(list("arn:aws:s3:::b", "team/x/*"));
    expect(objects?.Resource).toEqual([
      "arn:aws:s3:::a/team/*",
      "arn:aws:s3:::a/other team/*",
      "arn:aws:s3:::b/team/x/*",
    ]);
  });

  test.each([
    ["${aws_s3_bucket.b.arn}/team", "${aws_s3_bucket.b.arn}", "team"],
    ['${replace(a, "/", "")}/team/x', '${replace(a, "/", "")}', "team/x"],
    ["arn:aws:s3:::${var.name}/${var.team}/", "arn:aws:s3:::${var.name}", "${var.team}"],
  ])("%s: its tokens stay whole", (arn, bucket, prefix) => {
    expect(problems("velero", { prefixArns: arn })).toEqual([]);
    expect(velero(arn)[0]).toEqual(list(bucket, `${prefix}/*`));
    expect(velero(arn)[1]?.Resource).toEqual([`${bucket}/${prefix}/*`]);
  });

  test.each([
    "arn:aws:s3:::a",
    "arn:aws:s3:::a/",
    "arn:aws:s3:::a//",
    "arn:aws:s3:::a/*",
    "arn:aws:s3:::a/t?",
    "arn:aws:s3:::*/team",
  ])("%s is none", (arn) => {
    const form = "arn:<partition>:s3:::<bucket>/<prefix>";
    expect(problems("velero", { prefixArns: arn })).toEqual([
      `prefixArns: the ARN of a prefix in a bucket is ${form}, got "${arn}"; write ${form} without * and ?: everything below it is meant`,
    ]);
  });

  test.each(["${aws_s3_object.o.arn}", '${replace(a, "/", "")}', "${aws_s3_bucket.b.arn}/"])(
    "%s: of a token alone nobody sees the parts",
    (arn) => {
      expect(problems("mountpoint-s3-csi", { prefixArns: [arn] })).toEqual([
        `prefixArns.0: the ARN of a prefix in a bucket is arn:<partition>:s3:::<bucket>/<prefix>, got ${JSON.stringify(arn)}; write a token for the bucket or the prefix, and the / between them as it is`,
      ]);
    },
  );
});

test.each(TEMPLATE_NAMES)("%s: the releases that it is written for are a range, if it depends on them", (kind) => {
  expect(policyTemplate(kind).versions ?? "0.1 to 0.2").toMatch(/^\d+\.\d+ to \d+\.\d+$/);
});

describe("refuses", () => {
  test.each(required)("%s without %s, and with an empty list of them", (kind, name) => {
    const { [name]: _dropped, ...others }: GivenInputs = GIVEN[kind];
    for (const given of [others, { ...others, [name]: [] }]) {
      expect(problems(kind, given)).toEqual([expect.stringMatching(new RegExp(`^${name}: the ARN of .*, got none;`))]);
      expect(() => policyFromTemplate(kind, SCOPE, given)).toThrow("internal:");
    }
  });

  test.each(withAnyOf)("%s without anything to allow", (kind) => {
    expect(problems(kind, {})).toEqual([
      expect.stringMatching(/^: the policy .* needs .* or .*, got none; without one/),
    ]);
    expect(() => policyFromTemplate(kind, SCOPE)).toThrow("internal:");
  });

  test("an empty list, even where the input may be left out", () => {
    expect(problems("velero", { ...GIVEN.velero, kmsKeyArns: [] })).toEqual([
      "kmsKeyArns: the ARN of a KMS key, got none; write arn:<partition>:kms:<region>:<account>:key/<id>",
    ]);
  });

  test.each<[string, PolicyTemplateName, GivenInputs, string]>([
    [
      "an input that the policy does not have",
      "external-dns",
      { hostedZoneArn: ZONE, hostedZoneArns: ZONE },
      'hostedZoneArn: the policy "external-dns" takes hostedZoneArns, got "hostedZoneArn"; did you mean "hostedZoneArns"?',
    ],
    [
      "an input of a policy that has none",
      "cluster-autoscaler",
      { groups: ZONE },
      'groups: the policy "cluster-autoscaler" takes no inputs, got "groups"',
    ],
    [
      "a bare id",
      "external-dns",
      { hostedZoneArns: [ZONE, "Z0A1B"] },
      'hostedZoneArns.1: the ARN of a hosted zone is arn:<partition>:route53:::hostedzone/<id>, got "Z0A1B"; write arn:<partition>:route53:::hostedzone/<id>',
    ],
    [
      "everything there is",
      "external-dns",
      { hostedZoneArns: "*" },
      'hostedZoneArns: the ARN of a hosted zone is arn:<partition>:route53:::hostedzone/<id>, got "*"; write arn:<partition>:route53:::hostedzone/<id>',
    ],
    [
      "an ARN of another partition",
      "external-dns",
      { hostedZoneArns: [ZONE.replace("arn:aws:", "arn:aws-cn:")] },
      'hostedZoneArns.0: the ARN of a hosted zone of the cluster\'s partition aws, got "arn:aws-cn:route53:::hostedzone/Z0A1B"; aws cannot name what lies in aws-cn',
    ],
    [
      "the alias of a key",
      "ebs-csi-kms",
      { kmsKeyArns: ["arn:aws:kms:eu-west-1:111122223333:alias/volumes"] },
      'kmsKeyArns.0: the ARN of a KMS key is arn:<partition>:kms:<region>:<account>:key/<id>, got "arn:aws:kms:eu-west-1:111122223333:alias/volumes"; write arn:<partition>:kms:<region>:<account>:key/<id>: IAM does not take an alias for its key',
    ],
    [
      "objects in place of a bucket",
      "velero",
      { bucketArns: ["arn:aws:s3:::backups/*"] },
      'bucketArns.0: the ARN of a bucket is arn:<partition>:s3:::<bucket>, got "arn:aws:s3:::backups/*"; write arn:<partition>:s3:::<bucket>, without objects behind it',
    ],
    [
      "two where one is taken",
      "karpenter",
      { ...GIVEN.karpenter, queueArn: [GIVEN.karpenter.queueArn, GIVEN.karpenter.queueArn] },
      "queueArn: the ARN of a queue, got 2; write one",
    ],
  ])("%s", (_what, kind, given, message) => {
    expect(problems(kind, given)).toEqual([message]);
  });
});

test("keys without secrets and parameters to read give no statement for them", () => {
  const { Statement } = policyFromTemplate("external-secrets", SCOPE, {
    pushParameterArns: "arn:aws:ssm:eu-west-1:111122223333:parameter/a",
    kmsKeyArns: "arn:aws:kms:eu-west-1:111122223333:key/a",
  });
  expect(JSON.stringify(Statement)).not.toContain("[]");
});
