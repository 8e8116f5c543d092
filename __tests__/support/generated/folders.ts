import { Chance } from "./chance";
import { fileOf } from "./file";
import { isEmpty, placeOf, type Shared } from "./place";
import { CAPABILITY } from "./roles";

/** The number of clusters in a folder. */
export const CLUSTERS = 50;

/** What `defaults.yaml` of a folder states for all its clusters. */
const SHARED: readonly Shared[] = [
  {},
  {},
  { version: 1, tags: { Company: "acme + co", costCentre: "1" } },
  { iam: { path: "/shared/", namePrefix: "s-", exclusive: true }, accept: { "second-door": "they are all ours" } },
  { account: "123456789012", region: "eu-central-1", partition: "aws" },
  { terraform: { backend: { type: "s3", bucket: "states", region: "eu-west-1", useLockfile: true } } },
  { terraform: { backend: { type: "cloud", organization: "acme" } } },
  { terraform: { backend: { type: "s3", partial: true, profile: "states" } } },
  { terraform: { backend: { type: "http", retryWaitMin: 5, lockMethod: "POST", unlockMethod: "DELETE" } } },
  { terraform: { backend: { type: "gcs", bucket: "states" } } },
  { terraform: { backend: { type: "azurerm", storageAccountName: "acme", containerName: "states", useOidc: true } } },
];

const SETS: Readonly<Record<string, object>> = {
  "on-call": {
    version: 1,
    access: { "on-call": { principal: "arn:aws:iam::999988887777:role/on-call", groups: ["on-call", "a"] } },
  },
  auditors: {
    access: {
      auditor: { principal: "arn:aws:iam::999988887777:user/auditor", policies: ["AmazonEKSAdminViewPolicy"] },
      nobody: { principal: "arn:aws:iam::999988887777:role/a/b/nobody" },
    },
  },
};

/** The files of one of many folders. No two folders have a cluster in common. */
export function folderOfClusters(number: number): Record<string, string> {
  const chance = new Chance(number);
  const shared = SHARED[number % SHARED.length] ?? {};
  const files: Record<string, object> = isEmpty(shared) ? {} : { "defaults.yaml": shared };
  for (const [name, set] of Object.entries(SETS)) files[`accessSets/${name}.yaml`] = set;
  const hubs = new Map<string, string>();
  for (let index = 0; index < CLUSTERS; index += 1) {
    const place = placeOf(chance, `c${number}-${index}`, shared);
    const file = fileOf(chance, place, { shared, sets: Object.keys(SETS), hub: hubs.get(place.partition) });
    files[`clusters/${place.name}.yaml`] = file;
    if (CAPABILITY in Object(file.otherRoles)) hubs.set(place.partition, place.name);
  }
  // JSON is YAML
  return Object.fromEntries(Object.entries(files).map(([name, value]) => [name, JSON.stringify(value, null, 1)]));
}
