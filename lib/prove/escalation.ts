import type { Deed } from "../power/match";
import { ruleAllows } from "../power/match";
import type { Holding } from "./holdings";

const RBAC = "rbac.authorization.k8s.io";

/** What the API server asks for besides, whatever allows the request itself. */
const ALSO_NEEDED: Readonly<Record<string, { readonly verb: string; readonly resources: readonly string[] }>> = {
  roles: { verb: "escalate", resources: ["roles"] },
  clusterroles: { verb: "escalate", resources: ["clusterroles"] },
  rolebindings: { verb: "bind", resources: ["roles", "clusterroles"] },
  clusterrolebindings: { verb: "bind", resources: ["clusterroles"] },
};

/**
 * Returns why a request may be refused although it is allowed. Who writes roles and bindings must have all that they
 * give, and there RBAC alone counts; `escalate` and `bind` do without.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
 * @see https://github.com/aws/containers-roadmap/issues/2682
 */
export function escalationOf(holdings: readonly Holding[], deed: Deed): string | undefined {
  if ("url" in deed || deed.group !== RBAC || !["create", "update", "patch"].includes(deed.verb)) return undefined;
  const needed = Object.hasOwn(ALSO_NEEDED, deed.resource) ? ALSO_NEEDED[deed.resource] : undefined;
  if (needed === undefined) return undefined;
  const { verb, resources } = needed;
  const may = resources.every((resource) =>
    holdings.some(({ power }) => power.rules.some((rule) => ruleAllows(rule, { verb, group: RBAC, resource }))),
  );
  return may
    ? undefined
    : `that allows the request, but Kubernetes refuses ${deed.resource} that give more than RBAC gives to who writes them, and access policies do not count there; only ${verb} does without`;
}
