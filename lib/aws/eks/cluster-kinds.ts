import { keysOf } from "../fact";
import * as permissions from "../iam/permissions";
import type { RoleKind } from "../iam/role-kind";

const GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";

/** A kind of cluster and its role. */
export interface ClusterKind extends RoleKind {
  /** Whether the role supports EKS Auto Mode, whose block storage has its own policy. */
  readonly autoMode: boolean;
  /** Why this project cannot create such a cluster; undefined if it can. */
  readonly notCreated?: string;
}

/** Cluster roles. They have no access entry, because EKS uses its own, and no instance profile. */
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
 * The block storage policy of Auto Mode. v2 also requires the cluster's tag on a volume or snapshot that is copied.
 * Snapshots created outside the cluster can be restored only with v1.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html
 */
export const BLOCK_STORAGE = { v1: "AmazonEKSBlockStoragePolicy", v2: "AmazonEKSBlockStoragePolicyV2" } as const;
export const BLOCK_STORAGE_VERSIONS = keysOf(BLOCK_STORAGE, `${GUIDE}/security-iam-awsmanpol.html`);

/** Roles that belong neither to the cluster nor to nodes. */
export const OTHER_KINDS = {
  // EKS makes the entry of this role with the capability
  capability: {
    trust: "capability",
    policies: [],
    entryCreatedWith: "capability",
    source: `${GUIDE}/capability-role.html`,
  },
  connector: {
    trust: "connector",
    policies: [],
    inline: { ConnectorAgent: permissions.connector },
    source: `${GUIDE}/connector-iam-role.html`,
  },
} as const satisfies Record<string, RoleKind & { readonly entryCreatedWith?: string }>;

export type OtherRoleKindName = keyof typeof OTHER_KINDS;
export const OTHER_ROLE_KINDS = keysOf(OTHER_KINDS, `${GUIDE}/capability-role.html`);
