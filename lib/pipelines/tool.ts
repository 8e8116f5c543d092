import { name } from "../../package.json";

/** Files in which package managers keep the versions that they installed. */
export const LOCKS = ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock"];

/** The sources of a program that is run from a clone of its repository. */
const SOURCES = ["lib", "package-lock.json"];

/** Files of a repository at one revision. Paths are from its top. */
export interface RepositoryFiles {
  textAt(path: string): string | undefined;
  /** Returns a text that is equal for equal content. */
  idAt(path: string): string | undefined;
}

/** The lock files that may name the version of this program: those of a folder and of all above it. */
function lockFiles(folder: string): string[] {
  return foldersUpFrom(folder).flatMap((above) => LOCKS.map((lock) => `${above}${lock}`));
}

/**
 * Returns a text that is equal for two revisions which run the same version of this program, as far as their lock files
 * tell.
 *
 * @param folder the folder of the configuration, from the top of the repository
 */
export function toolAt({ textAt, idAt }: RepositoryFiles, folder: string): string {
  const locked = lockFiles(folder).map((path) => linesNaming(textAt(path) ?? ""));
  const own = foldersUpFrom(folder).flatMap((above) =>
    nameIn(textAt(`${above}package.json`)) === name ? SOURCES.map((path) => idAt(`${above}${path}`)) : [],
  );
  return JSON.stringify([locked, own]);
}

/** The lines that name this package, and each line after one: the version stands in one of them, whatever the format. */
function linesNaming(lock: string): string[] {
  const lines = lock.split(/\r?\n/);
  return lines.filter((line, at) => line.includes(name) || lines[at - 1]?.includes(name));
}

/** Returns a folder and all above it, each as a prefix of paths. */
function foldersUpFrom(folder: string): string[] {
  const parts = folder.split("/").filter(Boolean);
  return [...parts.map((_, at) => `${parts.slice(0, parts.length - at).join("/")}/`), ""];
}

function nameIn(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "{}")?.name;
  } catch {
    return undefined;
  }
}
