import type { z } from "zod";
import { notAccepted, validateUse } from "../plan/accept";
import type { Diagnostic, Path } from "../plan/diagnostics";
import { findManyAdmins } from "../plan/fleet/admins";
import { CollisionFinder } from "../plan/fleet/collisions";
import { findEntriesOfOtherFiles } from "../plan/fleet/entries-of-others";
import type { FleetDiagnostic, PlanOfFile } from "../plan/fleet/fleet";
import { findRolesOfOtherPods } from "../plan/fleet/pod-identity-roles";
import { findRolesOfOtherFiles } from "../plan/fleet/role-references";
import { accessSet, clusterFile, defaults } from "../schema/files";
import type { ClusterConfig } from "../schema/types";
import { ConfigError } from "./config-error";
import { expressionsIn } from "./expressions";
import { foreignDocument } from "./foreign";
import { diagnosticLines, type Line, type LocatedDiagnostic } from "./location";
import { type MergedFile, mergeSources } from "./merge";
import { RolesOfFiles } from "./roles-of-files";
import { validateShape } from "./shape";
import { readSources, type SharedSources, type Source, validateFileNames } from "./sources";
import { validate } from "./validate";

/** The plan of one file. `name` is the file's name without folder and extension, and becomes the stack's name. */
export interface LoadedPlan extends PlanOfFile {
  readonly name: string;
  /** The file's configuration, merged with everything that it takes from shared files. */
  readonly config: ClusterConfig;
  /** Returns the location of a path, such as `clusters/demo.yaml:12:7`. It may be in a shared file. */
  locationOf(path: Path): string;
}

export interface Loaded {
  /** The parent of the folder of clusters, as a prefix of all file names. */
  readonly prefix: string;
  /** Whether it is one file of a cluster, beside which there may be others. */
  readonly single: boolean;
  readonly plans: readonly LoadedPlan[];
  readonly warnings: readonly Line[];
}

/**
 * Reads a cluster file, or all cluster files in a folder, with their shared files, and plans all clusters.
 *
 * @param source the path of the file or folder
 * @throws ConfigError with all errors of all files
 */
export function load(source: string): Loaded {
  const { clusters, prefix, single, neighbours, diagnostics, ...shared } = readSources(source);
  const errors: LocatedDiagnostic[] = [
    ...diagnostics,
    ...validateFileNames(clusters, "stack"),
    ...validateShared(shared),
  ];
  const warnings: LocatedDiagnostic[] = [];
  const plans: LoadedPlan[] = [];
  const files = new Map<string, MergedFile>();
  const rolesOfFiles = new RolesOfFiles(neighbours, shared);
  for (const cluster of clusters) {
    errors.push(...unreadable(cluster), ...expressionsOf(cluster, clusterFile));
    if (cluster.yaml.value === undefined) continue;
    const foreign = foreignDocument(cluster.yaml.value);
    if (foreign !== undefined) {
      errors.push(located(foreign, cluster));
      continue;
    }
    const merged = mergeSources(cluster, shared);
    files.set(cluster.file, merged);
    const { plan, ...found } = planOf(merged, rolesOfFiles);
    errors.push(...found.errors);
    warnings.push(...found.warnings);
    if (plan) plans.push(plan);
  }
  const locatedInFiles = (diagnostics: readonly FleetDiagnostic[]) =>
    diagnostics.flatMap(({ file, ...diagnostic }) => files.get(file)?.locate(diagnostic) ?? []);
  const collisions = new CollisionFinder();
  errors.push(...locatedInFiles(plans.flatMap((plan) => collisions.add(plan))));
  errors.push(...locatedInFiles(findRolesOfOtherPods(plans)));
  // other files may need what defaults.yaml accepts
  warnings.push(...neededByNone(locatedInFiles(notAcceptedIn(plans)), single ? undefined : clusters.length));
  if (errors.length > 0) throw new ConfigError(diagnosticLines(withoutExpressions(errors)).map(({ text }) => text));
  return { prefix, single, plans, warnings: diagnosticLines(warnings) };
}

/**
 * Returns the warnings between files that the files which they are about do not accept, and the acceptances of each file
 * that nothing needs.
 */
function notAcceptedIn(plans: readonly LoadedPlan[]): FleetDiagnostic[] {
  const byFile = new Map<string, FleetDiagnostic[]>();
  for (const warning of [
    ...findManyAdmins(plans),
    ...findRolesOfOtherFiles(plans),
    ...findEntriesOfOtherFiles(plans),
  ]) {
    const own = byFile.get(warning.file);
    if (own) own.push(warning);
    else byFile.set(warning.file, [warning]);
  }
  return plans.flatMap(({ file, plan }) => {
    const { left, used } = notAccepted(byFile.get(file) ?? [], plan.accepted);
    const unused = validateUse(plan.accepted, new Set([...used, ...plan.acceptancesUsed]));
    return [...left, ...unused.map((diagnostic) => ({ file, ...diagnostic }))];
  });
}

/** Drops acceptances of `defaults.yaml` that one of the files needs, or may need if not all files are known. */
function neededByNone(warnings: readonly LocatedDiagnostic[], files: number | undefined): LocatedDiagnostic[] {
  const counts = new Map<string, number>();
  const isShared = ({ rule, cluster }: LocatedDiagnostic) => rule === "accept-unused" && cluster !== undefined;
  const keyOf = ({ path }: LocatedDiagnostic) => JSON.stringify(path);
  for (const warning of warnings.filter(isShared)) counts.set(keyOf(warning), (counts.get(keyOf(warning)) ?? 0) + 1);
  return warnings.filter((warning) => !isShared(warning) || counts.get(keyOf(warning)) === files);
}

/** Returns the plan of a merged file, or all errors that prevent it. */
function planOf(
  merged: MergedFile,
  rolesOfFiles: RolesOfFiles,
): {
  readonly plan?: LoadedPlan;
  readonly errors: readonly LocatedDiagnostic[];
  readonly warnings: readonly LocatedDiagnostic[];
} {
  const { file, name } = merged.cluster;
  const { plan, errors, warnings } = validate(
    merged.value,
    { name, tokens: false, place: merged.place, roleOfFile: rolesOfFiles.findFor(name) },
    clusterFile,
  );
  const found = {
    errors: [...merged.diagnostics, ...errors.filter(merged.holdsForCompleteFiles).map(merged.locate)],
    warnings: warnings.map(merged.locate),
  };
  if (plan === undefined) return found;
  // validation has shown that the value has this type
  const { use: _, ...config } = merged.value as z.input<typeof clusterFile>;
  return { plan: { file, name, plan, config, locationOf: merged.locationOf }, ...found };
}

/** Validates shared files, whether or not a cluster uses them. */
function validateShared({ defaults: files, sets }: SharedSources): LocatedDiagnostic[] {
  const [first, second] = files;
  return [
    ...sets.flatMap((set) => [...unreadable(set), ...expressionsOf(set, accessSet), ...shapeOf(set, accessSet)]),
    ...files.flatMap((file) => [...unreadable(file), ...expressionsOf(file, defaults), ...shapeOf(file, defaults)]),
    ...validateFileNames(sets, "set"),
    ...(first && second ? [twoDefaults(first, second)] : []),
  ];
}

const twoDefaults = (first: Source, second: Source): LocatedDiagnostic => ({
  rule: "two-defaults",
  file: second.file,
  path: [],
  message: `${first.file} is there too, and only one of the two can hold; keep one`,
});

const unreadable = ({ file, yaml }: Source): LocatedDiagnostic[] =>
  yaml.diagnostics.map((diagnostic) => ({ file, ...diagnostic }));

function shapeOf(source: Source, schema: z.ZodType): LocatedDiagnostic[] {
  if (source.yaml.value === undefined) return [];
  return validateShape(source.yaml.value, schema).diagnostics.map((diagnostic) => located(diagnostic, source));
}

const expressionsOf = (source: Source, schema: z.ZodType): LocatedDiagnostic[] =>
  expressionsIn(source.yaml.value, schema).map((diagnostic) => located(diagnostic, source));

const located = (diagnostic: Diagnostic, { file, yaml }: Source): LocatedDiagnostic => ({
  ...diagnostic,
  file,
  position: yaml.positionOf(diagnostic.path),
});

/** Drops what other rules report about a text that is refused as an expression. */
function withoutExpressions(errors: readonly LocatedDiagnostic[]): LocatedDiagnostic[] {
  const keyOf = (file: string, path: Path) => JSON.stringify([file, ...path]);
  const refused = new Set(errors.flatMap(({ rule, file, path }) => (rule === "expression" ? [keyOf(file, path)] : [])));
  return errors.filter(
    ({ rule, file, path }) =>
      rule === "expression" || !path.some((_, index) => refused.has(keyOf(file, path.slice(0, index + 1)))),
  );
}
