import { Document, isScalar, visit } from "yaml";
import { HIDDEN } from "../aws/text";
import type { Manifest } from "./documents";
import { plainYaml } from "./plain-yaml";

/** kubectl reads YAML 1.1, where words such as yes and 1_000 are no text: all texts are quoted, and such keys. */
const YAML = { lineWidth: 0, compat: "yaml-1.1", defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" } as const;

/** Returns the text of a manifest's file. */
export const textOf = ({ document, format }: Pick<Manifest, "document" | "format">): string =>
  format === "yaml" ? (plainYaml(document) ?? yamlOf(document)) : `${JSON.stringify(document, null, 2)}\n`;

/** Writes characters that a reader cannot see by their numbers, which only quoted texts and keys can have. */
export function yamlOf(document: object): string {
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
