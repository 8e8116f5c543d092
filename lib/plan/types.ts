import type { OtherRoleKindName } from "../aws/eks/cluster-kinds";
import type { EntryMakerName } from "../aws/eks/entry-makers";
import type { EntryTypeName } from "../aws/eks/entry-types";
import type { PolicyDocument } from "../aws/iam/policy-document";
import type { PartitionName } from "../aws/partitions";
import type {
  BackendConfig,
  ClusterCreate,
  IdentityProviderConfig,
  MetadataConfig,
  NodeClassSpec,
  NodePoolConfig,
} from "../schema/types";
import type { RuleName, WarningName } from "./catalogue";
import type { OwnCheckName } from "./checks/catalogue";
import type { Diagnostic, Path } from "./diagnostics";
import type { Expiring } from "./expiring";
import type { RoleRef } from "./role-ref";
import type { PlannedOidcProvider, PlannedPodIdentity, PlannedQueue, PlannedWorkload } from "./workloads/types";

/**
 * Everything that is created, with all defaults applied. Each item has an `id` that is unique in the plan and built
 * from keys of the configuration alone. It becomes the Terraform address, and items refer to each other by it.
 */
export interface AccessPlan {
  readonly cluster: Cluster;
  /** Whether texts may contain cdktf tokens. Those of TypeScript may; a file is data. */
  readonly tokens: boolean;
  readonly terraform: TerraformPlan;
  readonly tags: Readonly<Record<string, string>>;
  /** All warnings about this plan, those that are accepted too. */
  readonly found: readonly Diagnostic<RuleName>[];
  /** Warnings and checks that the configuration accepts. */
  readonly accepted: readonly Acceptance[];
  /** What of them this plan needed. Rules between files may need more. */
  readonly acceptancesUsed: ReadonlySet<string>;
  /** Undefined if the cluster already exists. */
  readonly create?: PlannedCluster;
  readonly verify?: Verification;
  /** Items that had other keys before. */
  readonly renames: readonly Rename[];
  /** The ids of what Terraform forgets, with all that belongs to it. It is planned as if it stayed. */
  readonly released: ReadonlySet<string>;
  readonly roles: readonly PlannedRole[];
  readonly existingRoles: readonly ExistingRole[];
  /** Roles by the section and key that requested them, for outputs. */
  readonly clusterRole?: RoleRef;
  readonly nodeRoles: readonly PlannedNodeRole[];
  readonly otherRoles: readonly { readonly key: string; readonly role: RoleRef }[];
  readonly identityPolicies: readonly PlannedIdentityPolicy[];
  readonly instanceProfiles: readonly PlannedInstanceProfile[];
  readonly entries: readonly PlannedEntry[];
  readonly nodeClasses: readonly PlannedNodeClass[];
  readonly nodePools: readonly PlannedNodePool[];
  readonly oidcProvider?: PlannedOidcProvider;
  /** The issuer that replaces the placeholder in documents, if the configuration gives it as a token. */
  readonly issuerToken?: string;
  readonly queues: readonly PlannedQueue[];
  readonly identityProviders: readonly PlannedIdentityProvider[];
  readonly podIdentities: readonly PlannedPodIdentity[];
  readonly workloads: readonly PlannedWorkload[];
}

/** The id of an item or resource that had another id before. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** A warning or a check that a file accepts. */
export interface Acceptance {
  readonly rule: WarningName | OwnCheckName;
  readonly reason: string;
  /** The items that it covers, such as `access.ops`; null for a name that is no item. Undefined: the one item that has the warning, or the file. */
  readonly on?: readonly (string | null)[];
  /** The instant from which it accepts nothing. Who asks no clock cannot know whether it is over. */
  readonly until?: string;
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

export interface PlannedCluster
  extends Omit<ClusterCreate, "autoMode" | "authenticationMode" | "logs" | "adopt" | "release"> {
  readonly id: string;
  readonly path: Path;
  readonly role: RoleRef;
  /** Ids of all policies of the cluster role and of the role of the built-in node pools. */
  readonly dependsOn: readonly string[];
  readonly authenticationMode: "API" | "API_AND_CONFIG_MAP";
  readonly logs: readonly string[];
  readonly autoMode: { readonly enabled: boolean; readonly nodePools: readonly string[]; readonly nodeRole?: RoleRef };
  readonly importId?: string;
}

/** The check that Terraform makes of an existing cluster. `{found}` in the message is replaced by the actual mode. */
export interface Verification {
  readonly pattern: string;
  readonly errorMessage: string;
}

export interface PlannedNodeRole {
  readonly key: string;
  readonly role: RoleRef;
  /** Without \`id\`, it exists. */
  readonly instanceProfile?: { readonly id?: string; readonly name: string };
  /** Undefined if EKS creates the entry. */
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
  readonly importId?: string;
}

/** A role given by its ARN. */
export interface ExistingRole {
  readonly arn: string;
  readonly path: Path;
}

/** A role in `otherRoles` of a file. */
export interface OtherRole {
  readonly arn: string;
  readonly kind: OtherRoleKindName;
  /** Whether that file makes it. */
  readonly made: boolean;
}

/** A role of another file. */
export interface RoleOfFile extends OtherRole {
  readonly key: string;
  readonly file: string;
}

/** A role that is created. `path` is the item of the configuration that requested it. */
export interface PlannedRole {
  readonly id: string;
  readonly path: Path;
  readonly name: string;
  readonly iamPath: string;
  readonly trust: PolicyDocument;
  readonly attachments: readonly PlannedAttachment[];
  readonly inlinePolicies: readonly PlannedInlinePolicy[];
  /** Whether Terraform detaches policies that are not in this plan. */
  readonly exclusive: boolean;
  readonly permissionsBoundary?: string;
  readonly description?: string;
  readonly maxSessionSeconds?: number;
  readonly tags?: Readonly<Record<string, string>>;
  /** The ID for Terraform's `import`, if the role already exists. */
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

/** If somebody else makes the entry, its end is that of its associations alone. */
export interface PlannedEntry extends Expiring {
  readonly id: string;
  readonly path: Path;
  readonly type: EntryTypeName;
  readonly principal: RoleRef;
  /** Known even for a role that is created here, because the file states account and partition. */
  readonly principalArn: string;
  /** Who makes the entry, if only its associations are made here. It then has no groups, username, tags or importId. */
  readonly madeBy?: EntryMakerName;
  /** Always set for STANDARD entries that are made here, and never for others. */
  readonly groups?: readonly string[];
  readonly username?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Ids of everything that must exist before the entry, or before associations without one: policies of its role, instance profiles with its role. */
  readonly dependsOn: readonly string[];
  /** The role of another file that the configuration names as such. */
  readonly roleOfFile?: RoleOfFile;
  /** Checked by Terraform if the ARN is a token. */
  readonly precondition?: Precondition;
  readonly associations: readonly PlannedAssociation[];
  readonly importId?: string;
}

/** A check that Terraform makes of a value given as a token. */
export interface Precondition {
  readonly value: string;
  readonly pattern: string;
  readonly errorMessage: string;
}

/** Its end is not later than that of its entry. */
export interface PlannedAssociation extends Expiring {
  readonly id: string;
  readonly policyArn: string;
  readonly scope: { readonly type: "cluster" } | { readonly type: "namespace"; readonly namespaces: readonly string[] };
  /** The path that grants it, if it differs from the entry's. */
  readonly path?: Path;
  readonly importId?: string;
}

/** An external OIDC identity provider of the cluster. */
export interface PlannedIdentityProvider extends Omit<IdentityProviderConfig, "adopt" | "release"> {
  readonly id: string;
  readonly key: string;
  /** Its name in EKS. */
  readonly name: string;
  readonly path: Path;
  /** The id of the provider before it: EKS takes one change of a cluster at a time. */
  readonly dependsOn: readonly string[];
  readonly importId?: string;
}

export interface PlannedNodeClass extends PlannedNodeRole {
  /** Whether Terraform lets go of what is made for it. */
  readonly released: boolean;
  readonly spec: NodeClassSpec;
  readonly metadata?: MetadataConfig;
}

export interface PlannedNodePool {
  readonly key: string;
  readonly path: Path;
  /** The name of its NodeClass. */
  readonly nodeClass: string;
  readonly released: boolean;
  readonly config: NodePoolConfig;
}

/** A plan, or all errors that prevent it. */
export interface Planned {
  readonly plan?: AccessPlan;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
}
