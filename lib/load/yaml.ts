import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, visit } from "yaml";
import { quote } from "../aws/text";
import type { Path, Problem } from "../plan/diagnostics";

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML file as a value, with the way back from every path to its line. */
export interface YamlFile {
  readonly value: unknown;
  readonly problems: readonly (Problem & { readonly position: Position })[];
  positionOf(path: Path): Position;
}

export function readYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems = document.errors.map(({ message, pos }) => ({
    path: [],
    message: `not YAML: ${message.split("\n")[0]}`,
    position: position(pos[0]),
  }));
  if (problems.length > 0) return { value: undefined, problems, positionOf: () => ({ line: 1, column: 1 }) };
  const repeated = repeatedKeys();
  return { value: value(), problems: [...problems, ...repeated], positionOf };

  /** The offset where a path's key stands; of a path that is not there, its nearest ancestor's. */
  function positionOf(path: Path): Position {
    let node: unknown = document.contents;
    let offset = isNode(node) ? node.range[0] : 0;
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => keyText(key) === String(step));
        if (!pair) break;
        if (isNode(pair.key)) offset = pair.key.range[0];
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[step as number];
        if (!isNode(node)) break;
        offset = node.range[0];
      } else break;
    }
    return position(offset);
  }

  function repeatedKeys() {
    const found: (Problem & { position: Position })[] = [];
    visit(document, {
      Map(_, map) {
        const first = new Map<string, Position>();
        for (const { key } of map.items as Pair[]) {
          const name = keyText(key);
          const here = position(isNode(key) ? key.range[0] : 0);
          const earlier = first.get(name);
          if (earlier)
            found.push({
              path: [],
              message: `the key ${quote(name)} stands here twice, first in line ${earlier.line}; keep one`,
              position: here,
            });
          else if (name === "__proto__")
            found.push({ path: [], message: `unknown key ${quote(name)}`, position: here });
          else first.set(name, here);
        }
      },
    });
    return found;
  }

  function value(): unknown {
    try {
      return document.toJS();
    } catch (error) {
      // yaml refuses aliases that multiply, the one thing it finds out only here
      problems.push({
        path: [],
        message: `not YAML that can be read: ${(error as Error).message}`,
        position: position(0),
      });
      return undefined;
    }
  }
}

interface Ranged {
  readonly range: readonly [number, number, number];
}

const isNode = (node: unknown): node is Ranged =>
  typeof node === "object" && node !== null && Array.isArray((node as Partial<Ranged>).range);

interface AliasNode {
  resolve(document: unknown): unknown;
}

const isAlias = (node: unknown): node is AliasNode =>
  typeof node === "object" && node !== null && typeof (node as Partial<AliasNode>).resolve === "function";

const keyText = (key: unknown): string => String(isScalar(key) ? key.value : key);
