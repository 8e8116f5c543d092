/**
 * What a user may write, as types: in YAML, or as an object in TypeScript, where any text may also be a cdktf token.
 * The plan knows the schema by these types alone.
 */
export type { AccessConfig, GrantConfig } from "./access";
export type { ClusterCreate } from "./cluster";
export type { BackendConfig, ClusterConfig, IdentityPolicyConfig, NodeClassConfig } from "./config";
export type { NodeClassSpec } from "./node-class";
export type { NodePoolConfig, Requirement } from "./node-pool";
export type { ClusterRoleConfig, NodeRoleConfig, OtherRoleConfig, RoleReference } from "./roles";
export type { WorkloadConfig } from "./workloads";
