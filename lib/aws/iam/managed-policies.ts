import type { PartitionName } from "../partitions";
import { nearest } from "../text";

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

/** All names that AWS publishes in the partition `aws`, some 1,600. Only a name that is not in the table loads them. */
const list = (): typeof import("./managed-policy-names.json") => require("./managed-policy-names.json");

let paths: ReadonlyMap<string, string> | undefined;

function listedPaths(): ReadonlyMap<string, string> {
  paths ??= new Map(
    Object.entries(list().paths).flatMap(([path, names]) => names.split(" ").map((name) => [name, path] as const)),
  );
  return paths;
}

/** Returns the day of the newest change in the list of names: `2026-08-26`. */
export const managedPolicyListDate = (): string => list().date;

/** Returns the path of an AWS managed policy: `job-function/`, or nothing. Undefined if AWS has none of this name. */
export function managedPolicyPath(name: string): string | undefined {
  const row = managedPolicy(name);
  return row ? (row.path ?? "") : listedPaths().get(name);
}

/** The path of policies that IAM attaches to service-linked roles alone. */
export const SERVICE_LINKED_PATH = "aws-service-role/";

/** Returns the name of the policy that somebody may have meant. It is one that a role can have. */
export function nearestManagedPolicy(given: string): string | undefined {
  const names = [...Object.keys(MANAGED_POLICIES_BY_NAME), ...listedPaths().keys()];
  return nearest(
    given,
    names.filter((name) => managedPolicyPath(name) !== SERVICE_LINKED_PATH),
  );
}

/** Returns the ARN of an AWS managed policy. An unknown name is assumed to have no path. */
export const managedPolicyArn = (partition: string, name: string): string =>
  `arn:${partition}:iam::aws:policy/${managedPolicyPath(name) ?? ""}${name}`;
