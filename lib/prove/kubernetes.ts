import type { AccessPolicyRule } from "../aws/eks/access-policy-rules";
import { someOf } from "../aws/text";
import { type Deed, namesOf, ruleAllows } from "../power/match";
import { certaintyOf, holdsIn, NOT, SURELY } from "../power/power";
import { type Decision, decision, type Reason, reasonOf } from "./answer";
import { escalationOf } from "./escalation";
import type { Held, Holding } from "./holdings";
import { type KubernetesQuestion, withGroup } from "./question";

/** Decides a question from all that somebody has. Everything adds up, and nothing denies. */
export function decide(
  { holdings, unknown }: Pick<Held, "holdings" | "unknown">,
  question: KubernetesQuestion,
): Decision {
  const { deed, namespace } = question;
  const there = holdings.filter(({ power }) => holdsIn(power.scope, namespace));
  const allowing = there.flatMap((holding) =>
    allowingRules(holding, deed)
      .slice(0, 1)
      .map((rule) => ({ holding, rule })),
  );
  const sure = allowing.filter(({ holding, rule }) => certaintyOf(rule, holding.power, deed) === SURELY);
  const escalation =
    sure.length > 0 && !sure.some(({ holding }) => holding.rbac) ? escalationOf(there, deed) : undefined;
  if (escalation !== undefined) {
    return decision("cannot be said", ...sure.slice(0, 1).flatMap(becauseOf), { text: escalation });
  }
  if (sure.length > 0) return decision("yes", ...sure.flatMap(becauseOf));
  const open = [
    ...allowing.map(({ holding }) =>
      reasonOf(`${holding.by}, ${holding.where}: ${holding.caveat ?? "AWS's pages differ in this"}`, holding.location),
    ),
    ...there.flatMap(({ unknown: why, by, where, location }) =>
      why === undefined ? [] : [reasonOf(`${by}, ${where}: ${why}`, location)],
    ),
    ...unknown,
  ];
  if (open.length > 0) return decision("cannot be said", ...open);
  return decision("no", ...holdings.flatMap((holding) => whyNot(holding, question)));
}

/** Returns the rules that allow something, the surest first. */
const allowingRules = ({ power }: Holding, deed: Deed): AccessPolicyRule[] => {
  const certainty = (rule: AccessPolicyRule) => certaintyOf(rule, power, deed);
  return power.rules.filter((rule) => certainty(rule) !== NOT).sort((a, b) => certainty(b) - certainty(a));
};

const becauseOf = ({ holding, rule }: { holding: Holding; rule: AccessPolicyRule }): Reason[] => [
  reasonOf(`${holding.by}, ${holding.where}`, holding.location),
  reasonOf(`rule: ${ruleText(rule)}`, holding.places?.get(rule)),
];

/** Says what a holding has instead. */
function whyNot({ power, by, where, location }: Holding, { deed, namespace }: KubernetesQuestion): Reason[] {
  if (location === undefined) return [];
  if (!holdsIn(power.scope, namespace)) return [{ text: `${by} holds ${where} only`, location }];
  if ("url" in deed) return [{ text: `${by}, ${where}, has nothing of ${deed.url}`, location }];
  const allowed = power.rules.flatMap((rule) => {
    const names = namesOf(rule);
    const verbs = rule.verbs.filter((verb) => ruleAllows(rule, { ...deed, verb, ...(names && { name: names[0] }) }));
    return verbs.map((verb) => (names ? `${verb} (${someOf(names)} only)` : verb));
  });
  const has = allowed.length > 0 ? someOf([...new Set(allowed)]) : "nothing";
  return [{ text: `${by}, ${where}, has ${has} of ${withGroup(deed.resource, deed.group)}`, location }];
}

/** `create, delete of pods, pods/exec`. */
export function ruleText({
  verbs,
  apiGroups,
  resources,
  resourceNames = [],
  nonResourceURLs,
  only,
}: AccessPolicyRule): string {
  const allowed = verbs.includes("*") ? "every verb" : verbs.join(", ");
  if (nonResourceURLs)
    return `${allowed} of ${nonResourceURLs.includes("*") ? "every path" : nonResourceURLs.join(", ")}`;
  const of = resources.flatMap((resource) => apiGroups.map((group) => nameIn(group, resource)));
  const names = only === undefined ? resourceNames : [only];
  return `${allowed} of ${someOf([...new Set(of)])}${names.length > 0 ? `: ${names.join(", ")} only` : ""}`;
}

const nameIn = (group: string, resource: string): string => {
  if (group !== "*")
    return resource === "*" ? `everything in ${group === "" ? "the core group" : group}` : withGroup(resource, group);
  return resource === "*" ? "everything" : `${resource} of every group`;
};
