import { basename, dirname, extname, join } from "node:path";
import { didYouMean, quote, someOf } from "../aws/text";
import { ConfigError } from "./config-error";
import { ENDINGS, entriesOf, type Found, filesIn, looksLikeOne } from "./folders";
import type { LocatedDiagnostic } from "./location";
import { type LockFileSource, lockFileIn } from "./lock-file";
import { type FileContent, yamlOf } from "./read";
import { diskBelow, isFolderAt, parentOf, type Tree, treeOnDisk, unusable } from "./tree";
import type { YamlFile } from "./yaml";

/** A file and its content. */
export interface Source {
  readonly file: string;
  /** The file's name without folder and extension. */
  readonly name: string;
  readonly content: FileContent;
  /** Parsed when it is first asked for. */
  readonly yaml: YamlFile;
}

/** All files of a configuration. */
export interface Sources {
  /** The parent of the folder of clusters, as a prefix of file names. */
  readonly prefix: string;
  /** Whether there may be files of other clusters beside these. */
  readonly partial: boolean;
  readonly clusters: readonly Source[];
  /**
   * Finds the files of the folder of clusters, by their names. Those that are no part of this are read on demand, once.
   */
  readonly neighbours: () => ReadonlyMap<string, () => Source>;
  readonly defaults: readonly Source[];
  readonly sets: readonly Source[];
  readonly lockFile?: LockFileSource;
  /** Files that would be skipped. */
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** The shared files next to the folder of clusters. */
export type SharedSources = Pick<Sources, "defaults" | "sets">;

const FILE_NAME = /^[a-z0-9][a-z0-9_-]*$/;

/**
 * Reads the file of one cluster, or all cluster files in a folder; with them `accessSets/` and `defaults.yaml` in the
 * parent of the folder, and Terraform's lock file in the folder itself.
 *
 * @param names reads only the files of these names, without folder and extension
 * @param tree where the files lie, by default on this machine
 * @throws ConfigError if there is no file or folder to read, or no file of a name
 */
export function readSources(source: string, names?: readonly string[], tree: Tree = treeOnDisk(source)): Sources {
  const { isFolder } = tree;
  const parent = parentOf(source, isFolder);
  const found = isFolder ? filesIn(source, tree) : { files: [source], diagnostics: [] };
  if (found.files.length + found.diagnostics.length === 0) {
    throw unusable(source, "empty-folder", "no .yaml file in this folder; write one a cluster");
  }
  const clusters = names === undefined ? found : named(found.files, names, source);
  const whole = isFolder && names === undefined;
  const { lockFile, diagnostics: ofLockFile } = lockFileIn(isFolder ? source : dirname(source), tree);
  const read = readerIn(tree);
  const sources = clusters.files.map(read);
  const { misspelled, ...shared } = sharedIn(parent, tree);
  return {
    ...shared,
    partial: !whole,
    clusters: sources,
    neighbours: once(() => (whole ? neighboursIn(sources) : filesOf(isFolder ? source : dirname(source), tree))),
    ...(lockFile && { lockFile }),
    diagnostics: [...misspelled, ...ofLockFile, ...clusters.diagnostics, ...shared.diagnostics],
  };
}

const readerIn =
  (tree: Tree) =>
  (file: string): Source =>
    sourceOf(file, tree.read(file));

const filesOf = (folder: string, tree: Tree): ReadonlyMap<string, () => Source> =>
  byName(filesIn(folder, tree).files.map((file) => [file, once(() => readerIn(tree)(file))]));

/** Reads the shared files in the parent of a folder of clusters. */
function sharedIn(parent: string, tree: Tree) {
  const { hasSets, defaults, misspelled } = sharedNames(parent, tree);
  const sets = hasSets ? filesIn(join(parent, "accessSets"), tree) : { files: [], diagnostics: [] };
  const read = readerIn(tree);
  return {
    prefix: parent === "." ? "" : join(parent, "/"),
    defaults: defaults.map((name) => read(join(parent, name))),
    sets: sets.files.map(read),
    misspelled,
    diagnostics: sets.diagnostics,
  };
}

/**
 * Returns one file with a text that it does not have yet, and the shared files of the place where it will be.
 *
 * @param file `undefined` if it will be nowhere: no shared files are read then
 * @param name of the file, without folder and extension
 */
export function sourcesOfText(
  file: string | undefined,
  name: string,
  text: string,
): Sources & { readonly clusters: readonly [Source] } {
  const clusters = [sourceOf(file ?? `${name}.yaml`, { text })] as const;
  const nowhere = { prefix: "", partial: true, clusters, neighbours: () => new Map(), defaults: [], sets: [] };
  if (file === undefined) return { ...nowhere, diagnostics: [] };
  const folder = dirname(file);
  const parent = parentOf(folder, true);
  if (!isFolderAt(parent)) return { ...nowhere, diagnostics: [] };
  const tree = diskBelow(parent);
  const { misspelled, ...shared } = sharedIn(parent, tree);
  const neighbours = once(() => filesOf(folder, tree));
  return { ...shared, partial: true, clusters, neighbours, diagnostics: [...misspelled, ...shared.diagnostics] };
}

/** Returns the files of these names. What else lies in the folder is not looked at, as beside a file that is read alone. */
function named(files: readonly string[], names: readonly string[], source: string): Found {
  const unknown = names.filter((name) => !files.some((file) => nameOf(file) === name));
  if (unknown.length > 0) {
    const known = [...new Set(files.map(nameOf))];
    const near = (name: string) => didYouMean(nameOf(name), known) || `; the names: ${someOf(known) || "none"}`;
    throw new ConfigError(
      unknown.map((name) => `${source}: no file of a cluster is named ${quote(name)}${near(name)}`),
    );
  }
  return { files: files.filter((file) => names.includes(nameOf(file))), diagnostics: [] };
}

/** Finds `accessSets/` and `defaults.yaml`, and names that were probably meant as these. */
function sharedNames(parent: string, tree: Tree) {
  const entries = entriesOf(parent, tree);
  const names = typeof entries === "string" ? [] : entries.map(({ name }) => name);
  const defaults = ENDINGS.map((ending) => `defaults${ending}`);
  const known = ["accessSets", ...defaults];
  const meant = (name: string) =>
    name.toLowerCase() === "accesssets" ||
    (basename(name.toLowerCase(), extname(name).toLowerCase()) === "defaults" && looksLikeOne(name));
  const misspelled = names.filter((name) => meant(name) && !known.includes(name));
  return {
    hasSets: names.includes("accessSets"),
    defaults: defaults.filter((name) => names.includes(name)),
    misspelled: misspelled.map((name): LocatedDiagnostic => {
      const message = `only accessSets and defaults.yaml, spelled so, are read here; rename it`;
      return { rule: "ignored-file", file: join(parent, name), path: [], message };
    }),
  };
}

export const neighboursIn = (clusters: readonly Source[]): ReadonlyMap<string, () => Source> =>
  byName(clusters.map((one) => [one.file, () => one]));

/** Where two files have one name, which is refused, the first one has it. */
const byName = (files: readonly [string, () => Source][]): ReadonlyMap<string, () => Source> =>
  new Map(files.map(([file, read]) => [nameOf(file), read] as const).reverse());

const nameOf = (file: string): string => basename(file, extname(file));

/** Returns a file that has been read. */
export function sourceOf(file: string, content: FileContent): Source {
  const yaml = once(() => yamlOf(content));
  return {
    file,
    name: nameOf(file),
    content,
    get yaml() {
      return yaml();
    },
  };
}

/** Returns a function that makes something when it is first called. */
function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

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
