import { keysOf } from "../fact";
import * as permissions from "../iam/permissions";
import type { RoleKind } from "../iam/role-kind";

const GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";
const AUTO_NODES = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;
const EC2_NODES = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;

/**
 * What creates the access entry of a node role. `us`: this project must create it, with its access policy if it needs
 * one. `eks`: EKS creates it with the node group or Fargate profile, and rejects a second one.
 */
export type EntryOfKind =
  | {
      readonly by: "eks";
      readonly type: "EC2_LINUX" | "FARGATE_LINUX";
      /** The EKS resource whose creation creates the entry. */
      readonly createdWith: "node group" | "Fargate profile";
      /** Types that the entry may have, `type` first. */
      readonly types: readonly string[];
    }
  | { readonly by: "us"; readonly type: "EC2"; readonly policy: "AmazonEKSAutoNodePolicy" }
  | { readonly by: "us"; readonly type: "EC2_LINUX" | "EC2_WINDOWS" | "HYBRID_LINUX"; readonly policy?: undefined };

/** A kind of nodes and its role. */
export interface NodeKind extends RoleKind {
  readonly entry: EntryOfKind;
  /** Whether EKS Auto Mode creates these nodes. */
  readonly autoMode: boolean;
  /** Whether the nodes are EC2 instances. Only these use an instance profile or can share a role with a NodeClass. */
  readonly ec2: boolean;
  /** Whether the VPC CNI on these nodes can use the permissions of the node role. */
  readonly cni: boolean;
  /** Why these nodes do not support IPv6, and the alternative; undefined if they do. */
  readonly noIpv6?: { readonly why: string; readonly instead: string };
  /** Whether the role is assumed through a trust anchor of IAM Roles Anywhere. */
  readonly trustAnchor: boolean;
  /** Whether the role gets the permission of the EKS Pod Identity agent on request only. */
  readonly podIdentityOnRequest?: true;
  /** Set if pods on these nodes get no role by EKS Pod Identity. */
  readonly noPodIdentity?: true;
  /** A policy that the cluster role needs for these nodes, and what does not work without it. */
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
  podIdentityOnRequest: true,
  source: `${GUIDE}/hybrid-nodes-creds.html`,
} as const;

/**
 * The policy for security groups for pods, and for Windows nodes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
 */
export const VPC_RESOURCE_CONTROLLER = "AmazonEKSVPCResourceController";

/** Kinds of nodes. `node-class` is for custom NodeClasses; the others are the kinds of `nodeRoles`. */
const NODE_ROLES = {
  auto: { ...AUTO, source: `${GUIDE}/auto-create-node-role.html` },
  managed: {
    ...EC2,
    // EKS also creates entries for Windows node groups, with roles of this same kind
    entry: { by: "eks", type: "EC2_LINUX", createdWith: "node group", types: ["EC2_LINUX", "EC2_WINDOWS"] },
  },
  "self-managed": { ...EC2, entry: { by: "us", type: "EC2_LINUX" } },
  windows: {
    ...EC2,
    entry: { by: "us", type: "EC2_WINDOWS" },
    noPodIdentity: true,
    noIpv6: { why: "Windows nodes have no IPv6", instead: "use Linux nodes for it" },
    clusterRoleNeeds: { policy: VPC_RESOURCE_CONTROLLER, without: "Windows nodes get no addresses" },
    source: `${GUIDE}/windows-support.html`,
  },
  fargate: {
    trust: "fargate",
    noPodIdentity: true,
    policies: ["AmazonEKSFargatePodExecutionRolePolicy"],
    entry: { by: "eks", type: "FARGATE_LINUX", createdWith: "Fargate profile", types: ["FARGATE_LINUX"] },
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

/** The kinds that users can write in `nodeRoles`. */
export const NODE_ROLE_KINDS = keysOf(NODE_ROLES, `${GUIDE}/create-node-role.html`);

/** The kinds whose node role can have the permissions of the VPC CNI. */
export const CNI_KINDS = NODE_ROLE_KINDS.words.filter((kind) => NODE_KINDS[kind].cni);

/** The kinds whose role is assumed through a trust anchor. */
export const TRUST_ANCHOR_KINDS = NODE_ROLE_KINDS.words.filter((kind) => NODE_KINDS[kind].trustAnchor);

/** The kinds whose role has the permission of the Pod Identity agent on request. */
export const POD_IDENTITY_KINDS = NODE_ROLE_KINDS.words.filter((kind) => NODE_KINDS[kind].podIdentityOnRequest);

/**
 * The kinds on which pods get no role by EKS Pod Identity.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html#pod-id-restrictions
 */
export const KINDS_WITHOUT_POD_IDENTITY = NODE_ROLE_KINDS.words.filter((kind) => NODE_KINDS[kind].noPodIdentity);

/** The name of the inline policy for the Pod Identity agent. */
export const POD_IDENTITY_AGENT = "PodIdentityAgent";

/** The permissions of the VPC CNI if the node role has them (`cni: node`). */
export const CNI = { ipv4: "AmazonEKS_CNI_Policy", ipv6: permissions.ipv6Cni, name: "CNIIPv6" } as const;
