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
  /** A tag of Pod Identity's sessions that its conditions compare with: by IRSA it allows nothing. */
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
  AmazonEBSCSIDriverEKSClusterScopedPolicy: { sessionTag: "eks-cluster-name" },
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

/** The row of a policy; undefined where its name is not known. */
export const managedPolicy = (name: string): ManagedPolicy | undefined =>
  Object.hasOwn(MANAGED_POLICIES_BY_NAME, name) ? MANAGED_POLICIES_BY_NAME[name] : undefined;

/** A name that is not known is taken as one without a path. */
export const managedPolicyArn = (partition: string, name: string): string =>
  `arn:${partition}:iam::aws:policy/${managedPolicy(name)?.path ?? ""}${name}`;
