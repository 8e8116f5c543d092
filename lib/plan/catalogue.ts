import { ACCESS_RULES } from "./access/catalogue";
import { CLUSTER_RULES } from "./cluster/catalogue";
import { FLEET_RULES } from "./fleet/catalogue";
import { NODE_RULES } from "./nodes/catalogue";
import { ROLE_RULES } from "./roles/catalogue";
import type { Rule } from "./rule";
import { WORKLOAD_RULES } from "./workloads/catalogue";

/** All rules of the plan, by name. */
export const PLAN_RULES = {
  ...ACCESS_RULES,
  ...ROLE_RULES,
  ...NODE_RULES,
  ...WORKLOAD_RULES,
  ...CLUSTER_RULES,
  ...FLEET_RULES,
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof PLAN_RULES;

/** Names of the rules that are warnings. A file can accept these. */
export type WarningName = {
  [Name in RuleName]: (typeof PLAN_RULES)[Name]["severity"] extends "error" ? never : Name;
}[RuleName];

export const isWarning = (name: string): name is WarningName =>
  Object.hasOwn(PLAN_RULES, name) && PLAN_RULES[name as RuleName].severity === "warning";

export const WARNING_NAMES: readonly WarningName[] = Object.keys(PLAN_RULES).filter(isWarning).sort();
