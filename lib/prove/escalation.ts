import { ESCALATIONS, RBAC_GROUP } from "../aws/kubernetes/rbac";
import type { Deed } from "../power/match";
import { ruleAllows } from "../power/match";
import type { Holding } from "./holdings";

/**
 * Returns why a request may be refused although it is allowed. Who writes roles and bindings must have all that they
 * give, and there RBAC alone counts; `escalate` and `bind` do without.
 *
 * @see https://github.com/aws/containers-roadmap/issues/2682
 */
export function escalationOf(holdings: readonly Holding[], deed: Deed): string | undefined {
  if ("url" in deed || deed.group !== RBAC_GROUP || !["create", "update", "patch"].includes(deed.verb))
    return undefined;
  const needed = Object.hasOwn(ESCALATIONS, deed.resource) ? ESCALATIONS[deed.resource] : undefined;
  if (needed === undefined) return undefined;
  const { verb, resources } = needed;
  const may = resources.every((resource) =>
    holdings.some(({ power }) => power.rules.some((rule) => ruleAllows(rule, { verb, group: RBAC_GROUP, resource }))),
  );
  return may
    ? undefined
    : `that allows the request, but Kubernetes refuses ${deed.resource} that give more than RBAC gives to who writes them, and access policies do not count there; only ${verb} does without`;
}
