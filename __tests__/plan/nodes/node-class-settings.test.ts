import { quote } from "../../../lib/aws/text";
import { decides, nodeClassSpec } from "../../support/decide";

const AT = "nodeClasses.gpu.spec";

describe("policies of the network", () => {
  decides([
    ["R417", "snatPolicy Random is allowed", nodeClassSpec({ snatPolicy: "Random" })],
    ["R417", "snatPolicy Disabled is allowed", nodeClassSpec({ snatPolicy: "Disabled" })],
    [
      "R417",
      "another snatPolicy is refused",
      nodeClassSpec({ snatPolicy: "random" }),
      `${AT}.snatPolicy: one of Random or Disabled, got "random"; did you mean "Random"?`,
    ],
    ["R417", "networkPolicy DefaultAllow is allowed", nodeClassSpec({ networkPolicy: "DefaultAllow" })],
    ["R417", "networkPolicy DefaultDeny is allowed", nodeClassSpec({ networkPolicy: "DefaultDeny" })],
    [
      "R417",
      "another networkPolicy is refused",
      nodeClassSpec({ networkPolicy: "Deny" }),
      `${AT}.networkPolicy: one of DefaultAllow or DefaultDeny, got "Deny"`,
    ],
    ["R417", "networkPolicyEventLogs Enabled is allowed", nodeClassSpec({ networkPolicyEventLogs: "Enabled" })],
    ["R417", "networkPolicyEventLogs Disabled is allowed", nodeClassSpec({ networkPolicyEventLogs: "Disabled" })],
    [
      "R417",
      "networkPolicyEventLogs true is refused",
      nodeClassSpec({ networkPolicyEventLogs: true }),
      `${AT}.networkPolicyEventLogs: one of Enabled or Disabled, got true`,
    ],
    ["R417", "a token is allowed", nodeClassSpec({ snatPolicy: "${var.snat}", networkPolicy: "${var.policy}" })],
  ]);
});

describe("ephemeral storage", () => {
  const storage = (more: object) => nodeClassSpec({ ephemeralStorage: more });
  const range = (field: string, is: string, got: unknown) =>
    `${AT}.ephemeralStorage.${field}: ${is}, got ${JSON.stringify(got)}`;
  const IOPS = "iops is a whole number from 3000 to 16000";
  const THROUGHPUT = "throughput is a whole number from 125 to 1000 MiB/s";
  const KEY = "a KMS key is a key id, a key ARN, an alias name (alias/…) or an alias ARN";
  decides([
    ...["1Ti", "9Ti", "10Ti", "17Ti", "50Ti", "57Ti", "58Ti", "64T"].map(
      (size) => ["R418", `${size} are allowed`, storage({ size })] as const,
    ),
    ...[18, 19, 29, 48].map(
      (ti) =>
        [
          "R418",
          `${ti}Ti are refused`,
          storage({ size: `${ti}Ti` }),
          `${AT}.ephemeralStorage.size: the size of the ephemeral storage is one of 1-59000Gi, 1-64000G, 1-58Ti, 1-64T, got "${ti}Ti"; EKS refuses this number of Ti, so write "${ti * 1024}Gi"`,
        ] as const,
    ),
    [
      "R418",
      "59Ti are refused",
      storage({ size: "59Ti" }),
      `${AT}.ephemeralStorage.size: the size of the ephemeral storage is one of 1-59000Gi, 1-64000G, 1-58Ti, 1-64T, got "59Ti"; write it like "100Gi"`,
    ],
    [
      "R418",
      "a number is refused",
      storage({ size: 100 }),
      `${AT}.ephemeralStorage.size: text, got 100 (a number); write it like "100Gi"`,
    ],
    ["R418", "a token is allowed", storage({ size: "${var.size}Gi" })],
    ["R419", "3000 iops are allowed", storage({ iops: 3000 })],
    ["R419", "16000 iops are allowed", storage({ iops: 16000 })],
    ["R419", "2999 iops are refused", storage({ iops: 2999 }), range("iops", IOPS, 2999)],
    ["R419", "16001 iops are refused", storage({ iops: 16001 }), range("iops", IOPS, 16001)],
    ["R419", "half an operation is refused", storage({ iops: 3000.5 }), range("iops", IOPS, 3000.5)],
    [
      "R419",
      "iops as text are refused",
      storage({ iops: "3000" }),
      `${AT}.ephemeralStorage.iops: a number, got "3000" (text); write 3000 without quotes`,
    ],
    ["R419", "125 MiB/s are allowed", storage({ throughput: 125 })],
    ["R419", "1000 MiB/s are allowed", storage({ throughput: 1000 })],
    ["R419", "124 MiB/s are refused", storage({ throughput: 124 }), range("throughput", THROUGHPUT, 124)],
    ["R419", "1001 MiB/s are refused", storage({ throughput: 1001 }), range("throughput", THROUGHPUT, 1001)],
    ["R419", "tokens are allowed", storage({ iops: "${var.iops}", throughput: "${var.throughput}" })],
    ["R420", "an alias is allowed", storage({ kmsKeyID: "alias/nodes" })],
    [
      "R420",
      "a bare alias is refused",
      storage({ kmsKeyID: "nodes" }),
      `${AT}.ephemeralStorage.kmsKeyID: ${KEY}, got "nodes"; copy it from the KMS console`,
    ],
    ["R420", "a token is allowed", storage({ kmsKeyID: "${aws_kms_key.nodes.arn}" })],
  ]);
});

describe("advanced networking", () => {
  const networking = (more: object) => nodeClassSpec({ advancedNetworking: more });
  const IN = `${AT}.advancedNetworking`;
  const long = (length: number) => "h".repeat(length);
  const hosts = (count: number) => Array.from({ length: count }, (_, at) => `host-${at}.example.com`);
  const switchOf = (field: string) => `${IN}.${field}: true or false, got "true" (text); write true without quotes`;
  decides([
    ["R421", "a proxy of 255 characters is allowed", networking({ httpsProxy: long(255) })],
    [
      "R421",
      "a proxy of 256 characters is refused",
      networking({ httpsProxy: long(256) }),
      `${IN}.httpsProxy: httpsProxy has at most 255 characters, got 256 (${quote(long(256))}); shorten it`,
    ],
    ["R421", "a token is allowed", networking({ httpsProxy: `\${var.proxy}${long(300)}` })],
    ["R422", "50 items are allowed", networking({ noProxy: hosts(50) })],
    [
      "R422",
      "51 items are refused",
      networking({ noProxy: hosts(51) }),
      `${IN}.noProxy: at most 50 items of noProxy, got 51; write a domain instead of its hosts`,
    ],
    ["R422", "an item of 255 characters is allowed", networking({ noProxy: [long(255)] })],
    [
      "R422",
      "an item of 256 characters is refused",
      networking({ noProxy: [".svc", long(256)] }),
      `${IN}.noProxy[1]: an item of noProxy has at most 255 characters, got 256 (${quote(long(256))}); shorten it`,
    ],
    ["R423", "Auto is allowed", networking({ ipv4PrefixSize: "Auto" })],
    ["R423", "32 in quotes is allowed", networking({ ipv4PrefixSize: "32" })],
    [
      "R423",
      "the number 32 is refused",
      networking({ ipv4PrefixSize: 32 }),
      `${IN}.ipv4PrefixSize: text, got 32 (a number); write it in quotes: "32"`,
    ],
    [
      "R423",
      "another size is refused",
      networking({ ipv4PrefixSize: "28" }),
      `${IN}.ipv4PrefixSize: ipv4PrefixSize is "Auto" or "32", got "28"; write one of the two, or leave it out for Auto`,
    ],
    ["R423", "a token is allowed", networking({ ipv4PrefixSize: "${var.size}" })],
    ["R424", "true is allowed", networking({ associatePublicIPAddress: true, enableV4Egress: true })],
    ["R424", "false is allowed", networking({ associatePublicIPAddress: false, enableV4Egress: false })],
    [
      "R424",
      "associatePublicIPAddress as text is refused",
      networking({ associatePublicIPAddress: "true" }),
      switchOf("associatePublicIPAddress"),
    ],
    ["R424", "enableV4Egress as text is refused", networking({ enableV4Egress: "true" }), switchOf("enableV4Egress")],
    ["R424", "a token is allowed", networking({ associatePublicIPAddress: "${var.public}" })],
  ]);
});

describe("advanced security", () => {
  const security = (more: object, region = "eu-west-1") => nodeClassSpec({ advancedSecurity: more }, { region });
  const refused = (region: string) =>
    `${AT}.advancedSecurity.fips: FIPS mode works in the regions of the United States, GovCloud and Canada only, got region "${region}"; leave it out`;
  decides([
    ["R430", "the United States are allowed", security({ fips: true }, "us-east-1")],
    ["R430", "GovCloud is allowed", security({ fips: true }, "us-gov-west-1")],
    ["R430", "Canada is allowed", security({ fips: true }, "ca-central-1")],
    ["R430", "the west of Canada is allowed", security({ fips: true }, "ca-west-1")],
    ["R430", "Europe is refused", security({ fips: true }), refused("eu-west-1")],
    ["R430", "Mexico is refused", security({ fips: true }, "mx-central-1"), refused("mx-central-1")],
    ["R430", "South America is refused", security({ fips: true }, "sa-east-1"), refused("sa-east-1")],
    ["R430", "false is allowed everywhere", security({ fips: false })],
    ["R430", "a token is allowed", security({ fips: "${var.fips}" })],
    [
      "R430",
      "a region that is a token is allowed",
      nodeClassSpec({ advancedSecurity: { fips: true } }, { region: "${var.region}", partition: "aws" }),
    ],
    ["R431", "integrity is allowed", security({ kernelLockdown: "integrity" })],
    ["R431", "none is allowed", security({ kernelLockdown: "none" })],
    [
      "R431",
      "confidentiality is refused",
      security({ kernelLockdown: "confidentiality" }),
      `${AT}.advancedSecurity.kernelLockdown: one of integrity or none, got "confidentiality"`,
    ],
  ]);
});

describe("certificate bundles", () => {
  const bundle = (...certificateBundles: object[]) => nodeClassSpec({ certificateBundles });
  const IN = `${AT}.certificateBundles[0]`;
  const notBase64 = (got: string) =>
    `${IN}.data: the data of a certificate bundle is base64, got ${JSON.stringify(got)}; encode the PEM file: base64 -w0 ca.pem`;
  decides([
    ["R434", "base64 is allowed", bundle({ name: "corporate", data: "LS0tLS1CRUdJTg==" })],
    ["R434", "base64 of a block with its line end is allowed", bundle({ name: "corporate", data: "LS0t\n" })],
    [
      "R434",
      "PEM is refused",
      bundle({ name: "corporate", data: "-----BEGIN CERTIFICATE-----" }),
      notBase64("-----BEGIN CERTIFICATE-----"),
    ],
    ["R434", "base64 that is cut is refused", bundle({ name: "corporate", data: "LS0tL" }), notBase64("LS0tL")],
    ["R434", "data alone is refused", bundle({ data: "LS0t" }), `${IN}.name: required: text; name the bundle`],
    [
      "R434",
      "a name alone is refused",
      bundle({ name: "corporate" }),
      `${IN}.data: required: text; encode the PEM file: base64 -w0 ca.pem`,
    ],
    ["R434", "a token is allowed", bundle({ name: "corporate", data: '${filebase64("ca.pem")}' })],
  ]);
});
