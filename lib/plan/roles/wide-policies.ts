import { nameOfArn, parseArn } from "../../aws/arn";
import { allowsEverything, WIDE_POLICIES } from "../../aws/iam/wide-policies";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";
import type { GivenPolicy, RoleRequest } from "./requests";

/** Returns the managed policies that the user gives a role, each with its path. */
export function givenPolicies({ userPolicies, reference, rolePath }: RoleRequest): GivenPolicy[] {
  const additional = reference.additionalPolicies ?? [];
  return [
    ...userPolicies,
    ...additional.map((given, index) => ({ given, path: [...rolePath, "additionalPolicies", index] })),
  ];
}

/** Warns of policies that allow everything: who gets into a pod or onto a node has them too. */
export function validateWidePolicies(item: RoleRequest, { diagnostics }: PlanContext): void {
  const report = (path: Path, what: string) =>
    diagnostics.report(
      "wide-policy",
      path,
      `${what}, to everybody who gets hold of this role; allow the actions that are needed`,
    );
  for (const { given, path } of givenPolicies(item)) {
    const name = nameOfArn(given);
    const ofAws = given === name || parseArn(given)?.account === "aws";
    if (ofAws && Object.hasOwn(WIDE_POLICIES, name)) report(path, `${name} allows ${WIDE_POLICIES[name]}`);
  }
  for (const [name, document] of Object.entries(item.reference.inlinePolicies ?? {})) {
    const path = [...item.rolePath, "inlinePolicies", name];
    if (allowsEverything(document)) report(path, 'this policy allows every action, by Action: "*" or NotAction');
  }
}
