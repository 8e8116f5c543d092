import type { AccessPolicyRule } from "../aws/eks/access-policy-rules";
import { globCovered } from "./globs";
import { type Deed, matchesGroup, matchesPath, matchesResource, namesOf, subresourceOf } from "./match";
import { type Certainty, certaintyOf, NOT, type Power, type Scope } from "./power";

/** A part of a power in its own words, in which `*` may stand for all. */
export type Part = Deed & {
  /** A pattern of namespaces, or undefined for the whole cluster. */
  readonly namespace?: string;
};

/** Whether everything that `others` allow is allowed by `powers` too, all of them together. */
export const covers = (powers: readonly Power[], others: readonly Power[]): boolean =>
  partsOf(others).every((part) => isCovered(part, powers));

/** Returns the parts of `others` that `powers` do not allow, or not as a whole. */
export const beyond = (powers: readonly Power[], others: readonly Power[]): Part[] =>
  partsOf(others).flatMap((part) => (isCovered(part, powers) ? [] : [part.part]));

interface PartOfRule {
  readonly part: Part;
  readonly rule: AccessPolicyRule;
  readonly power: Power;
}

function partsOf(powers: readonly Power[]): PartOfRule[] {
  return powers.flatMap((power) =>
    power.rules.flatMap((rule) =>
      deedsOf(rule, power.scope).flatMap((deed) =>
        placesOf(power.scope).map((place) => ({ part: { ...deed, ...place }, rule, power })),
      ),
    ),
  );
}

const placesOf = (scope: Scope): { readonly namespace?: string }[] =>
  scope.type === "cluster" ? [{}] : scope.namespaces.map((namespace) => ({ namespace }));

function deedsOf(rule: AccessPolicyRule, scope: Scope): Deed[] {
  const { verbs, apiGroups, resources, nonResourceURLs = [] } = rule;
  const names = namesOf(rule)?.map((name) => ({ name })) ?? [{}];
  const urls = scope.type === "cluster" ? nonResourceURLs : [];
  return verbs.flatMap((verb) => [
    ...apiGroups.flatMap((group) =>
      resources.flatMap((resource) => names.map((name): Deed => ({ verb, group, resource, ...name }))),
    ),
    ...urls.map((url): Deed => ({ verb, url })),
  ]);
}

/** Rules tell apart what they name, and nothing else: one deed of each kind decides for all of them. */
function isCovered({ part, rule, power }: PartOfRule, powers: readonly Power[]): boolean {
  for (const deed of kindsOf(part, [power, ...powers])) {
    const needed = certaintyOf(rule, power, deed);
    if (needed !== NOT && !isAllowed(deed, part.namespace, needed, powers)) return false;
  }
  return true;
}

function isAllowed(deed: Deed, namespace: string | undefined, needed: Certainty, powers: readonly Power[]): boolean {
  const scopes = powers.flatMap((power) =>
    power.rules.some((rule) => certaintyOf(rule, power, deed) >= needed) ? [power.scope] : [],
  );
  if (scopes.some(({ type }) => type === "cluster")) return true;
  const namespaces = scopes.flatMap((scope) => (scope.type === "namespace" ? scope.namespaces : []));
  return namespace !== undefined && globCovered(namespace, namespaces);
}

/** A word that no rule names. */
const OTHER = "(other)";

/** Returns one deed of every kind that a part contains, the one that no rule names first. */
function* kindsOf(part: Part, powers: readonly Power[]): Generator<Deed> {
  const rules = powers.flatMap((power) => power.rules);
  const verbs = part.verb === "*" ? [OTHER, ...named(rules, ({ verbs }) => verbs)] : [part.verb];
  if ("url" in part) {
    for (const verb of verbs) for (const url of urlsIn(part.url, rules)) yield { verb, url };
    return;
  }
  const { name } = part;
  const groups = groupsIn(part.group, rules);
  const resources = resourcesIn(part.resource, rules, powers);
  for (const verb of verbs)
    for (const group of groups)
      for (const resource of resources) yield { verb, group, resource, ...(name !== undefined && { name }) };
}

const named = (
  rules: readonly AccessPolicyRule[],
  wordsOf: (rule: AccessPolicyRule) => readonly string[],
): Set<string> => new Set(rules.flatMap(wordsOf).filter((word) => word !== "*"));

function groupsIn(pattern: string, rules: readonly AccessPolicyRule[]): string[] {
  if (!pattern.startsWith("*")) return [pattern];
  const groups = [...named(rules, ({ apiGroups }) => apiGroups)].map((group) => group.replace(/^\*/, OTHER));
  return [OTHER, ...groups].filter((group) => matchesGroup(pattern, group));
}

function resourcesIn(pattern: string, rules: readonly AccessPolicyRule[], powers: readonly Power[]): string[] {
  if (!pattern.startsWith("*")) return [pattern];
  const words = [...named(rules, ({ resources }) => resources), ...powers.flatMap(({ doubted = [] }) => doubted)];
  const subresources = [OTHER, ...words.flatMap((word) => subresourceOf(word) ?? [])];
  const all = [OTHER, ...subresources.map((word) => `${OTHER}/${word}`), ...words.filter((word) => word[0] !== "*")];
  return [...new Set(all)].filter((resource) => matchesResource(pattern, resource));
}

function urlsIn(pattern: string, rules: readonly AccessPolicyRule[]): string[] {
  if (!pattern.endsWith("*")) return [pattern];
  const paths = [...named(rules, ({ nonResourceURLs = [] }) => nonResourceURLs)].map((path) => path.replace(/\*$/, ""));
  const all = [pattern.slice(0, -1), ...paths].flatMap((path) => [`${path}${OTHER}`, path]);
  return [...new Set(all)].filter((path) => matchesPath(pattern, path));
}
