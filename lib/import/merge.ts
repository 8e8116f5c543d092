import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";
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
  const edits: Edit[] = [];
  const sections = sectionLines(placed(imported.rows, keysIn(pairs)));
  for (const [section, lines] of sections) {
    const pair = pairs.find((one) => nameOf(one) === section);
    if (pair === undefined) edits.push(newSection(section, [`${section}:`, ...lines.map(indent)], { pairs, text }));
    else edits.push(intoSection(pair, { file, text, section, lines }));
  }
  return `${withEnd(edited(text, edits), imported)}`;
}

interface Edit {
  readonly at: number;
  readonly to: number;
  /** Whole lines, or the text in place of what stands there. */
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

function intoSection(pair: Pair, { file, text, section, lines }: Addition): Edit {
  const { value } = pair;
  const rank = ORDER.indexOf(section);
  const [keyStart = 0, keyEnd = 0] = isScalar(pair.key) ? (pair.key.range ?? []) : [];
  if (isMap(value) && value.items.length > 0 && !value.flow) {
    const column = columnOf(value, text);
    const at = endOfLine(text, endOf(value, keyEnd));
    return { at, to: at, rank, lines: lines.map((line) => " ".repeat(column) + line) };
  }
  const empty = (isMap(value) && value.items.length === 0) || (isScalar(value) && value.value === null);
  if (!empty || (isMap(value) && value.anchor !== undefined)) {
    const { line, column } = readYaml(text).positionOf([section]);
    throw new ConfigError([
      `${file}:${line}:${column} ${section}: stands in one line, so that no items can be added; write it in lines, one item under another`,
    ]);
  }
  const [start, end] = isMap(value) ? (value.range ?? [keyEnd, keyEnd]) : [keyStart, keyStart];
  const line = endOfLine(text, keyEnd);
  return isMap(value) && start < line
    ? { at: start, to: Math.max(start, end), rank, lines: ["", ...lines.map(indent)] }
    : { at: line, to: line, rank, lines: lines.map(indent) };
}

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
  return { at, to: at, rank, lines };
}

/** Returns where the last value of a node ends. */
function endOf(node: unknown, otherwise: number): number {
  if (isMap(node) && !node.flow && node.items.length > 0) {
    const last = node.items.at(-1);
    return endOf(last?.value, endOf(last?.key, otherwise));
  }
  const range = typeof node === "object" && node !== null && "range" in node ? (node.range as number[] | null) : null;
  return range?.[1] ?? otherwise;
}

/** Returns the offset behind the line break of the line in which an offset is, or that of an offset at its beginning. */
function endOfLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === "\n") return offset;
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

function edited(text: string, edits: readonly Edit[]): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  let result = text;
  for (const { at, to, lines } of [...edits].sort((a, b) => b.at - a.at || b.rank - a.rank)) {
    const before = result.slice(0, at);
    const after = result.slice(to);
    const inLine = lines[0] === "";
    const start = inLine || before === "" || before.endsWith("\n") ? "" : newline;
    const end = inLine && (after.startsWith("\n") || after.startsWith("\r\n")) ? "" : newline;
    result = `${before}${start}${lines.join(newline)}${end}${after}`;
  }
  return result;
}

function withEnd(text: string, imported: Imported): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const there = new Set(text.split(/\r?\n/));
  const lines = restLines(imported.rows).filter((line) => !there.has(line));
  const end = text.endsWith("\n") || text === "" ? "" : newline;
  if (lines.length === 0) return `${text}${end}`;
  return `${text}${end}${[fromLine(imported), ...lines].join(newline)}${newline}`;
}
