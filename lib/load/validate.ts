import type { z } from "zod";
import { type PlanOptions, plan } from "../plan/plan";
import type { Planned } from "../plan/types";
import { shape, within } from "./shape";

/**
 * The way of both doors: what a user wrote, judged by the schema and then by the rules, all at once.
 *
 * The rules also run where the schema found something, on what is sound. What they say of a patched place, or of what
 * directly holds it, would be about the patch, so it is left out.
 */
export function check(given: unknown, options: PlanOptions, whole?: z.ZodType): Planned {
  const { problems, config, patched } = shape(given, whole);
  if (config === undefined) return { violations: problems, warnings: [] };
  const { plan: found, violations, warnings } = plan(config, options);
  const aboutPatch = (path: readonly (string | number)[]) =>
    patched.some((at) => within(path, at) || (path.length === at.length - 1 && within(at, path)));
  const all = [...problems, ...violations.filter(({ path }) => !aboutPatch(path))];
  return all.length > 0
    ? { violations: all, warnings: warnings.filter(({ path }) => !aboutPatch(path)) }
    : { plan: found, violations: [], warnings };
}
