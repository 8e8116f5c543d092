/**
 * Actions that change who may reach a cluster. To create an entry is authorized on the ARN of the cluster, the others on
 * that of the entry: `access-entry/<cluster>/<role or user>/<account>/<name>/<id>`.
 *
 * `UpdateAccessEntry` has no condition key of its own: a change of groups can be limited by who makes it, and not by the
 * groups.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html
 */
export const ON_CLUSTER = ["eks:CreateAccessEntry"] as const;
export const ON_ENTRY = [
  "eks:AssociateAccessPolicy",
  "eks:DeleteAccessEntry",
  "eks:DisassociateAccessPolicy",
  "eks:UpdateAccessEntry",
] as const;

/**
 * Actions that let somebody into a cluster, or its pods into a role, beside those of access entries. EKS makes the entry of
 * the role of a capability, and the capability for Argo CD names its administrators.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/capability-role.html
 */
export const OTHER_DOORS = [
  "eks:AssociateIdentityProviderConfig",
  "eks:CreateCapability",
  "eks:CreatePodIdentityAssociation",
  "eks:UpdateCapability",
  "eks:UpdatePodIdentityAssociation",
] as const;

/**
 * What EKS takes if a request to create a cluster leaves a setting out. Then the request may lack its condition key, so
 * that a condition has to count a missing key as this value.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessConfigRequest.html
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
 */
export const CREATE_DEFAULTS = {
  "eks:authenticationMode": "CONFIG_MAP",
  "eks:bootstrapClusterCreatorAdminPermissions": "true",
  "eks:deletionProtection": "false",
  "eks:endpointPublicAccess": "true",
} as const;
