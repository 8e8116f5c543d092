/**
 * EKS access policies: not IAM policies, though several names exist in both worlds. AWS adds to them, so an unknown
 * name is a warning.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
interface AccessPolicy {
  /** `eks`: only EKS's own service-linked role has it. `service`: for the role of an AWS service or capability. */
  readonly for: "people" | "nodes" | "service" | "eks";
  /** What it may do with Secrets, where anything. */
  readonly secrets?: "read" | "read and write";
}

const EKS = { for: "eks" } as const;
const SERVICE = { for: "service" } as const;

export const ACCESS_POLICIES: Readonly<Record<string, AccessPolicy>> = {
  AmazonEKSClusterAdminPolicy: { for: "people", secrets: "read and write" },
  AmazonEKSAdminPolicy: { for: "people", secrets: "read and write" },
  AmazonEKSEditPolicy: { for: "people", secrets: "read and write" },
  AmazonEKSViewPolicy: { for: "people" },
  AmazonEKSAdminViewPolicy: { for: "people", secrets: "read" },
  AmazonEKSSecretReaderPolicy: { for: "people", secrets: "read" },
  AmazonEKSSecretAdminPolicy: { for: "people", secrets: "read and write" },
  AmazonEKSAutoNodePolicy: { for: "nodes" },
  AmazonEKSACKPolicy: SERVICE,
  AmazonEKSKROPolicy: SERVICE,
  AmazonEKSArgoCDPolicy: SERVICE,
  AmazonEKSArgoCDClusterPolicy: SERVICE,
  AWSBackupFullAccessPolicyForBackup: SERVICE,
  AWSBackupFullAccessPolicyForRestore: SERVICE,
  AmazonAIOpsAssistantPolicy: SERVICE,
  AmazonARCRegionSwitchScalingPolicy: SERVICE,
  AmazonEMRJobPolicy: SERVICE,
  AmazonEKSBlockStoragePolicy: EKS,
  AmazonEKSBlockStorageClusterPolicy: EKS,
  AmazonEKSComputePolicy: EKS,
  AmazonEKSComputeClusterPolicy: EKS,
  AmazonEKSHybridPolicy: EKS,
  AmazonEKSClusterInsightsPolicy: EKS,
  AmazonEKSPodIdentityPolicy: EKS,
  AmazonEKSLoadBalancingPolicy: EKS,
  AmazonEKSLoadBalancingClusterPolicy: EKS,
  AmazonEKSNetworkingPolicy: EKS,
  AmazonEKSNetworkingClusterPolicy: EKS,
  AmazonEKSEventPolicy: EKS,
};

export const CLUSTER_ADMIN = "AmazonEKSClusterAdminPolicy";
export const AUTO_NODE = "AmazonEKSAutoNodePolicy";

/** Policies that are not about Secrets in name, and still show them. */
export const SHOWS_SECRETS: ReadonlySet<string> = new Set([
  "AmazonEKSAdminViewPolicy",
  "AmazonEKSEditPolicy",
  "AmazonEKSAdminPolicy",
]);

/** IAM policies that are often written where an access policy is meant. */
export const MEANT_INSTEAD: Readonly<Record<string, string>> = {
  AmazonEKSClusterPolicy: CLUSTER_ADMIN,
  AmazonEKSWorkerNodePolicy: AUTO_NODE,
  AmazonEKSWorkerNodeMinimalPolicy: AUTO_NODE,
};

export function accessPolicyArn(partition: string, name: string): string {
  return `arn:${partition}:eks::aws:cluster-access-policy/${name}`;
}
