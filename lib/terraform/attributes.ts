import { CLUSTER_ID, ITEM_IDS } from "../plan/addresses";
import { isReleased } from "../plan/release";
import type { RoleRef } from "../plan/role-ref";
import type { AccessPlan, PlannedNodeRole } from "../plan/types";
import type { PlannedWorkload } from "../plan/workloads/types";
import type { Lowering } from "./lowering";
import { roleArn, roleName } from "./roles";
import { Attribute, type Unresolved } from "./values";

/** The attributes of a role: literals if they are known, else references. */
export interface RoleAttributes {
  readonly roleName: string;
  readonly roleArn: string;
  /** Undefined for an existing role, because nothing is read from AWS. */
  readonly roleUniqueId?: string;
}

/** The attributes of a NodeClass or of a node role. */
export interface NodeAttributes extends RoleAttributes {
  /** Undefined if there is no instance profile. */
  readonly instanceProfileName?: string;
  /** Undefined if EKS creates the entry. */
  readonly accessEntryArn?: string;
}

/** The attributes of a workload. */
export interface WorkloadAttributes extends RoleAttributes {
  /** The name of its interruption queue. Undefined if none is created here. */
  readonly queueName?: string;
}

/** The attributes of the created cluster. */
export interface ClusterAttributes {
  readonly name: string;
  readonly arn: string;
  readonly endpoint: string;
  /** Base64-encoded. */
  readonly certificateAuthorityData: string;
  /** With `https://`. */
  readonly oidcIssuer: string;
}

/** The attributes of what a plan makes, by the keys of the configuration. What Terraform lets go of has none. */
export interface PlanAttributes {
  /** Undefined if the cluster already exists. */
  readonly cluster?: Unresolved<ClusterAttributes>;
  /** Undefined if the configuration has none. */
  readonly clusterRole?: Unresolved<RoleAttributes>;
  readonly nodeClasses: Readonly<Record<string, Unresolved<NodeAttributes>>>;
  readonly nodeRoles: Readonly<Record<string, Unresolved<NodeAttributes>>>;
  readonly otherRoles: Readonly<Record<string, Unresolved<RoleAttributes>>>;
  readonly workloads: Readonly<Record<string, Unresolved<WorkloadAttributes>>>;
  readonly identityPolicies: Readonly<Record<string, Unresolved<{ readonly policyArn: string }>>>;
}

export function attributesOf(plan: AccessPlan, { makesCluster }: Lowering): PlanAttributes {
  const byKey = <T extends { readonly key: string }, U>(
    section: keyof typeof ITEM_IDS,
    items: readonly T[],
    of: (item: T) => U,
  ): Record<string, U> =>
    Object.fromEntries(
      items.filter(({ key }) => !isReleased(ITEM_IDS[section](key), plan.released)).map((item) => [item.key, of(item)]),
    );
  return {
    ...(makesCluster && { cluster: CLUSTER_ATTRIBUTES }),
    ...(plan.clusterRole && { clusterRole: ofRole(plan.clusterRole) }),
    nodeClasses: byKey("nodeClasses", plan.nodeClasses, ofNodes),
    nodeRoles: byKey("nodeRoles", plan.nodeRoles, ofNodes),
    otherRoles: byKey("otherRoles", plan.otherRoles, ({ role }) => ofRole(role)),
    workloads: byKey("workloads", plan.workloads, ofWorkload),
    identityPolicies: byKey("identityPolicies", plan.identityPolicies, ({ id }) => ({
      policyArn: new Attribute(id, "arn"),
    })),
  };
}

const CLUSTER_ATTRIBUTES: Unresolved<ClusterAttributes> = {
  name: new Attribute(CLUSTER_ID, "name"),
  arn: new Attribute(CLUSTER_ID, "arn"),
  endpoint: new Attribute(CLUSTER_ID, "endpoint"),
  certificateAuthorityData: new Attribute(CLUSTER_ID, "certificate_authority[0].data"),
  oidcIssuer: new Attribute(CLUSTER_ID, "identity[0].oidc[0].issuer"),
};

const ofRole = (role: RoleRef): Unresolved<RoleAttributes> => ({
  roleName: roleName(role),
  roleArn: roleArn(role),
  roleUniqueId: "id" in role ? new Attribute(role.id, "unique_id") : undefined,
});

const ofNodes = ({ role, instanceProfile, entry }: PlannedNodeRole): Unresolved<NodeAttributes> => ({
  ...ofRole(role),
  // the name of an instance profile that exists is known
  instanceProfileName:
    instanceProfile?.id === undefined ? instanceProfile?.name : new Attribute(instanceProfile.id, "name"),
  accessEntryArn: entry === undefined ? undefined : new Attribute(entry, "access_entry_arn"),
});

const ofWorkload = ({ role, queue }: PlannedWorkload): Unresolved<WorkloadAttributes> => ({
  ...ofRole(role),
  queueName: queue === undefined ? undefined : new Attribute(queue, "name"),
});
