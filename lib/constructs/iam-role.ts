import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { PlannedInstanceProfile, PlannedRole } from "../domain/plan-types";
import { renderDocument } from "../domain/policy-document";
import type { Made } from "./made";
import { attributeOf } from "./reference";

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
    made.add(
      attachment,
      new IamRolePolicyAttachment(made.scope, attachment, { role: role.name, policyArn, lifecycle: withRole(role) }),
    );
  }
  for (const { id: inline, name: policy, document } of inlinePolicies) {
    made.add(
      inline,
      new IamRolePolicy(made.scope, inline, {
        role: role.name,
        name: policy,
        policy: renderDocument(document),
        lifecycle: withRole(role),
      }),
    );
  }
}

/** An instance profile over a role, made here or not. */
export function iamInstanceProfile(made: Made, { id, name, role }: PlannedInstanceProfile): void {
  made.add(
    id,
    new IamInstanceProfile(made.scope, id, {
      name,
      role: made.roleName(role),
      lifecycle: "id" in role ? withRole(made.get<IamRole>(role.id)) : undefined,
    }),
  );
}

/**
 * What hangs on a role is made again with it: the name may stay the same, and Terraform would not see that the new role
 * has nothing attached.
 */
const withRole = (role: IamRole) => ({ replaceTriggeredBy: [attributeOf(role, "unique_id")] });
