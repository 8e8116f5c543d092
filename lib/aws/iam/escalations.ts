/**
 * Actions of IAM that give a role or user more, and whose requests say which permissions boundary it has or gets
 * (`iam:PermissionsBoundary`).
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export const BOUNDED_GRANTS = [
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateRole",
  "iam:CreateUser",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:PutUserPermissionsBoundary",
  "iam:PutUserPolicy",
  "iam:UpdateAssumeRolePolicy",
] as const;

/**
 * Actions of IAM that give more, or take a boundary away, whatever boundary their target has. Controllers need none of
 * them: what Karpenter does with instance profiles is not among them.
 */
export const UNBOUNDED_GRANTS = [
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreatePolicyVersion",
  "iam:CreateSAMLProvider",
  "iam:CreateServiceSpecificCredential",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
  "iam:PutGroupPolicy",
  "iam:ResetServiceSpecificCredential",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateLoginProfile",
  "iam:UpdateSAMLProvider",
  "iam:UploadSSHPublicKey",
  "iam:UploadSigningCertificate",
] as const;
