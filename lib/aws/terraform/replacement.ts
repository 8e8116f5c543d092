/**
 * Arguments that make Terraform replace a resource when their value changes, of those that may refer to what another
 * resource computes. A resource that is replaced gets a new ARN, so what names that ARN here is replaced too.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_access_entry
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_access_policy_association
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachment
 */
export const REPLACED_WITH: Readonly<Record<string, readonly string[]>> = {
  aws_eks_access_entry: ["principal_arn"],
  aws_eks_access_policy_association: ["principal_arn", "policy_arn"],
  aws_iam_role_policy_attachment: ["policy_arn"],
};
