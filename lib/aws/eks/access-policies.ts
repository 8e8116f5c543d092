import { nameOfArn } from "../arn";
import { nearest } from "../text";

/** The properties of an EKS access policy that rules depend on. Most policies have none. */
interface AccessPolicy {
  /** `nodes`: for entries of nodes. `eks`: used only by EKS's own service-linked role. */
  readonly for?: "nodes" | "eks";
  /** Its access to Secrets, if its name does not suggest it. */
  readonly secrets?: "read" | "read and write";
  /** Whether it is about Secrets as its name says, or copies all that a cluster holds. */
  readonly sensitive?: true;
  /** Whether it may impersonate service accounts, and so has what they have. */
  readonly impersonates?: true;
  /** Whose namespaces it is meant for. EKS takes it for the whole cluster too. */
  readonly namespacesOf?: string;
  /** What its name or AWS's page does not make clear. */
  readonly caveat?: string;
  /** Who uses it, if its name is misleading. */
  readonly onlyFor?: string;
}

const EKS: AccessPolicy = { for: "eks" };

/**
 * EKS access policies. They are not IAM policies, although some names exist as both. AWS adds policies, so an unknown
 * name is only a warning.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export const ACCESS_POLICIES: Readonly<Record<string, AccessPolicy>> = {
  AmazonEKSClusterAdminPolicy: {},
  AmazonEKSAdminPolicy: {
    secrets: "read and write",
    impersonates: true,
    // https://github.com/aws/containers-roadmap/issues/2682
    caveat: "it makes no RoleBindings, because it may neither bind nor escalate",
  },
  AmazonEKSEditPolicy: { secrets: "read and write", impersonates: true },
  AmazonEKSViewPolicy: {},
  AmazonEKSAdminViewPolicy: {
    secrets: "read",
    // https://github.com/awsdocs/amazon-eks-user-guide/issues/1116
    caveat: "by AWS's page it may also get pods/exec and nodes/proxy, which AWS's support denies",
  },
  AmazonEKSSecretReaderPolicy: { sensitive: true },
  AmazonEKSSecretAdminPolicy: { sensitive: true },
  AmazonEKSAutoNodePolicy: { for: "nodes" },
  AmazonEKSACKPolicy: {},
  AmazonEKSKROPolicy: {},
  AmazonEKSArgoCDPolicy: {},
  AmazonEKSArgoCDClusterPolicy: {},
  AWSBatchClusterPolicy: {},
  AWSBatchNamespacePolicy: { namespacesOf: "the namespaces of the compute environments" },
  AWSBackupFullAccessPolicyForBackup: { sensitive: true },
  AWSBackupFullAccessPolicyForRestore: { sensitive: true },
  AmazonAIOpsAssistantPolicy: {},
  AmazonARCRegionSwitchScalingPolicy: {},
  AmazonEMRJobPolicy: {},
  AmazonSagemakerHyperpodInferenceMonitoringPolicy: {},
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

/** Returns the properties of a policy, or undefined if its name is unknown. */
export const accessPolicy = (name: string): AccessPolicy | undefined =>
  Object.hasOwn(ACCESS_POLICIES, name) ? ACCESS_POLICIES[name] : undefined;

/** IAM policies that users often confuse with an access policy, and that access policy. */
const COMMON_CONFUSIONS: Readonly<Record<string, string>> = {
  AmazonEKSClusterPolicy: CLUSTER_ADMIN,
  AmazonEKSWorkerNodePolicy: AUTO_NODE,
  AmazonEKSWorkerNodeMinimalPolicy: AUTO_NODE,
};

/** Returns the access policy that was probably meant by an IAM policy's name or by an unknown name. */
export function suggestedAccessPolicy(name: string): string | undefined {
  if (Object.hasOwn(COMMON_CONFUSIONS, name)) return COMMON_CONFUSIONS[name];
  return nearest(
    name,
    Object.keys(ACCESS_POLICIES).filter((known) => ACCESS_POLICIES[known]?.for !== "eks"),
  );
}

export function accessPolicyArn(partition: string, name: string): string {
  return `arn:${partition}:eks::aws:cluster-access-policy/${name}`;
}

/** Returns the name of an access policy, or the ARN if it is not one of this partition. */
export function accessPolicyName(policyArn: string, partition: string): string {
  const name = nameOfArn(policyArn);
  return policyArn === accessPolicyArn(partition, name) ? name : policyArn;
}
