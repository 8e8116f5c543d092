import { isDeepStrictEqual } from "node:util";
import { isMap, isScalar, parseDocument, Scalar, type YAMLMap } from "yaml";
import type { Position } from "../load/location";
import { readYaml } from "../load/yaml";
import { VERSION } from "../schema/config";

/** A text that is put into another. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** A file with its version, and where that stands. */
export interface Versioned {
  readonly text: string;
  readonly position: Position;
}

/**
 * Puts the version of the format first in a file that has none, which means version 1, and changes no other byte of it.
 *
 * @param text of a file that can be loaded, without a byte order mark
 * @returns undefined if the file has a version
 * @throws Error if the file is written in a form into which nothing can be put
 */
export function withVersion(text: string): Versioned | undefined {
  const root = parseDocument(text, { uniqueKeys: false }).contents;
  if (!isMap(root)) throw new Error("a file of keys is needed");
  if (root.has("version")) return undefined;
  const { at, text: added } = root.flow ? intoBraces(root, text) : aboveKeys(root, text);
  const result = text.slice(0, at) + added + text.slice(at);
  const { value, positionOf } = readYaml(result);
  if (isSame(value, { version: VERSION, ...Object(readYaml(text).value) })) {
    return { text: result, position: positionOf(["version"]) };
  }
  throw new Error(`write version: ${VERSION} as its first key by hand`);
}

/** Whether two values are one, and their keys stand in one order. */
const isSame = (a: unknown, b: unknown): boolean =>
  isDeepStrictEqual(a, b) && isDeepStrictEqual(Object.keys(Object(a)), Object.keys(Object(b)));

const ENTRY = `version: ${VERSION}`;

/**
 * The line stands below the comment with which a file begins, and above one that stands between an empty line and the
 * first key, since that is about the key.
 */
function aboveKeys(root: YAMLMap, text: string): Insertion {
  const start = root.range?.[0] ?? 0;
  const line = lineStart(text, start);
  const end = text.indexOf("\n", start);
  const newline = text[end - 1] === "\r" ? "\r\n" : "\n";
  const [indentation = ""] = /^ */.exec(text.slice(line)) ?? [];
  return { at: aboveComment(text, line), text: indentation + ENTRY + newline };
}

const lineStart = (text: string, offset: number): number => (offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1);

function aboveComment(text: string, line: number): number {
  let at = line;
  while (at > 0) {
    const before = lineStart(text, at - 1);
    const content = text.slice(before, at).trim();
    if (content === "") return at;
    if (!content.startsWith("#")) return line;
    at = before;
  }
  return line;
}

/** In braces it stands before the first key, in a line of its own where that has one, and in quotes where that has. */
function intoBraces({ items: [first], range }: YAMLMap, text: string): Insertion {
  const open = (range?.[0] ?? 0) + 1;
  if (first === undefined) return { at: open, text: ` ${ENTRY} ` };
  const key = isScalar(first.key) ? first.key : undefined;
  const at = key?.range?.[0] ?? open;
  const between = text.slice(open, at);
  const separator = between.includes("\n") ? (/\r?\n[^\n]*$/.exec(between)?.[0] ?? "") : " ";
  const entry = key?.type === Scalar.QUOTE_DOUBLE ? `"version": ${VERSION}` : ENTRY;
  return { at, text: `${entry},${separator}` };
}
