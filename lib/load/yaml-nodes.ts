import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { quote } from "../aws/text";
import { hiddenCharacter } from "./characters";
import type { Finding } from "./finding";

/** Levels of mappings and lists in a file. No configuration has more than about 15. */
export const MAX_DEPTH = 64;

/** Values in a file, each counted as often as aliases repeat it. */
const MAX_VALUES = 250_000;

/** What a node with an anchor holds, its aliases replaced by what they stand for. */
interface Target {
  readonly value: unknown;
  readonly values: number;
  readonly depth: number;
}

/** The value of a document, what is wrong with it although its syntax is right, and the node of each anchor. */
export interface NodesOfFile {
  readonly value: unknown;
  readonly findings: readonly Finding[];
  readonly anchors: ReadonlyMap<string, Node>;
}

/** The text of a file, and the lines in it. */
interface FileText {
  readonly text: string;
  readonly lineAt: (offset: number) => number;
}

/** Reads the nodes of a document, and finds what would mean something else than a reader sees. */
export function readNodes(contents: unknown, file: FileText): NodesOfFile {
  const reader = new NodeReader(file);
  const value = reader.read(contents, 1);
  const { findings, anchors } = reader;
  if (reader.deepest > MAX_DEPTH) findings.push(tooDeep(0));
  if (reader.values > MAX_VALUES) {
    const message = `at most ${MAX_VALUES.toLocaleString("en")} values in a file, aliases counted each time, got more; write several files`;
    findings.push({ rule: "too-large", message, offset: 0, fatal: true });
  }
  return { value, findings, anchors };
}

export const tooDeep = (offset: number): Finding => ({
  rule: "too-deep",
  message: `at most ${MAX_DEPTH} levels of mappings and lists in each other, got more; take levels out`,
  offset,
  fatal: true,
});

/** Reads each node once, so that an alias is the value that has been read. */
class NodeReader {
  readonly findings: Finding[] = [];
  readonly anchors = new Map<string, Node>();
  /** The values so far, and their deepest level. */
  values = 0;
  deepest = 1;
  private readonly targets = new Map<Node, Target>();
  private readonly open = new Set<Node>();

  constructor(private readonly file: FileText) {}

  read(node: unknown, level: number): unknown {
    if (!isNode(node)) return null;
    if (isAlias(node)) return this.alias(node, level);
    this.tag(node);
    const isTarget = this.anchor(node);
    if (isScalar(node)) this.scalar(node);
    if (isMap(node)) this.keys(node);
    return isTarget ? this.target(node, level) : this.content(node, level);
  }

  private content(node: Node, level: number): unknown {
    this.values += 1;
    this.deepest = Math.max(this.deepest, level);
    if (isMap(node)) return Object.fromEntries(node.items.map((pair) => this.entry(pair, level + 1)));
    if (isSeq(node)) return node.items.map((item) => this.read(item, level + 1));
    return isScalar(node) ? node.value : null;
  }

  /** Reads a key, unless it is refused anyway, and its value. */
  private entry({ key, value }: Pair, level: number): [string, unknown] {
    const name = keyText(key);
    if (name !== undefined) this.read(key, level);
    return [name ?? "", this.read(value, level)];
  }

  /** Reads a node that aliases may stand for. */
  private target(node: Node, level: number): unknown {
    const { values, deepest } = this;
    this.deepest = level;
    this.open.add(node);
    const value = this.content(node, level);
    this.open.delete(node);
    this.targets.set(node, { value, values: this.values - values, depth: this.deepest - level });
    this.deepest = Math.max(this.deepest, deepest);
    return value;
  }

  private report(rule: Finding["rule"], offset: number, message: string): void {
    this.findings.push({ rule, message, offset, fatal: rule !== "hidden-character" && rule !== "duplicate-key" });
  }

  private tag(node: Node): void {
    if (node.tag === undefined) return;
    const message = `no tags, got ${quote(node.tag)}: a tag changes what stands behind it; remove it, and write text in quotes`;
    this.report("yaml-tag", startOf(node) ?? 0, message);
  }

  /** Returns whether a node has an anchor. */
  private anchor(node: Node): boolean {
    const name = "anchor" in node ? node.anchor : undefined;
    if (name === undefined) return false;
    if (this.anchors.has(name)) {
      this.report("not-yaml", startOf(node) ?? 0, `not YAML: the anchor &${name} stands here twice; rename one`);
    }
    this.anchors.set(name, node);
    return true;
  }

  private alias(alias: Alias, level: number): unknown {
    const name = alias.source;
    const offset = startOf(alias) ?? 0;
    const node = this.anchors.get(name);
    const target = node && this.targets.get(node);
    if (node === undefined) {
      this.report(
        "not-yaml",
        offset,
        `not YAML: the alias *${name} stands before its anchor &${name}, or there is none`,
      );
    } else if (this.open.has(node)) {
      this.report("yaml-cycle", offset, `the alias *${name} stands for a value that contains it; write the value out`);
    }
    // more than the limit is more than the limit, and stays a number
    this.values = Math.min(this.values + (target?.values ?? 1), MAX_VALUES + 1);
    this.deepest = Math.max(this.deepest, level + (target?.depth ?? 0));
    return target?.value;
  }

  private scalar(node: Scalar): void {
    const { value, source = "" } = node;
    const offset = startOf(node) ?? 0;
    if (typeof value === "number" && (String(value) !== source || Math.abs(value) > Number.MAX_SAFE_INTEGER)) {
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

  private keys(map: YAMLMap): void {
    const seen = new Map<string, number>();
    for (const { key } of map.items) {
      const offset = startOf(key) ?? 0;
      const name = keyText(key);
      if (name === undefined) {
        this.report(
          "yaml-key",
          offset,
          `a key is plain text, got ${described(key)}; write the key out, in quotes if it looks like a number`,
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
  if (isScalar(key)) return key.source ? `${key.source} (${typeof key.value})` : "nothing";
  return isNode(key) ? "a list or mapping" : "nothing";
}

export const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/** Returns the text of a key; undefined if the key is something else. */
export const keyText = (key: unknown): string | undefined =>
  isScalar(key) && typeof key.value === "string" ? key.value : undefined;
