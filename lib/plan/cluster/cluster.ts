import { NODE_KINDS } from "../../aws/nodes/role-kinds";
import { PARTITIONS } from "../../aws/partitions";
import { byCodePoint, didYouMean, isToken, list, quote } from "../../aws/text";
import type { ClusterConfig } from "../../schema/config";
import type { Findings } from "../diagnostics";
import type { NodeItem } from "../nodes/node-items";
import type { RoleFound } from "../roles/roles";
import type { Cluster, PlannedCluster, Verification } from "../types";
import { CLUSTER_ROLE } from "./cluster-role";

const UPGRADE = "aws eks update-cluster-config --access-config authenticationMode=API_AND_CONFIG_MAP";

/** What the cluster itself must be for what the file puts on it. */
export function judgeCluster(
  config: ClusterConfig,
  cluster: Cluster,
  items: readonly NodeItem[],
  findings: Findings,
): void {
  const { create, authenticationMode, verify } = config.cluster ?? {};
  const auto = items.find(({ nodes }) => nodes === "node-class" || nodes === "auto");
  if (!PARTITIONS[cluster.partition].autoMode && (auto || create?.autoMode)) {
    findings.refuse(
      ["region"],
      `EKS Auto Mode is not offered in partition ${cluster.partition}, got region ${quote(cluster.region)}; ${auto?.nodes === "node-class" ? "NodeClasses need it, so " : ""}use managed node groups there`,
    );
  }
  const entry = items.find(({ nodes }) => NODE_KINDS[nodes].entry.by === "us");
  if (authenticationMode === "CONFIG_MAP" && Object.keys(config.access ?? {}).length > 0) {
    findings.refuse(
      ["cluster", "authenticationMode"],
      `a cluster in CONFIG_MAP takes no access entries, which access needs; change the cluster to API_AND_CONFIG_MAP first (there is no way back): ${UPGRADE}`,
    );
  } else if (authenticationMode === "CONFIG_MAP" && entry) {
    findings.refuse(
      ["cluster", "authenticationMode"],
      `a cluster in CONFIG_MAP takes no access entries, which ${entry.nodes === "node-class" ? "NodeClasses need" : `nodes of kind ${entry.nodes} need`}; change the cluster to API_AND_CONFIG_MAP first (there is no way back): ${UPGRADE}`,
    );
  }
  if (create === undefined) return;
  for (const [key, value] of Object.entries({ authenticationMode, verify })) {
    if (value === undefined) continue;
    findings.refuse(
      ["cluster", key],
      `${key} is about a cluster that exists, and this one is made here; ${key === "verify" ? "leave it out" : "write it under create"}`,
    );
  }
  if (config.clusterRole?.kind === "outposts-local") {
    findings.refuse(
      ["clusterRole", "kind"],
      'a cluster made here is not a local one on Outposts, got "outposts-local"; write kind: auto or standard',
    );
  }
}

/** The role of the built-in pools, if the cluster made here has any: EKS makes its entry. */
export function builtInRole(
  config: ClusterConfig,
  items: readonly NodeItem[],
  roles: ReadonlyMap<string, RoleFound>,
  findings: Findings,
): RoleFound | undefined {
  const autoMode = config.cluster?.create?.autoMode;
  if (!autoMode) return undefined;
  const { nodePools, nodeRole } = autoMode;
  const path = ["cluster", "create", "autoMode"];
  const keys = Object.keys(config.nodeRoles ?? {});
  if (nodePools.length > 0 && nodeRole === undefined) {
    findings.refuse(
      path,
      `built-in node pools need a role; write nodeRole: <key>, of a role of kind auto in nodeRoles`,
    );
  }
  if (nodeRole === undefined) return undefined;
  if (nodePools.length === 0) {
    findings.refuse(
      [...path, "nodeRole"],
      "AWS refuses a node role without built-in node pools; leave nodeRole out, or name a pool",
    );
  }
  const item = items.find(({ id }) => id === `node-role_${nodeRole}`);
  if (item === undefined) {
    const advice = isToken(nodeRole)
      ? "; write its key"
      : didYouMean(nodeRole, keys) || `; the keys there: ${list(keys, "and") || "none"}`;
    findings.refuse([...path, "nodeRole"], `no item ${quote(nodeRole)} in nodeRoles${advice}`);
    return undefined;
  }
  if (item.nodes !== "auto") {
    findings.refuse(
      [...path, "nodeRole"],
      `a role of kind auto, got ${quote(nodeRole)} of kind ${item.nodes}; make one of kind auto for the built-in pools`,
    );
  }
  return roles.get(item.id);
}

export function planCreate(
  config: ClusterConfig,
  roles: ReadonlyMap<string, RoleFound>,
  builtIn: RoleFound | undefined,
  hasAdmin: boolean,
  findings: Findings,
): PlannedCluster | undefined {
  const create = config.cluster?.create;
  const role = roles.get(CLUSTER_ROLE);
  if (create === undefined || role === undefined) return undefined;
  const {
    authenticationMode = "API",
    autoMode = false,
    logs = [],
    subnetIds,
    securityGroupIds,
    endpoint,
    remoteNetworks,
    ...rest
  } = create;
  if (!hasAdmin) {
    findings.warn(
      "no-admin",
      ["cluster", "create"],
      "nobody can log in to this cluster: its creator gets no entry; give one to a role with AmazonEKSClusterAdminPolicy",
    );
  }
  const policiesOf = (found: RoleFound | undefined) => [
    ...(found?.made?.attachments ?? []),
    ...(found?.made?.inlinePolicies ?? []),
  ];
  return {
    ...rest,
    id: "cluster",
    role: role.ref,
    after: [...policiesOf(role), ...policiesOf(builtIn)].map(({ id }) => id).sort(byCodePoint),
    authenticationMode,
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
      ...(builtIn && { nodeRole: builtIn.ref }),
    },
  };
}

/** All lists of a cluster are sets: their order in the file makes no difference. */
const inOrder = <T extends string>(values: readonly T[]): T[] => [...values].sort(byCodePoint);

/** What is checked of an existing cluster when Terraform plans. */
export function planVerification({ cluster }: ClusterConfig, { name }: Cluster): Verification | undefined {
  if (cluster?.verify !== true || cluster.create !== undefined) return undefined;
  return {
    pattern: "^API",
    errorMessage: `The cluster ${name} is in authentication mode {found}, which takes no access entries. Change it first (there is no way back): ${UPGRADE} --name ${name}`,
  };
}
