import type { PartitionName } from "../partitions";

/**
 * AWS managed policies that the pages of EKS and eksctl mention, and those that allow nearly everything. The path is part of the ARN. AWS's add-on page has a wrong path for
 * AmazonEBSCSIDriverPolicyV2.
 */
interface ManagedPolicy {
  /** @default "" */
  readonly path?: "service-role/" | "aws-service-role/";
  /** @default all partitions */
  readonly onlyPartition?: PartitionName;
  /** A session tag of Pod Identity that its conditions use. With IRSA this policy allows nothing. */
  readonly sessionTag?: string;
}

/**
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const MANAGED_POLICIES_BY_NAME: Readonly<Record<string, ManagedPolicy>> = {
  AWSPrivateCAConnectorForKubernetesPolicy: {},
  AWSSecretsManagerClientReadOnlyAccess: {},
  AWSXrayWriteOnlyAccess: {},
  AdministratorAccess: {},
  AmazonEBSCSIDriverEKSClusterScopedPolicy: { sessionTag: "eks-cluster-name" },
  AmazonEBSCSIDriverPolicy: { path: "service-role/" },
  AmazonEBSCSIDriverPolicyV2: {},
  AmazonEC2ContainerRegistryPowerUser: {},
  AmazonEC2ContainerRegistryPullOnly: {},
  AmazonEC2ContainerRegistryReadOnly: {},
  AmazonEFSCSIDriverPolicy: { path: "service-role/" },
  AmazonEKSBlockStoragePolicy: {},
  AmazonEKSBlockStoragePolicyV2: {},
  AmazonEKSClusterPolicy: {},
  AmazonEKSComputePolicy: {},
  AmazonEKSDashboardConsoleReadOnly: {},
  AmazonEKSFargatePodExecutionRolePolicy: {},
  AmazonEKSLoadBalancingPolicy: {},
  AmazonEKSMCPReadOnlyAccess: {},
  AmazonEKSLocalOutpostClusterPolicy: {},
  AmazonEKSNetworkingPolicy: {},
  AmazonEKSServicePolicy: {},
  AmazonEKSServiceRolePolicy: { path: "aws-service-role/" },
  AmazonEKSVPCResourceController: {},
  AmazonEKSWorkerNodeMinimalPolicy: {},
  AmazonEKSWorkerNodePolicy: {},
  AmazonEKS_CNI_Policy: {},
  AmazonElasticContainerRegistryPublicReadOnly: { onlyPartition: "aws" },
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
  IAMFullAccess: {},
  PowerUserAccess: {},
};

/** Returns the properties of a policy, or undefined if its name is unknown. */
export const managedPolicy = (name: string): ManagedPolicy | undefined =>
  Object.hasOwn(MANAGED_POLICIES_BY_NAME, name) ? MANAGED_POLICIES_BY_NAME[name] : undefined;

/** Returns the ARN of an AWS managed policy. An unknown name is assumed to have no path. */
export const managedPolicyArn = (partition: string, name: string): string =>
  `arn:${partition}:iam::aws:policy/${managedPolicy(name)?.path ?? ""}${name}`;
