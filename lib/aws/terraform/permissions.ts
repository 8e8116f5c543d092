/** What an action is authorized on. */
export type Target =
  | "role"
  | "instance-profile"
  | "policy"
  | "oidc-provider"
  | "cluster"
  | "access-entry"
  | "identityproviderconfig"
  | "podidentityassociation"
  | "queue"
  | "rule";

type Actions = Readonly<Partial<Record<Target, readonly string[]>>>;

/** What the provider asks AWS about a resource: to look at it, and to make, change and unmake it besides. */
export interface ResourceCalls {
  readonly read: Actions;
  readonly write: Actions;
}

const ENTRY_TAGS = ["eks:TagResource", "eks:UntagResource"];

const ATTACHED = { role: ["iam:ListAttachedRolePolicies"] };
const ATTACHES = { role: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"] };

/**
 * The actions that the AWS provider calls for a resource of each type. Which calls there are is counted against a journal
 * of a real apply, for all types but queues, rules and identity providers; those are read off the provider's source.
 *
 * `sts:GetCallerIdentity`, which the provider calls first, needs no permission.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const RESOURCE_CALLS = {
  aws_iam_role: {
    read: { role: ["iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"] },
    write: {
      role: [
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:ListInstanceProfilesForRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
    },
  },
  aws_iam_role_policy_attachment: { read: ATTACHED, write: ATTACHES },
  aws_iam_role_policy_attachments_exclusive: { read: ATTACHED, write: ATTACHES },
  aws_iam_role_policy: {
    read: { role: ["iam:GetRolePolicy"] },
    write: { role: ["iam:DeleteRolePolicy", "iam:PutRolePolicy"] },
  },
  aws_iam_role_policies_exclusive: {
    read: { role: ["iam:GetRolePolicy", "iam:ListRolePolicies"] },
    write: { role: ["iam:DeleteRolePolicy"] },
  },
  aws_iam_instance_profile: {
    // it looks at the role of the profile too
    read: { "instance-profile": ["iam:GetInstanceProfile"], role: ["iam:GetRole"] },
    write: {
      "instance-profile": [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:DeleteInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:UntagInstanceProfile",
      ],
    },
  },
  aws_iam_policy: {
    read: { policy: ["iam:GetPolicy", "iam:GetPolicyVersion"] },
    write: {
      policy: [
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:ListPolicyVersions",
        "iam:TagPolicy",
        "iam:UntagPolicy",
      ],
    },
  },
  aws_iam_openid_connect_provider: {
    read: { "oidc-provider": ["iam:GetOpenIDConnectProvider"] },
    write: {
      "oidc-provider": [
        "iam:AddClientIDToOpenIDConnectProvider",
        "iam:CreateOpenIDConnectProvider",
        "iam:DeleteOpenIDConnectProvider",
        "iam:RemoveClientIDFromOpenIDConnectProvider",
        "iam:TagOpenIDConnectProvider",
        "iam:UntagOpenIDConnectProvider",
        "iam:UpdateOpenIDConnectProviderThumbprint",
      ],
    },
  },
  // what it takes to create a cluster is in the policy for people who do
  aws_eks_cluster: {
    read: { cluster: ["eks:DescribeCluster"] },
    write: {
      cluster: [
        "eks:AssociateEncryptionConfig",
        "eks:DeleteCluster",
        "eks:DescribeUpdate",
        "eks:UntagResource",
        "eks:UpdateClusterConfig",
        "eks:UpdateClusterVersion",
      ],
    },
  },
  aws_eks_access_entry: {
    read: { "access-entry": ["eks:DescribeAccessEntry"] },
    write: {
      cluster: ["eks:CreateAccessEntry"],
      "access-entry": ["eks:DeleteAccessEntry", "eks:UpdateAccessEntry", ...ENTRY_TAGS],
    },
  },
  aws_eks_access_policy_association: {
    read: { "access-entry": ["eks:ListAssociatedAccessPolicies"] },
    write: { "access-entry": ["eks:AssociateAccessPolicy", "eks:DisassociateAccessPolicy"] },
  },
  aws_eks_identity_provider_config: {
    read: { identityproviderconfig: ["eks:DescribeIdentityProviderConfig"] },
    write: {
      cluster: ["eks:AssociateIdentityProviderConfig"],
      identityproviderconfig: ["eks:DisassociateIdentityProviderConfig", ...ENTRY_TAGS],
    },
  },
  aws_eks_pod_identity_association: {
    read: { podidentityassociation: ["eks:DescribePodIdentityAssociation"] },
    write: {
      cluster: ["eks:CreatePodIdentityAssociation"],
      podidentityassociation: ["eks:DeletePodIdentityAssociation", "eks:UpdatePodIdentityAssociation", ...ENTRY_TAGS],
    },
  },
  aws_sqs_queue: {
    read: { queue: ["sqs:GetQueueAttributes", "sqs:ListQueueTags"] },
    write: {
      queue: ["sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"],
    },
  },
  aws_sqs_queue_policy: {
    read: { queue: ["sqs:GetQueueAttributes"] },
    write: { queue: ["sqs:SetQueueAttributes"] },
  },
  aws_cloudwatch_event_rule: {
    read: { rule: ["events:DescribeRule", "events:ListTagsForResource"] },
    write: { rule: ["events:DeleteRule", "events:PutRule", "events:TagResource", "events:UntagResource"] },
  },
  aws_cloudwatch_event_target: {
    read: { rule: ["events:ListTargetsByRule"] },
    write: { rule: ["events:PutTargets", "events:RemoveTargets"] },
  },
} as const satisfies Readonly<Record<string, ResourceCalls>>;

/** What the provider calls for the data source of a cluster that exists. */
export const CLUSTER_DATA_SOURCE: ResourceCalls = { read: { cluster: ["eks:DescribeCluster"] }, write: {} };
