import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import { quote } from "../aws/text";
import type { Diagnostic, Path } from "../plan/diagnostics";
import type { LoadRuleName } from "./catalogue";
import type { Position } from "./location";

/** A YAML file as a value. It can find the line of each path. */
export interface YamlFile {
  /** Undefined if the text is not valid YAML. */
  readonly value: unknown;
  readonly diagnostics: readonly (Diagnostic<LoadRuleName> & { readonly position: Position })[];
  positionOf(path: Path): Position;
}

export function readYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const diagnostic = (rule: LoadRuleName, message: string, offset: number) => ({
    rule,
    path: [],
    message,
    position: positionAt(offset),
  });
  if (document.errors.length > 0) {
    const diagnostics = document.errors.map(({ message, pos }) =>
      diagnostic("not-yaml", `not YAML: ${message.split("\n")[0]}`, pos[0]),
    );
    return { value: undefined, diagnostics, positionOf: () => positionAt(0) };
  }
  const repeated = repeatedKeys(document).map(({ name, offset, first }) =>
    first === undefined
      ? diagnostic("unknown-key", `unknown key ${quote(name)}`, offset)
      : diagnostic(
          "duplicate-key",
          `the key ${quote(name)} stands here twice, first in line ${positionAt(first).line}; keep one`,
          offset,
        ),
  );
  const positionOf = (path: Path) => positionAt(offsetOf(document, path));
  try {
    return { value: document.toJS(), diagnostics: repeated, positionOf };
  } catch (error) {
    // the yaml package rejects aliases that expand too far only at this point
    const reason = String(error).replace(/^\w*Error: /, "");
    const refused = diagnostic("not-yaml", `not YAML that can be read: ${reason}`, 0);
    return { value: undefined, diagnostics: [refused, ...repeated], positionOf };
  }
}

/** Returns the offset of a path's key, or that of its nearest existing ancestor. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => keyText(key) === String(step));
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number" && isNode(node.items[step])) {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset;
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/** Returns duplicate keys, with the offset of the first one, and keys that no mapping may have. */
function repeatedKeys(document: Document): { name: string; offset: number; first?: number }[] {
  const found: { name: string; offset: number; first?: number }[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Map<string, number>();
      for (const { key } of map.items) {
        const name = keyText(key);
        const offset = startOf(key) ?? 0;
        const first = seen.get(name);
        if (first !== undefined || name === "__proto__")
          found.push({ name, offset, ...(first !== undefined && { first }) });
        else seen.set(name, offset);
      }
    },
  });
  return found;
}

const keyText = (key: unknown): string => String(isScalar(key) ? key.value : key);
