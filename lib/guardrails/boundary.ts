import { iamArn } from "../aws/arn";
import { ON_CLUSTER, ON_ENTRY, OTHER_DOORS } from "../aws/eks/access-actions";
import { BOUNDED_GRANTS, UNBOUNDED_GRANTS } from "../aws/iam/escalations";
import { literalArn } from "../aws/iam/literal";
import { oneOrMany } from "../aws/iam/trust";
import { deny, unique } from "./statements";
import type { GuardStatement, NamedPlan } from "./types";

/**
 * Returns the statements of a permissions boundary for roles of pods, nodes and teams in one account. A boundary gives
 * nothing: it allows everything, and denies what would lead to more access.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function boundaryStatements(plans: readonly NamedPlan[]): GuardStatement[] {
  const own = unique(plans.flatMap(({ plan }) => plan.roles.flatMap((role) => role.permissionsBoundary ?? [])));
  // pods with a target role take it by the role of their association
  const targets = new Set(plans.flatMap(({ plan }) => plan.podIdentities.flatMap((one) => one.targetRoleArn ?? [])));
  const made = plans.flatMap(({ plan: { cluster, roles } }) =>
    roles.map(({ iamPath, name }) => iamArn(cluster.partition, cluster.account, "role", iamPath, name)),
  );
  return [
    { Sid: "AllElse", Effect: "Allow", Action: "*", Resource: "*" },
    ...deny("NoAccessEntries", [...ON_CLUSTER, ...ON_ENTRY, ...OTHER_DOORS], ["*"]),
    ...deny("NoRolesOfThePlan", ["sts:AssumeRole"], made.filter((arn) => !targets.has(arn)).map(literalArn)),
    ...deny(
      "NoRolesWithoutBoundary",
      BOUNDED_GRANTS,
      ["*"],
      own.length === 0 ? {} : { ArnNotEquals: { "iam:PermissionsBoundary": oneOrMany(own.map(literalArn)) } },
    ),
    ...deny("NoOtherGrants", UNBOUNDED_GRANTS, ["*"]),
  ];
}
