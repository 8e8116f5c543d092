import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { removeFiles } from "../output/publish";
import { readManifest, recordedFiles } from "../output/record";

/**
 * Writes the files of a folder, and removes those of earlier runs that are no longer planned.
 *
 * @param folder its path in the output folder
 * @param files their texts by their names
 * @returns the paths of the files in the output folder
 */
export function writeManifests(outdir: string, folder: string, files: ReadonlyMap<string, string>): string[] {
  const written = [...files.keys()].map((name) => `${folder}/${name}`);
  const record = readManifest(outdir);
  const earlier = record ? recordedFiles(record).filter((file) => dirname(file) === folder) : [];
  removeFiles(
    outdir,
    earlier.filter((file) => !written.includes(file)),
  );
  if (files.size > 0) mkdirSync(join(outdir, folder), { recursive: true });
  for (const [name, text] of files) writeFileSync(join(outdir, folder, name), text);
  return written;
}
