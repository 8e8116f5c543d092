import type * as z from "zod";
import { hasTokenNumber, isMapToken, isTokenNumber } from "../aws/terraform/template";
import type { Diagnostic, Path } from "../plan/diagnostics";
import { iamDocuments, wholeValues } from "../schema/fields";
import type { LoadRuleName } from "./catalogue";
import { schemasAt } from "./messages";
import { MAX_DEPTH } from "./yaml-nodes";

/** A configuration of plain data. What is none is replaced, and reported. */
export interface PlainData {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic<LoadRuleName>[];
}

/** What JavaScript has besides plain data, and what to write instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  Map: "write Object.fromEntries(map)",
  Set: "write [...set]",
  Date: "write date.toISOString()",
  bigint: "write it as a number, or as text in quotes",
  symbol: "write text",
  function: "call it, and write what it returns",
};

const LIST_TOKEN = /#\{TfToken\[/;

/** What to write in place of a token that is no text. */
const INSTEAD_OF_TOKEN = {
  "a number": "write Token.asString(number)",
  "a list": "write its items, each with Fn.element(list, index)",
  "a mapping": "write its keys, each with Fn.lookup(map, key)",
} as const;

type TokenKind = keyof typeof INSTEAD_OF_TOKEN;

/**
 * Returns a configuration without what is no plain data: JavaScript's other objects, and tokens at places where cdktf
 * would not resolve them, but write its own mark for them.
 *
 * @param placeholder replaces what is no plain data
 */
export function plainData(given: unknown, whole: z.ZodType, placeholder: string): PlainData {
  const diagnostics: Diagnostic<LoadRuleName>[] = [];
  const ancestors = new Set<unknown>();
  return { value: plain(given, []), diagnostics };

  function plain(value: unknown, path: Path): unknown {
    const kind = tokenKind(value);
    if (kind !== undefined && mayBeToken(kind, path, whole)) return value;
    const problem = ancestors.has(value)
      ? ["a value that contains itself", "write it out"]
      : path.length > MAX_DEPTH
        ? [`more than ${MAX_DEPTH} levels of mappings and lists in each other`, "take levels out"]
        : problemOf(value);
    if (kind !== undefined) {
      const message = `no token for ${kind} here, because what it stands for is not known; ${INSTEAD_OF_TOKEN[kind]}`;
      diagnostics.push({ rule: "token-kind", path, message });
    } else if (problem !== undefined) {
      const message = `a configuration is plain data, got ${problem.join("; ")}`;
      diagnostics.push({ rule: "plain-data", path, message });
    } else return copy(value, path);
    return placeholder;
  }

  function copy(value: unknown, path: Path): unknown {
    if (typeof value !== "object" || value === null) return value;
    ancestors.add(value);
    const copied = Array.isArray(value)
      ? value.map((item, index) => plain(item, [...path, index]))
      : Object.fromEntries(
          Object.entries(value).flatMap(([key, item]) =>
            item === undefined ? [] : [[key, plain(item, [...path, key])]],
          ),
        );
    ancestors.delete(value);
    return copied;
  }
}

/** Returns what a value is and what to write instead, if it is no plain data. */
function problemOf(value: unknown): [got: string, advice: string] | undefined {
  const advice = INSTEAD[typeof value];
  if (advice !== undefined) return [`a ${typeof value}`, advice];
  if (typeof value === "number" && !Number.isFinite(value)) return [String(value), "write a number"];
  if (Array.isArray(value) && value.includes(undefined)) return ["a list with undefined in it", "leave it out"];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  if (isPlain(value))
    return Object.getOwnPropertySymbols(value).length > 0 ? ["a symbol as key", "write text"] : undefined;
  if ("resolve" in value && typeof value.resolve === "function") {
    return ["a token that is no text", "write Token.asString(…), or an attribute that gives text, such as stringValue"];
  }
  const name = value.constructor?.name || "a class";
  if ("node" in value) return [`a construct, ${name}`, "write one of its attributes, such as its arn"];
  return [`an instance of ${name}`, INSTEAD[name] ?? "write { … } with its values"];
}

/** Whether an object is a literal, of this or another realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Returns what a token stands for, unless that is text. */
function tokenKind(value: unknown): TokenKind | undefined {
  if (typeof value === "number") return isTokenNumber(String(value)) ? "a number" : undefined;
  if (typeof value === "string") return tokenInText(value);
  if (Array.isArray(value))
    return value.some((item) => typeof item === "string" && LIST_TOKEN.test(item)) ? "a list" : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  return Object.keys(value).some(isMapToken) ? "a mapping" : undefined;
}

/** Returns what a token inside a text stands for, unless that is text. */
function tokenInText(text: string): TokenKind | undefined {
  if (LIST_TOKEN.test(text)) return "a list";
  if (isMapToken(text)) return "a mapping";
  return hasTokenNumber(text) ? "a number" : undefined;
}

/** Whether a token for something else than text goes to Terraform as it is. */
function mayBeToken(kind: TokenKind, path: Path, whole: z.ZodType): boolean {
  if (schemasAt(whole, path).some((schema) => wholeValues.has(schema))) return true;
  return (
    kind === "a number" &&
    path.some((_, index) => schemasAt(whole, path.slice(0, index + 1)).some((schema) => iamDocuments.has(schema)))
  );
}
