import { nameOfArn } from "../aws/arn";
import { renderDocument } from "../aws/iam/policy-document";
import { escapeTemplate } from "../aws/terraform/template";
import { isToken } from "../aws/text";
import { UNKNOWN_ISSUER } from "../aws/workloads/trust";
import { exclusiveInlineId, exclusivePoliciesId } from "../plan/addresses";
import type { RoleRef } from "../plan/role-ref";
import type { PlannedIdentityPolicy, PlannedInstanceProfile, PlannedRole } from "../plan/types";
import type { Lowering } from "./lowering";
import type { Lifecycle, Resource } from "./resource";
import { Attribute, Call, type Local, Text } from "./values";

export const roleArn = (role: RoleRef): string | Attribute =>
  "arn" in role ? role.arn : new Attribute(role.id, "arn");

export function roleName(role: RoleRef): string | Attribute | Call {
  if ("id" in role) return new Attribute(role.id, "name");
  return isToken(role.arn) ? new Call("regex", "[^/]+$", role.arn) : nameOfArn(role.arn);
}

/** A role. Each of its policies is a separate resource. */
export function iamRole(planned: PlannedRole, { tokens, issuer }: Lowering): Resource[] {
  const { id, name, iamPath, trust, attachments, inlinePolicies, exclusive, importId } = planned;
  const role = new Attribute(id, "name");
  const lifecycle = replacedWithRole(id);
  return [
    {
      type: "aws_iam_role",
      id,
      attributes: {
        name,
        path: iamPath,
        assumeRolePolicy: renderTrust(trust, tokens, issuer),
        maxSessionDuration: planned.maxSessionSeconds,
        permissionsBoundary: planned.permissionsBoundary,
        description: planned.description,
        tags: planned.tags,
      },
      importId,
    },
    ...attachments.map(
      ({ id: attachment, policyArn, importId: attached }): Resource => ({
        type: "aws_iam_role_policy_attachment",
        id: attachment,
        attributes: { role, policyArn },
        lifecycle,
        importId: attached,
      }),
    ),
    ...inlinePolicies.map(
      ({ id: inline, name: policy, document, importId: existing }): Resource => ({
        type: "aws_iam_role_policy",
        id: inline,
        attributes: { role, name: policy, policy: renderDocument(document, tokens) },
        lifecycle,
        importId: existing,
      }),
    ),
    ...(exclusive ? exclusivePolicies(planned) : []),
  ];
}

/** Makes Terraform detach all policies that are not in the plan. */
const exclusivePolicies = ({ id, attachments, inlinePolicies }: PlannedRole): Resource[] => [
  {
    type: "aws_iam_role_policy_attachments_exclusive",
    id: exclusivePoliciesId(id),
    attributes: { roleName: new Attribute(id, "name"), policyArns: attachments.map(({ policyArn }) => policyArn) },
    dependsOn: attachments.map((attachment) => attachment.id),
  },
  {
    type: "aws_iam_role_policies_exclusive",
    id: exclusiveInlineId(id),
    attributes: { roleName: new Attribute(id, "name"), policyNames: inlinePolicies.map(({ name }) => name) },
    dependsOn: inlinePolicies.map((policy) => policy.id),
  },
];

/** An instance profile for a role, whether or not the role is made here. */
export const instanceProfile = ({ id, name, role, importId }: PlannedInstanceProfile): Resource => ({
  type: "aws_iam_instance_profile",
  id,
  attributes: { name, role: roleName(role) },
  lifecycle: "id" in role ? replacedWithRole(role.id) : undefined,
  importId,
});

/** An IAM policy for people. It is not attached to anybody here. */
export const iamPolicy = (
  { id, name, document, iamPath, description, tags, importId }: PlannedIdentityPolicy,
  { tokens }: Lowering,
): Resource => ({
  type: "aws_iam_policy",
  id,
  attributes: { name, path: iamPath, policy: renderDocument(document, tokens), description, tags },
  importId,
});

/**
 * Replaces a resource together with its role. If the new role has the same name, Terraform would not notice that it has
 * no policies.
 */
const replacedWithRole = (role: string): Lifecycle => ({ replaceTriggeredBy: [new Attribute(role, "unique_id")] });

/**
 * Renders a trust policy, which may name the unknown issuer. The result is text and not `jsonencode`, because the issuer
 * may be part of a key.
 */
function renderTrust(document: object, tokens: boolean, issuer: Local | undefined): string | Text {
  const text = renderDocument(document, tokens);
  if (issuer === undefined) return text;
  const [first = "", ...others] = text.split(tokens ? UNKNOWN_ISSUER : escapeTemplate(UNKNOWN_ISSUER));
  return others.length === 0 ? text : new Text([first, ...others.flatMap((part) => [issuer, part])]);
}
