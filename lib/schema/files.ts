import * as z from "zod";
import { accessItem } from "./access";
import { clusterConfig } from "./config";
import { foreignKeys, keyed, listOf, object, plainText } from "./fields";

/** The schemas of files: cluster files, for validation and for editors, access sets, and defaults.yaml. */

const { version, account, region, partition, tags, terraform, iam, accept } = clusterConfig.shape;
const { backend, assumeRole } = terraform.unwrap().shape;
const [local, s3, cloud] = backend.unwrap().options;

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

/** Adds the description to a derived schema, because zod drops it. */
function described<T extends z.ZodType>(schema: T, like: z.ZodType, foreign: Readonly<Record<string, string>> = {}): T {
  const made = schema.meta({ description: like.description });
  foreignKeys.add(made, foreign);
  return made;
}

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
          .union([local, described(s3.partial(), s3), described(cloud.partial(), cloud)])
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

const sharedBackend = z
  .discriminatedUnion("type", [
    local,
    described(s3.omit({ key: true }).partial({ bucket: true, region: true }), s3, { key: OWN_STATE }),
    described(cloud.omit({ workspace: true }).partial({ organization: true }), cloud, { workspace: OWN_STATE }),
  ])
  .meta({ description: "Where the states lie, less what is each cluster's own: key or workspace." });

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
