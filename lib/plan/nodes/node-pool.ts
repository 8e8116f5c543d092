import { BUILT_IN_NODE_POOLS } from "../../aws/eks/cluster";
import { includes, textProblem } from "../../aws/fact";
import { EXPIRE_AFTER, NODE_LIFE, seconds, spelled, TERMINATION_GRACE } from "../../aws/kubernetes/durations";
import { LABEL_KEY } from "../../aws/kubernetes/names";
import {
  AUTO_MODE_LABELS,
  CAPACITY_TYPE,
  CAPACITY_TYPES,
  COMPARISONS,
  isWholeNumber,
  OS,
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
  validateLife(pool, path, context);
  pool.disruption?.budgets?.forEach(({ reasons = [], schedule, duration }, index) => {
    const twice = reasons.findIndex((reason, at) => !isToken(reason) && reasons.indexOf(reason) < at);
    if (twice >= 0) {
      diagnostics.report(
        "budget-reason-twice",
        [...path, "disruption", "budgets", index, "reasons", twice],
        `${reasons[twice]} stands here twice; keep one`,
      );
    }
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

function validateRequirement(requirement: Requirement, path: Path, context: PlanContext): void {
  const { key, operator, values = [], minValues } = requirement;
  const { diagnostics } = context;
  validateLabel({ key, where: "requirement" }, [...path, "key"], context);
  if (operator === "In" && values.length === 0) {
    diagnostics.report(
      "requirement-values",
      path,
      "operator In needs values, got none; write values: […], or operator Exists for any value",
    );
  }
  if (operator === "In" && minValues !== undefined && values.length > 0 && minValues > values.length) {
    diagnostics.report(
      "min-values",
      [...path, "minValues"],
      `minValues is at most the number of values, ${values.length}, got ${minValues}; write more values, or a smaller number`,
    );
  }
  const wholeNumber = values.length === 1 && values.every((value) => isToken(value) || isWholeNumber(value));
  if (COMPARISONS.has(operator) && !wholeNumber) {
    diagnostics.report(
      "comparison-value",
      path,
      `operator ${operator} has exactly one value, a whole number from 0 to 9223372036854775807, got ${quote(values)}; write values: ["4"]`,
    );
  }
  if (key === OS && operator === "In" && values.some((value) => value !== "linux" && !isToken(value))) {
    diagnostics.report(
      "os-of-nodes",
      [...path, "values"],
      `nodes of Auto Mode are all Linux, got ${quote(values)}, which matches no node; leave the requirement out`,
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

function validateLife(pool: NodePoolConfig, path: Path, { diagnostics }: PlanContext): void {
  const { expireAfter = NODE_LIFE.expireAfter, terminationGracePeriod: grace = NODE_LIFE.terminationGracePeriod } =
    pool;
  if (isToken(expireAfter) || isToken(grace)) return;
  if (textProblem(EXPIRE_AFTER, expireAfter) || textProblem(TERMINATION_GRACE, grace)) return;
  const most = NODE_LIFE.maxHours * 3600;
  if (expireAfter !== "Never" && seconds(expireAfter) + seconds(grace) <= most) return;
  const limit = `a node of Auto Mode lives at most ${NODE_LIFE.maxHours}h (21 days) with the time to drain`;
  if (pool.expireAfter === undefined || seconds(grace) >= most) {
    diagnostics.report(
      "node-lifetime",
      [...path, "terminationGracePeriod"],
      `${limit}, got ${quote(grace)} to drain after ${expireAfter}; write "${spelled(Math.max(0, most - seconds(expireAfter)))}" or less`,
    );
  } else {
    diagnostics.report(
      "node-lifetime",
      [...path, "expireAfter"],
      `${limit}, got ${quote(expireAfter)} and ${grace} to drain; write "${spelled(most - seconds(grace))}" or less`,
    );
  }
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
