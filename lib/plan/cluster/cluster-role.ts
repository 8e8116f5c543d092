import { BLOCK_STORAGE, CLUSTER_KINDS, OTHER_KINDS } from "../../aws/eks/cluster-kinds";
import * as permissions from "../../aws/iam/permissions";
import type { PolicyDocument } from "../../aws/iam/policy-document";
import { type RoleKind, roleOfKind } from "../../aws/iam/role-kind";
import { trustOfCluster } from "../../aws/iam/trust";
import { NODE_KINDS, VPC_RESOURCE_CONTROLLER } from "../../aws/nodes/node-kinds";
import { list, quote, sortedEntries } from "../../aws/text";
import { CLUSTER_ROLE_ID, otherRoleId } from "../addresses";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";
import { firstKey } from "../renames";
import type { RoleRequest } from "../roles/requests";
import { scopeOf } from "../scope";
import type { PlannedRole } from "../types";

/** Returns the request for the cluster role. There is one if the file creates the cluster or has `clusterRole`. */
export function clusterRoleRequests({ config, cluster, diagnostics }: PlanContext): RoleRequest[] {
  if (config.clusterRole === undefined) return [];
  const { kind, customTags, vpcResourceController, onlyThisCluster, blockStoragePolicy, reference } =
    config.clusterRole;
  const given = config.given.clusterRole ?? {};
  const path: Path = ["clusterRole"];
  const { autoMode } = CLUSTER_KINDS[kind];
  if (given.blockStoragePolicy !== undefined && !autoMode) {
    diagnostics.report(
      "block-storage-policy",
      [...path, "blockStoragePolicy"],
      `block storage is Auto Mode's, got kind ${quote(kind)}; leave it out`,
    );
  }
  const scope = scopeOf(cluster);
  const { trust, policies } = roleOfKind(CLUSTER_KINDS[kind], scope);
  const narrow = onlyThisCluster && isOfEks(trust);
  if (onlyThisCluster && !narrow) {
    diagnostics.report(
      "only-this-cluster",
      [...path, "onlyThisCluster"],
      `a role of kind ${kind} is not taken by EKS, so no cluster can stand in its trust; leave it out`,
    );
  }
  const key = config.cluster.create?.encryptionKeyArn;
  return [
    {
      key: "cluster",
      path,
      rolePath: path,
      id: CLUSTER_ROLE_ID,
      reference,
      defaultName: `${cluster.name}-cluster`,
      trust: narrow ? trustOfCluster(trust, scope) : trust,
      policies: [
        ...policies,
        ...(autoMode ? [BLOCK_STORAGE[blockStoragePolicy]] : []),
        ...(vpcResourceController ? [VPC_RESOURCE_CONTROLLER] : []),
      ],
      inline: {
        ...(customTags && { AutoModeCustomTags: permissions.customTags(scope) }),
        ...(key !== undefined && { ClusterEncryption: permissions.encryption(key) }),
      },
      userPolicies: [],
      adoptRole: reference.adopt ?? false,
      fieldsForCreatedRole: [
        ...(customTags ? ["customTags"] : []),
        ...(vpcResourceController ? ["vpcResourceController"] : []),
        ...(onlyThisCluster ? ["onlyThisCluster"] : []),
        ...(given.blockStoragePolicy === undefined ? [] : ["blockStoragePolicy"]),
      ],
    },
  ];
}

const isOfEks = ({ Statement }: PolicyDocument): boolean =>
  Statement.every(({ Principal }) => Principal?.Service === "eks.amazonaws.com");

/** Returns whether EKS may take a cluster role for any cluster: its trust names none. */
export const isForAnyCluster = ({ trust }: PlannedRole): boolean =>
  trust.Statement.some(
    ({ Principal, Condition }) => Principal?.Service === "eks.amazonaws.com" && Condition === undefined,
  );

/** Validates the cluster role against the rest of the file. */
export function validateClusterRole(context: PlanContext): void {
  const { config, diagnostics } = context;
  const { clusterRole } = config;
  const made = clusterRole !== undefined && clusterRole.arn === undefined;
  validateCustomTags(made, context);
  if (!made) return;
  for (const [key, { kind }] of sortedEntries(config.nodeRoles)) {
    const needed = NODE_KINDS[kind].clusterRoleNeeds;
    if (needed === undefined || clusterRole.vpcResourceController) continue;
    diagnostics.report(
      "windows-addresses",
      ["nodeRoles", key],
      `${needed.without} unless the cluster role has ${needed.policy}; write clusterRole.vpcResourceController: true`,
    );
  }
  const { kind } = clusterRole;
  if (!config.cluster.create?.autoMode || CLUSTER_KINDS[kind].autoMode) return;
  const has: readonly string[] = CLUSTER_KINDS[kind].policies;
  const missing = CLUSTER_KINDS.auto.policies.filter((policy) => !has.includes(policy));
  diagnostics.report(
    "cluster-role-kind",
    ["clusterRole", "kind"],
    `Auto Mode needs a cluster role of kind auto, got kind ${quote(kind)}, which lacks sts:TagSession, ${list(missing, "and")}; write kind: auto`,
  );
}

/** Auto Mode launches no instances for a NodeClass with tags unless the cluster role has a policy for these tags. */
function validateCustomTags(made: boolean, { config, diagnostics }: PlanContext): void {
  for (const [key, { spec }] of sortedEntries(config.nodeClasses)) {
    if (Object.keys(spec.tags ?? {}).length === 0 || config.clusterRole?.customTags) continue;
    const path = ["nodeClasses", key, "spec", "tags"];
    if (made) {
      diagnostics.report(
        "custom-tags-missing",
        path,
        "no node starts with tags of its own while the cluster role lacks the custom tags policy; write clusterRole.customTags: true",
      );
    } else {
      diagnostics.report(
        "custom-tags",
        path,
        "no node starts with tags of its own unless the cluster role has the custom tags policy; attach it where that role is made: https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html",
      );
    }
  }
}

/** Returns requests for the roles in `otherRoles`. */
export function otherRoleRequests({ config, cluster }: PlanContext): RoleRequest[] {
  const scope = scopeOf(cluster);
  return sortedEntries(config.otherRoles).map(([key, { kind, was, release: _, ...reference }]) => {
    const path: Path = ["otherRoles", key];
    const { entryCreatedWith: createdWith }: RoleKind & { readonly entryCreatedWith?: string } = OTHER_KINDS[kind];
    return {
      key,
      path,
      rolePath: path,
      id: otherRoleId(key),
      reference,
      defaultName: `${cluster.name}-${firstKey(key, { was })}`,
      ...roleOfKind(OTHER_KINDS[kind], scope),
      ...(createdWith !== undefined && { entryCreatedWith: createdWith }),
      userPolicies: [],
      adoptRole: reference.adopt ?? false,
      fieldsForCreatedRole: [],
    };
  });
}
