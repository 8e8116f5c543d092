import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePoliciesExclusive } from "@cdktf/provider-aws/lib/iam-role-policies-exclusive";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamRolePolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive";
import { exclusiveInlineId, exclusivePoliciesId } from "../plan/addresses";
import type { PlannedIdentityPolicy, PlannedInstanceProfile, PlannedRole } from "../plan/types";
import { attributeOf } from "./reference";
import type { ResourceRegistry } from "./resource-registry";

/** Creates a role. Each of its policies is a separate resource. */
export function iamRole(registry: ResourceRegistry, planned: PlannedRole): void {
  const { id, name, iamPath, trust, attachments, inlinePolicies, exclusive, importId, path: _, ...options } = planned;
  const { maxSessionSeconds, ...same } = options;
  const role = registry.add(
    id,
    new IamRole(registry.scope, id, {
      name,
      path: iamPath,
      assumeRolePolicy: registry.renderTrust(trust),
      maxSessionDuration: maxSessionSeconds,
      ...same,
    }),
    importId,
  );
  for (const { id: attachment, policyArn, importId: attached } of attachments) {
    registry.add(
      attachment,
      new IamRolePolicyAttachment(registry.scope, attachment, {
        role: role.name,
        policyArn,
        lifecycle: replacedWithRole(role),
      }),
      attached,
    );
  }
  for (const { id: inline, name: policy, document, importId: existing } of inlinePolicies) {
    registry.add(
      inline,
      new IamRolePolicy(registry.scope, inline, {
        role: role.name,
        name: policy,
        policy: registry.render(document),
        lifecycle: replacedWithRole(role),
      }),
      existing,
    );
  }
  if (exclusive) exclusively(registry, role, planned);
}

/** Makes Terraform detach all policies that are not in the plan. */
function exclusively(
  registry: ResourceRegistry,
  role: IamRole,
  { id, attachments, inlinePolicies }: PlannedRole,
): void {
  const attached = exclusivePoliciesId(id);
  const inline = exclusiveInlineId(id);
  registry.add(
    attached,
    new IamRolePolicyAttachmentsExclusive(registry.scope, attached, {
      roleName: role.name,
      policyArns: attachments.map(({ policyArn }) => policyArn),
      dependsOn: registry.all(attachments.map((attachment) => attachment.id)),
    }),
  );
  registry.add(
    inline,
    new IamRolePoliciesExclusive(registry.scope, inline, {
      roleName: role.name,
      policyNames: inlinePolicies.map(({ name }) => name),
      dependsOn: registry.all(inlinePolicies.map((policy) => policy.id)),
    }),
  );
}

/** Creates an instance profile for a role, whether or not the role is created here. */
export function iamInstanceProfile(
  registry: ResourceRegistry,
  { id, name, role, importId }: PlannedInstanceProfile,
): void {
  registry.add(
    id,
    new IamInstanceProfile(registry.scope, id, {
      name,
      role: registry.roleName(role),
      lifecycle: "id" in role ? replacedWithRole(registry.get<IamRole>(role.id)) : undefined,
    }),
    importId,
  );
}

/** Creates an IAM policy for people. It is not attached to anybody here. */
export function iamPolicy(
  registry: ResourceRegistry,
  { id, document, iamPath, path: _, key: __, importId, ...policy }: PlannedIdentityPolicy,
): IamPolicy {
  return registry.add(
    id,
    new IamPolicy(registry.scope, id, { ...policy, path: iamPath, policy: registry.render(document) }),
    importId,
  );
}

/**
 * Replaces a resource together with its role. If the new role has the same name, Terraform would not notice that it has
 * no policies.
 */
const replacedWithRole = (role: IamRole) => ({ replaceTriggeredBy: [attributeOf(role, "unique_id")] });
