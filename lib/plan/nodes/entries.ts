import { accessPolicyArn } from "../../aws/eks/access-policies";
import { pathOfRoleArn } from "../../aws/iam/principal-arn";
import { NODE_KINDS } from "../../aws/nodes/node-kinds";
import { byCodePoint, isToken, quote } from "../../aws/text";
import { associationId, nodeEntryId } from "../addresses";
import { type Adopt, adoptsPolicies, wider } from "../adopt";
import type { PlanContext } from "../context";
import { isReleased } from "../release";
import { incompatibility } from "../roles/names";
import { policyIds, type ResolvedRole, type RolesById } from "../roles/requests";
import type { Cluster, PlannedEntry, Precondition } from "../types";
import type { ProfilesById } from "./instance-profiles";
import type { NodeItem } from "./items";

/** What has been planned for nodes before their access entries. */
export interface PlannedNodes {
  readonly items: readonly NodeItem[];
  readonly roles: RolesById;
  /**
   * The role of the built-in node pools, if this file creates a cluster with them. EKS creates the access entry of this
   * role.
   */
  readonly builtInRole?: ResolvedRole;
  readonly profiles: ProfilesById;
}

/**
 * Plans the access entries of nodes: one per role, even if several items share it. EKS itself creates the entries for
 * node groups, Fargate profiles and built-in node pools, so these get none here.
 */
export function planNodeEntries(nodes: PlannedNodes, context: PlanContext): PlannedEntry[] {
  const sharedBy = new Map<ResolvedRole, NodeItem[]>();
  for (const item of nodes.items) {
    const role = nodes.roles.get(item.id);
    const sharing = role && sharedBy.get(role);
    if (sharing) sharing.push(item);
    else if (role) sharedBy.set(role, [item]);
  }
  for (const [role, items] of sharedBy) {
    validateSharing(role, items, context);
    validateRolePath(role, items, context);
  }
  return [...sharedBy].flatMap(([role, items]) => {
    if (role === nodes.builtInRole && !context.released.has(nodeEntryId(role.owner.id))) return [];
    const profileIds = items
      .flatMap((item) => nodes.profiles.get(item.id)?.id ?? [])
      .filter((id) => !isReleased(id, context.released));
    return entryOf(
      role,
      { profileIds, adopted: items.map(({ adopt }) => adopt).reduce(wider, false) },
      context.cluster,
    );
  });
}

/** A role has one trust policy and one access entry, so all items that share it must have a compatible kind. */
function validateSharing({ owner }: ResolvedRole, items: readonly NodeItem[], { diagnostics }: PlanContext): void {
  for (const item of items) {
    const clash = incompatibility(owner.nodes, item.nodes);
    if (clash === undefined) continue;
    diagnostics.report(
      "role-of-two-kinds",
      [...item.rolePath, "use"],
      `${quote(owner.key)} has a role that cannot be shared here: ${clash}`,
    );
  }
}

/**
 * Users report that nodes of a NodeClass never become ready if its role has a path.
 *
 * @see https://github.com/aws/containers-roadmap/issues/2486
 */
function validateRolePath(
  { arn, planned, owner }: ResolvedRole,
  items: readonly NodeItem[],
  { diagnostics }: PlanContext,
): void {
  const path = planned?.iamPath ?? pathOfRoleArn(arn);
  if (path === "/" || isToken(path) || isToken(arn) || !items.some(({ nodes }) => nodes === "node-class")) return;
  diagnostics.report(
    "role-with-path",
    planned ? owner.path : [...owner.rolePath, "arn"],
    `nodes of a NodeClass whose role has a path, here ${quote(path)}, may never become ready (https://github.com/aws/containers-roadmap/issues/2486); use a role with the path "/"`,
  );
}

function entryOf(
  role: ResolvedRole,
  { profileIds, adopted }: { readonly profileIds: readonly string[]; readonly adopted: Adopt },
  cluster: Cluster,
): PlannedEntry[] {
  const { owner, planned, ref, arn } = role;
  const entry = owner.nodes && NODE_KINDS[owner.nodes].entry;
  if (entry?.by !== "us") return [];
  const id = nodeEntryId(owner.id);
  const policyArn = entry.policy && accessPolicyArn(cluster.partition, entry.policy);
  return [
    {
      id,
      path: owner.path,
      type: entry.type,
      principal: ref,
      principalArn: arn,
      ...(adopted && { importId: `${cluster.name}:${arn}` }),
      dependsOn: [...policyIds(role), ...profileIds].sort(byCodePoint),
      ...(isToken(arn) && planned === undefined && { precondition: roleOfAccount(arn, cluster) }),
      associations:
        entry.policy && policyArn
          ? [
              {
                id: associationId(id, entry.policy),
                policyArn,
                scope: { type: "cluster" },
                ...(adoptsPolicies(adopted) && { importId: `${cluster.name}#${arn}#${policyArn}` }),
              },
            ]
          : [],
    },
  ];
}

/**
 * Returns the check that Terraform makes of a role ARN given as a token. Without it, AWS fails only after two minutes.
 */
function roleOfAccount(arn: string, { partition, account }: Cluster): Precondition {
  return {
    value: arn,
    pattern: `^arn:${partition}:iam::${account}:role/`,
    errorMessage: `The role of nodes must be an IAM role of account ${account} in partition ${partition}, given by its ARN.`,
  };
}
