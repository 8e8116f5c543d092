import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type Scalar } from "yaml";
import type { Finding } from "./finding";
import { type FileText, keyText, NodeFindings, startOf } from "./yaml-findings";

/** Levels of mappings and lists in a file. No configuration has more than about 15. */
export const MAX_DEPTH = 64;

/** Values in a file, each counted as often as aliases repeat it. */
const MAX_VALUES = 250_000;

/** The places in a mapping, by their keys, or those of the items of a list. */
interface Places {
  readonly keys?: ReadonlyMap<string, Place>;
  readonly items?: readonly Place[];
}

/** Where a key or an item of a list stands, and the places in its value. */
export interface Place extends Places {
  readonly offset: number;
}

/** What a node holds, its aliases replaced by what they stand for. */
interface Content {
  readonly value: unknown;
  readonly places?: Places;
}

/** A node with an anchor, and how much aliases of it stand for. */
interface Target extends Content {
  readonly values: number;
  readonly depth: number;
}

/** The value of a document, where its parts stand, and what is wrong with it although its syntax is right. */
export interface NodesOfFile {
  readonly value: unknown;
  readonly root: Place;
  readonly findings: readonly Finding[];
}

/** Reads the nodes of a document, and finds what would mean something else than a reader sees. */
export function readNodes(contents: unknown, file: FileText): NodesOfFile {
  const reader = new NodeReader(file);
  const { value, places } = reader.read(contents, 1);
  const findings = reader.found.all;
  if (reader.deepest > MAX_DEPTH) findings.push(tooDeep(0));
  if (reader.values > MAX_VALUES) {
    const message = `at most ${MAX_VALUES.toLocaleString("en")} values in a file, aliases counted each time, got more; write several files`;
    findings.push({ rule: "too-large", message, offset: 0, fatal: true });
  }
  return { value, root: { offset: startOf(contents) ?? 0, ...places }, findings };
}

export const tooDeep = (offset: number): Finding => ({
  rule: "too-deep",
  message: `at most ${MAX_DEPTH} levels of mappings and lists in each other, got more; take levels out`,
  offset,
  fatal: true,
});

/** Reads each node once, so that an alias is the value that has been read. */
class NodeReader {
  readonly found: NodeFindings;
  /** The values so far, and their deepest level. */
  values = 0;
  deepest = 1;
  private readonly anchors = new Map<string, Node>();
  private readonly targets = new Map<Node, Target>();

  constructor(private readonly file: FileText) {
    this.found = new NodeFindings(file);
  }

  read(node: unknown, level: number): Content {
    if (!isNode(node)) return { value: null };
    if (isAlias(node)) return this.alias(node, level);
    this.found.tag(node);
    const isTarget = this.anchor(node);
    if (isScalar(node)) this.found.scalar(node);
    if (isMap(node)) this.found.keys(node);
    return isTarget ? this.target(node, level) : this.content(node, level);
  }

  private content(node: Node, level: number): Content {
    this.values += 1;
    this.deepest = Math.max(this.deepest, level);
    if (isMap(node)) return this.mapping(node.items, level + 1);
    if (isSeq(node)) return this.list(node.items, level + 1);
    return { value: isScalar(node) ? this.scalar(node) : null };
  }

  private scalar({ value, source = "", type }: Scalar): unknown {
    if (this.file.yaml11 && type === "PLAIN") return readYaml11(value, source);
    return this.file.numbersAsText && typeof value === "number" ? source : value;
  }

  private mapping(pairs: readonly Pair[], level: number): Content {
    const keys = new Map<string, Place>();
    const entries = pairs.map(({ key, value: node }): [string, unknown] => {
      const name = keyText(key);
      // any other key is refused anyway
      if (name !== undefined) this.read(key, level);
      const { value, places } = this.read(node, level);
      keys.set(name ?? "", { offset: startOf(key) ?? 0, ...places });
      return [name ?? "", value];
    });
    return { value: Object.fromEntries(entries), places: { keys } };
  }

  private list(nodes: readonly unknown[], level: number): Content {
    const contents = nodes.map((node) => this.read(node, level));
    const items = contents.map(({ places }, index) => ({ offset: startOf(nodes[index]) ?? 0, ...places }));
    return { value: contents.map(({ value }) => value), places: { items } };
  }

  /** Reads a node that aliases may stand for, once it is read. */
  private target(node: Node, level: number): Content {
    const { values, deepest } = this;
    this.deepest = level;
    const content = this.content(node, level);
    this.targets.set(node, { ...content, values: this.values - values, depth: this.deepest - level });
    this.deepest = Math.max(this.deepest, deepest);
    return content;
  }

  /** Returns whether a node has an anchor. */
  private anchor(node: Node): boolean {
    const name = "anchor" in node ? node.anchor : undefined;
    if (name === undefined) return false;
    if (this.anchors.has(name)) {
      this.found.report("not-yaml", startOf(node) ?? 0, `not YAML: the anchor &${name} stands here twice; rename one`);
    }
    this.anchors.set(name, node);
    return true;
  }

  private alias(alias: Alias, level: number): Content {
    const name = alias.source;
    const offset = startOf(alias) ?? 0;
    const node = this.anchors.get(name);
    const target = node && this.targets.get(node);
    if (node === undefined) {
      this.found.report(
        "not-yaml",
        offset,
        `not YAML: the alias *${name} stands before its anchor &${name}, or there is none`,
      );
    } else if (target === undefined) {
      this.found.report(
        "yaml-cycle",
        offset,
        `the alias *${name} stands for a value that contains it; write the value out`,
      );
    }
    // more than the limit counts as one more, so that sums stay exact
    this.values += Math.min(target?.values ?? 1, MAX_VALUES + 1);
    this.deepest = Math.max(this.deepest, level + (target?.depth ?? 0));
    return target ?? { value: null };
  }
}

/** A number that YAML 1.1 alone knows: with `_`, or of base 2. */
const NUMBER_11 = /^[-+]?(0b[01_]+|0x[\da-f_]+|\d[\d_]*(\.[\d_]*)?)$/i;

/** Returns what a scalar without quotes is in YAML 1.1. An account id stays text, because it may begin with 0. */
function readYaml11(value: unknown, source: string): unknown {
  if (/^\d{12}$/.test(source)) return source;
  if (/^(y|yes|on|n|no|off)$/i.test(source)) return /^(y|yes|on)$/i.test(source);
  return NUMBER_11.test(source) ? Number(source.replaceAll("_", "")) : value;
}
