/** Backends of other clouds with all their settings. */
export const GCS = {
  type: "gcs",
  bucket: "states",
  prefix: "p",
  impersonateServiceAccount: "ci@acme",
  kmsEncryptionKey: "key",
} as const;
export const AZURERM = {
  type: "azurerm",
  storageAccountName: "acme",
  containerName: "states",
  key: "k",
  resourceGroupName: "group",
  subscriptionId: "1",
  tenantId: "2",
  clientId: "3",
  useOidc: true,
  useAzureadAuth: true,
} as const;
export const CLOUD = {
  type: "cloud",
  organization: "acme",
  workspace: "demo",
  project: "eks",
  hostname: "tfe.invalid",
} as const;
