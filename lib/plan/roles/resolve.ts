import { iamArn, nameOfArn } from "../../aws/arn";
import { presentKeys } from "../../aws/fact";
import { didYouMean, isToken, list, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import { showPath } from "../diagnostics";
import { validateRoleNames } from "./names";
import type { ResolvedRole, RoleRequest, RolesById } from "./requests";
import { planRole } from "./role";
import { validateRoleArn } from "./role-arn";

/** Resolves the role of each item: created for it, given by its ARN, or shared by `use`. */
export function resolveRoles(requests: readonly RoleRequest[], context: PlanContext): RolesById {
  const nodes = requests.filter((item) => item.nodes !== undefined);
  const own = new Map(requests.map((item) => [item, ownRole(item, context)]));
  const resolved = new Map<string, ResolvedRole>();
  for (const item of requests) {
    const owner = ownerOf(item, nodes, context);
    const role = owner && own.get(owner);
    if (role) resolved.set(item.id, role);
  }
  validateRoleNames(
    [...own.values()].filter((role) => role !== undefined),
    context,
  );
  return resolved;
}

/** Follows `use` to the item that has its own role. */
function ownerOf(
  item: RoleRequest,
  nodes: readonly RoleRequest[],
  { diagnostics }: PlanContext,
): RoleRequest | undefined {
  const chain = [item];
  for (let current = item; ; ) {
    const { use } = current.reference;
    if (use === undefined) return current;
    const named = nodes.filter(({ key, id }) => key === use && id !== current.id);
    const [next] = named.length > 0 ? named : nodes.filter(({ key }) => key === use);
    if (next === undefined || named.length > 1) {
      // only node roles can be shared, so for a workload the key does not matter
      if (current === item && item.nodes !== undefined)
        diagnostics.report("use-key", [...item.rolePath, "use"], noSuchKey(use, nodes, named));
      return undefined;
    }
    if (chain.includes(next)) {
      const keys = [...chain, next].map(({ key }) => key).join(" -> ");
      diagnostics.report(
        "use-cycle",
        [...item.rolePath, "use"],
        `use leads back to itself: ${keys}; one of them needs a role of its own`,
      );
      return undefined;
    }
    chain.push(next);
    current = next;
  }
}

function noSuchKey(use: string, nodes: readonly RoleRequest[], named: readonly RoleRequest[]): string {
  if (isToken(use)) return "a key of this file, got a token; write the key";
  if (named.length > 1) {
    return `${quote(use)} is a key of ${list(
      named.map(({ path }) => showPath(path)),
      "and",
    )}; rename one of them`;
  }
  const keys = [...new Set(nodes.map(({ key }) => key))];
  return `no item ${quote(use)} in nodeClasses or nodeRoles${didYouMean(use, keys) || `; the keys here: ${list(keys, "and")}`}`;
}

/**
 * Returns the role that an item creates or gives. Returns undefined if it shares another item's role, or if its fields
 * conflict.
 */
function ownRole(item: RoleRequest, context: PlanContext): ResolvedRole | undefined {
  const { reference, rolePath, id } = item;
  const { cluster, diagnostics } = context;
  const chosen = presentKeys(reference, ["name", "arn", "use"]);
  if (chosen.length > 1) {
    diagnostics.report(
      "role-choice",
      rolePath,
      `at most one of name, arn and use, got ${list(chosen, "and")}; name makes a role, arn takes one that exists, use shares one of this file`,
    );
    return undefined;
  }
  const { arn, use } = reference;
  if (arn !== undefined || use !== undefined) validateNoUnusedFields(item, context);
  if (use !== undefined) return undefined;
  if (arn !== undefined) {
    validateRoleArn({ given: arn, path: [...rolePath, "arn"] }, context, item.otherAccounts);
    return { ref: { arn }, name: nameOfArn(arn), arn, owner: item };
  }
  const planned = planRole(item, context);
  const { name, iamPath } = planned;
  return {
    ref: { id },
    name,
    arn: iamArn(cluster.partition, cluster.account, "role", iamPath, name),
    planned,
    owner: item,
  };
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
