import type { AccessPolicyRule } from "../aws/eks/access-policy-rules";
import { publishedRules } from "../aws/eks/access-policy-rules";
import { matchesGlob } from "./globs";
import { type Deed, ruleAllows } from "./match";

/** Where rules hold: for all that the cluster has, or for what lies in some namespaces. */
export type Scope =
  | { readonly type: "cluster" }
  /** In a pattern `*` stands for any text. */
  | { readonly type: "namespace"; readonly namespaces: readonly string[] };

/** What somebody may do in a cluster, in one scope. Powers add up, and none takes away from another. */
export interface Power {
  readonly rules: readonly AccessPolicyRule[];
  readonly scope: Scope;
  /** Resources that the rules contain, but perhaps not in truth. */
  readonly doubted?: readonly string[];
}

/** How sure it is that something is allowed. */
export type Certainty = 0 | 1 | 2;
export const NOT: Certainty = 0;
export const PERHAPS: Certainty = 1;
export const SURELY: Certainty = 2;

export const least = (...all: readonly Certainty[]): Certainty => all.reduce((a, b) => (b < a ? b : a), SURELY);
export const most = (...all: readonly Certainty[]): Certainty => all.reduce((a, b) => (b > a ? b : a), NOT);
export const opposite = (one: Certainty): Certainty => (one === SURELY ? NOT : one === NOT ? SURELY : PERHAPS);

/**
 * Returns the power of an access policy. If AWS publishes no rules of it, only the same policy and the right to do
 * everything are known to contain it.
 */
export function powerOfPolicy(name: string, scope: Scope): Power {
  const published = publishedRules(name);
  if (published) return { ...published, scope };
  const unknown = [`of ${name}`];
  return { rules: [{ verbs: unknown, apiGroups: unknown, resources: unknown }], scope };
}

/** How sure one rule of a power allows a deed, where the power holds. */
export function certaintyOf(rule: AccessPolicyRule, { doubted = [] }: Power, deed: Deed): Certainty {
  if (!ruleAllows(rule, deed)) return NOT;
  return "resource" in deed && doubted.includes(deed.resource) ? PERHAPS : SURELY;
}

/**
 * Whether a scope contains a place: a namespace, or the cluster as such. The latter is where cluster-scoped resources
 * are, and requests for all namespaces at once.
 */
export const holdsIn = (scope: Scope, namespace: string | undefined): boolean =>
  scope.type === "cluster" ||
  (namespace !== undefined && scope.namespaces.some((pattern) => matchesGlob(pattern, namespace)));
