import { Composer, type CST, type Document, isMap, Lexer, LineCounter, Parser } from "yaml";
import type { Diagnostic, Path } from "../plan/diagnostics";
import type { LoadRuleName } from "./catalogue";
import { hiddenCharacters } from "./characters";
import type { Finding } from "./finding";
import type { Position } from "./location";
import { MAX_DEPTH, type Place, readNodes, tooDeep } from "./yaml-nodes";

/** A YAML file as a value. It can find the line of each path. */
export interface YamlFile {
  /** Undefined if the text is not YAML, or would mean something else than is written. */
  readonly value: unknown;
  readonly diagnostics: readonly FileDiagnostic[];
  positionOf(path: Path): Position;
}

/** A diagnostic of a file. It has no position if the file cannot be read. */
type FileDiagnostic = Diagnostic<LoadRuleName> & { readonly position?: Position };

/** More errors of syntax than this say nothing new. */
const SYNTAX_ERRORS = 10;

/** A file that cannot be read at all. */
export const unreadableFile = (rule: LoadRuleName, message: string): YamlFile => ({
  value: undefined,
  diagnostics: [{ rule, path: [], message }],
  positionOf: () => ({ line: 1, column: 1 }),
});

/** How to read a file that another tool wrote. */
export interface ForeignYaml {
  /** Numbers are text, as they are written: an account id may begin with 0. */
  readonly numbersAsText?: boolean;
  /**
   * Words and numbers without quotes are what Kubernetes reads, by YAML 1.1: `on` is true, and `1_000` a number. Twelve
   * digits stay text.
   */
  readonly yaml11?: boolean;
}

export function readYaml(text: string, { numbersAsText = false, yaml11 = false }: ForeignYaml = {}): YamlFile {
  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const { document, findings: syntax } = parse(text, lines);
  const { value, root, findings } = readNodes(document?.contents, {
    text,
    lineAt: (offset) => positionAt(offset).line,
    numbersAsText,
    yaml11,
  });
  const found = [...hiddenCharacters(text), ...syntax, ...findings];
  const usable = document !== undefined && !found.some(({ fatal }) => fatal);
  return {
    value: usable ? value : undefined,
    diagnostics: found.map(({ rule, message, offset }) => ({ rule, path: [], message, position: positionAt(offset) })),
    positionOf: (path) => positionAt(offsetOf(path, root)),
  };
}

/** A document among several in one file. */
export type YamlDocument = Pick<YamlFile, "value" | "positionOf">;

/** The documents of a file that another tool wrote, and what is wrong with it. */
export interface YamlDocuments {
  readonly documents: readonly YamlDocument[];
  readonly diagnostics: readonly FileDiagnostic[];
}

/**
 * Reads a file of several documents.
 *
 * @param isWanted decides by the key `kind`. What is not wanted is not looked at, as long as it is YAML
 */
export function readYamlDocuments(text: string, isWanted: (kind: string) => boolean): YamlDocuments {
  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const located = ({ rule, message, offset }: Finding) => ({ rule, path: [], message, position: positionAt(offset) });
  const tokens = tokensOf(text, lines);
  if (!Array.isArray(tokens)) return { documents: [], diagnostics: [located(tokens)] };
  const documents: YamlDocument[] = [];
  const diagnostics: FileDiagnostic[] = [];
  for (const document of new Composer({ uniqueKeys: false, prettyErrors: false }).compose(tokens)) {
    const syntax = syntaxErrors(document);
    const kind = isMap(document.contents) ? document.contents.get("kind") : undefined;
    diagnostics.push(...syntax.map(located));
    if (syntax.length > 0 || typeof kind !== "string" || !isWanted(kind)) continue;
    const { value, root, findings } = readNodes(document.contents, {
      text,
      lineAt: (offset) => positionAt(offset).line,
      numbersAsText: true,
    });
    diagnostics.push(...findings.map(located));
    if (findings.length === 0) documents.push({ value, positionOf: (path) => positionAt(offsetOf(path, root)) });
  }
  return { documents, diagnostics };
}

/** Returns the tokens of a file. Levels are counted here, because the yaml package composes by recursion. */
function tokensOf(text: string, lines: LineCounter): CST.Token[] | Finding {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // a list or mapping that stands as a value is at most two levels of the parser
    if (parser.stack.length > 2 * MAX_DEPTH + 2) return tooDeep(parser.offset);
  }
  tokens.push(...parser.end());
  return tokens;
}

/** Parses the document of a file. */
function parse(text: string, lines: LineCounter): { readonly document?: Document; readonly findings: Finding[] } {
  const tokens = tokensOf(text, lines);
  if (!Array.isArray(tokens)) return { findings: [tokens] };
  const [document, second] = new Composer({ uniqueKeys: false, prettyErrors: false }).compose(
    tokens,
    true,
    text.length,
  );
  if (document === undefined) return { findings: [] };
  const findings = syntaxErrors(document);
  const explicit = document.directives?.yaml.explicit;
  if (explicit) findings.push(notYaml("a %YAML line, which may change what words mean; remove it", 0));
  if (second) findings.push(notYaml("a file holds one document, and another begins here", second.range?.[0] ?? 0));
  return findings.length > 0 ? { findings } : { document, findings };
}

function syntaxErrors({ errors, warnings }: Document): Finding[] {
  // tags are reported with the node that has them
  const all = [...errors, ...warnings].filter(({ code }) => code !== "TAG_RESOLVE_FAILED");
  const shown = all.slice(0, SYNTAX_ERRORS).map(({ message, pos }) => notYaml(message.split("\n")[0] ?? "", pos[0]));
  const [next] = all.slice(SYNTAX_ERRORS);
  return next ? [...shown, notYaml(`and ${all.length - SYNTAX_ERRORS} more errors from here on`, next.pos[0])] : shown;
}

const notYaml = (message: string, offset: number): Finding => ({
  rule: "not-yaml",
  message: `not YAML: ${message}`,
  offset,
  fatal: true,
});

/** Returns the offset of a path's key or item, or that of its nearest ancestor. */
function offsetOf([step, ...rest]: Path, { offset, keys, items }: Place): number {
  const place = typeof step === "number" && items ? items[step] : keys?.get(String(step));
  return step === undefined || place === undefined ? offset : offsetOf(rest, place);
}
