import type { PartitionName } from "../partitions";

/**
 * AWS managed policies that EKS's pages name. The path is part of the ARN, and AWS's own add-on page prints a wrong
 * one for AmazonEBSCSIDriverPolicyV2.
 */
interface ManagedPolicy {
  /** @default "" */
  readonly path?: "service-role/" | "aws-service-role/";
  /** @default every partition */
  readonly only?: PartitionName;
}

/**
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const MANAGED_POLICIES_BY_NAME: Readonly<Record<string, ManagedPolicy>> = {
  AWSPrivateCAConnectorForKubernetesPolicy: {},
  AWSSecretsManagerClientReadOnlyAccess: {},
  AWSXrayWriteOnlyAccess: {},
  AmazonEBSCSIDriverEKSClusterScopedPolicy: {},
  AmazonEBSCSIDriverPolicy: { path: "service-role/" },
  AmazonEBSCSIDriverPolicyV2: {},
  AmazonEC2ContainerRegistryPullOnly: {},
  AmazonEC2ContainerRegistryReadOnly: {},
  AmazonEFSCSIDriverPolicy: { path: "service-role/" },
  AmazonEKSBlockStoragePolicy: {},
  AmazonEKSBlockStoragePolicyV2: {},
  AmazonEKSClusterPolicy: {},
  AmazonEKSComputePolicy: {},
  AmazonEKSFargatePodExecutionRolePolicy: {},
  AmazonEKSLoadBalancingPolicy: {},
  AmazonEKSLocalOutpostClusterPolicy: {},
  AmazonEKSNetworkingPolicy: {},
  AmazonEKSServicePolicy: {},
  AmazonEKSServiceRolePolicy: { path: "aws-service-role/" },
  AmazonEKSVPCResourceController: {},
  AmazonEKSWorkerNodeMinimalPolicy: {},
  AmazonEKSWorkerNodePolicy: {},
  AmazonEKS_CNI_Policy: {},
  AmazonElasticContainerRegistryPublicReadOnly: { only: "aws" },
  AmazonElasticFileSystemsUtils: {},
  AmazonFSxFullAccess: {},
  AmazonPrometheusRemoteWriteAccess: {},
  AmazonS3FilesCSIDriverPolicy: { path: "service-role/" },
  AmazonS3FilesClientFullAccess: {},
  AmazonS3ReadOnlyAccess: {},
  AmazonSSMManagedInstanceCore: {},
  AmazonSageMakerHyperPodGatedModelAccess: {},
  AmazonSageMakerHyperPodInferenceAccess: {},
  AmazonSageMakerHyperPodTrainingOperatorAccess: {},
  CloudWatchAgentServerPolicy: {},
  CloudWatchNetworkFlowMonitorAgentPublishPolicy: {},
};

export function managedPolicyArn(partition: string, name: string): string {
  return `arn:${partition}:iam::aws:policy/${MANAGED_POLICIES_BY_NAME[name]?.path ?? ""}${name}`;
}
