import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from "yaml";
import { quote } from "../aws/text";
import { hiddenCharacter } from "./characters";
import type { Finding } from "./finding";

/** Levels of mappings and lists in a file. No configuration has more than about 15. */
export const MAX_DEPTH = 64;

/** Values in a file, each counted as often as aliases repeat it. */
const MAX_VALUES = 250_000;

/** How much a node holds when its aliases are replaced by what they stand for. */
interface Extent {
  readonly values: number;
  readonly depth: number;
}

const ONE: Extent = { values: 1, depth: 1 };

/** What is wrong with a document although its syntax is right, and the node of each anchor. */
export interface ValidatedNodes {
  readonly findings: readonly Finding[];
  readonly anchors: ReadonlyMap<string, Node>;
}

/** Finds what would mean something else than a reader sees. */
export function validateNodes(contents: unknown, text: string): ValidatedNodes {
  const validation = new NodeValidation(text);
  const { values, depth } = isNode(contents) ? validation.visit(contents) : ONE;
  const { findings, anchors } = validation;
  if (depth > MAX_DEPTH) findings.push(tooDeep(0));
  if (values > MAX_VALUES) {
    const message = `at most ${MAX_VALUES.toLocaleString("en")} values in a file, aliases counted each time, got more; write several files`;
    findings.push({ rule: "too-large", message, offset: 0, fatal: true });
  }
  return { findings, anchors };
}

export const tooDeep = (offset: number): Finding => ({
  rule: "too-deep",
  message: `at most ${MAX_DEPTH} levels of mappings and lists in each other, got more; take levels out`,
  offset,
  fatal: true,
});

class NodeValidation {
  readonly findings: Finding[] = [];
  readonly anchors = new Map<string, Node>();
  private readonly extents = new Map<Node, Extent>();
  private readonly open = new Set<Node>();

  constructor(private readonly text: string) {}

  visit(node: Node): Extent {
    if (isAlias(node)) return this.alias(node.source, startOf(node) ?? 0);
    this.tag(node);
    this.anchor(node);
    if (isScalar(node)) this.scalar(node);
    if (isMap(node)) this.keys(node);
    this.open.add(node);
    const extent = this.extentOf(childrenOf(node));
    this.open.delete(node);
    this.extents.set(node, extent);
    return extent;
  }

  private extentOf(children: readonly Node[]): Extent {
    return children
      .map((child) => this.visit(child))
      .reduce(
        (sum, { values, depth }) => ({ values: sum.values + values, depth: Math.max(sum.depth, depth + 1) }),
        ONE,
      );
  }

  private report(rule: Finding["rule"], offset: number, message: string): void {
    this.findings.push({ rule, message, offset, fatal: rule !== "hidden-character" && rule !== "duplicate-key" });
  }

  private tag(node: Node): void {
    if (node.tag === undefined) return;
    const message = `no tags, got ${quote(node.tag)}: a tag changes what stands behind it; remove it, and write text in quotes`;
    this.report("yaml-tag", startOf(node) ?? 0, message);
  }

  private anchor(node: Node): void {
    const name = "anchor" in node ? node.anchor : undefined;
    if (name === undefined) return;
    if (this.anchors.has(name)) {
      this.report("not-yaml", startOf(node) ?? 0, `not YAML: the anchor &${name} stands here twice; rename one`);
    }
    this.anchors.set(name, node);
  }

  private alias(name: string, offset: number): Extent {
    const target = this.anchors.get(name);
    if (target === undefined) {
      this.report(
        "not-yaml",
        offset,
        `not YAML: the alias *${name} stands before its anchor &${name}, or there is none`,
      );
    } else if (this.open.has(target)) {
      this.report("yaml-cycle", offset, `the alias *${name} stands for a value that contains it; write the value out`);
    } else return this.extents.get(target) ?? ONE;
    return ONE;
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
    const hidden = typeof value === "string" && node.type === "QUOTE_DOUBLE" ? hiddenCharacter(value) : undefined;
    const [start = 0, end = 0] = node.range ?? [];
    if (hidden && hiddenCharacter(this.text.slice(start, end)) === undefined)
      this.report(hidden.rule, offset, hidden.message);
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
        const line = this.text.slice(0, first).split("\n").length;
        this.report(
          "duplicate-key",
          offset,
          `the key ${quote(name)} stands here twice, first in line ${line}; keep one`,
        );
      }
    }
  }
}

/** Returns the nodes in a node, without keys that are refused anyway. */
const childrenOf = (node: Node): Node[] => {
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) => (keyText(key) === undefined ? [value] : [key, value])).filter(isNode);
  }
  return isSeq(node) ? node.items.filter(isNode) : [];
};

function described(key: unknown): string {
  if (isAlias(key)) return `the alias *${key.source}`;
  if (isScalar(key)) return key.source ? `${key.source} (${typeof key.value})` : "nothing";
  return isNode(key) ? "a list or mapping" : "nothing";
}

export const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/** Returns the text of a key; undefined if the key is something else. */
export const keyText = (key: unknown): string | undefined =>
  isScalar(key) && typeof key.value === "string" ? key.value : undefined;
