import * as permissions from "../../aws/iam/permissions";
import {
  BLOCK_STORAGE,
  CLUSTER_KINDS,
  OTHER_KINDS,
  roleOfKind,
  VPC_RESOURCE_CONTROLLER,
} from "../../aws/nodes/role-kinds";
import { list, quote, sortedEntries } from "../../aws/text";
import type { ClusterConfig } from "../../schema/config";
import type { Findings, Path } from "../diagnostics";
import { scopeOf } from "../nodes/node-items";
import type { RoleWanted } from "../roles/roles";
import type { Cluster } from "../types";

export const CLUSTER_ROLE = "cluster-role";

/** The role of the cluster: made whenever the cluster is, or alone for a cluster made elsewhere. */
export function clusterRoleWanted(config: ClusterConfig, cluster: Cluster, findings: Findings): RoleWanted[] {
  if (config.clusterRole === undefined && config.cluster?.create === undefined) return [];
  const {
    kind = "auto",
    customTags,
    vpcResourceController,
    blockStoragePolicy,
    ...reference
  } = config.clusterRole ?? {};
  const path: Path = ["clusterRole"];
  if (blockStoragePolicy !== undefined && kind !== "auto") {
    findings.refuse(
      [...path, "blockStoragePolicy"],
      `block storage is Auto Mode's, got kind ${quote(kind)}; leave it out`,
    );
  }
  const scope = scopeOf(cluster);
  const { trust, policies } = roleOfKind(CLUSTER_KINDS[kind], scope);
  const key = config.cluster?.create?.encryptionKeyArn;
  return [
    {
      key: "cluster",
      path,
      rolePath: path,
      id: CLUSTER_ROLE,
      reference,
      defaultName: `${cluster.name}-cluster`,
      trust,
      policies: [
        ...policies,
        ...(kind === "auto" ? [BLOCK_STORAGE[blockStoragePolicy ?? "v2"]] : []),
        ...(vpcResourceController ? [VPC_RESOURCE_CONTROLLER] : []),
      ],
      inline: {
        ...(customTags && { AutoModeCustomTags: permissions.customTags(scope) }),
        ...(key !== undefined && { ClusterEncryption: permissions.encryption(key) }),
      },
      added: [],
      adoptRole: reference.adopt === true,
      extras: Object.entries({ customTags, vpcResourceController, blockStoragePolicy }).flatMap(([option, value]) =>
        value ? [option] : [],
      ),
    },
  ];
}

/** Rules that hold between the cluster's role and the rest of the file. */
export function judgeClusterRole(config: ClusterConfig, findings: Findings): void {
  const { clusterRole, cluster, nodeClasses, nodeRoles } = config;
  const made = (clusterRole !== undefined || cluster?.create !== undefined) && clusterRole?.arn === undefined;
  for (const [key, { spec }] of sortedEntries(nodeClasses)) {
    if (Object.keys(spec.tags ?? {}).length === 0 || clusterRole?.customTags === true) continue;
    const place = ["nodeClasses", key, "spec", "tags"];
    if (made) {
      findings.refuse(
        place,
        "no node starts with tags of its own while the cluster role lacks the custom tags policy; write clusterRole.customTags: true",
      );
    } else {
      findings.warn(
        "custom-tags",
        place,
        "no node starts with tags of its own unless the cluster role has the custom tags policy; attach it where that role is made: https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html",
      );
    }
  }
  for (const [key, { kind }] of sortedEntries(nodeRoles)) {
    if (kind !== "windows" || !made || clusterRole?.vpcResourceController === true) continue;
    findings.warn(
      "windows-addresses",
      ["nodeRoles", key],
      `Windows nodes get no addresses unless the cluster role has ${VPC_RESOURCE_CONTROLLER}; write clusterRole.vpcResourceController: true`,
    );
  }
  const { kind = "auto" } = clusterRole ?? {};
  if (made && cluster?.create?.autoMode && kind !== "auto") {
    const missing = CLUSTER_KINDS.auto.policies.filter(
      (policy) => !(CLUSTER_KINDS[kind].policies as readonly string[]).includes(policy),
    );
    findings.refuse(
      ["clusterRole", "kind"],
      `Auto Mode needs a cluster role of kind auto, got kind ${quote(kind)}, which lacks sts:TagSession, ${list(missing, "and")}; write kind: auto`,
    );
  }
}

/** Roles that are neither the cluster's nor a node's. */
export function otherRolesWanted(config: ClusterConfig, cluster: Cluster): RoleWanted[] {
  const scope = scopeOf(cluster);
  return sortedEntries(config.otherRoles).map(([key, { kind, ...reference }]) => {
    const path: Path = ["otherRoles", key];
    return {
      key,
      path,
      rolePath: path,
      id: `other-role_${key}`,
      reference,
      defaultName: `${cluster.name}-${key}`,
      ...roleOfKind(OTHER_KINDS[kind], scope),
      added: [],
      adoptRole: reference.adopt === true,
      extras: [],
    };
  });
}
