import { byCodePoint } from "../aws/text";
import { type Path, showPath } from "../plan/diagnostics";
import type { WarningName } from "../plan/warnings";
import type { Position } from "./yaml";

/** What is said of a place in a file. */
export interface Finding {
  readonly file: string;
  readonly position?: Position;
  readonly path: Path;
  readonly message: string;
  /** Of a warning. */
  readonly name?: WarningName;
  /** The cluster's file, where what is said holds for one cluster and the place is in a file that several share. */
  readonly of?: string;
}

/** `clusters/demo.yaml:12:7` */
export const placeText = (file: string, position: Position | undefined): string =>
  position ? `${file}:${position.line}:${position.column}` : file;

/** A line each, in the order of the files: `clusters/demo.yaml:12:7 nodeClasses.gpu.role.name: …`. */
export function show(findings: readonly Finding[]): string[] {
  return once(findings)
    .map((finding, index) => ({ ...finding, index }))
    .sort(
      (a, b) =>
        byCodePoint(a.file, b.file) ||
        (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
        (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
        a.index - b.index,
    )
    .map(({ file, position, path, message, name, clusters }) => {
      const where = placeText(file, position);
      const about = clusters.length > 0 ? ` (for ${some(clusters)})` : "";
      return `${path.length > 0 ? `${where} ${showPath(path)}` : where}: ${message}${about}${name ? ` [${name}]` : ""}`;
    });
}

/** What holds for several clusters is said once. What holds whoever takes the file names none. */
function once(findings: readonly Finding[]): (Finding & { clusters: readonly string[] })[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { file, position, path, message } = finding;
    const key = JSON.stringify([file, position, path, message]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const clusters = group.flatMap(({ of, message }) => (of === undefined || message.includes(of) ? [] : [of]));
    return [{ ...first, clusters: clusters.length === group.length ? clusters : [] }];
  });
}

function some(files: readonly string[]): string {
  const [first, ...others] = files;
  return `${first}${others.length > 1 ? ` and ${others.length} others` : others.length === 1 ? ` and ${others[0]}` : ""}`;
}
