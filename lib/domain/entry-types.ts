/**
 * What an access entry of a node type brings and needs. Entries of a node type never carry groups or a username, not
 * even empty ones: EKS sets both.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html#auto-node-access-entry
 */
export const NODE_CLASS_ENTRY = { type: "EC2", policy: "AmazonEKSAutoNodePolicy", scope: { type: "cluster" } } as const;

/**
 * What the nodes of a NodeClass must be able to do.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html
 */
export const NODE_CLASS_POLICIES = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;

/**
 * Access entries in one cluster; AWS does not raise it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
 */
export const MAX_ENTRIES = 3000;

/** @see https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html */
export function accessPolicyArn(partition: string, name: string): string {
  return `arn:${partition}:eks::aws:cluster-access-policy/${name}`;
}

/**
 * How a cluster decides who may log in. Access entries exist only in the modes with `API`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
 */
export const AUTHENTICATION_MODES = ["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"] as const;
