import type * as z from "zod";
import { withChecks } from "../checks/synth";
import { validateUse } from "../plan/accept";
import type { PlanOptions } from "../plan/context";
import type { Diagnostic } from "../plan/diagnostics";
import { plan } from "../plan/plan";
import type { AccessPlan, Planned } from "../plan/types";
import { clusterConfig } from "../schema/config";
import { plainData } from "./plain-data";
import { UNKNOWN, validateShape } from "./shape";

/**
 * Validates a configuration from YAML or TypeScript with the schema and the rules of the plan. Reports all errors at
 * once.
 *
 * The rules also check the valid parts of a configuration that the schema rejects. Diagnostics about a replaced value
 * or its direct parent are dropped, because they would be about the replacement.
 *
 * @param given what the user wrote, of any type
 * @param whole the schema of `given`. @default that of a cluster's configuration
 * @returns a plan and its warnings, or all errors
 */
export function validate(given: unknown, options: PlanOptions, whole: z.ZodType = clusterConfig): Planned {
  // YAML has nothing but plain data
  const data = options.tokens === false ? { value: given, diagnostics: [] } : plainData(given, whole, UNKNOWN);
  const shape = validateShape(data.value, whole, data.diagnostics);
  if (shape.config === undefined) return { errors: shape.diagnostics, warnings: [] };
  const planned = plan(shape.config, options);
  const { replaced } = shape;
  const sound = (diagnostics: readonly Diagnostic[]) =>
    diagnostics.filter(({ path }) => !replaced.covers(path) && !replaced.isParent(path));
  const errors = [...shape.diagnostics, ...sound(planned.errors)];
  if (errors.length > 0 || planned.plan === undefined) return { errors, warnings: sound(planned.warnings) };
  const checked = withChecks(planned.plan, shape.config);
  return {
    plan: checked.plan,
    errors,
    warnings: [...planned.warnings, ...checked.warnings, ...unusedIn(checked.plan, options)],
  };
}

/** Files can need an acceptance for what only all files together show, so their loader looks for unused ones. */
const unusedIn = (plan: AccessPlan, { tokens }: PlanOptions): Diagnostic[] =>
  tokens === false ? [] : validateUse(plan.accepted, plan.acceptancesUsed);
