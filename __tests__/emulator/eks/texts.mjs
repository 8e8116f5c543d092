/**
 * What EKS says, and what it takes. The mark behind a text says how it is known:
 *   [M] published output of the real service
 *   [P] the Terraform provider looks for it
 *   [A] the EKS API model or the EKS user guide
 *   [U] a wording of our own: only the error code and the HTTP status are from the model
 */

export const EKS_ACCESS_POLICIES = [
  // EKS user guide, "Review access policy permissions" [A]
  "AmazonEKSClusterAdminPolicy",
  "AmazonEKSAdminPolicy",
  "AmazonEKSAdminViewPolicy",
  "AmazonEKSEditPolicy",
  "AmazonEKSViewPolicy",
  "AmazonEKSSecretReaderPolicy",
  "AmazonEKSAutoNodePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStorageClusterPolicy",
  "AmazonEKSComputeClusterPolicy",
  "AmazonEKSLoadBalancingClusterPolicy",
  "AmazonEKSNetworkingClusterPolicy",
  "AmazonEKSClusterInsightsPolicy",
  "AmazonEKSHybridPolicy",
  "AmazonSagemakerHyperpodClusterPolicy",
  "AmazonSagemakerHyperpodControllerPolicy",
  "AmazonSagemakerHyperpodSystemNamespacePolicy",
  "AmazonEMRJobPolicy",
  "AmazonAIOpsAssistantPolicy",
  "AmazonEKSSecretAdminPolicy",
  "AmazonEKSACKPolicy",
  "AmazonEKSKROPolicy",
  "AmazonEKSArgoCDPolicy",
  "AmazonEKSArgoCDClusterPolicy",
  "AWSBatchClusterPolicy",
  "AWSBatchNamespacePolicy",
  "AWSBackupFullAccessPolicyForBackup",
  "AWSBackupFullAccessPolicyForRestore",
  "AmazonARCRegionSwitchScalingPolicy",
  "AmazonSagemakerHyperpodInferenceMonitoringPolicy",
  "AmazonEKSPodIdentityPolicy",
  "AmazonEKSEventPolicy",
];
export const ENTRY_TYPES = [
  "STANDARD",
  "FARGATE_LINUX",
  "EC2_LINUX",
  "EC2_WINDOWS",
  "EC2",
  "HYBRID_LINUX",
  "HYPERPOD_LINUX",
];
export const NODE_TYPES_TEXT = "[EC2_LINUX, EC2_WINDOWS, FARGATE_LINUX, HYBRID_LINUX, EC2]";
export const RESERVED_PREFIXES = ["system:", "eks:", "aws:", "amazon:", "iam:"]; // [M] closed list
export const TYPES_WITH_POLICIES = new Set(["STANDARD", "EC2"]); // EC2 = Auto Mode node class [A]
export const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
export const MSG = {
  invalidPrincipal: "The specified principalArn is invalid: invalid principal.", // [M][P]
  inUse: "The specified access entry resource is already in use on this cluster.", // [M]
  noEntry:
    "The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.", // [M][P]
  noPolicy: "The specified policyArn could not be found.", // [M]
  policyForm: "The policyArn parameter format is not valid", // [M]
  principalForm: "The principalArn parameter format is not valid", // [M]
  slr: "The caller is not allowed to modify access entries with a principalArn value of a Service Linked Role", // [M]
  standardOnly: 'This operation can only be performed on Access Entries with a type of "STANDARD".', // [M]
  authMode:
    "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.", // [M]
  clusterForbidsNs: "accessScope should not include namespaces if the type is not set as namespace", // [M]
  nsRequired: "At least 1 namespace must be provided if the type is set as namespace", // [M]
  podRoleMissing: "Role provided in the request does not exist.", // [M][P]
  podTrust: "Trust policy of the role provided is invalid. Follow the official documentation to resolve the issue.", // [M]
};

export const accessPolicyArn = (name) => `arn:aws:eks::aws:cluster-access-policy/${name}`;

/** The access policies that EKS gives the role of a capability, by type [A]. */
export const CAPABILITY_POLICIES = {
  ACK: [{ name: "AmazonEKSACKPolicy", scope: { type: "cluster" } }],
  KRO: [{ name: "AmazonEKSKROPolicy", scope: { type: "cluster" } }],
  ARGOCD: [
    { name: "AmazonEKSArgoCDClusterPolicy", scope: { type: "cluster" } },
    { name: "AmazonEKSArgoCDPolicy", scope: { type: "namespace", namespaces: ["argocd"] } },
  ],
};

/** The type of the entry that EKS makes for the role of a managed node group [A]. */
export const nodegroupEntryType = ({ amiType = "" }) => (/WINDOWS/.test(amiType) ? "EC2_WINDOWS" : "EC2_LINUX");
