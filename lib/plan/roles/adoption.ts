import { nameOfArn } from "../../aws/arn";
import type { PolicyDocument } from "../../aws/iam/policy-document";
import { isToken, list, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { PlannedRole } from "../types";
import type { RoleRequest } from "./requests";

/** Warns of a role that Terraform takes over, with what it will be: the role of somebody else may be meant by mistake. */
export function validateAdoption(
  { adoptRole, reference, path, rolePath }: RoleRequest,
  { name, trust, attachments, inlinePolicies, exclusive }: PlannedRole,
  { label, diagnostics }: PlanContext,
): void {
  if (!adoptRole) return;
  const policies = [
    ...attachments.map(({ policyArn }) => nameOfArn(policyArn)),
    ...inlinePolicies.map((policy) => policy.name),
  ];
  const has = policies.length > 0 ? `it has ${list(policies, "and")}` : "it has no policy";
  const others = exclusive
    ? "and iam.exclusive takes off all others"
    : "and all others that are attached to it stay; iam.exclusive: true takes them off";
  diagnostics.report(
    "adopted-role",
    [...(reference.adopt ? rolePath : path), "adopt"],
    `Terraform takes over the role ${quote(isToken(name) ? label(name) : name)}: its trust becomes that of ${list(principalsOf(trust), "and")}, ${has}, ${others}`,
  );
}

/** Returns who may assume a role: services, and OIDC providers without their ARN. */
const principalsOf = ({ Statement }: PolicyDocument): string[] => [
  ...new Set(
    Statement.flatMap(({ Principal = {} }) =>
      Object.entries(Principal).flatMap(([kind, names]) =>
        kind === "Federated" ? ["service accounts by OIDC"] : [names].flat(),
      ),
    ),
  ),
];
