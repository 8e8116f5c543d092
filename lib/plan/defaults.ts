import type {
  AccessConfig,
  ClusterConfig,
  ClusterCreate,
  ClusterRoleConfig,
  NodeClassConfig,
  NodeRoleConfig,
  RoleReference,
  WorkloadConfig,
} from "../schema/types";

/** `T` with the named optional fields required. */
type WithRequired<T, Fields extends keyof T> = T & { readonly [Field in Fields]-?: NonNullable<T[Field]> };

type Iam = WithRequired<NonNullable<ClusterConfig["iam"]>, "path" | "namePrefix" | "exclusive" | "allowOwnBoundary">;
type Terraform = WithRequired<NonNullable<ClusterConfig["terraform"]>, "backend">;
type ClusterSection = NonNullable<ClusterConfig["cluster"]>;

export type ResolvedCreate = WithRequired<ClusterCreate, "authenticationMode" | "autoMode" | "logs">;
export type ResolvedNodeClass = WithRequired<NodeClassConfig, "role" | "instanceProfile" | "adopt" | "nodePools">;
export type ResolvedNodeRole = WithRequired<
  NodeRoleConfig,
  "instanceProfile" | "adopt" | "cni" | "ipFamily" | "podIdentity"
>;
export type ResolvedAccess = WithRequired<AccessConfig, "policies" | "adopt">;
export type ResolvedWorkload = WithRequired<
  WorkloadConfig,
  "interruptionQueue" | "via" | "sessionTags" | "policies" | "role" | "clusters" | "issuers"
>;

/** The cluster role. It is present if the file has `clusterRole` or creates the cluster. */
export interface ResolvedClusterRole
  extends WithRequired<
    ClusterRoleConfig,
    "kind" | "release" | "customTags" | "vpcResourceController" | "onlyThisCluster" | "blockStoragePolicy"
  > {
  readonly reference: RoleReference;
}

/** A configuration with all defaults applied, except those that depend on other items. */
export interface ResolvedConfig {
  /** The configuration as written, for rules that depend on whether a field was given. */
  readonly given: ClusterConfig;
  readonly tags: Readonly<Record<string, string>>;
  readonly accept: NonNullable<ClusterConfig["accept"]>;
  readonly iam: Iam;
  readonly terraform: Terraform;
  readonly cluster: WithRequired<Omit<ClusterSection, "create">, "oidcProvider" | "verify"> & {
    readonly create?: ResolvedCreate;
  };
  readonly clusterRole?: ResolvedClusterRole;
  readonly nodeClasses: Readonly<Record<string, ResolvedNodeClass>>;
  /** NodePools of the NodeClass that EKS makes. */
  readonly nodePools: NonNullable<ClusterConfig["nodePools"]>;
  readonly nodeRoles: Readonly<Record<string, ResolvedNodeRole>>;
  readonly otherRoles: NonNullable<ClusterConfig["otherRoles"]>;
  readonly identityPolicies: NonNullable<ClusterConfig["identityPolicies"]>;
  readonly access: Readonly<Record<string, ResolvedAccess>>;
  readonly identityProviders: NonNullable<ClusterConfig["identityProviders"]>;
  readonly workloads: Readonly<Record<string, ResolvedWorkload>>;
}

/** Applies the defaults. All defaults that depend on nothing else are defined here. */
export function resolveDefaults(given: ClusterConfig): ResolvedConfig {
  const { create, ...cluster } = given.cluster ?? {};
  return {
    given,
    tags: given.tags ?? {},
    accept: given.accept ?? {},
    iam: { path: "/", namePrefix: "", exclusive: false, allowOwnBoundary: false, ...given.iam },
    terraform: { backend: { type: "local" }, ...given.terraform },
    cluster: {
      oidcProvider: "create",
      verify: false,
      ...cluster,
      ...(create && { create: { authenticationMode: "API", autoMode: false, logs: [], ...create } }),
    },
    ...((given.clusterRole || create) && { clusterRole: clusterRole(given.clusterRole ?? {}) }),
    nodeClasses: each(given.nodeClasses, (item) => ({
      role: {},
      instanceProfile: false,
      adopt: false,
      nodePools: {},
      ...item,
    })),
    nodePools: given.nodePools ?? {},
    nodeRoles: each(given.nodeRoles, (item) => ({
      instanceProfile: false,
      adopt: false,
      cni: "separate",
      ipFamily: "ipv4",
      podIdentity: false,
      ...item,
    })),
    otherRoles: given.otherRoles ?? {},
    identityPolicies: given.identityPolicies ?? {},
    access: each(given.access, (item) => ({ policies: [], adopt: false, ...item })),
    identityProviders: given.identityProviders ?? {},
    workloads: each(given.workloads, (item) => ({
      interruptionQueue: false,
      via: "pod-identity",
      sessionTags: true,
      policies: [],
      role: {},
      clusters: [],
      issuers: [],
      ...item,
    })),
  };
}

function clusterRole(given: ClusterRoleConfig): ResolvedClusterRole {
  const resolved = {
    kind: "auto",
    release: false,
    customTags: false,
    vpcResourceController: false,
    onlyThisCluster: false,
    blockStoragePolicy: "v2",
    ...given,
  } as const;
  const {
    kind: _,
    customTags: __,
    vpcResourceController: ___,
    onlyThisCluster: ____,
    blockStoragePolicy: _____,
    release: ______,
    ...reference
  } = resolved;
  return { ...resolved, reference };
}

function each<Item, Resolved>(
  items: Readonly<Record<string, Item>> | undefined,
  resolve: (item: Item) => Resolved,
): Record<string, Resolved> {
  return Object.fromEntries(Object.entries(items ?? {}).map(([key, item]) => [key, resolve(item)]));
}
