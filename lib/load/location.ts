import { byCodePoint } from "../aws/text";
import { type Diagnostic, type Path, showPath } from "../plan/diagnostics";

/** A place in a file: both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A diagnostic with the place in a file that it is about. */
export interface LocatedDiagnostic extends Diagnostic {
  readonly file: string;
  readonly position?: Position;
  /** The cluster's file, where it holds for one cluster and the place is in a file that several share. */
  readonly cluster?: string;
}

/** `clusters/demo.yaml:12:7` */
export const locationText = (file: string, position: Position | undefined): string =>
  position ? `${file}:${position.line}:${position.column}` : file;

/** `clusters/demo.yaml:12:7 nodeClasses.gpu.role.name: … [role-name]`, the same for a place that is no file's. */
export function diagnosticLine(location: string, { path, message, rule }: Diagnostic): string {
  return `${[location, showPath(path)].join(" ").trim()}: ${message} [${rule}]`;
}

/** What is printed of a diagnostic, and whose it is. */
export interface Line {
  readonly text: string;
  /** The file of the cluster that it is about, or the file itself. */
  readonly file: string;
}

/** A line each, in the order of the files. What holds for several clusters is one line. */
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
      return { text, file: first.cluster ?? first.file };
    });
}

type Group = [LocatedDiagnostic, ...LocatedDiagnostic[]];

/** The same said of the same place, for one cluster or several. */
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

/** ` (for clusters/a.yaml and 2 others)`; nothing where it holds whoever takes the file. */
function forClusters(group: Group): string {
  const clusters = group.flatMap(({ cluster, message }) =>
    cluster === undefined || message.includes(cluster) ? [] : [cluster],
  );
  const [first, ...others] = clusters;
  if (first === undefined || clusters.length < group.length) return "";
  const rest = others.length > 1 ? ` and ${others.length} others` : others.length === 1 ? ` and ${others[0]}` : "";
  return ` (for ${first}${rest})`;
}

/** The text of a path that is named in what is said of another. */
export const pathInFile = (location: string, path: Path): string => `${location} ${showPath(path)}`;
