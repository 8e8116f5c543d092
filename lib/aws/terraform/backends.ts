import type { TextFact } from "../fact";
import { principalArn } from "../iam/principal-arn";

const BACKENDS = "https://developer.hashicorp.com/terraform/language/backend";
const ASSUME_ROLE = "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html";
const AZURE_NAMES =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage";

/** The page of Terraform's documentation about each backend. */
export const BACKEND_PAGES = {
  s3: `${BACKENDS}/s3`,
  http: `${BACKENDS}/http`,
  gcs: `${BACKENDS}/gcs`,
  azurerm: `${BACKENDS}/azurerm`,
  cloud: "https://developer.hashicorp.com/terraform/language/terraform#terraform-cloud",
} as const;

const inEnvironment = (variables: string): string =>
  `it would be a secret in a file, and in the output; set ${variables} where Terraform runs`;

/**
 * Arguments of the backends that hold secrets, and where Terraform takes each from instead.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend#credentials-and-sensitive-data
 */
export const BACKEND_SECRETS = {
  s3: {
    accessKey: inEnvironment("AWS_ACCESS_KEY_ID"),
    secretKey: inEnvironment("AWS_SECRET_ACCESS_KEY"),
    token: inEnvironment("AWS_SESSION_TOKEN"),
    sseCustomerKey: inEnvironment("AWS_SSE_CUSTOMER_KEY"),
  },
  http: {
    username: inEnvironment("TF_HTTP_USERNAME"),
    password: inEnvironment("TF_HTTP_PASSWORD"),
    clientPrivateKeyPem: inEnvironment("TF_HTTP_CLIENT_PRIVATE_KEY_PEM"),
  },
  gcs: {
    credentials: inEnvironment("GOOGLE_CREDENTIALS"),
    accessToken: inEnvironment("GOOGLE_OAUTH_ACCESS_TOKEN"),
    encryptionKey: inEnvironment("GOOGLE_ENCRYPTION_KEY"),
  },
  azurerm: {
    accessKey: inEnvironment("ARM_ACCESS_KEY"),
    sasToken: inEnvironment("ARM_SAS_TOKEN"),
    clientSecret: inEnvironment("ARM_CLIENT_SECRET"),
    clientCertificatePassword: inEnvironment("ARM_CLIENT_CERTIFICATE_PASSWORD"),
    oidcToken: inEnvironment("ARM_OIDC_TOKEN"),
    oidcRequestToken: inEnvironment("ARM_OIDC_REQUEST_TOKEN"),
  },
  cloud: { token: inEnvironment("TF_TOKEN_<host>, such as TF_TOKEN_app_terraform_io,") },
} as const;

/** What `first` says of each key that tells the state of one stack from that of another. */
const OWN = "each stack has a state of its own, and its file says which, even with partial: true";

/** Terraform refuses the same keys. */
export const S3_STATE_KEY: TextFact = {
  rule: "state-key",
  is: "the key of a state",
  min: 1,
  max: 1024,
  pattern: /^[^/]+(?:\/[^/]+)*$/,
  form: "parts with single / between them",
  first: OWN,
  advice: "write one such as eks/demo.tfstate",
  source: BACKEND_PAGES.s3,
};

/** The name of a blob. */
export const AZURE_STATE_KEY: TextFact = { ...S3_STATE_KEY, source: BACKEND_PAGES.azurerm };

/** The state is the object `<prefix>/default.tfstate`. */
export const GCS_STATE_PREFIX: TextFact = {
  ...S3_STATE_KEY,
  is: "the prefix of a state",
  advice: "write one such as eks/demo",
  source: BACKEND_PAGES.gcs,
};

export const STORAGE_ACCOUNT: TextFact = {
  rule: "storage-account",
  is: "the name of a storage account",
  min: 3,
  max: 24,
  pattern: /^[a-z0-9]+$/,
  form: "lower-case letters and digits",
  advice: "write its name alone, without .blob.core.windows.net",
  source: AZURE_NAMES,
};

export const STORAGE_CONTAINER: TextFact = {
  rule: "storage-container",
  is: "the name of a blob container",
  min: 3,
  max: 63,
  pattern: /^(?:\$root|[a-z0-9]+(?:-[a-z0-9]+)*)$/,
  form: "lower-case letters and digits, with single - between them",
  advice: "write its name alone; what stands before the state belongs to key",
  source: AZURE_NAMES,
};

/** The role for the state may be in any account and partition. */
export const STATE_ROLE: TextFact = {
  rule: "role-arn",
  is: "the role for the state",
  form: "the whole ARN of an IAM role",
  isValid: (given) => {
    const arn = principalArn(given);
    return arn.is === "role" && arn.whole;
  },
  advice: "write arn:aws:iam::<account>:role/<path><name>",
  source: BACKEND_PAGES.s3,
};

export const SESSION_NAME: TextFact = {
  rule: "session-name",
  is: "the name of a session",
  min: 2,
  max: 64,
  pattern: /^[\w+=,.@-]*$/,
  form: "letters, digits and _+=,.@-",
  advice: "write one such as terraform",
  source: ASSUME_ROLE,
};

export const EXTERNAL_ID: TextFact = {
  rule: "external-id",
  is: "an external ID",
  min: 2,
  max: 1224,
  pattern: /^[\w+=,.@:/-]*$/,
  form: "letters, digits and _+=,.@:/-",
  advice: "copy it from the trust policy of the role",
  source: ASSUME_ROLE,
};

/** HTTP methods. A server may have methods of its own, such as LOCK. */
export const HTTP_METHOD: TextFact = {
  rule: "http-method",
  is: "an HTTP method",
  min: 1,
  max: 32,
  pattern: /^[A-Z]+$/,
  form: "upper-case letters",
  advice: "write one such as POST",
  source: BACKEND_PAGES.http,
};

export const RETRY_WAIT = {
  rule: "retry-wait",
  is: "the shortest wait before another try",
  min: 1,
  unit: "seconds",
  source: BACKEND_PAGES.http,
} as const;

/** What keeps an address of the HTTP backend from being written in a file. The address may hold a secret. */
export function addressProblem(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    return "a whole address that begins with https:// is needed; write it as the server documents it";
  }
  if (url.username !== "" || url.password !== "") {
    return "a file holds no password, and this address has one or a user name; leave them out, and set TF_HTTP_USERNAME and TF_HTTP_PASSWORD where Terraform runs";
  }
  if (url.search !== "" || url.hash !== "") {
    return "an address in a file has nothing behind ? or #, where tokens stand; leave it out, or leave the address out, write partial: true, and set TF_HTTP_ADDRESS where Terraform runs";
  }
  return undefined;
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Whether others on the network can read and change what is sent to an address. */
export function isOpenToOthers(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "http:" && !LOOPBACK.includes(hostname);
}

/** Returns an address in the one form that equal addresses have. */
export const normalAddress = (address: string): string => (URL.canParse(address) ? new URL(address).href : address);
