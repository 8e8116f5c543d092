import { CLUSTER_KINDS } from "../../aws/eks/cluster-kinds";
import { NODE_KINDS } from "../../aws/nodes/node-kinds";
import { PARTITIONS } from "../../aws/partitions";
import { byCodePoint, didYouMean, isToken, list, quote } from "../../aws/text";
import { adminsOf } from "../access/admins";
import { CLUSTER_ID, CLUSTER_ROLE_ID, nodeRoleId } from "../addresses";
import type { PlanContext } from "../context";
import type { ResolvedCreate } from "../defaults";
import type { NodeItem } from "../nodes/items";
import { policyIds, type ResolvedRole, type RolesById } from "../roles/requests";
import type { PlannedCluster, PlannedEntry, Verification } from "../types";
import { validateNetworks } from "./networks";

const UPGRADE = "aws eks update-cluster-config --access-config authenticationMode=API_AND_CONFIG_MAP";

/** Validates that the cluster supports what the file configures on it. */
export function validateCluster(nodes: readonly NodeItem[], context: PlanContext): void {
  const { config, cluster, diagnostics } = context;
  const { create } = config.cluster;
  const auto = nodes.find((item) => NODE_KINDS[item.nodes].autoMode);
  if (!PARTITIONS[cluster.partition].autoMode && (auto || create?.autoMode)) {
    diagnostics.report(
      "auto-mode-region",
      ["region"],
      `EKS Auto Mode is not offered in partition ${cluster.partition}, got region ${quote(cluster.region)}; ${auto?.nodes === "node-class" ? "NodeClasses need it, so " : ""}use managed node groups there`,
    );
  }
  validateAuthenticationMode(nodes, context);
  if (create === undefined) return;
  validateNetworks(create, context);
  const [nodeClass] = Object.keys(config.nodeClasses);
  const [nodePool] = Object.keys(config.nodePools);
  const first = nodeClass === undefined ? nodePool && ["nodePools", nodePool] : ["nodeClasses", nodeClass];
  if (first && !create.autoMode) {
    diagnostics.report(
      "node-class-without-auto-mode",
      first,
      "NodeClasses and NodePools are of EKS Auto Mode, and the cluster made here has none; write cluster.create.autoMode: { nodePools: [] }, or nodeRoles of another kind",
    );
  }
  if (nodePool !== undefined && create.autoMode && create.autoMode.nodePools.length === 0) {
    diagnostics.report(
      "default-node-class",
      ["nodePools", nodePool, "nodeClass"],
      'EKS has the NodeClass "default" only while a built-in node pool is on, got autoMode.nodePools: []; name one there, or write nodeClasses of your own',
    );
  }
  validateSubnets(create, context);
  const { authenticationMode, verify, oidcIssuer } = config.given.cluster ?? {};
  for (const [key, value] of Object.entries({ authenticationMode, verify, ...(!create.release && { oidcIssuer }) })) {
    if (value === undefined) continue;
    diagnostics.report(
      "create-or-existing",
      ["cluster", key],
      `${key} is about a cluster that exists, and this one is made here; ${key === "authenticationMode" ? "write it under create" : "leave it out"}`,
    );
  }
  const kind = config.clusterRole?.kind;
  const notCreated = kind && "notCreated" in CLUSTER_KINDS[kind] ? CLUSTER_KINDS[kind].notCreated : undefined;
  if (notCreated) {
    const others = Object.entries(CLUSTER_KINDS).flatMap(([name, row]) => ("notCreated" in row ? [] : [name]));
    diagnostics.report(
      "cluster-not-created",
      ["clusterRole", "kind"],
      `${notCreated}, got ${quote(kind)}; write kind: ${list(others)}`,
    );
  }
}

/** A subnet counts once, however often it is named. */
function validateSubnets({ subnetIds }: ResolvedCreate, { diagnostics }: PlanContext): void {
  const [, second] = subnetIds;
  if (second === undefined || isToken(second) || new Set(subnetIds).size > 1) return;
  diagnostics.report(
    "subnet-twice",
    ["cluster", "create", "subnetIds", 1],
    `${quote(second)} stands here twice, and EKS needs subnets in two availability zones; name each once`,
  );
}

/** Access entries require an authentication mode that includes `API`. */
function validateAuthenticationMode(nodes: readonly NodeItem[], { config, diagnostics }: PlanContext): void {
  if (config.cluster.authenticationMode !== "CONFIG_MAP") return;
  const entry = nodes.find((item) => NODE_KINDS[item.nodes].entry.by === "us");
  const ofNodes = entry && (entry.nodes === "node-class" ? "NodeClasses need" : `nodes of kind ${entry.nodes} need`);
  const needed = Object.keys(config.access).length > 0 ? "access needs" : ofNodes;
  if (needed === undefined) return;
  diagnostics.report(
    "config-map-mode",
    ["cluster", "authenticationMode"],
    `a cluster in CONFIG_MAP takes no access entries, which ${needed}; change the cluster to API_AND_CONFIG_MAP first (there is no way back): ${UPGRADE}`,
  );
}

/**
 * Returns the role of the built-in node pools, if this file creates a cluster with them. EKS creates the access entry
 * of this role.
 */
export function builtInRoleOf(
  nodes: readonly NodeItem[],
  roles: RolesById,
  { config, diagnostics }: PlanContext,
): ResolvedRole | undefined {
  const autoMode = config.cluster.create?.autoMode;
  if (!autoMode) return undefined;
  const { nodePools, nodeRole } = autoMode;
  const path = ["cluster", "create", "autoMode"];
  if (nodePools.length > 0 && nodeRole === undefined) {
    diagnostics.report(
      "built-in-pools-role",
      path,
      "built-in node pools need a role; write nodeRole: <key>, of a role of kind auto in nodeRoles",
    );
  }
  if (nodeRole === undefined) return undefined;
  if (nodePools.length === 0) {
    diagnostics.report(
      "node-role-without-pools",
      [...path, "nodeRole"],
      "AWS refuses a node role without built-in node pools; leave nodeRole out, or name a pool",
    );
  }
  const item = nodes.find(({ id }) => id === nodeRoleId(nodeRole));
  if (item === undefined) {
    const keys = Object.keys(config.nodeRoles);
    const advice = isToken(nodeRole)
      ? "; write its key"
      : didYouMean(nodeRole, keys) || `; the keys there: ${list(keys, "and") || "none"}`;
    diagnostics.report("node-role-key", [...path, "nodeRole"], `no item ${quote(nodeRole)} in nodeRoles${advice}`);
    return undefined;
  }
  if (!NODE_KINDS[item.nodes].autoMode) {
    diagnostics.report(
      "built-in-pools-kind",
      [...path, "nodeRole"],
      `a role of kind auto, got ${quote(nodeRole)} of kind ${item.nodes}; make one of kind auto for the built-in pools`,
    );
  }
  return roles.get(item.id);
}

/** The planned items that the cluster refers to. */
export interface ClusterParts {
  readonly roles: RolesById;
  readonly builtInRole?: ResolvedRole;
  readonly entries: readonly PlannedEntry[];
}

/** Plans the cluster. Returns undefined if the file does not create one. */
export function planCreate(
  { roles, builtInRole, entries }: ClusterParts,
  { config, cluster, diagnostics }: PlanContext,
): PlannedCluster | undefined {
  const { create } = config.cluster;
  const role = roles.get(CLUSTER_ROLE_ID);
  if (create === undefined || role === undefined) return undefined;
  const { autoMode, logs, subnetIds, securityGroupIds, endpoint, remoteNetworks, adopt, release: _, ...rest } = create;
  if (adminsOf(entries).length === 0) {
    diagnostics.report(
      "no-admin",
      ["cluster", "create"],
      "nobody can administer this cluster: its creator gets no entry; give a role an entry with AmazonEKSClusterAdminPolicy",
    );
  }
  return {
    ...rest,
    id: CLUSTER_ID,
    path: ["cluster", "create"],
    ...(adopt && { importId: cluster.name }),
    role: role.ref,
    dependsOn: [...policyIds(role), ...policyIds(builtInRole)].sort(byCodePoint),
    logs: inOrder(logs),
    subnetIds: inOrder(subnetIds),
    ...(securityGroupIds && { securityGroupIds: inOrder(securityGroupIds) }),
    ...(endpoint && {
      endpoint: { ...endpoint, ...(endpoint.publicCidrs && { publicCidrs: inOrder(endpoint.publicCidrs) }) },
    }),
    ...(remoteNetworks && {
      remoteNetworks: {
        nodes: inOrder(remoteNetworks.nodes),
        ...(remoteNetworks.pods && { pods: inOrder(remoteNetworks.pods) }),
      },
    }),
    autoMode: {
      enabled: autoMode !== false,
      nodePools: autoMode ? inOrder(autoMode.nodePools) : [],
      ...(builtInRole && { nodeRole: builtInRole.ref }),
    },
  };
}

/** Sorts a list of the cluster. These lists are sets, so their order in the file makes no difference. */
const inOrder = <T extends string>(values: readonly T[]): T[] => [...values].sort(byCodePoint);

/** Returns the check that Terraform makes of an existing cluster at plan time. */
export function planVerification({ config, cluster: { name } }: PlanContext): Verification | undefined {
  if (!config.cluster.verify || config.cluster.create !== undefined) return undefined;
  return {
    pattern: "^API",
    errorMessage: `The cluster ${name} is in authentication mode {found}, which takes no access entries. Change it first (there is no way back): ${UPGRADE} --name ${name}`,
  };
}
