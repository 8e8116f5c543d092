import * as z from "zod";
import { type TextFact, textProblem } from "../aws/fact";
import { didYouMean, list, quote } from "../aws/text";
import type { Diagnostic, Path } from "../plan/diagnostics";
import { clusterConfig } from "../schema/config";
import { facts, foreignKeys, keyedSections } from "../schema/fields";
import type { LoadRuleName } from "./catalogue";

export type Issue = z.core.$ZodIssue;
type LoadDiagnostic = Diagnostic<LoadRuleName>;

/** Returns the path that an issue is about. Keys of YAML and JSON are never symbols. */
export const pathOf = ({ path }: Pick<Issue, "path">): Path =>
  path.map((step) => (typeof step === "number" ? step : String(step)));

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
    root,
  );
}

/** Returns the schemas that a path may lead to. There are several if it passes through a union. */
export function schemasAt(schema: unknown, path: Path): z.ZodType[] {
  if (schema instanceof z.ZodOptional) return schemasAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((member) => schemasAt(member, path));
  const [step, ...rest] = path;
  if (step === undefined) return schema instanceof z.ZodType ? [schema] : [];
  if (schema instanceof z.ZodObject) return schemasAt(schema.shape[step], rest);
  if (schema instanceof z.ZodRecord) return schemasAt(schema.valueType, rest);
  if (schema instanceof z.ZodArray) return schemasAt(schema.element, rest);
  return [];
}

/** Whether a value has a text of its own. A mapping may have a key toString. */
const isScalar = (value: unknown): boolean => value !== undefined && typeof value !== "object";

/** Returns advice for a value that is missing or has the wrong type. */
function adviceAt(path: Path, value?: unknown): string {
  const advice = schemasAt(clusterConfig, path)
    .map((schema) => facts.get(schema))
    .map((fact) =>
      fact && "first" in fact && value === undefined ? fact.first : fact && "advice" in fact && fact.advice,
    )
    .map((given) => (typeof given === "function" && isScalar(value) ? given(String(value)) : given))
    .find((given) => typeof given === "string");
  return advice ? `; ${advice}` : "";
}

const isTextFact = (fact: object): fact is TextFact => "is" in fact && "rule" in fact && "advice" in fact;

/** Returns `; write it in quotes: "42"`, if the quoted value would be valid. */
function quoteAdvice(value: unknown, path: Path): string {
  const [fact] = schemasAt(clusterConfig, path).flatMap((schema) => facts.get(schema) ?? []);
  const fits = !fact || !isTextFact(fact) || textProblem(fact, String(value)) === undefined;
  return fits ? `; write it in quotes: "${value}"` : adviceAt(path, value);
}

/** Returns advice on a key or word that belongs to another place or tool. */
function foreignKeyAdvice(schemas: readonly z.ZodType[], word: string): string | undefined {
  const hints = schemas.map((schema) => foreignKeys.get(schema));
  return hints.find((known) => known && Object.hasOwn(known, word))?.[word];
}

/** Whether a mapping has the words that tell one kind of mapping from others, such as the type of a backend. */
const isOfKind = ({ shape }: z.ZodObject, value: unknown): boolean =>
  Object.entries(shape).every(([key, field]) => {
    const word = valueAt(value, [key]);
    return word === undefined || !(field instanceof z.ZodLiteral) || field.safeParse(word).success;
  });

function unknownKey(key: string, path: Path, { root, whole }: Given): LoadDiagnostic {
  const possible = schemasAt(whole, path).filter((schema) => schema instanceof z.ZodObject);
  const schemas = possible.filter((schema) => isOfKind(schema, valueAt(root, path)));
  const known = schemas.flatMap((schema) => Object.keys(schema.shape));
  const foreign = foreignKeyAdvice(schemas, key);
  const advice = foreign
    ? `; ${foreign}`
    : didYouMean(key, known) || `; known here: ${list([...new Set(known)], "and")}`;
  return { rule: "unknown-key", path: [...path, key], message: `unknown key ${quote(key)}${advice}` };
}

function found(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return `${quote(value)} (${WORDS[typeof value] ?? typeof value})`;
}

function wrongType(expected: readonly string[], value: unknown, path: Path): LoadDiagnostic {
  const wanted = list([...new Set(expected.map((word) => WORDS[word] ?? word))]);
  return value === undefined
    ? { rule: "required", path, message: `required: ${wanted}${adviceAt(path)}` }
    : { rule: "wrong-type", path, message: wrongTypeText(expected, value, path) };
}

function wrongTypeText(expected: readonly string[], value: unknown, path: Path): string {
  const wanted = list([...new Set(expected.map((word) => WORDS[word] ?? word))]);
  const given = `${wanted}, got ${found(value)}`;
  if (value === null) return `${given}; leave the key out, or write something under it`;
  const nameless = namelessItem(path);
  if (nameless !== undefined) return `${given}; ${nameless}`;
  if (typeof value !== "string" && typeof value !== "object" && expected.includes("string")) {
    return given + quoteAdvice(value, path);
  }
  if (typeof value === "string" && expected.includes("array")) return `${given}; write [${quote(value)}]`;
  if (typeof value === "string" && /^(true|false|[\d.]+)$/.test(value))
    return `${given}; write ${value} without quotes`;
  return given + adviceAt(path, value);
}

/** Returns advice if a path is a section whose items need names, or a field of an item that has none. */
function namelessItem(path: Path): string | undefined {
  const [section] = schemasAt(clusterConfig, path);
  const name = path.at(-1);
  if (section instanceof z.ZodRecord && keyedSections.has(section)) {
    return `each item needs a name: ${name}: { <name>: { … } }`;
  }
  const [parent] = schemasAt(clusterConfig, path.slice(0, -1));
  if (!(parent instanceof z.ZodRecord) || !keyedSections.has(parent)) return undefined;
  const { valueType } = parent;
  const isField = valueType instanceof z.ZodObject && Object.hasOwn(valueType.shape, String(name));
  return isField ? `an item needs a name: ${path.at(-2)}: { <name>: { ${name}: … } }` : undefined;
}

function wrongWord(values: readonly unknown[], value: unknown, path: Path): LoadDiagnostic {
  const words = values.map((word) => String(word));
  if (value === undefined) return { rule: "required", path, message: `required: one of ${list(words)}` };
  const wanted = words.length === 1 ? `only ${words[0]}` : `one of ${list(words)}`;
  const message = `${wanted}, got ${quote(value)}${wordAdvice(values, value, path)}`;
  return { rule: "unknown-value", path, message };
}

function wordAdvice(values: readonly unknown[], value: unknown, path: Path): string {
  if (typeof value !== "string") return "";
  const foreign = foreignKeyAdvice(schemasAt(clusterConfig, path), value);
  if (foreign) return `; ${foreign}`;
  const words = values.map((word) => String(word));
  if (words.includes(value)) return `; write ${value} without quotes`;
  return didYouMean(value, words) || adviceAt(path, value);
}

/** The given value, and the schema that validates it. */
interface Given {
  readonly root: unknown;
  readonly whole: z.ZodType;
  /** The path of the value that the issue's own path is relative to. */
  readonly base?: Path;
}

/** Reports the union member that was probably meant: the one whose issues are inside the value. */
function unionDiagnostics(issue: z.core.$ZodIssueInvalidUnion, path: Path, given: Given): Diagnostic[] {
  const value = valueAt(given.root, path);
  if ("options" in issue && Array.isArray(issue.options)) {
    // a word that may be left out
    const words = issue.options.filter((word) => word !== undefined);
    return [wrongWord(words, value, path)];
  }
  const aboutAll = ({ code, path: inner }: Issue) =>
    inner.length === 0 && (code === "invalid_type" || code === "invalid_value");
  const meant = issue.errors.find((errors) => !errors.some(aboutAll));
  if (meant) return meant.flatMap((inner) => issueDiagnostics(inner, { ...given, base: path }));
  const expected = issue.errors.flat().flatMap((inner): string[] => {
    if (inner.code === "invalid_value") return inner.values.map(String);
    return inner.code === "invalid_type" ? [inner.expected] : [];
  });
  return [wrongType(expected, value, path)];
}

/** Returns `a mapping with at least account and region`. */
function mappingOf(whole: z.ZodType): string {
  if (whole instanceof z.ZodArray) return "a list";
  const fields = whole instanceof z.ZodObject ? Object.entries(whole.shape) : [];
  const required = fields.flatMap(([key, field]) => (field instanceof z.ZodOptional ? [] : [key]));
  return required.length > 0 ? `a mapping with at least ${list(required, "and")}` : "a mapping";
}

/** Translates a schema issue into diagnostics. `root` is the whole given value, and `whole` its schema. */
export const diagnosticsOf = (issue: Issue, root: unknown, whole: z.ZodType = clusterConfig): Diagnostic[] =>
  issueDiagnostics(issue, { root, whole });

function issueDiagnostics(issue: Issue, given: Given): Diagnostic[] {
  const { root, whole, base = [] } = given;
  const path = [...base, ...pathOf(issue)];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, path, given));
    case "invalid_union":
      return unionDiagnostics(issue, path, given);
    case "invalid_value":
      return [wrongWord(issue.values, valueAt(root, path), path)];
    case "invalid_type": {
      const value = valueAt(root, path);
      if (path.length > 0) return [wrongType([issue.expected], value, path)];
      return [{ rule: "wrong-type", path, message: `${mappingOf(whole)}, got ${found(value)}` }];
    }
    default:
      // the issue of a fact carries the name of its rule
      return [
        { rule: String(issue.code === "custom" ? issue.params?.rule : issue.code), path, message: issue.message },
      ];
  }
}
