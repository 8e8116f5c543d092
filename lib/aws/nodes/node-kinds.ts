import { keysOf } from "../fact";
import * as permissions from "../iam/permissions";
import type { RoleKind } from "../iam/role-kind";

const GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";
const AUTO_NODES = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;
const EC2_NODES = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;

/**
 * What EKS does with a role's access entry. `us`: it must be made here, with its policy where it needs one. `eks`: EKS
 * makes it with the node group or profile, and refuses a second one.
 */
export type EntryOfKind =
  | {
      readonly by: "eks";
      readonly type: "EC2_LINUX" | "FARGATE_LINUX";
      /** What EKS makes the entry with. */
      readonly madeWith: "node group" | "Fargate profile";
      /** Types that an entry of EKS's may have: `type` first. */
      readonly types: readonly string[];
    }
  | { readonly by: "us"; readonly type: "EC2"; readonly policy: "AmazonEKSAutoNodePolicy" }
  | { readonly by: "us"; readonly type: "EC2_LINUX" | "EC2_WINDOWS" | "HYBRID_LINUX"; readonly policy?: undefined };

/** A kind of nodes, and what its role is. */
export interface NodeKind extends RoleKind {
  readonly entry: EntryOfKind;
  /** Nodes of this kind are made by EKS Auto Mode. */
  readonly autoMode: boolean;
  /** Nodes are EC2 instances: only they take an instance profile, or share a role with a NodeClass. */
  readonly ec2: boolean;
  /** Whether the VPC CNI on these nodes may take its permissions from the node role. */
  readonly cni: boolean;
  /** Why nodes of this kind have no IPv6, and what does; undefined where they have it. */
  readonly noIpv6?: { readonly why: string; readonly instead: string };
  /** Whether the role is taken by way of a trust anchor of IAM Roles Anywhere. */
  readonly trustAnchor: boolean;
  /** A policy that the cluster role needs for these nodes, and what is missing without it. */
  readonly clusterRoleNeeds?: { readonly policy: string; readonly without: string };
}

const AUTO = {
  trust: "nodes",
  policies: AUTO_NODES,
  entry: { by: "us", type: "EC2", policy: "AmazonEKSAutoNodePolicy" },
  autoMode: true,
  ec2: true,
  cni: false,
  trustAnchor: false,
  source: `${GUIDE}/create-node-class.html`,
} as const satisfies NodeKind;

const EC2 = {
  trust: "nodes",
  policies: EC2_NODES,
  autoMode: false,
  ec2: true,
  cni: true,
  trustAnchor: false,
  source: `${GUIDE}/create-node-role.html`,
} as const;

const HYBRID = {
  entry: { by: "us", type: "HYBRID_LINUX" },
  autoMode: false,
  ec2: false,
  cni: false,
  source: `${GUIDE}/hybrid-nodes-creds.html`,
} as const;

/**
 * Security groups for pods, and Windows nodes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
 */
export const VPC_RESOURCE_CONTROLLER = "AmazonEKSVPCResourceController";

/** Kinds of nodes. `node-class` is that of a custom NodeClass; the others are the kinds of `nodeRoles`. */
const NODE_ROLES = {
  auto: { ...AUTO, source: `${GUIDE}/auto-create-node-role.html` },
  managed: {
    ...EC2,
    // EKS makes entries of Windows node groups for roles of the same kind
    entry: { by: "eks", type: "EC2_LINUX", madeWith: "node group", types: ["EC2_LINUX", "EC2_WINDOWS"] },
  },
  "self-managed": { ...EC2, entry: { by: "us", type: "EC2_LINUX" } },
  windows: {
    ...EC2,
    entry: { by: "us", type: "EC2_WINDOWS" },
    noIpv6: { why: "Windows nodes have no IPv6", instead: "use Linux nodes for it" },
    clusterRoleNeeds: { policy: VPC_RESOURCE_CONTROLLER, without: "Windows nodes get no addresses" },
    source: `${GUIDE}/windows-support.html`,
  },
  fargate: {
    trust: "fargate",
    policies: ["AmazonEKSFargatePodExecutionRolePolicy"],
    entry: { by: "eks", type: "FARGATE_LINUX", madeWith: "Fargate profile", types: ["FARGATE_LINUX"] },
    autoMode: false,
    ec2: false,
    cni: false,
    trustAnchor: false,
    source: `${GUIDE}/pod-execution-role.html`,
  },
  "hybrid-ssm": {
    ...HYBRID,
    trust: "systemsManager",
    policies: ["AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"],
    inline: { HybridNodes: permissions.hybridSystemsManager },
    trustAnchor: false,
  },
  "hybrid-roles-anywhere": {
    ...HYBRID,
    trust: "rolesAnywhere",
    policies: ["AmazonEC2ContainerRegistryPullOnly"],
    inline: { HybridNodes: permissions.hybridRolesAnywhere },
    trustAnchor: true,
  },
} as const satisfies Record<string, NodeKind>;

export type NodeKindName = keyof typeof NODE_ROLES | "node-class";

export const NODE_KINDS: Readonly<Record<NodeKindName, NodeKind>> = { "node-class": AUTO, ...NODE_ROLES };

/** The kinds that a user may give in `nodeRoles`. */
export const NODE_ROLE_KINDS = keysOf(NODE_ROLES, `${GUIDE}/create-node-role.html`);

/** The kinds that the VPC CNI may take its permissions from. */
export const CNI_KINDS = NODE_ROLE_KINDS.words.filter((kind) => NODE_KINDS[kind].cni);

/** The kinds whose role is taken by way of a trust anchor. */
export const TRUST_ANCHOR_KINDS = NODE_ROLE_KINDS.words.filter((kind) => NODE_KINDS[kind].trustAnchor);

/** Permissions of the VPC CNI on the node role: `cni: node`. */
export const CNI = { ipv4: "AmazonEKS_CNI_Policy", ipv6: permissions.ipv6Cni, name: "CNIIPv6" } as const;
