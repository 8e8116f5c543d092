import { keysOf } from "../fact";
import * as permissions from "../iam/permissions";
import type { RoleKind } from "../iam/role-kind";

const GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";

/** A kind of cluster, and what its role is. */
export interface ClusterKind extends RoleKind {
  /** The role is good for EKS Auto Mode, whose block storage has a policy of its own. */
  readonly autoMode: boolean;
  /** Why no such cluster is made here; undefined where one can be. */
  readonly notCreated?: string;
}

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
    autoMode: true,
    source: `${GUIDE}/auto-cluster-iam-role.html`,
  },
  standard: {
    trust: "cluster",
    policies: ["AmazonEKSClusterPolicy"],
    autoMode: false,
    source: `${GUIDE}/cluster-iam-role.html`,
  },
  "outposts-local": {
    trust: "nodes",
    policies: ["AmazonEKSLocalOutpostClusterPolicy"],
    autoMode: false,
    notCreated: "a cluster made here is not a local one on Outposts",
    source: `${GUIDE}/eks-outposts-local-cluster-create.html`,
  },
} as const satisfies Record<string, ClusterKind>;

export type ClusterKindName = keyof typeof CLUSTER_KINDS;
export const CLUSTER_ROLE_KINDS = keysOf(CLUSTER_KINDS, `${GUIDE}/cluster-iam-role.html`);

/**
 * The block storage policy of Auto Mode. v2 also wants the cluster's tag on the volume or snapshot that is copied;
 * snapshots made elsewhere are restored under v1 only.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html
 */
export const BLOCK_STORAGE = { v1: "AmazonEKSBlockStoragePolicy", v2: "AmazonEKSBlockStoragePolicyV2" } as const;
export const BLOCK_STORAGE_VERSIONS = keysOf(BLOCK_STORAGE, `${GUIDE}/security-iam-awsmanpol.html`);

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

export const OTHER_ROLE_KINDS = keysOf(OTHER_KINDS, `${GUIDE}/capability-role.html`);
