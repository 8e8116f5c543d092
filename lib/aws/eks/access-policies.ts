import { nearest } from "../text";

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
  /** Where the name misleads. */
  readonly not?: string;
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
  AmazonEKSHybridPolicy: { for: "eks", not: "EKS's own service-linked role alone, and not for hybrid nodes" },
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
const MEANT_INSTEAD: Readonly<Record<string, string>> = {
  AmazonEKSClusterPolicy: CLUSTER_ADMIN,
  AmazonEKSWorkerNodePolicy: AUTO_NODE,
  AmazonEKSWorkerNodeMinimalPolicy: AUTO_NODE,
};

/** The access policy that was probably meant by the name of another policy, or by a name that nothing has. */
export function meantBy(name: string): string | undefined {
  if (Object.hasOwn(MEANT_INSTEAD, name)) return MEANT_INSTEAD[name];
  return nearest(
    name,
    Object.keys(ACCESS_POLICIES).filter((known) => ACCESS_POLICIES[known]?.for !== "eks"),
  );
}

export function accessPolicyArn(partition: string, name: string): string {
  return `arn:${partition}:eks::aws:cluster-access-policy/${name}`;
}
