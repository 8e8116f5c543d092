import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { EksIdentityProviderConfig } from "@cdktf/provider-aws/lib/eks-identity-provider-config";
import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePoliciesExclusive } from "@cdktf/provider-aws/lib/iam-role-policies-exclusive";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamRolePolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import type { TerraformDataSource, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { DataSourceType, ResourceType } from "../terraform/resource";

/** A class of the provider. The types of a record have shown that its arguments are those of the class. */
type ClassOf<Element> = new (scope: Construct, id: string, config: never) => Element;

/** The provider's class of each type of resource. */
export const RESOURCES: Readonly<Record<ResourceType, ClassOf<TerraformResource>>> = {
  aws_cloudwatch_event_rule: CloudwatchEventRule,
  aws_cloudwatch_event_target: CloudwatchEventTarget,
  aws_eks_access_entry: EksAccessEntry,
  aws_eks_access_policy_association: EksAccessPolicyAssociation,
  aws_eks_cluster: EksCluster,
  aws_eks_identity_provider_config: EksIdentityProviderConfig,
  aws_eks_pod_identity_association: EksPodIdentityAssociation,
  aws_iam_instance_profile: IamInstanceProfile,
  aws_iam_openid_connect_provider: IamOpenidConnectProvider,
  aws_iam_policy: IamPolicy,
  aws_iam_role: IamRole,
  aws_iam_role_policies_exclusive: IamRolePoliciesExclusive,
  aws_iam_role_policy: IamRolePolicy,
  aws_iam_role_policy_attachment: IamRolePolicyAttachment,
  aws_iam_role_policy_attachments_exclusive: IamRolePolicyAttachmentsExclusive,
  aws_sqs_queue: SqsQueue,
  aws_sqs_queue_policy: SqsQueuePolicy,
};

export const DATA_SOURCES: Readonly<Record<DataSourceType, ClassOf<TerraformDataSource>>> = {
  aws_eks_cluster: DataAwsEksCluster,
};
