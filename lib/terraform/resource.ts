import type { CloudwatchEventRuleConfig } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import type { CloudwatchEventTargetConfig } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { DataAwsEksClusterConfig } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import type { EksAccessEntryConfig } from "@cdktf/provider-aws/lib/eks-access-entry";
import type { EksAccessPolicyAssociationConfig } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import type { EksClusterConfig } from "@cdktf/provider-aws/lib/eks-cluster";
import type { EksIdentityProviderConfigConfig } from "@cdktf/provider-aws/lib/eks-identity-provider-config";
import type { EksPodIdentityAssociationConfig } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import type { IamInstanceProfileConfig } from "@cdktf/provider-aws/lib/iam-instance-profile";
import type { IamOpenidConnectProviderConfig } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { IamPolicyConfig } from "@cdktf/provider-aws/lib/iam-policy";
import type { IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import type { IamRolePoliciesExclusiveConfig } from "@cdktf/provider-aws/lib/iam-role-policies-exclusive";
import type { IamRolePolicyConfig } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { IamRolePolicyAttachmentConfig } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { IamRolePolicyAttachmentsExclusiveConfig } from "@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive";
import type { AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import type { SqsQueueConfig } from "@cdktf/provider-aws/lib/sqs-queue";
import type { SqsQueuePolicyConfig } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Attribute, Expression, Text } from "./values";

/** The arguments of all resources that are made here, as the provider's classes name them. */
interface ResourceArguments {
  aws_cloudwatch_event_rule: CloudwatchEventRuleConfig;
  aws_cloudwatch_event_target: CloudwatchEventTargetConfig;
  aws_eks_access_entry: EksAccessEntryConfig;
  aws_eks_access_policy_association: EksAccessPolicyAssociationConfig;
  aws_eks_cluster: EksClusterConfig;
  aws_eks_identity_provider_config: EksIdentityProviderConfigConfig;
  aws_eks_pod_identity_association: EksPodIdentityAssociationConfig & { readonly policy?: string };
  aws_iam_instance_profile: IamInstanceProfileConfig;
  aws_iam_openid_connect_provider: IamOpenidConnectProviderConfig;
  aws_iam_policy: IamPolicyConfig;
  aws_iam_role: IamRoleConfig;
  aws_iam_role_policies_exclusive: IamRolePoliciesExclusiveConfig;
  aws_iam_role_policy: IamRolePolicyConfig;
  aws_iam_role_policy_attachment: IamRolePolicyAttachmentConfig;
  aws_iam_role_policy_attachments_exclusive: IamRolePolicyAttachmentsExclusiveConfig;
  aws_sqs_queue: SqsQueueConfig;
  aws_sqs_queue_policy: SqsQueuePolicyConfig;
}

interface DataSourceArguments {
  aws_eks_cluster: DataAwsEksClusterConfig;
}

export type ProviderArguments = AwsProviderConfig;
export type ResourceType = keyof ResourceArguments;
export type DataSourceType = keyof DataSourceArguments;

/** The arguments that Terraform gets and the provider's classes do not have yet. */
export const NOT_IN_CLASSES: Partial<Readonly<Record<ResourceType, readonly string[]>>> = {
  aws_eks_pod_identity_association: ["policy"],
};

/** Arguments whose values are mappings with the user's own keys. */
export const MAPS: readonly string[] = ["tags", "requiredClaims"];

/** A value as the provider's classes take it, or an expression in place of a text. */
type Value<T> = T extends IResolvable
  ? never
  : T extends string
    ? T | Expression
    : T extends readonly (infer Item)[]
      ? readonly Value<Item>[]
      : T extends object
        ? { readonly [K in keyof T]: Value<T[K]> }
        : T;

type Arguments<T> = { readonly [K in keyof T as K extends keyof TerraformMetaArguments ? never : K]: Value<T[K]> };

/** @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle */
export interface Lifecycle {
  readonly ignoreChanges?: readonly string[];
  readonly preventDestroy?: true;
  readonly replaceTriggeredBy?: readonly Attribute[];
  readonly precondition?: readonly Precondition[];
}

export interface Precondition {
  readonly condition: Expression;
  readonly errorMessage: string | Text;
}

/** A resource of one type. What others say of it, they say by its id, which becomes its name in Terraform. */
interface ResourceOf<Type extends ResourceType> {
  readonly type: Type;
  readonly id: string;
  readonly attributes: Arguments<ResourceArguments[Type]>;
  /** Ids of resources. */
  readonly dependsOn?: readonly string[];
  readonly lifecycle?: Lifecycle;
  /** The instant from which it is not there any more. */
  readonly until?: string | undefined;
  /** The ID by which Terraform imports it, if it exists already. */
  readonly importId?: string;
}

export type Resource = { [Type in ResourceType]: ResourceOf<Type> }[ResourceType];

/** A data source, which Terraform reads. */
export interface DataSource {
  readonly type: DataSourceType;
  readonly id: string;
  readonly attributes: Arguments<DataSourceArguments[DataSourceType]>;
}
