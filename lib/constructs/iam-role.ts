import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { PlannedInstanceProfile, PlannedRole } from "../domain/plan-types";
import { renderDocument } from "../domain/policy-document";
import type { Made } from "./made";

/** A role with its policies, each a resource of its own. */
export function iamRole(made: Made, planned: PlannedRole): void {
  const { id, name, path, trust, attachments, inlinePolicies, at: _, ...options } = planned;
  const { maxSessionSeconds, ...same } = options;
  const role = made.add(
    id,
    new IamRole(made.scope, id, {
      name,
      path,
      assumeRolePolicy: renderDocument(trust),
      maxSessionDuration: maxSessionSeconds,
      ...same,
    }),
  );
  for (const { id: attachment, policyArn } of attachments) {
    made.add(attachment, new IamRolePolicyAttachment(made.scope, attachment, { role: role.name, policyArn }));
  }
  for (const { id: inline, name: policy, document } of inlinePolicies) {
    made.add(
      inline,
      new IamRolePolicy(made.scope, inline, { role: role.name, name: policy, policy: renderDocument(document) }),
    );
  }
}

/** An instance profile over a role, made here or not. */
export function iamInstanceProfile(made: Made, { id, name, role }: PlannedInstanceProfile): void {
  made.add(id, new IamInstanceProfile(made.scope, id, { name, role: made.roleName(role) }));
}
