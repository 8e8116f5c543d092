import * as z from "zod";
import { accessItem } from "./access";
import { backendKeys } from "./backend";
import { clusterConfig } from "./config";
import { foreignKeys, keyed, listOf, object, plainText } from "./fields";

/** The schemas of files: cluster files, for validation and for editors, access sets, and defaults.yaml. */

const { version, account, region, partition, tags, terraform, iam, accept, checks } = clusterConfig.shape;
const { assumeRole } = terraform.unwrap().shape;
const { local, s3, http, gcs, azurerm, cloud } = backendKeys;

const use = listOf(
  plainText("Name of a file in accessSets/, without its ending."),
  undefined,
  "Access sets whose entries this cluster takes, each as if it stood in this file.",
);

/** A cluster's file, including the keys that refer to shared files. */
export const clusterFile = object(
  { ...clusterConfig.shape, use: use.optional() },
  "Who and what may reach one Amazon EKS cluster.",
);

/** Adds the description and the advice on keys to a derived schema, because zod drops them. */
function described<T extends z.ZodType>(schema: T, like: z.ZodType, foreign: Readonly<Record<string, string>> = {}): T {
  const made = schema.meta({ description: like.description });
  foreignKeys.add(made, { ...foreignKeys.get(like), ...foreign });
  return made;
}

/** A schema whose keys may all be left out. */
const open = <Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape, z.core.$strict>) =>
  described(schema.partial(), schema);

/**
 * The schema of a cluster's file for editors, which see only one file. Keys that may be in defaults.yaml are optional.
 */
export const clusterFileAlone = object(
  {
    ...clusterFile.shape,
    account: account.optional(),
    region: region.optional(),
    terraform: object(
      {
        backend: z
          .union([local, open(s3), open(http), open(gcs), open(azurerm), open(cloud)])
          .meta({ description: "Where the state lies. Default: local." })
          .optional(),
        assumeRole,
      },
      terraform.unwrap().description ?? "",
    ).optional(),
  },
  clusterFile.description ?? "",
);

export const accessSet = object(
  {
    version,
    access: keyed(accessItem, "Entries that every cluster gets that takes this set."),
  },
  "Who may reach the clusters that take this set: use: [<name of this file>] in their files.",
);

const OWN_STATE = "two clusters must not share a state; write it in each cluster's file";

/** Advice on the keys of a backend that hold for one cluster alone. */
const own = (...keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, OWN_STATE]));

const sharedBackend = z
  .discriminatedUnion("type", [
    local,
    described(s3.omit({ key: true }).partial().extend({ type: s3.shape.type }), s3, own("key")),
    described(
      http.omit({ address: true, lockAddress: true, unlockAddress: true }).partial().extend({ type: http.shape.type }),
      http,
      own("address", "lockAddress", "unlockAddress"),
    ),
    described(gcs.omit({ prefix: true }).partial().extend({ type: gcs.shape.type }), gcs, own("prefix")),
    described(azurerm.omit({ key: true }).partial().extend({ type: azurerm.shape.type }), azurerm, own("key")),
    described(cloud.omit({ workspace: true }).partial().extend({ type: cloud.shape.type }), cloud, own("workspace")),
  ])
  .meta({
    description: "Where the states lie, less what is each cluster's own: key, prefix, address or workspace.",
  });

const ONE_CLUSTER = "it belongs to one cluster; write it in the cluster's file";

const shared = {
  account: account.optional(),
  region: region.optional(),
  partition,
  tags,
  terraform: object(
    { backend: sharedBackend.optional(), assumeRole },
    "How Terraform runs. Default: local state, the credentials at hand.",
  ).optional(),
  iam,
  accept,
  checks,
};

/** The keys that a cluster's file can get from defaults.yaml. */
export const SHARED_KEYS: readonly string[] = Object.keys(shared);

/** The content of defaults.yaml, which applies to every cluster's file. */
export const defaults = object(
  { version, ...shared },
  "What all clusters' files share. What a file states too must be equal.",
  {
    ...Object.fromEntries(Object.keys(clusterConfig.shape).map((key) => [key, ONE_CLUSTER])),
    access: "write it in accessSets/<name>.yaml, and use: [<name>] in the files of the clusters",
    use: "each cluster's file says which sets it takes",
  },
);
