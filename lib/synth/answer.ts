import { type PlannedFile, planFile } from "../load/plan-file";
import { RolesOfFiles } from "../load/roles-of-files";
import { type Source, type Sources, sourceOf } from "../load/sources";
import { outputOf } from "../writer/output";

/**
 * What one file gives, without what concerns several files. It is plain data, so that another thread can send it, and a
 * later run can keep most of it.
 */
export interface Answer extends Omit<PlannedFile, "plan"> {
  /** The texts of its output, by their paths in the output folder. Empty if an error prevents the plan. */
  readonly output: Readonly<Record<string, string>>;
}

/** Returns a function that answers files of a configuration. */
export function answererOf(sources: Pick<Sources, "neighbours" | "defaults" | "sets">): (cluster: Source) => Answer {
  const roles = new RolesOfFiles(sources.neighbours, sources);
  return ({ file, content }) => {
    // a copy, so that what is parsed of it does not stay
    const { plan, ...others } = planFile(sourceOf(file, content), sources, roles);
    return { ...others, output: plan === undefined ? {} : outputOf(plan.plan, plan.name) };
  };
}
