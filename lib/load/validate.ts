import type { z } from "zod";
import type { PlanOptions } from "../plan/context";
import type { Diagnostic, Path } from "../plan/diagnostics";
import { plan } from "../plan/plan";
import type { Planned } from "../plan/types";
import { validateShape, within } from "./shape";

/**
 * The way of both doors: what a user wrote, validated by the schema and then by the rules of the plan, all at once.
 *
 * The rules also run where the schema found something, on what is sound. What they say of a replaced value, or of what
 * directly holds it, would be about the replacement, so it is left out.
 *
 * @param given what the user wrote, of any type
 * @param whole the schema of all of it. @default that of a cluster's configuration
 * @returns a plan and its warnings, or every error
 */
export function validate(given: unknown, options: PlanOptions, whole?: z.ZodType): Planned {
  const shape = validateShape(given, whole);
  if (shape.config === undefined) return { errors: shape.diagnostics, warnings: [] };
  const planned = plan(shape.config, options);
  const aboutReplaced = (path: Path) =>
    shape.replaced.some((other) => within(path, other) || (path.length === other.length - 1 && within(other, path)));
  const sound = (diagnostics: readonly Diagnostic[]) => diagnostics.filter(({ path }) => !aboutReplaced(path));
  const errors = [...shape.diagnostics, ...sound(planned.errors)];
  return errors.length > 0
    ? { errors, warnings: sound(planned.warnings) }
    : { plan: planned.plan, errors, warnings: planned.warnings };
}
