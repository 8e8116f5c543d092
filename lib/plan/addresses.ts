import { nameOfArn, parseArn } from "../aws/arn";
import { isToken } from "../aws/text";

/**
 * Ids of everything in the plan, built from keys of the configuration alone. An id becomes a Terraform address, and
 * addresses are a contract: a change here moves or replaces resources in the state of users.
 */

/**
 * Drops characters that a Terraform address cannot contain. cdktf drops them too, and two addresses could become one.
 */
export const addressPart = (text: string): string => text.replace(/[^A-Za-z0-9_-]/g, "");

/** The address part for a token, given the expression that it stands for, such as `aws_iam_policy.backend.arn`. */
const expressionPart = (expression: string): string => addressPart(expression.replace(/[.[\]"]+/g, "-"));

/** The address of a resource in the state of Terraform. What has an end has an index. */
export const addressOf = (type: string, { id, until }: { readonly id: string; readonly until?: string }): string =>
  `${type}.${id}${until === undefined ? "" : "[0]"}`;

/** The construct with everything that is made in a stack of this project. cdktf omits this id from addresses. */
export const ACCESS_ID = "Default";
export const CLUSTER_ID = "cluster";
export const CLUSTER_ROLE_ID = "cluster-role";
export const OIDC_PROVIDER_ID = "oidc-provider";
export const OIDC_ISSUER_ID = "oidc-issuer";
export const MOVED_BLOCKS_ID = "moved";
export const REMOVED_BLOCKS_ID = "removed";
export const EXISTING_CLUSTER_ID = "existing-cluster";

/** Names of NodeClasses may have dots, which an address has not. */
export const nodeClassId = (key: string): string => `node-class_${addressPart(key)}`;
export const nodeRoleId = (key: string): string => `node-role_${key}`;
export const queueId = (workload: string): string => `${workload}_queue`;
export const queuePolicyId = (queue: string): string => `${queue}-policy`;
export const eventRuleId = (queue: string, events: string): string => `${queue}-${events}`;
export const eventTargetId = (rule: string): string => `${rule}-target`;
export const otherRoleId = (key: string): string => `other-role_${key}`;
export const workloadId = (key: string): string => `workload_${key}`;
export const accessId = (key: string): string => `access_${key}`;
export const identityProviderId = (key: string): string => `identity-provider_${key}`;
export const identityPolicyId = (key: string): string => `identity-policy_${key}`;

/** Sections whose items Terraform knows by their keys, with the id of an item. Keys have no `_`. */
export const ITEM_IDS = {
  access: accessId,
  identityPolicies: identityPolicyId,
  identityProviders: identityProviderId,
  nodeClasses: nodeClassId,
  nodeRoles: nodeRoleId,
  otherRoles: otherRoleId,
  workloads: workloadId,
} as const;

export const nodeEntryId = (itemId: string): string => `${itemId}_entry`;
export const instanceProfileId = (itemId: string): string => `${itemId}_instance-profile`;
export const associationId = (entryId: string, policy: string): string => `${entryId}_${policy}`;
export const neededPolicyId = (roleId: string, name: string): string => `${roleId}_policy_${name}`;
export const inlinePolicyId = (roleId: string, name: string): string => `${roleId}_inline_${addressPart(name)}`;
export const exclusivePoliciesId = (roleId: string): string => `${roleId}_policies-exclusive`;
export const exclusiveInlineId = (roleId: string): string => `${roleId}_inline-exclusive`;
export const importBlockId = (id: string): string => `import_${id}`;
export const manifestOutputId = (name: string): string => `manifest_${name}`;

/** The id of an association whose policy is a token. */
export const associationOfTokenId = (entryId: string, expression: string): string =>
  `${entryId}_policy-from_${expressionPart(expression)}`;

/** The id of the attachment of a managed policy to a role. `label` returns the expression that a token stands for. */
export function attachmentId(roleId: string, policyArn: string, label: (token: string) => string): string {
  if (isToken(policyArn)) return `${roleId}_policy-from_${expressionPart(label(policyArn))}`;
  const { account, resource } = parseArn(policyArn) ?? { account: "", resource: policyArn };
  const kind = account === "aws" ? "policy" : "customer-policy";
  return `${roleId}_${kind}_${addressPart(nameOfArn(resource))}`;
}

/**
 * The id of a Pod Identity association. Terraform addresses drop dots, so they become `__`, which no service account
 * name contains.
 */
export const podIdentityId = (workload: string, namespace: string, serviceAccount: string): string =>
  `${workload}_${namespace}_${isToken(serviceAccount) ? "token" : serviceAccount.replaceAll(".", "__")}`;
