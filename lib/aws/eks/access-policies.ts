import { nearest } from "../text";

/** What an EKS access policy is, where that decides anything: most are simply known. */
interface AccessPolicy {
  /** `nodes`: for entries of nodes. `eks`: only EKS's own service-linked role has it. */
  readonly for?: "nodes" | "eks";
  /** What it may do with Secrets, where its name does not say that it may. */
  readonly secrets?: "read" | "read and write";
  /** Who alone has it, where its name misleads. */
  readonly onlyFor?: string;
}

const EKS: AccessPolicy = { for: "eks" };

/**
 * EKS access policies: not IAM policies, though several names exist in both worlds. AWS adds to them, so an unknown
 * name is a warning.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export const ACCESS_POLICIES: Readonly<Record<string, AccessPolicy>> = {
  AmazonEKSClusterAdminPolicy: {},
  AmazonEKSAdminPolicy: { secrets: "read and write" },
  AmazonEKSEditPolicy: { secrets: "read and write" },
  AmazonEKSViewPolicy: {},
  AmazonEKSAdminViewPolicy: { secrets: "read" },
  AmazonEKSSecretReaderPolicy: {},
  AmazonEKSSecretAdminPolicy: {},
  AmazonEKSAutoNodePolicy: { for: "nodes" },
  AmazonEKSACKPolicy: {},
  AmazonEKSKROPolicy: {},
  AmazonEKSArgoCDPolicy: {},
  AmazonEKSArgoCDClusterPolicy: {},
  AWSBackupFullAccessPolicyForBackup: {},
  AWSBackupFullAccessPolicyForRestore: {},
  AmazonAIOpsAssistantPolicy: {},
  AmazonARCRegionSwitchScalingPolicy: {},
  AmazonEMRJobPolicy: {},
  AmazonEKSBlockStoragePolicy: EKS,
  AmazonEKSBlockStorageClusterPolicy: EKS,
  AmazonEKSComputePolicy: EKS,
  AmazonEKSComputeClusterPolicy: EKS,
  AmazonEKSHybridPolicy: { for: "eks", onlyFor: "EKS's own service-linked role alone, and not for hybrid nodes" },
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

/** The row of a policy; undefined where its name is not known. */
export const accessPolicy = (name: string): AccessPolicy | undefined =>
  Object.hasOwn(ACCESS_POLICIES, name) ? ACCESS_POLICIES[name] : undefined;

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
