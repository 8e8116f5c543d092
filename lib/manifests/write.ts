import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Manifest } from "./documents";

/** Writes the manifests into a folder, one file each, and removes files of earlier runs that are no longer planned. */
export function writeManifests(folder: string, documents: readonly Manifest[]): void {
  const files = new Map(documents.map((manifest) => [`${manifest.name}.${manifest.format}`, textOf(manifest)]));
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile() && /\.(yaml|json)$/.test(entry.name) && !files.has(entry.name)) rmSync(join(folder, entry.name));
  }
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
}

const textOf = ({ document, format }: Manifest): string =>
  format === "yaml" ? stringify(document, { lineWidth: 0 }) : `${JSON.stringify(document, null, 2)}\n`;
