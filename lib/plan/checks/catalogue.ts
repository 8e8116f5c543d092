import { PLAN_RULES, WARNING_NAMES } from "../catalogue";
import { ACCESS_CHECKS } from "./access-checks";
import type { Check } from "./check";
import { CLUSTER_CHECKS } from "./cluster-checks";
import { NODE_CHECKS } from "./node-checks";
import { RULE_CHECKS } from "./rule-checks";
import { WORKLOAD_CHECKS } from "./workload-checks";

/** The checks that are no rules: only `eks-access check` decides them, and synth if the configuration asks for it. */
export const OWN_CHECKS = {
  ...ACCESS_CHECKS,
  ...CLUSTER_CHECKS,
  ...NODE_CHECKS,
  ...WORKLOAD_CHECKS,
} as const satisfies Readonly<Record<string, Check>>;

export type OwnCheckName = keyof typeof OWN_CHECKS;
type RuleCheckName = keyof typeof RULE_CHECKS;
export type CheckName = OwnCheckName | RuleCheckName;

/** Whether it is the name of a check that is no rule. */
export const isOwnCheck = (name: string): name is OwnCheckName => Object.hasOwn(OWN_CHECKS, name);
/** Whether it is the name of a rule that is a check too. */
const isRuleCheck = (name: string): name is RuleCheckName => Object.hasOwn(RULE_CHECKS, name);

/** Returns a check. What describes a check that is a rule stands in the row of the rule. */
export const checkOf = (name: CheckName): Check =>
  isRuleCheck(name) ? { ...PLAN_RULES[name], ...RULE_CHECKS[name] } : OWN_CHECKS[name];

/** Names of all checks, sorted. */
export const CHECK_NAMES: readonly CheckName[] = [...Object.keys(OWN_CHECKS), ...Object.keys(RULE_CHECKS)]
  .filter((name): name is CheckName => isOwnCheck(name) || isRuleCheck(name))
  .sort();

/** What `accept` takes: the names of warnings and of checks, sorted. */
export const ACCEPTABLE_NAMES: readonly string[] = [...WARNING_NAMES, ...Object.keys(OWN_CHECKS)].sort();
