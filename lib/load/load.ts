import { quote } from "../aws/text";
import type { Diagnostic, Path } from "../plan/diagnostics";
import { decideBetweenFiles } from "../plan/fleet/decide";
import type { FileFacts } from "../plan/fleet/facts";
import { ConfigError } from "./config-error";
import { diagnosticLines, type Line, type LocatedDiagnostic } from "./location";
import { type MergedFile, mergeSources } from "./merge";
import { type LoadedPlan, planFile } from "./plan-file";
import { RolesOfFiles } from "./roles-of-files";
import { validateSources } from "./source-problems";
import { readSources, type Sources } from "./sources";

export type { LoadedPlan } from "./plan-file";

export interface Loaded {
  /** The parent of the folder of clusters, as a prefix of all file names. */
  readonly prefix: string;
  /** Whether it is one file of a cluster, beside which there may be others. */
  readonly single: boolean;
  readonly plans: readonly LoadedPlan[];
  /** What the files leave for the rules between files, in the order of the plans. */
  readonly facts: readonly FileFacts[];
  readonly warnings: readonly Line[];
  /** Returns the location of a path of a file, such as `clusters/demo.yaml:12:7`. It may be in a shared file. */
  locationOf(file: string, path: Path): string;
}

/**
 * Reads a cluster file, or all cluster files in a folder, with their shared files, and plans all clusters.
 *
 * @param source the path of the file or folder
 * @throws ConfigError with all errors of all files
 */
export function load(source: string): Loaded {
  const sources = readSources(source);
  const { clusters, prefix, single, neighbours } = sources;
  const rolesOfFiles = new RolesOfFiles(neighbours, sources);
  const files = clusters.map((cluster) => planFile(cluster, sources, rolesOfFiles));
  const facts = files.flatMap((file) => file.facts ?? []);
  const between = decideBetweenFiles(facts, !single);
  const mergedOf = mergedFiles(sources);
  const locate = ({ file, ...diagnostic }: Diagnostic & { readonly file: string }) => mergedOf(file).locate(diagnostic);
  const errors: LocatedDiagnostic[] = [
    ...validateSources(sources),
    ...files.flatMap((file) => file.errors),
    ...between.errors.map(locate),
  ];
  if (errors.length > 0) throw new ConfigError(diagnosticLines(withoutExpressions(errors)).map(({ text }) => text));
  return {
    prefix,
    single,
    plans: files.flatMap(({ plan }) => plan ?? []),
    facts,
    warnings: diagnosticLines([...files.flatMap((file) => file.warnings), ...between.warnings.map(locate)]),
    locationOf: (file, path) => mergedOf(file).locationOf(path),
  };
}

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
