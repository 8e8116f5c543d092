import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { codeOf } from "./errors";

/** Returns whether a real path lies in a folder, or is the folder. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith("../") && !way.startsWith("..\\") && !isAbsolute(way);
}

/** Returns the path without links. Its last parts need not exist yet. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const parent = dirname(resolve(path));
    if (codeOf(error) !== "ENOENT" || parent === resolve(path)) throw error;
    return join(realPathOf(parent), basename(path));
  }
}
