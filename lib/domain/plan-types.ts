import type { BackendConfig, NodeClassSpec, NodePoolConfig } from "../config/schema";
import type { PartitionName } from "./partitions";
import type { PolicyDocument } from "./policy-document";
import type { Path, Problem } from "./problem";

/**
 * What will be made, with every default decided. Each thing has an `id`, unique in the plan and built from keys of the
 * configuration alone: it becomes the Terraform address, and things refer to each other by it.
 */
export interface AccessPlan {
  readonly cluster: Cluster;
  readonly terraform: TerraformPlan;
  readonly tags: Readonly<Record<string, string>>;
  readonly roles: readonly PlannedRole[];
  readonly instanceProfiles: readonly PlannedInstanceProfile[];
  readonly entries: readonly PlannedEntry[];
  readonly nodeClasses: readonly PlannedNodeClass[];
}

export interface Cluster {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly partition: PartitionName;
}

export interface TerraformPlan {
  readonly requiredVersion: string;
  readonly awsVersion: string;
  readonly backend: BackendConfig;
  readonly assumeRole?: string;
}

/** A role made here, by its id, or one that exists. */
export type RoleRef = { readonly id: string } | { readonly arn: string };

/** `at` is the place in the configuration that asked for it. */
export interface PlannedRole {
  readonly id: string;
  readonly at: Path;
  readonly name: string;
  readonly path: string;
  readonly trust: PolicyDocument;
  readonly attachments: readonly { readonly id: string; readonly policyArn: string }[];
  readonly inlinePolicies: readonly { readonly id: string; readonly name: string; readonly document: object }[];
  readonly permissionsBoundary?: string;
  readonly description?: string;
  readonly maxSessionSeconds?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface PlannedInstanceProfile {
  readonly id: string;
  readonly at: Path;
  readonly name: string;
  readonly role: RoleRef;
}

export interface PlannedEntry {
  readonly id: string;
  readonly at: Path;
  readonly type: "EC2";
  readonly principal: RoleRef;
  /** Ids of all that must exist before the entry: policies of its role, instance profiles with its role. */
  readonly after: readonly string[];
  /** Checked by Terraform where the ARN is known to it alone. */
  readonly precondition?: Precondition;
  readonly associations: readonly PlannedAssociation[];
}

/** What Terraform checks of a value that it alone knows. */
export interface Precondition {
  readonly value: string;
  readonly pattern: string;
  readonly errorMessage: string;
}

export interface PlannedAssociation {
  readonly id: string;
  readonly policyArn: string;
  readonly scope: { readonly type: "cluster" };
}

export interface PlannedNodeClass {
  readonly key: string;
  readonly role: RoleRef;
  readonly instanceProfile?: { readonly id: string; readonly name: string };
  readonly entry: string;
  readonly spec: NodeClassSpec;
  readonly nodePools: Readonly<Record<string, NodePoolConfig>>;
}

/** A plan, or every reason why there is none. */
export interface Planned {
  readonly plan?: AccessPlan;
  readonly violations: readonly Problem[];
  readonly warnings: readonly Problem[];
}
