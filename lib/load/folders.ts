import { basename, dirname, extname, join } from "node:path";
import { byCodePoint } from "../aws/text";
import type { LocatedDiagnostic } from "./location";
import { type Entry, entriesOnDisk, type Tree } from "./tree";

export const ENDINGS = [".yaml", ".yml"];

/** The files of a folder, as paths, and files that would be skipped. */
export interface Found {
  readonly files: readonly string[];
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** Finds the files of a folder. Names that begin with a dot are ignored, and files that cannot be mistaken for one. */
export function filesIn(folder: string, tree: Tree): Found {
  const entries = entriesOf(folder, tree);
  if (typeof entries === "string") {
    return { files: [], diagnostics: [{ rule: "unreadable", file: folder, path: [], message: entries }] };
  }
  const names = entries.filter(({ name }) => ENDINGS.includes(extname(name)));
  const others = entries.filter((entry) => !names.includes(entry));
  return {
    files: names.map(({ name }) => join(folder, name)),
    diagnostics: others.flatMap((entry) => strayFiles(folder, entry, tree)).map((file) => ignored(file, folder, tree)),
  };
}

const ON_DISK = { entriesOf: entriesOnDisk };

/** Returns what is in a folder in a fixed order, or why it cannot be read. */
export function entriesOf(folder: string, tree: Pick<Tree, "entriesOf"> = ON_DISK): Entry[] | string {
  const entries = tree.entriesOf(folder);
  if (typeof entries === "string") return entries;
  return entries.filter(({ name }) => !name.startsWith(".")).sort((a, b) => byCodePoint(a.name, b.name));
}

/** Whether a name ends as that of a cluster's file, or nearly so. */
export const looksLikeOne = (name: string): boolean => [...ENDINGS, ".json"].includes(extname(name).toLowerCase());

/** Returns files that look like the file of a cluster, at an entry of a folder and below it. */
function strayFiles(folder: string, entry: Entry, tree: Tree): string[] {
  const path = join(folder, entry.name);
  if (looksLikeOne(entry.name)) return [path];
  // what a link leads to is not searched
  if (entry.isSymbolicLink()) return tree.isFolderAt(path) ? [path] : [];
  if (!entry.isDirectory()) return [];
  const entries = entriesOf(path, tree);
  return typeof entries === "string" ? [path] : entries.flatMap((inner) => strayFiles(path, inner, tree));
}

function ignored(file: string, folder: string, tree: Tree): LocatedDiagnostic {
  const advice =
    dirname(file) === folder && !tree.isFolderAt(file)
      ? `rename it to ${basename(file, extname(file)).toLowerCase()}.yaml`
      : `move its files to ${folder} itself, or out of it`;
  return {
    rule: "ignored-file",
    file,
    path: [],
    message: `only files of ${folder} that end in .yaml or .yml are read; ${advice}`,
  };
}
