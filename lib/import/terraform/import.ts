import { partitionOf } from "../../aws/partitions";
import type { Answers } from "../answers";
import { unlessDead } from "../dead";
import type { OfFile } from "../existing";
import { type Imported, PROVIDER_STAYS, type Row } from "../row";
import { commonTags, type Tags } from "../tags";
import { type ClusterOfState, clusterNameOf, clusterOf, type StatedCluster } from "./cluster";
import { configMapRows, isAwsAuth, principalKey } from "./config-map";
import { existingRoles } from "./existing-roles";
import { roleRows, rolesIn } from "./roles";
import { readState, type StateResource } from "./state";
import { entryRows, gone, leftOut, placesOf, podRow, tagsOf } from "./taken";
import { READ_TYPE_NAMES, type ReadType, readType } from "./types";

/** What a state becomes, and its resources, which the hand-over names. */
export interface ImportedState {
  readonly imported: Imported;
  readonly resources: readonly StateResource[];
}

export interface Known {
  readonly stated: StatedCluster;
  readonly answers: Answers;
  /** The tags of the file that it is added to. */
  readonly tags?: Tags;
  /** Whether the items will be in the state that this is, whose provider gives its tags on top. */
  readonly sameState?: boolean;
}

/**
 * Imports a Terraform state or plan, as `terraform show -json` prints it: by the types of resources, not by modules.
 *
 * @param file for messages
 * @throws ConfigError if the text is no such state, or does not say which cluster it is
 */
export function importTerraform(
  { file, text }: { readonly file: string; readonly text: string },
  { stated, answers, tags, sameState = false }: Known,
): ImportedState {
  const all = readState(file, text, READ_TYPE_NAMES)
    .filter((resource) => readType(resource.type).is !== "ConfigMap" || isAwsAuth(resource))
    .map((resource) => (sameState ? withoutProviderTags(resource) : resource));
  const cluster = clusterOf(file, all, stated);
  const { name, account, region, authenticationMode, issuer } = cluster;
  const { others, own } = ofCluster(all, cluster);
  const tagsOfAll = (is: ReadType["is"]) =>
    own.filter((resource) => isThere(resource) && readType(resource.type).is === is).map(tagsOf);
  const taken = { entries: tagsOfAll("entry"), associations: tagsOfAll("pod association") };
  const common = tags ?? (sameState ? {} : commonTags(taken));
  const reading: Reading = { own, cluster, answers, ofFile: { partition: partitionOf(region), tags: common } };
  const isOf = kindsIn(own);
  const roles = rolesIn(isOf("role", "of a role"));
  const rows = [...rowsOf(reading), ...roleRows(roles, issuer), ...others];
  const irsa = rows.some((row) => row.is === "item" && row.value.via === "irsa");
  const about = {
    ...(authenticationMode !== undefined && {
      authenticationMode: authenticationMode === "API" ? "API" : "API_AND_CONFIG_MAP",
    }),
    ...(irsa && issuer !== undefined && { oidcIssuer: issuer, oidcProvider: "existing" }),
  };
  const imported: Imported = {
    source: "Terraform",
    top: {
      version: 1,
      name,
      account,
      region,
      ...(Object.keys(common).length > 0 && { tags: common }),
      ...(Object.keys(about).length > 0 && { cluster: about }),
    },
    rows: inOrder(rows, all),
    roles: existingRoles(roles, {
      users: isOf("user of a role"),
      others: all.filter((resource) => !own.includes(resource)),
      shared: isOf("policy of roles"),
      sameState,
    }),
    ...(authenticationMode === "CONFIG_MAP" && { notes: [CONFIG_MAP_MODE] }),
  };
  return { imported, resources: all };
}

const withoutProviderTags = (resource: StateResource): StateResource => ({
  ...resource,
  values: { ...resource.values, tags_all: resource.values.tags },
});

const kindsIn =
  (resources: readonly StateResource[]) =>
  (...kinds: string[]) =>
    resources.filter(({ type }) => kinds.includes(readType(type).is));

const CONFIG_MAP_MODE =
  "The cluster has the mode CONFIG_MAP, in which no entry can be made: eks-access import status shows the way out";

interface Reading {
  readonly own: readonly StateResource[];
  readonly cluster: ClusterOfState;
  readonly answers: Answers;
  readonly ofFile: OfFile;
}

const isThere = ({ fate, deposed }: StateResource): boolean => (fate === "there" || fate === "made") && !deposed;

/** Tells resources of the cluster from those of others. Roles, providers and ConfigMaps do not say whose they are. */
function ofCluster(all: readonly StateResource[], { name }: ClusterOfState) {
  const others: Row[] = [];
  const own = all.filter((resource) => {
    const whose = clusterNameOf(resource);
    if (whose === undefined || whose === name) return true;
    if (readType(resource.type).is === "user of a role") return false;
    others.push({ is: "left out", places: placesOf(resource), because: `of the cluster ${whose}` });
    return false;
  });
  return { own, others };
}

function rowsOf(reading: Reading): Row[] {
  const { own, cluster, answers, ofFile } = reading;
  const isOf = kindsIn(own);
  const known = {
    entries: new Map(isOf("entry").map(({ values, address }) => [principalKey(String(values.principal_arn)), address])),
    nodeGroups: new Map(
      isOf("user of a role").flatMap(({ type, values }) =>
        type === "aws_eks_node_group"
          ? [[principalKey(String(values.node_role_arn)), String(values.node_group_name)] as const]
          : [],
      ),
    ),
  };
  return [
    ...isOf("cluster").map((resource): Row => leftOut(resource, STAYS)),
    ...entryRows(isOf("entry"), isOf("policy association"), ofFile).map((row) => unlessDead(row, answers)),
    ...isOf("pod association").map((resource) => gone(resource) ?? podRow(resource, ofFile)),
    ...isOf("identity provider").map((resource) => leftOut(resource, PROVIDER_STAYS)),
    ...isOf("policy of roles").map((resource) =>
      leftOut(resource, "stays where it is managed, with the roles that it names"),
    ),
    ...isOf("OIDC provider").map((resource) => leftOut(resource, "stays where it is managed; pods go on by it")),
    ...isOf("ConfigMap").flatMap((resource): Row[] => {
      const { needs } = readType(resource.type);
      if (!cluster.alone) {
        const question = "aws-auth, and the state does not say of which cluster; eks-access import aws-auth reads it";
        return [{ is: "question", places: placesOf(resource), question }];
      }
      const destroyed = gone(resource);
      return destroyed ? [destroyed] : configMapRows(resource, cluster, { answers, known, needs });
    }),
  ];
}

const STAYS = "stays where it is managed; the head of this file is from it";

/** Sorts rows by the first resource of each. */
function inOrder(rows: readonly Row[], all: readonly StateResource[]): Row[] {
  const at = new Map(all.map(({ address }, index) => [address, index]));
  const indexOf = ({ places: [{ name }] }: Row) => at.get(name) ?? at.get(name.split(" ")[0] ?? "") ?? all.length;
  return [...rows].sort((a, b) => indexOf(a) - indexOf(b));
}
