import { isAlias, isNode, isScalar, type Node, type Scalar, type YAMLMap } from "yaml";
import { quote } from "../aws/text";
import { hiddenCharacter } from "./characters";
import type { Finding } from "./finding";

/** The text of a file, and the lines in it. */
export interface FileText {
  readonly text: string;
  readonly lineAt: (offset: number) => number;
  /** Whether numbers are read as the text that stands there. */
  readonly numbersAsText: boolean;
  /** Whether words and numbers without quotes are read by YAML 1.1. */
  readonly yaml11?: boolean;
}

/** Collects what of single nodes would mean something else than a reader sees. */
export class NodeFindings {
  readonly all: Finding[] = [];

  constructor(private readonly file: FileText) {}

  report(rule: Finding["rule"], offset: number, message: string): void {
    this.all.push({ rule, message, offset, fatal: rule !== "hidden-character" && rule !== "duplicate-key" });
  }

  tag(node: Node): void {
    if (node.tag === undefined) return;
    const message = `no tags, got ${quote(node.tag)}: a tag changes what stands behind it; remove it, and write text in quotes`;
    this.report("yaml-tag", startOf(node) ?? 0, message);
  }

  scalar(node: Scalar): void {
    const { value, source = "" } = node;
    const offset = startOf(node) ?? 0;
    if (
      typeof value === "number" &&
      !this.file.numbersAsText &&
      (String(value) !== source || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    ) {
      const number = Math.abs(value) <= Number.MAX_SAFE_INTEGER ? `write ${value}, or ` : "write ";
      this.report(
        "yaml-number",
        offset,
        `${source} is read as the number ${value}; ${number}"${source}" in quotes if it is text`,
      );
    }
    // what stands in the text itself is found there; only double quotes can hold it by its number
    if (typeof value !== "string" || node.type !== "QUOTE_DOUBLE") return;
    const [start = 0, end = 0] = node.range ?? [];
    const written = this.file.text.slice(start, end);
    const hidden = written.includes("\\") ? hiddenCharacter(value) : undefined;
    if (hidden && hiddenCharacter(written) === undefined) this.report(hidden.rule, offset, hidden.message);
  }

  keys(map: YAMLMap): void {
    const seen = new Map<string, number>();
    for (const { key } of map.items) {
      const offset = startOf(key) ?? 0;
      const name = keyText(key);
      if (name === undefined) {
        this.report(
          "yaml-key",
          offset,
          `a key is plain text, got ${described(key)}; write the key out, in quotes if it looks like a number or a word of YAML`,
        );
        continue;
      }
      if (name === "<<" && isScalar(key) && key.type === "PLAIN") {
        this.report(
          "yaml-key",
          offset,
          "YAML 1.2 has no merge key <<; write the keys out, or an alias for the whole value",
        );
      }
      const first = seen.get(name);
      if (name === "__proto__") this.report("unknown-key", offset, `unknown key ${quote(name)}`);
      if (first === undefined) seen.set(name, offset);
      else {
        const line = this.file.lineAt(first);
        this.report(
          "duplicate-key",
          offset,
          `the key ${quote(name)} stands here twice, first in line ${line}; keep one`,
        );
      }
    }
  }
}

function described(key: unknown): string {
  if (isAlias(key)) return `the alias *${key.source}`;
  if (isScalar(key))
    return key.source ? `${key.source} (${key.value === null ? "nothing" : typeof key.value})` : "nothing";
  return isNode(key) ? "a list or mapping" : "nothing";
}

export const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/** Returns the text of a key; undefined if the key is something else. */
export const keyText = (key: unknown): string | undefined =>
  isScalar(key) && typeof key.value === "string" ? key.value : undefined;
