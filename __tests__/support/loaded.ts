import { join } from "node:path";
import { ConfigError } from "../../lib/load/config-error";
import { type Loaded, load } from "../../lib/load/load";
import { folderOf } from "./files";

/** A folder with `clusters/` and what stands beside it. */
export function loaded(files: Readonly<Record<string, string>>): Loaded {
  return load(join(folderOf(files), "clusters"));
}

/** The lines a user would read, less the folder that all is in. */
export function refused(files: Readonly<Record<string, string>>, source = "clusters"): string[] {
  const folder = folderOf(files);
  try {
    load(join(folder, source));
  } catch (error) {
    if (error instanceof ConfigError) return error.lines.map((line) => line.replaceAll(`${folder}/`, ""));
    throw error;
  }
  return [];
}
