import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Writes files that are not there yet, all or none. Makes the folders above them.
 *
 * @param folder where they go; it need not exist
 * @param files the text of each, by its path in the folder
 * @throws Error if one is there or cannot be written. What was written before it is removed
 */
export function writeNewFiles(folder: string, files: Readonly<Record<string, string>>): void {
  const made: string[] = [];
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = join(folder, name);
      const highest = mkdirSync(dirname(file), { recursive: true });
      if (highest !== undefined) made.push(highest);
      const opened = openSync(file, "wx");
      made.push(file);
      try {
        writeFileSync(opened, text);
      } finally {
        closeSync(opened);
      }
    }
  } catch (error) {
    for (const path of made.reverse()) rmSync(path, { recursive: true, force: true });
    throw error;
  }
}
