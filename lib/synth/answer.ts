import { type PlannedFile, planFile } from "../load/plan-file";
import type { RolesOfFiles } from "../load/roles-of-files";
import type { SharedSources, Source } from "../load/sources";
import { outputOf } from "../writer/output";

/**
 * What one file gives, without what concerns several files. It is plain data, so that another thread can send it, and a
 * later run can keep most of it.
 */
export interface Answer extends Omit<PlannedFile, "plan"> {
  /** The texts of its output, by their paths in the output folder. Empty if an error prevents the plan. */
  readonly output: Readonly<Record<string, string>>;
}

export function answerOf(cluster: Source, shared: SharedSources, rolesOfFiles: RolesOfFiles): Answer {
  const { plan, ...others } = planFile(cluster, shared, rolesOfFiles);
  return { ...others, output: plan === undefined ? {} : outputOf(plan.plan, plan.name) };
}
