import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Manifest } from "./documents";

/** Writes the documents into one folder, a file each, and removes those of an earlier run that are no longer planned. */
export function writeManifests(folder: string, documents: readonly Manifest[]): void {
  const files = new Map(documents.map(({ name, document }) => [`${name}.yaml`, stringify(document, { lineWidth: 0 })]));
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith(".yaml") && !files.has(entry.name)) rmSync(join(folder, entry.name));
  }
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
}
