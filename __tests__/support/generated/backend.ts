import type { Chance } from "./chance";
import { type Place, type Shared, textOf } from "./place";

const SERVER = "https://gitlab.example.com/api/v4/projects/7/terraform/state";

/** What tells the state of a cluster from others. */
const ownOf = ({ name }: Place) => ({
  s3: { key: `eks/${name}.tfstate` },
  http: { lockAddress: `${SERVER}/${name}/lock`, unlockAddress: `${SERVER}/${name}/lock` },
  gcs: { prefix: `eks/${name}` },
  azurerm: { key: `eks/${name}.tfstate` },
  cloud: { workspace: name },
});

/** The backend of a file whose `defaults.yaml` states the rest. */
export const ownBackendOf = (place: Place, { backend: { type } }: NonNullable<Shared["terraform"]>): object => ({
  type,
  ...ownOf(place)[type],
  ...(type === "http" && { address: `${SERVER}/${place.name}` }),
});

/** The backend of a file. */
export function backendOf(chance: Chance, place: Place): object {
  const own = ownOf(place);
  const role = { roleArn: place.iam("role/states", "999988887777") };
  return chance.pick<object>([
    { type: "local" },
    {
      type: "s3",
      ...own.s3,
      ...whereOf(chance, { bucket: "states", region: "eu-west-1" }),
      ...chance.part(
        { useLockfile: chance.is(0.5), dynamodbTable: "locks", encrypt: chance.is(0.5), kmsKeyId: "alias/a" },
        0.4,
      ),
      ...chance.part({ profile: textOf(chance) }, 0.3),
      ...chance.part(
        { assumeRole: { ...role, ...chance.part({ sessionName: "a=b,c", externalId: "a/b:c" }, 0.5) } },
        0.3,
      ),
    },
    {
      type: "http",
      ...own.http,
      ...whereOf(chance, { address: `${SERVER}/${place.name}` }),
      ...chance.part({ updateMethod: "PUT", lockMethod: "POST", unlockMethod: "DELETE", retryWaitMin: 5 }, 0.5),
    },
    {
      type: "gcs",
      ...own.gcs,
      ...whereOf(chance, { bucket: "states" }),
      ...chance.part({ impersonateServiceAccount: "ci@acme.iam.gserviceaccount.com", kmsEncryptionKey: "a/b" }, 0.5),
    },
    {
      type: "azurerm",
      ...own.azurerm,
      ...whereOf(chance, { storageAccountName: "acmestates", containerName: "states" }),
      ...chance.part(
        { resourceGroupName: textOf(chance), subscriptionId: "0-1", tenantId: "2-3", clientId: "4-5" },
        0.5,
      ),
      ...chance.part({ useOidc: chance.is(0.7), useAzureadAuth: chance.is(0.7) }, 0.5),
    },
    {
      type: "cloud",
      organization: 'acme "x" & co',
      ...own.cloud,
      ...chance.part({ project: textOf(chance) }, 0.3),
      ...chance.part({ hostname: chance.pick(["app.terraform.io", "tfe.example.com"]) }, 0.5),
    },
  ]);
}

/** Where a state lies, or what of it the file knows. */
const whereOf = (chance: Chance, where: object): object =>
  chance.is(0.3)
    ? { ...chance.part(where, 0.5), partial: true }
    : { ...where, ...chance.part({ partial: false }, 0.2) };
