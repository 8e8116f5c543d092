import { textProblem } from "../../aws/fact";
import {
  AUTO_MODE_LABELS,
  BUILT_IN_POOLS,
  CAPACITY_TYPES,
  COMPARISONS,
  EXPIRE_AFTER,
  LABEL_KEY,
  NODE_LIFE,
  QUANTITY,
  REFUSED_LABELS,
  seconds,
} from "../../aws/kubernetes/kubernetes";
import { didYouMean, isToken, list, quote } from "../../aws/text";
import type { NodePoolConfig, Requirement } from "../../schema/config";
import type { Findings, Path } from "../diagnostics";

/** What of a NodePool can only be judged with several values in view. */
export function judgeNodePool(key: string, pool: NodePoolConfig, path: Path, findings: Findings): void {
  if ((BUILT_IN_POOLS as readonly string[]).includes(key)) {
    findings.warn(
      "built-in-pool",
      path,
      `EKS keeps a NodePool ${quote(key)} of its own while that built-in pool is on, and overwrites this one; choose another key`,
    );
  }
  pool.requirements.forEach((requirement, index) => {
    judgeRequirement(requirement, [...path, "requirements", index], findings);
  });
  for (const label of Object.keys(pool.labels ?? {})) judgeLabel(label, "label", [...path, "labels", label], findings);
  for (const [limit, quantity] of Object.entries(pool.limits ?? {})) {
    const problem = typeof quantity === "string" && !isToken(quantity) && textProblem(QUANTITY, quantity);
    if (problem) findings.refuse([...path, "limits", limit], problem);
  }
  judgeLife(pool.expireAfter, [...path, "expireAfter"], findings);
  pool.disruption?.budgets?.forEach(({ schedule, duration }, index) => {
    if ((schedule === undefined) === (duration === undefined)) return;
    const missing = schedule === undefined ? "schedule" : "duration";
    findings.refuse([...path, "disruption", "budgets", index], `schedule and duration come together; add ${missing}`);
  });
  judgeReplicas(pool, path, findings);
}

function judgeRequirement({ key, operator, values = [] }: Requirement, path: Path, findings: Findings): void {
  judgeLabel(key, "requirement", [...path, "key"], findings);
  if (operator === "In" && values.length === 0) {
    findings.refuse(path, "operator In needs values, got none; write values: […], or operator Exists for any value");
  }
  if (
    COMPARISONS.has(operator) &&
    (values.length !== 1 || !values.every((value) => isToken(value) || /^[0-9]+$/.test(value)))
  ) {
    findings.refuse(
      path,
      `operator ${operator} has exactly one value, a whole number that is not negative, got ${quote(values)}; write values: ["4"]`,
    );
  }
  if (key === "karpenter.sh/capacity-type") {
    for (const value of values) {
      if ((CAPACITY_TYPES as readonly string[]).includes(value) || isToken(value)) continue;
      findings.warn(
        "unknown-capacity-type",
        [...path, "values"],
        `capacity types are ${list(CAPACITY_TYPES, "and")}, got ${quote(value)}, which matches no node${didYouMean(value, CAPACITY_TYPES)}`,
      );
    }
  }
}

function judgeLabel(key: string, where: "requirement" | "label", path: Path, findings: Findings): void {
  if (isToken(key)) return;
  const form = where === "requirement" ? textProblem(LABEL_KEY, key) : undefined;
  const refused = REFUSED_LABELS.find((row) => (row.where === "anywhere" || row.where === where) && row.matches(key));
  if (form) findings.refuse(path, form);
  else if (refused) findings.refuse(path, `${quote(key)} ${refused.why(key)}`);
  else if (key.startsWith("eks.amazonaws.com/") && where === "requirement" && !AUTO_MODE_LABELS.has(key)) {
    findings.warn(
      "unknown-label",
      path,
      `${quote(key)} is no label of Auto Mode that is known here${didYouMean(key, AUTO_MODE_LABELS) || "; it may be newer"}`,
    );
  }
}

function judgeLife(expireAfter: string | undefined, path: Path, findings: Findings): void {
  if (expireAfter === undefined || isToken(expireAfter) || textProblem(EXPIRE_AFTER, expireAfter)) return;
  const { maxHours, defaultHours } = NODE_LIFE;
  if (expireAfter !== "Never" && seconds(expireAfter) <= maxHours * 3600) return;
  findings.refuse(
    path,
    `a node of Auto Mode lives at most 21 days, got ${quote(expireAfter)}; write "${maxHours}h" or less, or leave it out for ${defaultHours}h`,
  );
}

function judgeReplicas({ replicas, weight, limits }: NodePoolConfig, path: Path, findings: Findings): void {
  if (replicas === undefined) return;
  if (weight !== undefined)
    findings.refuse(
      [...path, "weight"],
      `a pool with replicas has no weight, got ${quote(weight)}; keep one of the two`,
    );
  for (const limit of Object.keys(limits ?? {})) {
    if (limit !== "nodes")
      findings.refuse(
        [...path, "limits", limit],
        `a pool with replicas limits nodes only, got ${quote(limit)}; write limits: { nodes: … }`,
      );
  }
}
