import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { codeOf, reasonOf } from "../files/errors";
import { isInside } from "../files/paths";
import type { LoadRuleName } from "./catalogue";
import { ConfigError } from "./config-error";
import { diagnosticLine } from "./location";
import { type FileContent, readFile } from "./read";

/** What is in a folder. */
export type Entry = Pick<Dirent, "name" | "isDirectory" | "isSymbolicLink">;

/** Where the files of a configuration lie: on this machine, or in a commit. Paths are as a user writes them. */
export interface Tree {
  /** Whether the source is a folder of clusters, and not the file of one. */
  readonly isFolder: boolean;
  /** Returns what is in a folder, in any order, or why it cannot be read. */
  entriesOf(folder: string): readonly Entry[] | string;
  /** Whether a path is a folder, or a link to one. */
  isFolderAt(path: string): boolean;
  read(file: string): FileContent;
}

/** The folder that a configuration lies in, with its shared files. */
export const parentOf = (source: string, isFolder: boolean): string => join(isFolder ? source : dirname(source), "..");

export function entriesOnDisk(folder: string): readonly Entry[] | string {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return `cannot be read: ${reasonOf(error)}`;
  }
}

export const isFolderAt = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Returns the files of this machine. Only those in the parent of the folder of clusters are read, whatever links lead to
 * others.
 *
 * @throws ConfigError if there is no file or folder to read
 */
export function treeOnDisk(source: string): Tree {
  const isFolder = statOf(source).isDirectory();
  const root = realpathSync(parentOf(source, isFolder));
  if (!isInside(realpathSync(source), root)) {
    const advice = `name the ${isFolder ? "folder" : "file"} itself, ${realpathSync(source)}, in EKS_ACCESS_CONFIG`;
    throw unusable(source, "unreadable", `a link out of the folder that it stands in; ${advice}`);
  }
  return diskBelow(root, isFolder);
}

/** Returns the files of this machine below a folder. Others are not read, whatever links lead to them. */
export function diskBelow(folder: string, isFolder = true): Tree {
  const root = realpathSync(folder);
  return {
    isFolder,
    entriesOf: entriesOnDisk,
    isFolderAt,
    read: (file) => readFile(file, root),
  };
}

function statOf(source: string): Stats {
  try {
    return statSync(source);
  } catch (error) {
    const elsewhere = isAbsolute(source) ? "" : "run this in the folder that has it, ";
    const advice = `${elsewhere}write one YAML file a cluster there, or name another in EKS_ACCESS_CONFIG`;
    throw codeOf(error) === "ENOENT"
      ? unusable(source, "no-such-source", `there is no such file or folder; ${advice}`)
      : unusable(source, "unreadable", `cannot be read: ${reasonOf(error)}`);
  }
}

export const unusable = (source: string, rule: LoadRuleName, message: string): ConfigError =>
  new ConfigError([diagnosticLine(source || '""', { rule, path: [], message })]);
