import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Document, isScalar, visit } from "yaml";
import { HIDDEN } from "../aws/text";
import { removeFiles } from "../output/publish";
import { readManifest, recordedFiles } from "../output/record";
import type { Manifest } from "./documents";

/**
 * Writes manifests, one file each, and removes those of earlier runs that are no longer planned.
 *
 * @param folder the path of the folder for them, in the output folder
 * @returns the paths of the files in the output folder
 */
export function writeManifests(outdir: string, folder: string, documents: readonly Manifest[]): string[] {
  const files = new Map(
    documents.map((manifest) => [`${folder}/${manifest.name}.${manifest.format}`, textOf(manifest)]),
  );
  const record = readManifest(outdir);
  const earlier = record ? recordedFiles(record).filter((file) => dirname(file) === folder) : [];
  removeFiles(
    outdir,
    earlier.filter((file) => !files.has(file)),
  );
  if (files.size > 0) mkdirSync(join(outdir, folder), { recursive: true });
  for (const [file, text] of files) writeFileSync(join(outdir, file), text);
  return [...files.keys()];
}

/** kubectl reads YAML 1.1, where words such as yes and 1_000 are no text: all texts are quoted, and such keys. */
const YAML = { lineWidth: 0, compat: "yaml-1.1", defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" } as const;

const textOf = ({ document, format }: Manifest): string =>
  format === "yaml" ? yamlOf(document) : `${JSON.stringify(document, null, 2)}\n`;

/** Writes characters that a reader cannot see by their numbers, which only quoted texts and keys can have. */
function yamlOf(document: object): string {
  const yaml = new Document(document, YAML);
  visit(yaml, {
    Pair: (_, { key }) => {
      if (isScalar(key) && String(key.value).search(HIDDEN) >= 0) key.type = "QUOTE_DOUBLE";
    },
  });
  return yaml.toString(YAML).replace(HIDDEN, (character) => {
    if (character === "\n") return character;
    const digits = (character.codePointAt(0) ?? 0).toString(16);
    return digits.length > 4 ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
  });
}
