import { quote } from "../aws/text";
import { type Diagnostic, type Path, showPath } from "../plan/diagnostics";
import { SHARED_KEYS } from "../schema/files";
import { mergeDefaults } from "./defaults";
import { type LocatedDiagnostic, locationText, pathInFile } from "./location";
import { has, isMapping, type Mapping } from "./mapping";
import { type SharedEntries, sharedEntries } from "./sets";
import type { SharedSources, Source } from "./sources";

/** A cluster's file merged with its shared files. It can find the file that states each value. */
export interface MergedFile {
  readonly cluster: Source;
  readonly value: unknown;
  /** Conflicts between the files. */
  readonly diagnostics: readonly LocatedDiagnostic[];
  locate(diagnostic: Diagnostic): LocatedDiagnostic;
  /** Returns how a message about path `from` refers to path `other`: with its file, if the files differ. */
  place(other: Path, from: Path): string;
  /** Returns the location of a path, such as `accessSets/on-call.yaml:4:5`. */
  locationOf(path: Path): string;
  /** Returns whether `defaults.yaml` or an access set states a path. */
  isShared(path: Path): boolean;
  /** Returns whether a diagnostic would still be reported if all files could be read. */
  holdsForCompleteFiles(diagnostic: Diagnostic): boolean;
}

const NO_ENTRIES: SharedEntries = { access: new Map(), diagnostics: [] };

/**
 * Merges a cluster's file with `defaults.yaml` and access sets. No file takes precedence: a value that two of them
 * state must be equal, or is an error.
 */
export function mergeSources(cluster: Source, { defaults: [defaults], sets }: SharedSources): MergedFile {
  const own = cluster.yaml.value;
  const shared = sharedValues(defaults);
  if (!isMapping(own)) return located({ cluster, defaults, shared, entries: NO_ENTRIES, value: own }, []);
  const entries = sharedEntries(cluster, own, sets);
  const { value, conflicts } = mergeDefaults(own, shared);
  const conflicting = conflicts.flatMap(({ path, own: here, shared: there }): LocatedDiagnostic[] => {
    if (defaults === undefined) return [];
    const other = locationText(defaults.file, defaults.yaml.positionOf(path));
    const message = `${other} states ${quote(there)} for all files, got ${quote(here)}; state it in each file instead, or only there`;
    return [{ rule: "defaults-conflict", file: cluster.file, position: cluster.yaml.positionOf(path), path, message }];
  });
  const allowed = ownAllowance(cluster, defaults);
  const items = [...entries.access].map(([key, { item }]) => [key, item]);
  const access = has(own, ["access"]) ? own.access : {};
  const whole = {
    ...(isMapping(value) && value),
    ...(items.length > 0 && isMapping(access) && { access: { ...access, ...Object.fromEntries(items) } }),
  };
  return located({ cluster, defaults, shared, entries, value: whole }, [
    ...entries.diagnostics,
    ...conflicting,
    ...allowed,
  ]);
}

/** Reports a file that allows itself other boundaries than the one that `defaults.yaml` states for all files. */
function ownAllowance(cluster: Source, defaults: Source | undefined): LocatedDiagnostic[] {
  const path = ["iam", "allowOwnBoundary"];
  const shared = defaults?.yaml.value;
  if (defaults === undefined || !has(shared, ["iam", "permissionsBoundary"]) || has(shared, path)) return [];
  if (!has(cluster.yaml.value, path)) return [];
  const there = locationText(defaults.file, defaults.yaml.positionOf(["iam", "permissionsBoundary"]));
  const message = `${there} states the boundary of all files, and only that file can allow others; leave this out`;
  return [{ rule: "boundary-override", file: cluster.file, position: cluster.yaml.positionOf(path), path, message }];
}

/** Returns what `defaults.yaml` states for all cluster files. */
function sharedValues(defaults: Source | undefined): Mapping {
  const given = defaults?.yaml.value;
  if (!isMapping(given)) return {};
  return Object.fromEntries(Object.entries(given).filter(([key]) => SHARED_KEYS.includes(key)));
}

interface Merge {
  readonly cluster: Source;
  readonly defaults: Source | undefined;
  readonly shared: Mapping;
  readonly entries: SharedEntries;
  readonly value: unknown;
}

/** Adds functions that find the file and line that state a path. */
function located(merge: Merge, diagnostics: readonly LocatedDiagnostic[]): MergedFile {
  const { cluster, defaults, value } = merge;
  const own = cluster.yaml.value;
  const positionOf = (path: Path) => {
    const source = sourceOf(path, merge);
    // all entries come from access sets
    const stated = source === cluster && path[0] === "access" && !has(own, ["access"]) ? ["use"] : path;
    return { file: source.file, position: source.yaml.positionOf(stated) };
  };
  const locationOf = (path: Path): string => {
    const { file, position } = positionOf(path);
    return locationText(file, position);
  };
  const unread = defaults !== undefined && !isMapping(defaults.yaml.value);
  return {
    cluster,
    value,
    diagnostics,
    locationOf,
    locate: (diagnostic) => {
      const at = positionOf(diagnostic.path);
      return { ...diagnostic, ...at, ...(at.file !== cluster.file && { cluster: cluster.file }) };
    },
    place: (other, from) =>
      sourceOf(other, merge) === sourceOf(from, merge) ? showPath(other) : pathInFile(locationOf(other), other),
    isShared: (path) => sourceOf(path, merge) !== cluster,
    holdsForCompleteFiles: ({ path }) => !unread || !SHARED_KEYS.includes(String(path[0])) || has(own, path),
  };
}

/** Returns the file that states the value at a path. */
function sourceOf(path: Path, { cluster, defaults, shared, entries }: Merge): Source {
  const [section, key] = path;
  if (section === "access" && key !== undefined) return entries.access.get(String(key))?.source ?? cluster;
  return defaults && !has(cluster.yaml.value, path) && has(shared, path) ? defaults : cluster;
}
