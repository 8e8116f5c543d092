import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePoliciesExclusive } from "@cdktf/provider-aws/lib/iam-role-policies-exclusive";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamRolePolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive";
import { renderDocument } from "../aws/iam/policy-document";
import type { PlannedIdentityPolicy, PlannedInstanceProfile, PlannedRole } from "../plan/types";
import { attributeOf } from "./reference";
import type { Made } from "./resource-registry";

/** A role with its policies, each a resource of its own. */
export function iamRole(made: Made, planned: PlannedRole): void {
  const { id, name, path, trust, attachments, inlinePolicies, exclusive, importId, at: _, ...options } = planned;
  const { maxSessionSeconds, ...same } = options;
  const role = made.add(
    id,
    new IamRole(made.scope, id, {
      name,
      path,
      assumeRolePolicy: made.render(trust),
      maxSessionDuration: maxSessionSeconds,
      ...same,
    }),
    importId,
  );
  for (const { id: attachment, policyArn, importId: attached } of attachments) {
    made.add(
      attachment,
      new IamRolePolicyAttachment(made.scope, attachment, { role: role.name, policyArn, lifecycle: withRole(role) }),
      attached,
    );
  }
  for (const { id: inline, name: policy, document, importId: existing } of inlinePolicies) {
    made.add(
      inline,
      new IamRolePolicy(made.scope, inline, {
        role: role.name,
        name: policy,
        policy: renderDocument(document),
        lifecycle: withRole(role),
      }),
      existing,
    );
  }
  if (exclusive) exclusively(made, role, planned);
}

/** Terraform takes off whatever else is attached. */
function exclusively(made: Made, role: IamRole, { id, attachments, inlinePolicies }: PlannedRole): void {
  new IamRolePolicyAttachmentsExclusive(made.scope, `${id}_policies-exclusive`, {
    roleName: role.name,
    policyArns: attachments.map(({ policyArn }) => policyArn),
    dependsOn: made.all(attachments.map((attachment) => attachment.id)),
  });
  new IamRolePoliciesExclusive(made.scope, `${id}_inline-exclusive`, {
    roleName: role.name,
    policyNames: inlinePolicies.map(({ name }) => name),
    dependsOn: made.all(inlinePolicies.map((inline) => inline.id)),
  });
}

/** An instance profile over a role, made here or not. */
export function iamInstanceProfile(made: Made, { id, name, role, importId }: PlannedInstanceProfile): void {
  made.add(
    id,
    new IamInstanceProfile(made.scope, id, {
      name,
      role: made.roleName(role),
      lifecycle: "id" in role ? withRole(made.get<IamRole>(role.id)) : undefined,
    }),
    importId,
  );
}

/** A policy for people; who attaches it is not decided here. */
export function iamPolicy(made: Made, { id, document, at: _, key: __, ...policy }: PlannedIdentityPolicy): IamPolicy {
  return made.add(id, new IamPolicy(made.scope, id, { ...policy, policy: renderDocument(document) }));
}

/**
 * What hangs on a role is made again with it: the name may stay the same, and Terraform would not see that the new role
 * has nothing attached.
 */
const withRole = (role: IamRole) => ({ replaceTriggeredBy: [attributeOf(role, "unique_id")] });
