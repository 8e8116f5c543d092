import { byCodePoint, visible } from "../aws/text";
import { type Diagnostic, type Path, showPath } from "../plan/diagnostics";

/** A position in a file. Lines and columns start at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A diagnostic with its position in a file. */
export interface LocatedDiagnostic extends Diagnostic {
  readonly file: string;
  readonly position?: Position;
  /** The cluster's file, if the diagnostic holds for one cluster but its position is in a shared file. */
  readonly cluster?: string;
}

/** Formats a location: `clusters/demo.yaml:12:7`. */
export const locationText = (file: string, position: Position | undefined): string =>
  position ? `${file}:${position.line}:${position.column}` : file;

/**
 * Formats a diagnostic in one line: `clusters/demo.yaml:12:7 nodeClasses.gpu.role.name: … [role-name]`. The location may
 * also be a construct path, or empty.
 */
export function diagnosticLine(location: string, { path, message, rule, acceptance }: Diagnostic): string {
  const way = acceptance === undefined ? "" : `${message.endsWith("?") ? " Or" : "; or"} write ${acceptance}`;
  return visible(`${[location, showPath(path)].join(" ").trim()}: ${message}${way} [${rule}]`);
}

/** The printed line of a diagnostic, and the file that it belongs to. */
export interface Line {
  readonly text: string;
  /** The name of the rule or check that it is about, if it is about one. */
  readonly rule?: string;
  /** The file of the cluster that the diagnostic is about, or the file that contains it. */
  readonly file: string;
}

/** Formats diagnostics, sorted by file. A diagnostic that holds for several clusters becomes one line. */
export function diagnosticLines(diagnostics: readonly LocatedDiagnostic[]): Line[] {
  return grouped(diagnostics)
    .sort(
      ([a], [b]) =>
        byCodePoint(a.file, b.file) ||
        (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
        (a.position?.column ?? 0) - (b.position?.column ?? 0),
    )
    .map((group) => {
      const [first] = group;
      const message = `${first.message}${forClusters(group)}`;
      const text = diagnosticLine(locationText(first.file, first.position), { ...first, message });
      return { text, rule: first.rule, file: first.cluster ?? first.file };
    });
}

type Group = [LocatedDiagnostic, ...LocatedDiagnostic[]];

/** Groups diagnostics that differ only in the cluster that they are about. */
function grouped(diagnostics: readonly LocatedDiagnostic[]): Group[] {
  const groups = new Map<string, Group>();
  for (const diagnostic of diagnostics) {
    const { rule, file, position, path, message } = diagnostic;
    const key = JSON.stringify([rule, file, position, path, message]);
    const group = groups.get(key);
    if (group) group.push(diagnostic);
    else groups.set(key, [diagnostic]);
  }
  return [...groups.values()];
}

/**
 * Returns ` (for clusters/a.yaml and 2 others)`, or nothing if the diagnostic holds for all clusters that use the file.
 */
function forClusters(group: Group): string {
  const clusters = group.flatMap(({ cluster, message }) =>
    cluster === undefined || message.includes(cluster) ? [] : [cluster],
  );
  const [first, ...others] = clusters;
  if (first === undefined || clusters.length < group.length) return "";
  const rest = others.length > 1 ? ` and ${others.length} others` : others.length === 1 ? ` and ${others[0]}` : "";
  return ` (for ${first}${rest})`;
}

/** Formats a reference to another path with its location. */
export const pathInFile = (location: string, path: Path): string => `${location} ${showPath(path)}`;
