import { iamArn, nameOfArn } from "../../aws/arn";
import { presentKeys } from "../../aws/fact";
import { list, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import { isReleased } from "../release";
import { validateRoleNames } from "./names";
import { OwnerFinder } from "./owners";
import type { ResolvedRole, RoleRequest, RolesById } from "./requests";
import { defaultRoleName, planRole } from "./role";
import { validateRoleArn } from "./role-arn";

/** Resolves the role of each item: created for it, given by its ARN, or shared by `use`. */
export function resolveRoles(requests: readonly RoleRequest[], context: PlanContext): RolesById {
  const nodes = requests.filter((item) => item.nodes !== undefined);
  const own = new Map(requests.map((item) => [item, ownRole(item, context)]));
  const resolved = new Map<string, ResolvedRole>();
  const owners = new OwnerFinder(nodes, context.diagnostics);
  for (const item of requests) {
    const owner = owners.find(item);
    const role = owner && own.get(owner);
    if (role) resolved.set(item.id, role);
  }
  validateRoleNames(
    [...own.values()].filter((role) => role !== undefined),
    context,
  );
  return resolved;
}

/**
 * Returns the role that an item creates or gives. Returns undefined if it shares another item's role, or if its fields
 * conflict.
 */
function ownRole(item: RoleRequest, context: PlanContext): ResolvedRole | undefined {
  const { reference, rolePath, id } = item;
  const { cluster, released, diagnostics } = context;
  const chosen = presentKeys(reference, ["name", "arn", "use"]);
  if (chosen.length > 1) {
    diagnostics.report(
      "role-choice",
      rolePath,
      `at most one of name, arn and use, got ${list(chosen, "and")}; name makes a role, arn takes one that exists, use shares one of this file`,
    );
    return undefined;
  }
  const { arn: given, use } = reference;
  if (given !== undefined || use !== undefined) validateNoUnusedFields(item, context);
  if (use !== undefined) return undefined;
  if (given !== undefined) {
    validateRoleArn({ given, path: [...rolePath, "arn"] }, context, item.otherAccounts);
    validateForeign(given, item, context);
    return { ref: { arn: given }, name: nameOfArn(given), arn: given, owner: item };
  }
  const planned = planRole(item, context);
  const { name, iamPath } = planned;
  const arn = iamArn(cluster.partition, cluster.account, "role", iamPath, name);
  return {
    // Terraform does not know a role that it lets go of
    ref: isReleased(id, released) ? { arn } : { id },
    name,
    arn,
    planned,
    owner: item,
  };
}

/** Warns of a role by ARN that has the name of the one that the item would make: it may have been made here. */
function validateForeign(arn: string, { rolePath, defaultName }: RoleRequest, context: PlanContext): void {
  const { config, cluster, diagnostics } = context;
  const name = defaultRoleName(defaultName, config);
  if (arn !== iamArn(cluster.partition, cluster.account, "role", config.iam.path, name)) return;
  diagnostics.report(
    "own-role-by-arn",
    [...rolePath, "arn"],
    `the role that this item makes by default has this ARN, ${quote(arn)}; if Terraform made it here, the next apply destroys it: leave arn out, or let go of it first: release: true`,
  );
}

/** Reports fields that have no effect because the role is not created here. */
function validateNoUnusedFields(
  { reference, rolePath, fieldsForCreatedRole }: RoleRequest,
  { diagnostics }: PlanContext,
): void {
  const { name: _, arn, use: __, adopt, ...options } = reference;
  const lost = [...presentKeys(options, Object.keys(options)), ...(adopt ? ["adopt"] : []), ...fieldsForCreatedRole];
  if (lost.length === 0) return;
  diagnostics.report(
    "lost-with-existing-role",
    rolePath,
    `with ${arn === undefined ? "use" : "arn"} nothing is made or attached here, so ${list(lost, "and")} would be lost; write it where the role is made`,
  );
}
