import type { BackendConfig } from "../../lib/schema/types";
import { AZURERM, CLOUD, GCS } from "../support/backends";
import { head } from "../support/decide";
import { synthesized } from "../support/synth";

const STATE = "https://git.example.com/state/demo";

/** Each backend with all its settings, and what Terraform gets. */
const EVERY: readonly (readonly [BackendConfig, object])[] = [
  [
    {
      type: "s3",
      bucket: "states",
      key: "k",
      region: "eu-west-1",
      useLockfile: true,
      dynamodbTable: "locks",
      encrypt: false,
      kmsKeyId: "alias/states",
      profile: "states",
      assumeRole: { roleArn: "arn:aws:iam::999988887777:role/states", sessionName: "eks", externalId: "a:b" },
      partial: false,
    },
    {
      bucket: "states",
      key: "k",
      region: "eu-west-1",
      use_lockfile: true,
      dynamodb_table: "locks",
      encrypt: false,
      kms_key_id: "alias/states",
      profile: "states",
      assume_role: {
        role_arn: "arn:aws:iam::999988887777:role/states",
        session_name: "eks",
        external_id: "a:b",
      },
    },
  ],
  [
    {
      type: "http",
      address: STATE,
      updateMethod: "PUT",
      lockAddress: `${STATE}/lock`,
      unlockAddress: `${STATE}/lock`,
      lockMethod: "POST",
      unlockMethod: "DELETE",
      retryWaitMin: 5,
    },
    {
      address: STATE,
      update_method: "PUT",
      lock_address: `${STATE}/lock`,
      unlock_address: `${STATE}/lock`,
      lock_method: "POST",
      unlock_method: "DELETE",
      retry_wait_min: 5,
    },
  ],
  [GCS, { bucket: "states", prefix: "p", impersonate_service_account: "ci@acme", kms_encryption_key: "key" }],
  [
    AZURERM,
    {
      storage_account_name: "acme",
      container_name: "states",
      key: "k",
      resource_group_name: "group",
      subscription_id: "1",
      tenant_id: "2",
      client_id: "3",
      use_oidc: true,
      use_azuread_auth: true,
    },
  ],
];

const PARTIAL: readonly (readonly [BackendConfig, object])[] = [
  [
    { type: "s3", key: "k", partial: true },
    { key: "k", encrypt: true },
  ],
  [{ type: "http", partial: true }, {}],
  [{ type: "gcs", prefix: "p", partial: true }, { prefix: "p" }],
  [
    { type: "azurerm", key: "k", containerName: "states", partial: true },
    { key: "k", container_name: "states" },
  ],
];

test.each([...EVERY, ...PARTIAL])("$type $partial has the arguments that Terraform knows", (backend, written) => {
  const { terraform } = synthesized(head({ terraform: { backend } }));
  expect(terraform.backend).toEqual({ [backend.type]: written });
});

test("R914 HCP Terraform has the workspace, its project and the host", () => {
  const { terraform } = synthesized(head({ terraform: { backend: CLOUD } }));
  expect(terraform.cloud).toEqual({
    organization: "acme",
    hostname: "tfe.invalid",
    workspaces: { name: "demo", project: "eks" },
  });
});
