import type * as z from "zod";
import type { Path } from "../plan/diagnostics";
import { type FileFacts, factsOf, type PlanOfFile } from "../plan/fleet/facts";
import { clusterFile } from "../schema/files";
import { foreignDocument } from "./foreign";
import type { LocatedDiagnostic } from "./location";
import { mergeSources } from "./merge";
import type { RolesOfFiles } from "./roles-of-files";
import { locatedIn, problemsOf } from "./source-problems";
import type { SharedSources, Source } from "./sources";
import { validate } from "./validate";

/** The plan of one file. `name` is the file's name without folder and extension, and becomes the stack's name. */
export interface LoadedPlan extends PlanOfFile {
  /** Returns the location of a path, such as `clusters/demo.yaml:12:7`. It may be in a shared file. */
  locationOf(path: Path): string;
}

/** What one file says, without what concerns several files. */
export interface PlannedFile {
  /** Neither is there if an error prevents it. */
  readonly plan?: LoadedPlan;
  readonly facts?: FileFacts;
  readonly errors: readonly LocatedDiagnostic[];
  readonly warnings: readonly LocatedDiagnostic[];
  /** Names of the files whose roles it names. All of this holds only while these files stay as they are. */
  readonly readFiles: readonly string[];
}

/** Plans one file with the shared files. */
export function planFile(cluster: Source, shared: SharedSources, rolesOfFiles: RolesOfFiles): PlannedFile {
  const { file, name, yaml } = cluster;
  const problems = problemsOf(cluster, clusterFile);
  const unplanned = { errors: problems, warnings: [], readFiles: [] };
  if (yaml.value === undefined) return unplanned;
  const foreign = foreignDocument(yaml.value);
  if (foreign !== undefined) return { ...unplanned, errors: [...problems, locatedIn(foreign, cluster)] };
  const merged = mergeSources(cluster, shared);
  const roles = rolesOfFiles.findFor(name);
  const { plan, errors, warnings } = validate(
    merged.value,
    { name, tokens: false, place: merged.place, roleOfFile: roles.find },
    clusterFile,
  );
  const found = {
    errors: [...problems, ...merged.diagnostics, ...errors.filter(merged.holdsForCompleteFiles).map(merged.locate)],
    warnings: warnings.map(merged.locate),
    readFiles: [...roles.asked],
  };
  if (plan === undefined) return found;
  // validation has shown that the value has this type
  const { use: _, ...config } = merged.value as z.input<typeof clusterFile>;
  const planned = { file, name, plan, config };
  return { plan: { ...planned, locationOf: merged.locationOf }, facts: factsOf(planned, merged.isShared), ...found };
}
