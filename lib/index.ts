/** The library: constructs and stacks for cdktf. */
export { ClusterAccess } from "./constructs/cluster-access";
export { PlannedAccess } from "./constructs/planned-access";
export { ConfigError } from "./load/config-error";
export type { AccessPlan } from "./plan/types";
export type {
  AccessConfig,
  AdoptConfig,
  BackendConfig,
  ClusterConfig,
  ClusterCreate,
  ClusterRoleConfig,
  GrantConfig,
  IdentityPolicyConfig,
  IdentityProviderConfig,
  MetadataConfig,
  NodeClassConfig,
  NodeClassSpec,
  NodePoolConfig,
  NodePoolOfEksConfig,
  NodeRoleConfig,
  OtherRoleConfig,
  Requirement,
  RoleReference,
  WorkloadConfig,
} from "./schema/types";
export { ClusterAccessStack } from "./stacks/cluster-access-stack";
export { PlannedAccessStack } from "./stacks/planned-access-stack";
export type { ClusterAttributes, NodeAttributes, RoleAttributes, WorkloadAttributes } from "./terraform/attributes";
