import { BUILT_IN_NODE_POOLS } from "../../aws/eks/cluster";
import { includes, textProblem } from "../../aws/fact";
import { EXPIRE_AFTER, NODE_LIFE, seconds } from "../../aws/kubernetes/durations";
import { LABEL_KEY } from "../../aws/kubernetes/names";
import {
  AUTO_MODE_LABELS,
  CAPACITY_TYPE,
  CAPACITY_TYPES,
  COMPARISONS,
  QUANTITY,
  REFUSED_LABELS,
} from "../../aws/kubernetes/node-pool";
import { didYouMean, isToken, list, quote } from "../../aws/text";
import type { NodePoolConfig, Requirement } from "../../schema/types";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";

/** Validates rules of a NodePool that involve several values. The last step of `path` is the NodePool's name. */
export function validateNodePool(pool: NodePoolConfig, path: Path, context: PlanContext): void {
  const { diagnostics } = context;
  const name = String(path.at(-1));
  if (includes(BUILT_IN_NODE_POOLS, name)) {
    diagnostics.report(
      "built-in-pool",
      path,
      `EKS keeps a NodePool ${quote(name)} of its own while that built-in pool is on, and overwrites this one; choose another key`,
    );
  }
  pool.requirements.forEach((requirement, index) => {
    validateRequirement(requirement, [...path, "requirements", index], context);
  });
  for (const label of Object.keys(pool.labels ?? {})) {
    validateLabel({ key: label, where: "label" }, [...path, "labels", label], context);
  }
  for (const [limit, quantity] of Object.entries(pool.limits ?? {})) {
    const problem = typeof quantity === "string" && !isToken(quantity) && textProblem(QUANTITY, quantity);
    if (problem) diagnostics.report("pool-limits", [...path, "limits", limit], problem);
  }
  validateLife(pool.expireAfter, [...path, "expireAfter"], context);
  pool.disruption?.budgets?.forEach(({ schedule, duration }, index) => {
    if ((schedule === undefined) === (duration === undefined)) return;
    const missing = schedule === undefined ? "schedule" : "duration";
    diagnostics.report(
      "budget-window",
      [...path, "disruption", "budgets", index],
      `schedule and duration come together; add ${missing}`,
    );
  });
  validateReplicas(pool, path, context);
}

function validateRequirement({ key, operator, values = [] }: Requirement, path: Path, context: PlanContext): void {
  const { diagnostics } = context;
  validateLabel({ key, where: "requirement" }, [...path, "key"], context);
  if (operator === "In" && values.length === 0) {
    diagnostics.report(
      "requirement-values",
      path,
      "operator In needs values, got none; write values: […], or operator Exists for any value",
    );
  }
  const wholeNumber = values.length === 1 && values.every((value) => isToken(value) || /^[0-9]+$/.test(value));
  if (COMPARISONS.has(operator) && !wholeNumber) {
    diagnostics.report(
      "comparison-value",
      path,
      `operator ${operator} has exactly one value, a whole number that is not negative, got ${quote(values)}; write values: ["4"]`,
    );
  }
  if (key !== CAPACITY_TYPE) return;
  for (const value of values) {
    if (includes(CAPACITY_TYPES, value) || isToken(value)) continue;
    diagnostics.report(
      "unknown-capacity-type",
      [...path, "values"],
      `capacity types are ${list(CAPACITY_TYPES.words, "and")}, got ${quote(value)}, which matches no node${didYouMean(value, CAPACITY_TYPES.words)}`,
    );
  }
}

function validateLabel(
  { key, where }: { readonly key: string; readonly where: "requirement" | "label" },
  path: Path,
  { diagnostics }: PlanContext,
): void {
  if (isToken(key)) return;
  const form = where === "requirement" ? textProblem(LABEL_KEY, key) : undefined;
  const refused = REFUSED_LABELS.find((row) => (row.where === "anywhere" || row.where === where) && row.matches(key));
  if (form) diagnostics.report("label-key", path, form);
  else if (refused) diagnostics.report("reserved-label", path, `${quote(key)} ${refused.why(key)}`);
  else if (key.startsWith("eks.amazonaws.com/") && where === "requirement" && !AUTO_MODE_LABELS.has(key)) {
    diagnostics.report(
      "unknown-label",
      path,
      `${quote(key)} is no label of Auto Mode that is known here${didYouMean(key, AUTO_MODE_LABELS) || "; it may be newer"}`,
    );
  }
}

function validateLife(expireAfter: string | undefined, path: Path, { diagnostics }: PlanContext): void {
  if (expireAfter === undefined || isToken(expireAfter) || textProblem(EXPIRE_AFTER, expireAfter)) return;
  const { maxHours, defaultHours } = NODE_LIFE;
  if (expireAfter !== "Never" && seconds(expireAfter) <= maxHours * 3600) return;
  diagnostics.report(
    "node-lifetime",
    path,
    `a node of Auto Mode lives at most 21 days, got ${quote(expireAfter)}; write "${maxHours}h" or less, or leave it out for ${defaultHours}h`,
  );
}

function validateReplicas(
  { replicas, weight, limits }: NodePoolConfig,
  path: Path,
  { diagnostics }: PlanContext,
): void {
  if (replicas === undefined) return;
  if (weight !== undefined) {
    diagnostics.report(
      "pool-with-replicas",
      [...path, "weight"],
      `a pool with replicas has no weight, got ${quote(weight)}; keep one of the two`,
    );
  }
  for (const limit of Object.keys(limits ?? {})) {
    if (limit === "nodes") continue;
    diagnostics.report(
      "pool-with-replicas",
      [...path, "limits", limit],
      `a pool with replicas limits nodes only, got ${quote(limit)}; write limits: { nodes: … }`,
    );
  }
}
