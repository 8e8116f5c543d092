import type { EntryTypeName } from "../aws/eks/entry-types";
import type { PolicyDocument } from "../aws/iam/policy-document";
import type { PartitionName } from "../aws/partitions";
import type { ServiceAccount } from "../aws/workloads/trust";
import type { BackendConfig, ClusterCreate, NodeClassSpec, NodePoolConfig } from "../schema/types";
import type { WarningName } from "./catalogue";
import type { Diagnostic, Path } from "./diagnostics";

/**
 * What will be made, with every default decided. Each thing has an `id`, unique in the plan and built from keys of the
 * configuration alone: it becomes the Terraform address, and things refer to each other by it.
 */
export interface AccessPlan {
  readonly cluster: Cluster;
  readonly terraform: TerraformPlan;
  readonly tags: Readonly<Record<string, string>>;
  /** Warnings that the configuration accepts. */
  readonly accepted: readonly WarningName[];
  /** Left out where the cluster exists already. */
  readonly create?: PlannedCluster;
  readonly verify?: Verification;
  readonly roles: readonly PlannedRole[];
  readonly existingRoles: readonly ExistingRole[];
  /** Roles by the section and key that asked for them, for outputs. */
  readonly clusterRole?: RoleRef;
  readonly nodeRoles: readonly PlannedNodeRole[];
  readonly otherRoles: readonly { readonly key: string; readonly role: RoleRef }[];
  readonly identityPolicies: readonly PlannedIdentityPolicy[];
  readonly instanceProfiles: readonly PlannedInstanceProfile[];
  readonly entries: readonly PlannedEntry[];
  readonly nodeClasses: readonly PlannedNodeClass[];
  readonly oidcProvider?: PlannedOidcProvider;
  /** The issuer that documents name as unknown, where it is no issuer of a cluster made here. */
  readonly issuerToken?: string;
  readonly podIdentities: readonly PlannedPodIdentity[];
  readonly workloads: readonly PlannedWorkload[];
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

export interface PlannedCluster extends Omit<ClusterCreate, "autoMode" | "authenticationMode" | "logs"> {
  readonly id: string;
  readonly role: RoleRef;
  /** Ids of all policies of the cluster's role, and of the role of its built-in pools. */
  readonly dependsOn: readonly string[];
  readonly authenticationMode: "API" | "API_AND_CONFIG_MAP";
  readonly logs: readonly string[];
  readonly autoMode: { readonly enabled: boolean; readonly nodePools: readonly string[]; readonly nodeRole?: RoleRef };
}

/** What Terraform checks of the cluster it finds; `{found}` in the message stands for the mode it found. */
export interface Verification {
  readonly pattern: string;
  readonly errorMessage: string;
}

export interface PlannedNodeRole {
  readonly key: string;
  readonly role: RoleRef;
  readonly instanceProfile?: { readonly id: string; readonly name: string };
  /** Left out where EKS makes the entry. */
  readonly entry?: string;
}

export interface PlannedIdentityPolicy {
  readonly id: string;
  readonly key: string;
  readonly path: Path;
  readonly name: string;
  readonly iamPath: string;
  readonly document: PolicyDocument;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A role made here, by its id, or one that exists. */
export type RoleRef = { readonly id: string } | { readonly arn: string };

/** A role given by its ARN. */
export interface ExistingRole {
  readonly arn: string;
  readonly path: Path;
}

/** A role that is made here; `path` is the place in the configuration that asked for it. */
export interface PlannedRole {
  readonly id: string;
  readonly path: Path;
  readonly name: string;
  readonly iamPath: string;
  readonly trust: PolicyDocument;
  readonly attachments: readonly PlannedAttachment[];
  readonly inlinePolicies: readonly PlannedInlinePolicy[];
  /** Nothing else may be attached: Terraform takes it off. */
  readonly exclusive: boolean;
  readonly permissionsBoundary?: string;
  readonly description?: string;
  readonly maxSessionSeconds?: number;
  readonly tags?: Readonly<Record<string, string>>;
  /** What it is to Terraform's `import`, where it exists and is taken over. */
  readonly importId?: string;
}

export interface PlannedAttachment {
  readonly id: string;
  readonly policyArn: string;
  readonly importId?: string;
}

export interface PlannedInlinePolicy {
  readonly id: string;
  readonly name: string;
  readonly document: object;
  readonly importId?: string;
}

export interface PlannedInstanceProfile {
  readonly id: string;
  readonly path: Path;
  readonly name: string;
  readonly role: RoleRef;
  readonly importId?: string;
}

export interface PlannedEntry {
  readonly id: string;
  readonly path: Path;
  readonly type: EntryTypeName;
  readonly principal: RoleRef;
  /** Also of a role made here: the file states account and partition. */
  readonly principalArn: string;
  /** STANDARD entries only, and there always. */
  readonly groups?: readonly string[];
  readonly username?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Ids of all that must exist before the entry: policies of its role, instance profiles with its role. */
  readonly dependsOn: readonly string[];
  /** Checked by Terraform where the ARN is known to it alone. */
  readonly precondition?: Precondition;
  readonly associations: readonly PlannedAssociation[];
  readonly importId?: string;
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
  readonly scope: { readonly type: "cluster" } | { readonly type: "namespace"; readonly namespaces: readonly string[] };
  /** The place that grants it, where that is another than the entry's. */
  readonly path?: Path;
  readonly importId?: string;
}

/** A role for pods of one service account. */
export interface PlannedPodIdentity {
  readonly id: string;
  readonly path: Path;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly role: RoleRef;
  /** Ids of the role's policies. */
  readonly dependsOn: readonly string[];
  readonly targetRoleArn?: string;
  readonly disableSessionTags?: true;
  readonly policy?: object;
}

/** How IAM trusts tokens of a cluster; without an issuer it is that of the cluster made here. */
export interface PlannedOidcProvider {
  readonly id: string;
  readonly path: Path;
  readonly issuer?: string;
}

export interface PlannedWorkload {
  readonly key: string;
  readonly role: RoleRef;
  readonly roleArn: string;
  readonly podIdentity: readonly ServiceAccount[];
  readonly irsa: readonly ServiceAccount[];
  readonly sessionTags: boolean;
  readonly targetRole?: string;
}

export interface PlannedNodeClass extends PlannedNodeRole {
  readonly spec: NodeClassSpec;
  readonly nodePools: Readonly<Record<string, NodePoolConfig>>;
}

/** A plan, or every reason why there is none. */
export interface Planned {
  readonly plan?: AccessPlan;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
}
