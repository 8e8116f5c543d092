import { normalAddress } from "../../../lib/aws/terraform/backends";
import { quote } from "../../../lib/aws/text";
import { validate } from "../../../lib/load/validate";
import { decides, head } from "../../support/decide";

const SERVER = "https://git.example.com/api/v4/projects/7/terraform/state/demo";
const LOCK = `${SERVER}/lock`;
const backend = (given: object) => head({ terraform: { backend: given } });
const s3 = (more: object) => backend({ type: "s3", bucket: "b", key: "k", region: "eu-west-1", ...more });
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
    ["R914", "gcs is allowed", backend({ type: "gcs", bucket: "b", prefix: "eks/demo" })],
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
      backend({ type: "gcs", bucket: "b", prefix: "eks/" }),
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

describe("the oldest Terraform that a backend needs", () => {
  const GCS = { type: "gcs", bucket: "b", prefix: "p" };
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
