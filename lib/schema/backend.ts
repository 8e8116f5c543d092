import * as z from "zod";
import {
  AZURE_STATE_KEY,
  BACKEND_PAGES,
  BACKEND_SECRETS,
  EXTERNAL_ID,
  GCS_STATE_PREFIX,
  HTTP_METHOD,
  RETRY_WAIT,
  S3_STATE_KEY,
  SESSION_NAME,
  STATE_ROLE,
  STORAGE_ACCOUNT,
  STORAGE_CONTAINER,
} from "../aws/terraform/backends";
import { GCS_BUCKET } from "../aws/terraform/buckets";
import { facts, flag, integer, object, plainText, text } from "./fields";

const ALL_IS_HERE = flag("Whether terraform init is given what is not here. Default: false.");

const PARTIAL = z
  .literal(true)
  .register(z.globalRegistry, { description: "What is not here is given to terraform init by -backend-config." });
const WHOLE = z.literal(false).optional().meta({ description: "Whether terraform init is given what is not here." });

const OR_PARTIAL = "write it, or partial: true, and give it to terraform init by -backend-config";

/** A part of where the state lies. It may be given to `terraform init` if the file says so. */
const place = (description: string) => plainText(description).register(facts, { first: OR_PARTIAL });

/**
 * A backend whose place may be given to `terraform init`.
 *
 * @param where its place: required, unless the file says `partial: true`
 */
function backendOf<Where extends z.ZodRawShape, Others extends z.ZodRawShape>(
  type: keyof typeof BACKEND_SECRETS,
  description: string,
  where: Where,
  others: Others,
) {
  const described = <Shape extends z.ZodRawShape>(shape: Shape) =>
    object(shape, `${description}\n\n${BACKEND_PAGES[type]}`, BACKEND_SECRETS[type]);
  const open = z.object(where).partial().shape;
  return {
    /** As Terraform needs it. */
    checked: z.discriminatedUnion("partial", [
      described({ ...others, ...where, partial: WHOLE }),
      described({ ...others, ...open, partial: PARTIAL }),
    ]),
    /** With all keys, for files that state a part of it. */
    keys: described({ ...others, ...open, partial: ALL_IS_HERE.optional() }),
  };
}

const s3Role = object(
  {
    roleArn: text(STATE_ROLE, "ARN of the role. It may be of another account than the file's."),
    sessionName: text(SESSION_NAME, "Name of its sessions, as CloudTrail shows them.").optional(),
    externalId: text(EXTERNAL_ID, "External ID that its trust policy asks for.").optional(),
  },
  "Role that Terraform assumes to reach the state, instead of the credentials at hand. Needs Terraform 1.6.",
).register(facts, { advice: (given) => `write { roleArn: ${JSON.stringify(given)} }` });

const s3 = backendOf(
  "s3",
  "State in S3.",
  { bucket: place("Bucket of the state."), region: place("Region of the bucket.") },
  {
    type: z.literal("s3"),
    key: text(S3_STATE_KEY, "Key of the state in the bucket."),
    useLockfile: flag("Lock by a file in the bucket. Needs Terraform 1.10.").optional(),
    dynamodbTable: plainText("Lock by a DynamoDB table instead.").optional(),
    encrypt: flag("Encrypt the state in the bucket. Default: true.").optional(),
    kmsKeyId: plainText("Key that encrypts it.").optional(),
    profile: plainText("Profile of the AWS configuration whose credentials reach the state.").optional(),
    assumeRole: s3Role.optional(),
  },
);

const http = backendOf(
  "http",
  "State on a server that speaks HTTP, such as GitLab. TF_HTTP_USERNAME and TF_HTTP_PASSWORD hold its credentials.",
  { address: place("Address of the state, without credentials.") },
  {
    type: z.literal("http"),
    updateMethod: text(HTTP_METHOD, "Method that writes the state. Default: POST.").optional(),
    lockAddress: plainText("Address of the lock. Default: no locking.").optional(),
    unlockAddress: plainText("Address that gives the lock back. Stands beside lockAddress.").optional(),
    lockMethod: text(HTTP_METHOD, "Method that takes the lock. Default: LOCK.").optional(),
    unlockMethod: text(HTTP_METHOD, "Method that gives it back. Default: UNLOCK.").optional(),
    retryWaitMin: integer(RETRY_WAIT, "The shortest wait before another try, in seconds. Default: 1.").optional(),
  },
);

const gcs = backendOf(
  "gcs",
  "State in Google Cloud Storage, which locks it. GOOGLE_CREDENTIALS or the credentials at hand reach it.",
  { bucket: text({ ...GCS_BUCKET, first: OR_PARTIAL }, "Bucket of the state.") },
  {
    type: z.literal("gcs"),
    prefix: text(GCS_STATE_PREFIX, "Folder of the state in the bucket."),
    impersonateServiceAccount: plainText("Service account to impersonate.").optional(),
    kmsEncryptionKey: plainText("Key of Cloud KMS that encrypts it. Needs Terraform 1.4.").optional(),
  },
);

const azurerm = backendOf(
  "azurerm",
  "State in Azure Blob Storage, which locks it. Variables ARM_* hold its credentials.",
  {
    storageAccountName: text({ ...STORAGE_ACCOUNT, first: OR_PARTIAL }, "Storage account of the state."),
    containerName: text({ ...STORAGE_CONTAINER, first: OR_PARTIAL }, "Container of the state."),
  },
  {
    type: z.literal("azurerm"),
    key: text(AZURE_STATE_KEY, "Name of the blob."),
    resourceGroupName: plainText("Resource group of the storage account.").optional(),
    subscriptionId: plainText("Subscription of the storage account.").optional(),
    tenantId: plainText("Tenant of whoever reaches it.").optional(),
    clientId: plainText("Client ID of whoever reaches it.").optional(),
    useOidc: flag("Authenticate by OIDC, as in a pipeline. Default: false.").optional(),
    useAzureadAuth: flag("Authorize by Microsoft Entra ID instead of access keys. Default: false.").optional(),
  },
);

const local = object({ type: z.literal("local") }, "State in terraform.<stack>.tfstate, beside the output folder.");

const cloud = object(
  {
    type: z.literal("cloud"),
    organization: plainText("Organization in HCP Terraform."),
    workspace: plainText("Workspace in it."),
    project: plainText(
      "Project in which terraform init makes the workspace. Needs Terraform 1.6. Default: the organization's.",
    ).optional(),
    hostname: plainText("Default: app.terraform.io.").optional(),
  },
  `State in HCP Terraform.\n\n${BACKEND_PAGES.cloud}`,
  BACKEND_SECRETS.cloud,
);

export const backend = z
  .discriminatedUnion("type", [local, s3.checked, http.checked, gcs.checked, azurerm.checked, cloud])
  .meta({ description: "Where the state lies. Default: local." });

/** Every backend with all its keys, for the schemas of files that may state a part of one. */
export const backendKeys = { local, s3: s3.keys, http: http.keys, gcs: gcs.keys, azurerm: azurerm.keys, cloud };

export type BackendConfig = z.input<typeof backend>;
