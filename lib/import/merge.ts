import { isMap, isNode, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";
import { ConfigError } from "../load/config-error";
import { readYaml } from "../load/yaml";
import { fromLine, ORDER, placed, restLines, sectionLines } from "./document";
import type { Imported } from "./row";
import { indent } from "./text";

/** A file that exists. */
export interface Existing {
  readonly file: string;
  readonly text: string;
}

/**
 * Adds items to a file, and changes no other byte of it: sections that are there get their items at their end, new
 * sections stand in the order of the schema, and what did not become an item stands at the end of the file. Lines of the
 * end that are there already are not written twice.
 *
 * @throws ConfigError if the file has a section in one line, to which no lines can be added
 */
export function mergedFile(imported: Imported, { file, text }: Existing): string {
  const root = parseDocument(text, { uniqueKeys: false }).contents;
  const pairs = isMap(root) ? root.items : [];
  const keys = keysIn(pairs);
  const edits = [...sectionLines(placed(imported.rows, keys), keys.accept)].flatMap(([section, lines]): Edit[] => {
    const pair = pairs.find((one) => nameOf(one) === section);
    return pair === undefined
      ? [newSection(section, lines, { pairs, text })]
      : intoSection(pair, { file, text, section, lines });
  });
  return withEnd(edited(text, edits), imported);
}

/** Lines that are put in behind a line, or a text that is taken out of one. */
interface Edit {
  readonly at: number;
  readonly to: number;
  readonly lines: readonly string[];
  /** What stands at one place stands there in this order. */
  readonly rank: number;
}

const nameOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : "");

/** Returns the keys that the sections of a file have. */
function keysIn(pairs: readonly Pair[]): Record<string, string[]> {
  return Object.fromEntries(
    pairs.flatMap((pair) => (isMap(pair.value) ? [[nameOf(pair), pair.value.items.map(nameOf)]] : [])),
  );
}

interface Addition extends Existing {
  readonly section: string;
  readonly lines: readonly string[];
}

function intoSection({ key, value }: Pair, { file, text, section, lines }: Addition): Edit[] {
  const rank = ORDER.indexOf(section);
  const keyEnd = rangeOf(key)[1];
  if (isMap(value) && value.items.length > 0 && !value.flow) {
    const column = columnOf(value, text);
    const at = endOfLine(text, endOf(value, keyEnd));
    return [{ at, to: at, rank, lines: lines.map((line) => " ".repeat(column) + line) }];
  }
  const [start, end] = rangeOf(value);
  const line = endOfLine(text, keyEnd);
  if (!isMap(value) || value.items.length > 0 || value.anchor !== undefined || end > line) {
    const { line: number, column } = readYaml(text).positionOf([section]);
    throw new ConfigError([
      `${file}:${number}:${column} ${section}: stands in one line, so that no items can be added; write it in lines, one item under another`,
    ]);
  }
  const colon = text.lastIndexOf(":", start) + 1;
  return [
    { at: colon, to: end, rank, lines: [] },
    { at: line, to: line, rank, lines: lines.map(indent) },
  ];
}

const rangeOf = (node: unknown): readonly [number, number] => {
  const range = isNode(node) ? node.range : undefined;
  return [range?.[0] ?? 0, range?.[1] ?? 0];
};

const columnOf = ({ items: [first] }: YAMLMap, text: string): number => {
  const start = isScalar(first?.key) ? (first.key.range?.[0] ?? 0) : 0;
  return start - (text.lastIndexOf("\n", start - 1) + 1);
};

/** A section that the file does not have stands behind the last of those that come before it. */
function newSection(
  key: string,
  lines: readonly string[],
  { pairs, text }: { readonly pairs: readonly Pair[]; readonly text: string },
): Edit {
  const rank = ORDER.indexOf(key);
  const before = pairs.filter((pair) => ORDER.indexOf(nameOf(pair)) < rank).at(-1) ?? pairs.at(-1);
  const at = before === undefined ? text.length : endOfLine(text, endOf(before.value, endOf(before.key, 0)));
  return { at, to: at, rank, lines: [`${key}:`, ...lines.map(indent)] };
}

/** Returns where the last value of a node ends. */
function endOf(node: unknown, otherwise: number): number {
  if (isMap(node) && !node.flow && node.items.length > 0) {
    const last = node.items.at(-1);
    return endOf(last?.value, endOf(last?.key, otherwise));
  }
  return isNode(node) ? rangeOf(node)[1] : otherwise;
}

/** Returns the offset behind the line break of the line in which an offset is, or that of an offset at its beginning. */
function endOfLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === "\n") return offset;
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

function edited(text: string, edits: readonly Edit[]): string {
  const newline = newlineOf(text);
  let result = text;
  // from the end, so that the offsets before it hold
  for (const { at, to, lines } of [...edits].sort((a, b) => b.at - a.at || b.rank - a.rank)) {
    const before = result.slice(0, at);
    const start = lines.length === 0 || before === "" || before.endsWith("\n") ? "" : newline;
    result = `${before}${start}${lines.map((line) => line + newline).join("")}${result.slice(to)}`;
  }
  return result;
}

const newlineOf = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

function withEnd(text: string, imported: Imported): string {
  const newline = newlineOf(text);
  const there = new Set(text.split(/\r?\n/));
  const lines = restLines(imported.rows).filter((line) => !there.has(line));
  const end = text.endsWith("\n") || text === "" ? "" : newline;
  if (lines.length === 0) return `${text}${end}`;
  return `${text}${end}${[fromLine(imported), ...lines].join(newline)}${newline}`;
}
