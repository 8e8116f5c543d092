import { TRUST_POLICY } from "../../aws/iam/limits";
import { ROLE_NAME } from "../../aws/iam/names";
import { truncateWithHash } from "../../aws/text";
import { adoptsPolicies } from "../adopt";
import type { PlanContext } from "../context";
import type { ResolvedConfig } from "../defaults";
import { validateTagCount } from "../tags";
import type { PlannedRole } from "../types";
import { validateAdoption } from "./adoption";
import { validateBoundary, validateOwnBoundary } from "./boundary";
import { pathOfName } from "./names";
import { planAttachments, planInlinePolicies } from "./policies";
import type { RoleRequest } from "./requests";
import { validateWidePolicies } from "./wide-policies";

/** Returns the name of a role that has none of its own. */
export const defaultRoleName = (defaultName: string, { iam }: Pick<ResolvedConfig, "iam">): string =>
  truncateWithHash(`${iam.namePrefix}${defaultName}`, ROLE_NAME.max ?? 64);

/** Plans the role that is created for an item. */
export function planRole(item: RoleRequest, context: PlanContext): PlannedRole {
  const { id, reference, defaultName, trust, rolePath, adoptRole } = item;
  const { iam } = context.config;
  const { path: iamPath = iam.path, description, maxSessionSeconds, tags, permissionsBoundary } = reference;
  validateTagCount({ tags, path: rolePath, what: "a role" }, context);
  validateBoundary(permissionsBoundary, [...rolePath, "permissionsBoundary"], context);
  validateOwnBoundary(permissionsBoundary, [...rolePath, "permissionsBoundary"], context);
  validateTrustSize(item, context);
  validateWidePolicies(item, context);
  const boundary = permissionsBoundary ?? iam.permissionsBoundary;
  const name = reference.name ?? defaultRoleName(defaultName, context.config);
  const planned: PlannedRole = {
    id,
    path: pathOfName(item),
    name,
    exclusive: iam.exclusive,
    iamPath,
    trust,
    attachments: planAttachments(item, context).map((policy) => ({
      ...policy,
      ...(adoptsPolicies(adoptRole) && { importId: `${name}/${policy.policyArn}` }),
    })),
    inlinePolicies: planInlinePolicies(item, context).map((policy) => ({
      ...policy,
      ...(adoptsPolicies(adoptRole) && { importId: `${name}:${policy.name}` }),
    })),
    ...(adoptRole && { importId: name }),
    ...(boundary !== undefined && { permissionsBoundary: boundary }),
    ...(description !== undefined && { description }),
    ...(maxSessionSeconds !== undefined && { maxSessionSeconds }),
    ...(tags !== undefined && { tags }),
  };
  validateAdoption(item, planned, context);
  return planned;
}

/** Reports a trust policy over IAM's limit. It grows with the service accounts and clusters that share the role. */
function validateTrustSize({ trust, path }: RoleRequest, { diagnostics }: PlanContext): void {
  const size = JSON.stringify(trust).length;
  const { quota, ceiling } = TRUST_POLICY;
  const advice = "let fewer service accounts share the role";
  if (size > ceiling) {
    diagnostics.report(
      "trust-size",
      path,
      `the trust of a role has at most ${ceiling} characters, got ${size}; ${advice}`,
    );
  } else if (size > quota) {
    diagnostics.report(
      "trust-quota",
      path,
      `a trust of ${size} characters needs a raised quota: AWS's default is ${quota}, adjustable to ${ceiling}; or ${advice}`,
    );
  }
}
