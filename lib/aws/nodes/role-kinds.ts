import * as permissions from "../iam/permissions";
import type { PolicyDocument } from "../iam/policy-document";
import { TRUST, type TrustKind, type TrustScope } from "../iam/trust";

/** One kind of role: who takes it, what it needs, and the access entry that goes with it. */
export interface RoleKind {
  readonly trust: TrustKind;
  readonly policies: readonly string[];
  /** Policies of our own, by name, where AWS has no managed one. */
  readonly inline?: Readonly<Record<string, (scope: TrustScope) => PolicyDocument>>;
  readonly source: string;
}

/** The documents and policies of a kind, for one cluster. */
export function roleOfKind({ trust, policies, inline = {} }: RoleKind, scope: TrustScope) {
  return {
    trust: TRUST[trust](scope),
    policies,
    inline: Object.fromEntries(Object.entries(inline).map(([name, of]) => [name, of(scope)])),
  };
}

const AUTO_NODES = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;
const EC2_NODES = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;
const GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";

/**
 * What EKS does with a role's access entry. `ours`: it must be made here, with its policy where it needs one. `eks`:
 * EKS makes it with the node group or profile, and a second one is refused.
 */
export type EntryOfKind =
  | { readonly by: "eks"; readonly type: "EC2_LINUX" | "FARGATE_LINUX" }
  | { readonly by: "us"; readonly type: "EC2"; readonly policy: "AmazonEKSAutoNodePolicy" }
  | { readonly by: "us"; readonly type: "EC2_LINUX" | "EC2_WINDOWS" | "HYBRID_LINUX"; readonly policy?: undefined };

export interface NodeKind extends RoleKind {
  readonly entry: EntryOfKind;
  /** Whether the VPC CNI on these nodes may take its permissions from the node role. */
  readonly cni: boolean;
}

const AUTO: NodeKind = {
  trust: "nodes",
  policies: AUTO_NODES,
  entry: { by: "us", type: "EC2", policy: "AmazonEKSAutoNodePolicy" },
  cni: false,
  source: `${GUIDE}/create-node-class.html`,
};

/** Roles of nodes. `node-class` is the role of a custom NodeClass; the others are the kinds of `nodeRoles`. */
export const NODE_KINDS = {
  "node-class": AUTO,
  auto: { ...AUTO, source: `${GUIDE}/auto-create-node-role.html` },
  managed: {
    trust: "nodes",
    policies: EC2_NODES,
    entry: { by: "eks", type: "EC2_LINUX" },
    cni: true,
    source: `${GUIDE}/create-node-role.html`,
  },
  "self-managed": {
    trust: "nodes",
    policies: EC2_NODES,
    entry: { by: "us", type: "EC2_LINUX" },
    cni: true,
    source: `${GUIDE}/create-node-role.html`,
  },
  windows: {
    trust: "nodes",
    policies: EC2_NODES,
    entry: { by: "us", type: "EC2_WINDOWS" },
    cni: true,
    source: `${GUIDE}/windows-support.html`,
  },
  fargate: {
    trust: "fargate",
    policies: ["AmazonEKSFargatePodExecutionRolePolicy"],
    entry: { by: "eks", type: "FARGATE_LINUX" },
    cni: false,
    source: `${GUIDE}/pod-execution-role.html`,
  },
  "hybrid-ssm": {
    trust: "systemsManager",
    policies: ["AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"],
    inline: { HybridNodes: permissions.hybridSystemsManager },
    entry: { by: "us", type: "HYBRID_LINUX" },
    cni: false,
    source: `${GUIDE}/hybrid-nodes-creds.html`,
  },
  "hybrid-roles-anywhere": {
    trust: "rolesAnywhere",
    policies: ["AmazonEC2ContainerRegistryPullOnly"],
    inline: { HybridNodes: permissions.hybridRolesAnywhere },
    entry: { by: "us", type: "HYBRID_LINUX" },
    cni: false,
    source: `${GUIDE}/hybrid-nodes-creds.html`,
  },
} as const satisfies Record<string, NodeKind>;

export type NodeKindName = keyof typeof NODE_KINDS;

/** The kinds that a user may give in `nodeRoles`. */
export const NODE_ROLE_KINDS = [
  "auto",
  "managed",
  "self-managed",
  "windows",
  "fargate",
  "hybrid-ssm",
  "hybrid-roles-anywhere",
] as const satisfies readonly NodeKindName[];

/** Kinds whose nodes are EC2 instances: only they can have an instance profile, or share a role with a NodeClass. */
export const isEc2 = (kind: NodeKindName): boolean => NODE_KINDS[kind].trust === "nodes";

/** Permissions of the VPC CNI on the node role: `cni: node`. */
export const CNI = { ipv4: "AmazonEKS_CNI_Policy", ipv6: permissions.ipv6Cni, name: "CNIIPv6" } as const;

/** Roles of the cluster itself. They have no access entry (EKS uses its own) and no instance profile (no instance takes them). */
export const CLUSTER_KINDS = {
  auto: {
    trust: "autoCluster",
    policies: [
      "AmazonEKSClusterPolicy",
      "AmazonEKSComputePolicy",
      "AmazonEKSLoadBalancingPolicy",
      "AmazonEKSNetworkingPolicy",
    ],
    source: `${GUIDE}/auto-cluster-iam-role.html`,
  },
  standard: { trust: "cluster", policies: ["AmazonEKSClusterPolicy"], source: `${GUIDE}/cluster-iam-role.html` },
  "outposts-local": {
    trust: "nodes",
    policies: ["AmazonEKSLocalOutpostClusterPolicy"],
    source: `${GUIDE}/eks-outposts-local-cluster-create.html`,
  },
} as const satisfies Record<string, RoleKind>;

export type ClusterKindName = keyof typeof CLUSTER_KINDS;
export const CLUSTER_ROLE_KINDS = ["auto", "standard", "outposts-local"] as const satisfies readonly ClusterKindName[];

/**
 * The block storage policy of Auto Mode. v2 also wants the cluster's tag on the volume or snapshot that is copied;
 * snapshots made elsewhere are restored under v1 only.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html
 */
export const BLOCK_STORAGE = { v1: "AmazonEKSBlockStoragePolicy", v2: "AmazonEKSBlockStoragePolicyV2" } as const;

/**
 * Security groups for pods, and Windows nodes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
 */
export const VPC_RESOURCE_CONTROLLER = "AmazonEKSVPCResourceController";

/** Roles that are neither the cluster's nor a node's. */
export const OTHER_KINDS = {
  capability: { trust: "capability", policies: [], source: `${GUIDE}/capability-role.html` },
  connector: {
    trust: "connector",
    policies: [],
    inline: { ConnectorAgent: permissions.connector },
    source: `${GUIDE}/connector-iam-role.html`,
  },
} as const satisfies Record<string, RoleKind>;

export const OTHER_ROLE_KINDS = ["capability", "connector"] as const;
