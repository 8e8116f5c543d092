import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { byCodePoint, quote } from "../aws/text";
import { codeOf, reasonOf } from "../files/errors";
import { isInside } from "../files/paths";
import type { LoadRuleName } from "./catalogue";
import { ConfigError } from "./config-error";
import { diagnosticLine, type LocatedDiagnostic } from "./location";
import { readFile } from "./read";
import type { YamlFile } from "./yaml";

/** A file and its content. */
export interface Source {
  readonly file: string;
  /** The file's name without folder and extension. */
  readonly name: string;
  readonly yaml: YamlFile;
}

/** All files of a configuration. */
export interface Sources {
  /** The parent of the folder of clusters, as a prefix of file names. */
  readonly prefix: string;
  /** Whether it is one file of a cluster, beside which there may be others. */
  readonly single: boolean;
  readonly clusters: readonly Source[];
  readonly defaults: readonly Source[];
  readonly sets: readonly Source[];
  /** Files that would be skipped. */
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** The shared files next to the folder of clusters. */
export type SharedSources = Pick<Sources, "defaults" | "sets">;

const ENDINGS = [".yaml", ".yml"];
const FILE_NAME = /^[a-z0-9][a-z0-9_-]*$/;

/**
 * Reads the file of one cluster, or all cluster files in a folder; with them `accessSets/` and `defaults.yaml` in the
 * parent of the folder. Only files in that parent are read, whatever links lead to others.
 *
 * @throws ConfigError if there is no file or folder to read
 */
export function readSources(source: string): Sources {
  const isFolder = statOf(source).isDirectory();
  const parent = join(isFolder ? source : dirname(source), "..");
  const root = realpathSync(parent);
  if (!isInside(realpathSync(source), root)) {
    const advice = `name the folder itself, ${realpathSync(source)}, in EKS_ACCESS_CONFIG`;
    throw unusable(source, "unreadable", `a link out of the folder that it stands in; ${advice}`);
  }
  const clusters = isFolder ? filesIn(source, root) : { sources: [sourceOf(source, root)], diagnostics: [] };
  if (clusters.sources.length + clusters.diagnostics.length === 0) {
    throw unusable(source, "empty-folder", "no .yaml file in this folder; write one a cluster");
  }
  const { names, defaults, misspelled } = sharedNames(parent);
  const sets = names.includes("accessSets")
    ? filesIn(join(parent, "accessSets"), root)
    : { sources: [], diagnostics: [] };
  return {
    prefix: parent === "." ? "" : join(parent, "/"),
    single: !isFolder,
    clusters: clusters.sources,
    defaults: defaults.map((name) => sourceOf(join(parent, name), root)),
    sets: sets.sources,
    diagnostics: [...misspelled, ...clusters.diagnostics, ...sets.diagnostics],
  };
}

function statOf(source: string): Stats {
  try {
    return statSync(source);
  } catch (error) {
    const advice = "write one YAML file a cluster there, or name another in EKS_ACCESS_CONFIG";
    throw codeOf(error) === "ENOENT"
      ? unusable(source, "no-such-source", `there is no such file or folder; ${advice}`)
      : unusable(source, "unreadable", `cannot be read: ${reasonOf(error)}`);
  }
}

const unusable = (source: string, rule: LoadRuleName, message: string): ConfigError =>
  new ConfigError([diagnosticLine(source || '""', { rule, path: [], message })]);

interface Found {
  readonly sources: readonly Source[];
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** Reads the files of a folder. Names that begin with a dot are ignored, and files that cannot be mistaken for one. */
function filesIn(folder: string, root: string): Found {
  const entries = entriesOf(folder);
  if (typeof entries === "string") {
    return { sources: [], diagnostics: [{ rule: "unreadable", file: folder, path: [], message: entries }] };
  }
  const names = entries.filter(({ name }) => ENDINGS.includes(extname(name)));
  const others = entries.filter((entry) => !names.includes(entry));
  return {
    sources: names.map(({ name }) => sourceOf(join(folder, name), root)),
    diagnostics: others.flatMap((entry) => strayFiles(folder, entry)).map((file) => ignored(file, folder)),
  };
}

/** Returns what is in a folder in a fixed order, or why it cannot be read. */
function entriesOf(folder: string): Dirent[] | string {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith(".")).sort((a, b) => byCodePoint(a.name, b.name));
  } catch (error) {
    return `cannot be read: ${reasonOf(error)}`;
  }
}

const looksLikeOne = (name: string): boolean => [...ENDINGS, ".json"].includes(extname(name).toLowerCase());

/** Returns files that look like the file of a cluster, at an entry of a folder and below it. */
function strayFiles(folder: string, entry: Dirent): string[] {
  const path = join(folder, entry.name);
  if (looksLikeOne(entry.name)) return [path];
  // what a link leads to is not searched
  if (entry.isSymbolicLink()) return isFolder(path) ? [path] : [];
  if (!entry.isDirectory()) return [];
  const entries = entriesOf(path);
  return typeof entries === "string" ? [path] : entries.flatMap((inner) => strayFiles(path, inner));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function ignored(file: string, folder: string): LocatedDiagnostic {
  const advice =
    dirname(file) === folder && !isFolder(file)
      ? `rename it to ${basename(file, extname(file)).toLowerCase()}.yaml`
      : `move its files to ${folder} itself, or out of it`;
  return {
    rule: "ignored-file",
    file,
    path: [],
    message: `only files of ${folder} that end in .yaml or .yml are read; ${advice}`,
  };
}

/** Finds `accessSets/` and `defaults.yaml`, and names that were probably meant as these. */
function sharedNames(parent: string) {
  const entries = entriesOf(parent);
  const names = typeof entries === "string" ? [] : entries.map(({ name }) => name);
  const defaults = ENDINGS.map((ending) => `defaults${ending}`);
  const known = ["accessSets", ...defaults];
  const meant = (name: string) =>
    name.toLowerCase() === "accesssets" ||
    (basename(name.toLowerCase(), extname(name).toLowerCase()) === "defaults" && looksLikeOne(name));
  const misspelled = names.filter((name) => meant(name) && !known.includes(name));
  return {
    names,
    defaults: defaults.filter((name) => names.includes(name)),
    misspelled: misspelled.map((name): LocatedDiagnostic => {
      const message = `only accessSets and defaults.yaml, spelled so, are read here; rename it`;
      return { rule: "ignored-file", file: join(parent, name), path: [], message };
    }),
  };
}

const sourceOf = (file: string, root: string): Source => ({
  file,
  name: basename(file, extname(file)),
  yaml: readFile(file, root),
});

/** Validates file names, because they are used: for stacks, folders and files, or as the name of an access set. */
export function validateFileNames(sources: readonly Source[], kind: "stack" | "set"): LocatedDiagnostic[] {
  const advice = kind === "stack" ? "rename the file, and write name: inside it for the cluster" : "rename the file";
  const names = new Map<string, string>();
  return sources.flatMap(({ file, name }): LocatedDiagnostic[] => {
    const other = names.get(name);
    names.set(name, file);
    if (!FILE_NAME.test(name)) {
      const message = `a file name is lower-case letters, digits, - and _, got ${quote(name)}; ${advice}`;
      return [{ rule: "file-name", file, path: [], message }];
    }
    if (other === undefined) return [];
    const message = `${other} has the same name, and with it the same ${kind}; rename one`;
    return [{ rule: "file-name-taken", file, path: [], message }];
  });
}
