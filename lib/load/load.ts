import { quote } from "../aws/text";
import type { Diagnostic, Path } from "../plan/diagnostics";
import { decideBetweenFiles } from "../plan/fleet/decide";
import type { FileFacts } from "../plan/fleet/facts";
import { ConfigError } from "./config-error";
import { diagnosticLines, type Line, type LocatedDiagnostic } from "./location";
import { findLockedOut } from "./lock-file";
import { type MergedFile, mergeSources } from "./merge";
import { type LoadedPlan, type PlannedFile, planFile } from "./plan-file";
import { RolesOfFiles } from "./roles-of-files";
import { validateSources } from "./source-problems";
import { readSources, type Sources } from "./sources";
import type { Tree } from "./tree";

export type { LoadedPlan } from "./plan-file";

/** All files of a configuration together, without an error. */
export interface Decided {
  /** The parent of the folder of clusters, as a prefix of all file names. */
  readonly prefix: string;
  /** Whether there may be files of other clusters beside these. */
  readonly partial: boolean;
  /** What the files leave for the rules between files, in the order of the files. */
  readonly facts: readonly FileFacts[];
  readonly warnings: readonly Line[];
  /** The text of the lock file that each stack gets. */
  readonly lockFile?: string;
  /** Returns the location of a path of a file, such as `clusters/demo.yaml:12:7`. It may be in a shared file. */
  locationOf(file: string, path: Path): string;
}

export interface Loaded extends Decided {
  readonly plans: readonly LoadedPlan[];
}

/**
 * Reads a cluster file, or all cluster files in a folder, with their shared files, and plans all clusters.
 *
 * @param source the path of the file or folder
 * @param tree where the files lie, by default on this machine
 * @throws ConfigError with all errors of all files
 */
export function load(source: string, tree?: Tree): Loaded {
  const sources = readSources(source, undefined, tree);
  const rolesOfFiles = new RolesOfFiles(sources.neighbours, sources);
  const files = sources.clusters.map((cluster) => planFile(cluster, sources, rolesOfFiles));
  return { ...decide(sources, files), plans: files.flatMap(({ plan }) => plan ?? []) };
}

/**
 * Decides what concerns several files.
 *
 * @param files what each file says alone, in the order of the sources
 * @throws ConfigError with all errors of all files
 */
export function decide(
  sources: Sources,
  files: readonly Pick<PlannedFile, "facts" | "errors" | "warnings">[],
): Decided {
  const { prefix, partial, lockFile } = sources;
  const facts = files.flatMap((file) => file.facts ?? []);
  const between = decideBetweenFiles(facts, !partial);
  const mergedOf = mergedFiles(sources);
  const locate = ({ file, ...diagnostic }: Diagnostic & { readonly file: string }) => mergedOf(file).locate(diagnostic);
  const errors: LocatedDiagnostic[] = [
    ...validateSources(sources),
    ...files.flatMap((file) => file.errors),
    ...between.errors.map(locate),
    ...findLockedOut(lockFile, facts).map(locate),
  ];
  const warnings = files.flatMap((file) => file.warnings);
  if (errors.length > 0) {
    // what the rules between files warn about may be wrong while some files have no plan
    throw new ConfigError(textsOf(withoutExpressions(errors)), textsOf(warnings));
  }
  return {
    prefix,
    partial,
    facts,
    ...(lockFile && { lockFile: lockFile.text }),
    warnings: diagnosticLines([...warnings, ...between.warnings.map(locate)]),
    locationOf: (file, path) => mergedOf(file).locationOf(path),
  };
}

const textsOf = (diagnostics: readonly LocatedDiagnostic[]): string[] =>
  diagnosticLines(diagnostics).map(({ text }) => text);

/** Returns a function that merges a file again, to find positions in it. */
function mergedFiles({ clusters, ...shared }: Sources): (file: string) => MergedFile {
  const merged = new Map<string, MergedFile>();
  const sources = new Map(clusters.map((cluster) => [cluster.file, cluster]));
  return (file) => {
    const known = merged.get(file);
    if (known) return known;
    const cluster = sources.get(file);
    if (cluster === undefined) throw new Error(`internal: no file ${quote(file)}; please report this with the folder`);
    const made = mergeSources(cluster, shared);
    merged.set(file, made);
    return made;
  };
}

/** Drops what other rules report about a text that is refused as an expression. */
function withoutExpressions(errors: readonly LocatedDiagnostic[]): LocatedDiagnostic[] {
  const keyOf = (file: string, path: Path) => JSON.stringify([file, ...path]);
  const refused = new Set(errors.flatMap(({ rule, file, path }) => (rule === "expression" ? [keyOf(file, path)] : [])));
  return errors.filter(
    ({ rule, file, path }) =>
      rule === "expression" || !path.some((_, index) => refused.has(keyOf(file, path.slice(0, index + 1)))),
  );
}
