import { normalAddress } from "../../../lib/aws/terraform/backends";
import { quote } from "../../../lib/aws/text";
import { validate } from "../../../lib/load/validate";
import { decides, head } from "../../support/decide";

const SERVER = "https://git.example.com/api/v4/projects/7/terraform/state/demo";
const LOCK = `${SERVER}/lock`;
const backend = (given: object) => head({ terraform: { backend: given } });
const s3 = (more: object) => backend({ type: "s3", bucket: "states", key: "k", region: "eu-west-1", ...more });
const http = (more: object = {}) => backend({ type: "http", address: SERVER, ...more });
const azurerm = (more: object) =>
  backend({ type: "azurerm", storageAccountName: "acme", containerName: "states", key: "k", ...more });
const AT = "terraform.backend";
const PARTIAL = "write it, or partial: true, and give it to terraform init by -backend-config";
const OWN = "each stack has a state of its own, and its file says which, even with partial: true";
const environment = (variables: string) =>
  `it would be a secret in a file, and in the output; set ${variables} where Terraform runs`;

describe("the backend", () => {
  decides([
    ["R914", "local is allowed", backend({ type: "local" })],
    ["R914", "s3 is allowed", s3({ useLockfile: true, profile: "states" })],
    ["R914", "http is allowed", http({ lockAddress: LOCK, unlockAddress: LOCK, lockMethod: "POST", retryWaitMin: 5 })],
    ["R914", "gcs is allowed", backend({ type: "gcs", bucket: "states", prefix: "eks/demo" })],
    ["R914", "azurerm is allowed", azurerm({ useOidc: true, useAzureadAuth: true })],
    [
      "R914",
      "HCP Terraform is allowed",
      backend({ type: "cloud", organization: "acme", workspace: "demo", project: "p" }),
    ],
    [
      "R914",
      "of another type is refused",
      backend({ type: "pg" }),
      `${AT}.type: one of local, s3, http, gcs, azurerm or cloud, got "pg"`,
    ],
    ["R914", "has a type", backend({}), `${AT}.type: required: one of local, s3, http, gcs, azurerm or cloud`],
  ]);
});

describe("a partial backend", () => {
  decides([
    ["R914", "s3 leaves out bucket and region", backend({ type: "s3", key: "k", partial: true })],
    ["R914", "http leaves out the address", backend({ type: "http", partial: true })],
    ["R914", "gcs leaves out the bucket", backend({ type: "gcs", prefix: "p", partial: true })],
    ["R914", "azurerm leaves out account and container", backend({ type: "azurerm", key: "k", partial: true })],
    ["R914", "may have all of it", s3({ partial: true })],
    [
      "R914",
      "says that it is one",
      backend({ type: "s3", key: "k" }),
      `${AT}.bucket: required: text; ${PARTIAL}`,
      `${AT}.region: required: text; ${PARTIAL}`,
    ],
    [
      "R914",
      "is none with partial: false",
      backend({ type: "http", partial: false }),
      `${AT}.address: required: text; ${PARTIAL}`,
    ],
    [
      "R914",
      "is none without a word",
      backend({ type: "azurerm", key: "k", containerName: "c-1" }),
      `${AT}.storageAccountName: required: text; ${PARTIAL}`,
    ],
    ["R914", "is true or false", s3({ partial: "bucket" }), `${AT}.partial: one of false or true, got "bucket"`],
    ...(["s3", "azurerm"] as const).map(
      (type) =>
        [
          "R914",
          `${type} states its key`,
          backend({ type, partial: true }),
          `${AT}.key: required: text; ${OWN}`,
        ] as const,
    ),
    ["R914", "gcs states its prefix", backend({ type: "gcs", partial: true }), `${AT}.prefix: required: text; ${OWN}`],
  ]);
});

describe("secrets of a backend", () => {
  const row = (type: string, given: object, key: string, variables: string) =>
    [
      "unknown-key",
      `${key} of ${type} is refused`,
      backend({ type, partial: true, ...given, [key]: "hunter2" }),
      `${AT}.${key}: unknown key "${key}"; ${environment(variables)}`,
    ] as const;
  decides([
    row("s3", { key: "k" }, "accessKey", "AWS_ACCESS_KEY_ID"),
    row("s3", { key: "k" }, "secretKey", "AWS_SECRET_ACCESS_KEY"),
    row("s3", { key: "k" }, "token", "AWS_SESSION_TOKEN"),
    row("s3", { key: "k" }, "sseCustomerKey", "AWS_SSE_CUSTOMER_KEY"),
    row("http", {}, "username", "TF_HTTP_USERNAME"),
    row("http", {}, "password", "TF_HTTP_PASSWORD"),
    row("http", {}, "clientPrivateKeyPem", "TF_HTTP_CLIENT_PRIVATE_KEY_PEM"),
    row("gcs", { prefix: "p" }, "credentials", "GOOGLE_CREDENTIALS"),
    row("gcs", { prefix: "p" }, "accessToken", "GOOGLE_OAUTH_ACCESS_TOKEN"),
    row("gcs", { prefix: "p" }, "encryptionKey", "GOOGLE_ENCRYPTION_KEY"),
    row("azurerm", { key: "k" }, "accessKey", "ARM_ACCESS_KEY"),
    row("azurerm", { key: "k" }, "sasToken", "ARM_SAS_TOKEN"),
    row("azurerm", { key: "k" }, "clientSecret", "ARM_CLIENT_SECRET"),
    row("azurerm", { key: "k" }, "clientCertificatePassword", "ARM_CLIENT_CERTIFICATE_PASSWORD"),
    row("azurerm", { key: "k" }, "oidcToken", "ARM_OIDC_TOKEN"),
    row("azurerm", { key: "k" }, "oidcRequestToken", "ARM_OIDC_REQUEST_TOKEN"),
    [
      "unknown-key",
      "token of cloud is refused",
      backend({ type: "cloud", organization: "acme", workspace: "demo", token: "hunter2" }),
      `${AT}.token: unknown key "token"; ${environment("TF_TOKEN_<host>, such as TF_TOKEN_app_terraform_io,")}`,
    ],
  ]);
});

describe("addresses of the HTTP backend", () => {
  const whole = "a whole address that begins with https:// is needed; write it as the server documents it";
  const password =
    "a file holds no password, and this address has one or a user name; leave them out, and set TF_HTTP_USERNAME and TF_HTTP_PASSWORD where Terraform runs";
  const behind =
    "an address in a file has nothing behind ? or #, where tokens stand; leave it out, or leave the address out, write partial: true, and set TF_HTTP_ADDRESS where Terraform runs";
  const open =
    "whoever is on the way to the server reads the state and the password, and changes what the next apply destroys; write https://";
  decides([
    ["state-address", "have a scheme", http({ address: "git.example.com/state" }), `${AT}.address: ${whole}`],
    ["state-address", "are of HTTP", http({ address: "s3://bucket/key" }), `${AT}.address: ${whole}`],
    ["state-address", "are not empty", http({ address: "" }), `${AT}.address: ${whole}`],
    [
      "state-address",
      "have no password",
      http({ address: "https://:hunter2@git.example.com" }),
      `${AT}.address: ${password}`,
    ],
    [
      "state-address",
      "have no user name",
      http({ address: "https://glpat-x@git.example.com" }),
      `${AT}.address: ${password}`,
    ],
    [
      "state-address",
      "have no query",
      http({ address: `${SERVER}?private_token=hunter2` }),
      `${AT}.address: ${behind}`,
    ],
    ["state-address", "have no fragment", http({ address: `${SERVER}#hunter2` }), `${AT}.address: ${behind}`],
    [
      "state-address",
      "are all looked at",
      http({ lockAddress: `${LOCK}?a=b`, unlockAddress: "https://a:b@git.example.com" }),
      `${AT}.lockAddress: ${behind}`,
      `${AT}.unlockAddress: ${password}`,
    ],
    [
      "state-in-the-open",
      "of http are a warning",
      http({ address: "http://git.example.com" }),
      `warning ${AT}.address: ${open}`,
    ],
    ["state-in-the-open", "of this machine may be of http", http({ address: "http://localhost:8080/state" })],
    ["state-in-the-open", "and by its numbers", http({ address: "http://[::1]/state" })],
    ["state-address", "may be a token", http({ address: "${var.address}" })],
  ]);

  test("a secret in one is not printed", () => {
    const given = http({ address: "https://me:hunter2@git.example.com", lockAddress: `${LOCK}?token=hunter2` });
    const { errors } = validate(given, { name: "demo" });
    expect(errors.map(({ rule }) => rule)).toEqual(["state-address", "state-address", "state-lock"]);
    expect(JSON.stringify(errors)).not.toContain("hunter2");
  });

  test("that are equal have one form", () => {
    expect(normalAddress("HTTPS://Git.Example.com:443/a/../B")).toBe("https://git.example.com/B");
    expect(normalAddress("a token")).toBe("a token");
  });
});

describe("a lock of the HTTP backend", () => {
  const lacks = (missing: string, there: string) =>
    `${AT}.${there}: Terraform needs both addresses to lock a state, and ${missing} is not there; write it beside ${there}, often with the same address`;
  decides([
    ["state-lock", "is given back", http({ lockAddress: LOCK }), lacks("unlockAddress", "lockAddress")],
    ["state-lock", "is taken", http({ unlockAddress: LOCK }), lacks("lockAddress", "unlockAddress")],
    ["state-lock", "may come from terraform init", http({ lockAddress: LOCK, partial: true })],
  ]);
});

describe("settings of a backend", () => {
  const role = (more: object) =>
    s3({ assumeRole: { roleArn: "arn:aws-us-gov:iam::999988887777:role/states", ...more } });
  const key = (given: string) =>
    `${AT}.key: the key of a state is parts with single / between them, got "${given}"; write one such as eks/demo.tfstate`;
  decides([
    ["role-arn", "the role may be of another account and partition", role({})],
    [
      "role-arn",
      "the role is one",
      s3({ assumeRole: { roleArn: "states" } }),
      `${AT}.assumeRole.roleArn: the role for the state is the whole ARN of an IAM role, got "states"; write arn:aws:iam::<account>:role/<path><name>`,
    ],
    [
      "wrong-type",
      "the role is no text",
      s3({ assumeRole: "arn:aws:iam::111122223333:role/states" }),
      `${AT}.assumeRole: a mapping, got "arn:aws:iam::111122223333:role/states" (text); write { roleArn: "arn:aws:iam::111122223333:role/states" }`,
    ],
    ["session-name", "the session has 64 characters", role({ sessionName: "s".repeat(64) })],
    [
      "session-name",
      "and not one",
      role({ sessionName: "s" }),
      `${AT}.assumeRole.sessionName: the name of a session has 2-64 characters, got 1 ("s"); write one such as terraform`,
    ],
    ["external-id", "the external ID has many signs", role({ externalId: "a_b+c=d,e.f@g:h/i-j" })],
    [
      "external-id",
      "but no space",
      role({ externalId: "a b" }),
      `${AT}.assumeRole.externalId: an external ID is letters, digits and _+=,.@:/-, got "a b"; copy it from the trust policy of the role`,
    ],
    ["state-key", "a key may have parts", s3({ key: "a/b c/d.tfstate" })],
    ...["/a", "a/", "a//b"].map(
      (given) => ["state-key", `the key is not ${given}`, s3({ key: given }), key(given)] as const,
    ),
    [
      "state-key",
      "a blob has 1,024 characters",
      azurerm({ key: "k".repeat(1025) }),
      `${AT}.key: the key of a state has 1-1024 characters, got 1025 (${quote("k".repeat(1025))}); write one such as eks/demo.tfstate`,
    ],
    [
      "state-key",
      "a prefix has no / at its end",
      backend({ type: "gcs", bucket: "states", prefix: "eks/" }),
      `${AT}.prefix: the prefix of a state is parts with single / between them, got "eks/"; write one such as eks/demo`,
    ],
    ["storage-container", "a container may be the root", azurerm({ containerName: "$root" })],
    [
      "storage-container",
      "but not have two - in a row",
      azurerm({ containerName: "a--b" }),
      `${AT}.containerName: the name of a blob container is lower-case letters and digits, with single - between them, got "a--b"; write its name alone; what stands before the state belongs to key`,
    ],
    ["storage-account", "an account has 24 characters", azurerm({ storageAccountName: "a".repeat(24) })],
    [
      "storage-account",
      "and no dots",
      azurerm({ storageAccountName: "acme.blob" }),
      `${AT}.storageAccountName: the name of a storage account is lower-case letters and digits, got "acme.blob"; write its name alone, without .blob.core.windows.net`,
    ],
    [
      "http-method",
      "a method is upper-case",
      http({ updateMethod: "put" }),
      `${AT}.updateMethod: an HTTP method is upper-case letters, got "put"; write one such as POST`,
    ],
    [
      "retry-wait",
      "a wait has a second",
      http({ retryWaitMin: 0 }),
      `${AT}.retryWaitMin: the shortest wait before another try is a whole number of at least 1 seconds, got 0`,
    ],
  ]);
});

describe("the bucket of a state", () => {
  const IS = `${AT}.bucket: the name of an S3 bucket`;
  const FORM = "lower-case letters, digits, - and single dots, with a letter or digit at both ends";
  const ALONE = "write its name alone; what stands before the state belongs to key";
  const OF_YOURS = "write the name of a bucket of yours";
  const GCS_FORM =
    "lower-case letters, digits, -, _ and single dots, with at most 63 characters between dots and a letter or digit at both ends, no IP address, and does not begin with goog";
  const bucket = (name: string, region = "eu-west-1") => s3({ bucket: name, region });
  const gcs = (name: string) => backend({ type: "gcs", bucket: name, prefix: "eks/demo" });
  const parts = (length: number) => ["a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(length)].join(".");
  decides([
    ["s3-bucket", "a name has 3 characters", bucket("a-1")],
    ["s3-bucket", "a name has 63 characters", bucket("a".repeat(63))],
    ["s3-bucket", "a name has dots", bucket("states.example.com")],
    ["s3-bucket", "a name has two - in a row", bucket("a--b")],
    ["s3-bucket", "the alias of an access point is a name", bucket("team-abc123-s3alias")],
    ["s3-bucket", "a bucket for directories has a name", bucket("states--euw1-az1--x-s3")],
    [
      "s3-bucket",
      "the ARN of an access point stands for a bucket",
      bucket("arn:aws:s3:eu-west-1:111122223333:accesspoint/states"),
    ],
    ["s3-bucket", "2 characters are too few", bucket("ab"), `${IS} has 3-63 characters, got 2 ("ab"); ${ALONE}`],
    [
      "s3-bucket",
      "64 characters are too many",
      bucket("a".repeat(64)),
      `${IS} has 3-63 characters, got 64 ("${"a".repeat(64)}"); ${ALONE}`,
    ],
    ...[
      "States",
      "my_states",
      "-states",
      "states-",
      ".states",
      "a..b",
      "states/eks",
      "s3://states",
      "arn:aws:s3:::states",
    ].map(
      (name) => ["s3-bucket", `${name} is none`, bucket(name), `${IS} is ${FORM}, got "${name}"; ${ALONE}`] as const,
    ),
    ...[
      ["xn--a", "begin with xn--"],
      ["sthree-a", "begin with sthree-"],
      ["amzn-s3-demo-a", "begin with amzn-s3-demo-"],
      ["a.mrap", "end in .mrap"],
      ["a--table-s3", "end in --table-s3"],
    ].map(
      ([name = "", how]) =>
        [
          "s3-bucket",
          `${name} is reserved`,
          bucket(name),
          `${AT}.bucket: AWS reserves names that ${how}, got "${name}"; ${OF_YOURS}`,
        ] as const,
    ),
    [
      "s3-bucket",
      "an IP address is none",
      bucket("192.168.5.4"),
      `${IS} is no IP address, got "192.168.5.4"; ${OF_YOURS}`,
    ],
    ["s3-bucket", "an old bucket of us-east-1 has other letters", bucket("Old_States.", "us-east-1")],
    [
      "s3-bucket",
      "so it may where the region is not known",
      backend({ type: "s3", key: "k", bucket: "A_B", partial: true }),
    ],
    [
      "s3-bucket",
      "but no /",
      bucket("states/eks", "us-east-1"),
      `${IS} is letters, digits, _, - and dots, got "states/eks"; ${ALONE}`,
    ],
    [
      "s3-bucket",
      "what is reserved is so everywhere",
      bucket("xn--A", "us-east-1"),
      `${AT}.bucket: AWS reserves names that begin with xn--, got "xn--A"; ${OF_YOURS}`,
    ],
    ["s3-bucket", "a token is any name", bucket("${TfToken[TOKEN.1]}")],
    ["s3-bucket", "a region that is a token is any", bucket("Old_States", "${TfToken[TOKEN.1]}")],
    ["gcs-bucket", "a name has _ and dots", gcs("my_states.example.com")],
    ["gcs-bucket", "a name with dots has 222 characters", gcs(parts(30))],
    ["gcs-bucket", "a token is any name", gcs("${TfToken[TOKEN.1]}")],
    [
      "gcs-bucket",
      "223 characters are too many",
      gcs(parts(31)),
      `${AT}.bucket: the name of a bucket of Google Cloud Storage has 3-222 characters, got 223 (${quote(parts(31))}); write its name alone; what stands before the state belongs to prefix`,
    ],
    ...[
      "States",
      "-states",
      "states_",
      "a..b",
      "gs://states",
      "states/eks",
      "goog-states",
      "192.168.5.4",
      "a".repeat(64),
    ].map(
      (name) =>
        [
          "gcs-bucket",
          `${name} is none`,
          gcs(name),
          `${AT}.bucket: the name of a bucket of Google Cloud Storage is ${GCS_FORM}, got ${quote(name)}; write its name alone; what stands before the state belongs to prefix`,
        ] as const,
    ),
  ]);
});

describe("the oldest Terraform that a backend needs", () => {
  const GCS = { type: "gcs", bucket: "states", prefix: "p" };
  const CLOUD = { type: "cloud", organization: "acme", workspace: "demo" };
  test.each([
    ["every backend", http(), "1.2.0"],
    ["kmsEncryptionKey of gcs", backend({ ...GCS, kmsEncryptionKey: "k" }), "1.4.0"],
    ["assumeRole of s3", s3({ assumeRole: { roleArn: "arn:aws:iam::111122223333:role/states" } }), "1.6.0"],
    ["project of cloud", backend({ ...CLOUD, project: "p" }), "1.6.0"],
    ["useLockfile of s3", s3({ useLockfile: true }), "1.10.0"],
  ])("%s", (_what, config, version) => {
    expect(validate(config, { name: "demo" }).plan?.terraform.requiredVersion).toBe(`>= ${version}`);
  });
});
