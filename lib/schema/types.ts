/**
 * The types of a configuration as a user writes it, in YAML or TypeScript. In TypeScript any text may be a cdktf token.
 * The plan imports only these types from the schema.
 */
export type { AccessConfig, GrantConfig, RoleOfFileReference } from "./access";
export type { BackendConfig } from "./backend";
export type { ClusterCreate } from "./cluster";
export type { ClusterConfig, IdentityPolicyConfig, NodeClassConfig } from "./config";
export type { AdoptConfig } from "./fields";
export type { IdentityProviderConfig } from "./identity-providers";
export type { NodeClassSpec } from "./node-class";
export type { MetadataConfig, NodePoolConfig, NodePoolOfEksConfig, Requirement } from "./node-pool";
export type { ClusterRoleConfig, NodeRoleConfig, OtherRoleConfig, RoleReference } from "./roles";
export type { WorkloadConfig } from "./workloads";
