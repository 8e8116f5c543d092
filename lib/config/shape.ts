import { z } from "zod";
import { type TextFact, textProblem } from "../domain/fact";
import type { Path, Problem } from "../domain/problem";
import { didYouMean, isToken, list, quote } from "../domain/text";
import { facts, foreignKeys } from "./fields";
import { type ClusterConfig, clusterConfig } from "./schema";

type Issue = z.core.$ZodIssue;

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | undefined | null)?.[step],
    root,
  );
}

/** The schemas that a path may lead to: several where there is a choice on the way. */
function schemasAt(schema: unknown, path: Path): z.ZodType[] {
  if (schema instanceof z.ZodOptional) return schemasAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((member) => schemasAt(member, path));
  const [step, ...rest] = path;
  if (step === undefined) return schema instanceof z.ZodType ? [schema] : [];
  if (schema instanceof z.ZodObject) return schemasAt(schema.shape[step], rest);
  if (schema instanceof z.ZodRecord) return schemasAt(schema.valueType, rest);
  if (schema instanceof z.ZodArray) return schemasAt(schema.element, rest);
  return [];
}

/** What to write where a value is missing or of another type. */
function adviceAt(path: Path, value?: unknown): string {
  const advice = schemasAt(clusterConfig, path)
    .map((schema) => facts.get(schema))
    .map((fact) => (fact && "first" in fact ? fact.first : fact && "advice" in fact && fact.advice))
    .map((given) => (typeof given === "function" && value !== undefined ? given(String(value)) : given))
    .find((given) => typeof given === "string");
  return advice ? `; ${advice}` : "";
}

/** `; write it in quotes: "42"`, where that would be right. */
function quoteAdvice(value: unknown, path: Path): string {
  const [fact] = schemasAt(clusterConfig, path).flatMap((schema) => facts.get(schema) ?? []);
  const fits = !fact || !("is" in fact) || textProblem(fact as TextFact, String(value)) === undefined;
  return fits ? `; write it in quotes: "${value}"` : adviceAt(path, value);
}

/** What is said of a key or word that belongs elsewhere. */
function foreignAt(path: Path, word: string): string | undefined {
  const hints = schemasAt(clusterConfig, path).map((schema) => foreignKeys.get(schema));
  return hints.find((known) => known && Object.hasOwn(known, word))?.[word];
}

function unknownKey(key: string, path: Path): Problem {
  const schemas = schemasAt(clusterConfig, path).filter((schema) => schema instanceof z.ZodObject);
  const known = schemas.flatMap((schema) => Object.keys(schema.shape));
  const foreign = foreignAt(path, key);
  const advice = foreign
    ? `; ${foreign}`
    : didYouMean(key, known) || `; known here: ${list([...new Set(known)], "and")}`;
  return { path: [...path, key], message: `unknown key ${quote(key)}${advice}` };
}

function found(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return `${quote(value)} (${WORDS[typeof value] ?? typeof value})`;
}

function wrongType(expected: readonly string[], value: unknown, path: Path): string {
  const wanted = list([...new Set(expected.map((word) => WORDS[word] ?? word))]);
  if (value === undefined) return `required: ${wanted}${adviceAt(path)}`;
  const given = `${wanted}, got ${found(value)}`;
  if (value === null) return `${given}; leave the key out, or write something under it`;
  if (typeof value !== "string" && typeof value !== "object" && expected.includes("string")) {
    return given + quoteAdvice(value, path);
  }
  if (typeof value === "string" && expected.includes("array")) return `${given}; write [${quote(value)}]`;
  if (typeof value === "string" && /^(true|false|[\d.]+)$/.test(value))
    return `${given}; write ${value} without quotes`;
  return given + adviceAt(path, value);
}

function wrongWord(values: readonly unknown[], value: unknown, path: Path): string {
  const words = values.map((word) => String(word));
  if (value === undefined) return `required: one of ${list(words)}`;
  const wanted = words.length === 1 ? `${words[0]}` : `one of ${list(words)}`;
  return `${wanted}, got ${quote(value)}${wordAdvice(values, value, path)}`;
}

function wordAdvice(values: readonly unknown[], value: unknown, path: Path): string {
  if (typeof value !== "string") return "";
  const foreign = foreignAt(path, value);
  if (foreign) return `; ${foreign}`;
  const words = values.map((word) => String(word));
  return words.includes(value) ? `; write ${value} without quotes` : didYouMean(value, words);
}

/** Of a union, the member that was probably meant: the one that complains about what is inside the value. */
function unionProblems(issue: z.core.$ZodIssueInvalidUnion, root: unknown): Problem[] {
  const path = issue.path as Path;
  const value = valueAt(root, path);
  if ("options" in issue) return [{ path, message: wrongWord(issue.options as unknown[], value, path) }];
  const aboutAll = ({ code, path: at }: Issue) =>
    at.length === 0 && (code === "invalid_type" || code === "invalid_value");
  const meant = issue.errors.find((errors) => !errors.some(aboutAll));
  if (meant) {
    return meant.flatMap((inner) => problemsOf({ ...inner, path: [...issue.path, ...inner.path] } as Issue, root));
  }
  const expected = issue.errors.flat().flatMap((inner): string[] => {
    if (inner.code === "invalid_value") return inner.values.map(String);
    return inner.code === "invalid_type" ? [inner.expected] : [];
  });
  return [{ path, message: wrongType(expected, value, path) }];
}

/** A complaint of the schema in the user's words. */
function problemsOf(issue: Issue, root: unknown): Problem[] {
  const path = issue.path as Path;
  const value = valueAt(root, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, path));
    case "invalid_union":
      return unionProblems(issue, root);
    case "invalid_value":
      return [{ path, message: wrongWord(issue.values, value, path) }];
    case "invalid_type":
      if (path.length === 0)
        return [{ path, message: `a mapping with at least account and region, got ${found(value)}` }];
      return [{ path, message: wrongType([issue.expected], value, path) }];
    default:
      return [{ path, message: issue.message }];
  }
}

/** Stands for a value that is missing or of another type: as a token it passes every later check. */
const UNKNOWN = "${unknown}";

const PLACEHOLDERS: Readonly<Record<string, () => unknown>> = {
  string: () => UNKNOWN,
  array: () => [],
  object: () => ({}),
  record: () => ({}),
};

function replace(root: unknown, path: Path, value: unknown): void {
  const parent = valueAt(root, path.slice(0, -1)) as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}

/** A token stands for one text, number, word or switch; it cannot stand for a list or a mapping. */
function letThrough(issue: Issue, root: unknown): boolean {
  if (!isToken(valueAt(root, issue.path as Path)) || issue.code === "custom") return false;
  return (
    issue.code !== "invalid_union" &&
    !(issue.code === "invalid_type" && ["array", "object", "record"].includes(issue.expected))
  );
}

/** What the schema finds, and what of the configuration is sound enough for the rules that come after it. */
export interface Shaped {
  readonly problems: readonly Problem[];
  /** Holds placeholders at `patched`; undefined where nothing can be told. */
  readonly config: ClusterConfig | undefined;
  readonly patched: readonly Path[];
}

export const within = (path: Path, ancestor: Path): boolean => ancestor.every((step, at) => path[at] === step);

/**
 * Judges types, keys and single values. What is wrong is noted and patched, and the rest judged again, so that one
 * mistake hides no other.
 */
export function shape(given: unknown): Shaped {
  const problems: Problem[] = [];
  const patched: Path[] = [];
  const config = copy(given);
  for (let round = 0; round < 8; round++) {
    const issues = (clusterConfig.safeParse(config).error?.issues ?? []).filter((issue) => !letThrough(issue, config));
    const seen = new Set(problems.map(({ path, message }) => `${path.join("\0")}\0${message}`));
    problems.push(
      ...issues
        .flatMap((issue) => problemsOf(issue, config))
        .filter(
          ({ path, message }) => !patched.some((at) => within(path, at)) && !seen.has(`${path.join("\0")}\0${message}`),
        ),
    );
    const broken = issues.filter((issue) => issue.code !== "custom");
    if (broken.length === 0) return { problems, config: config as ClusterConfig, patched };
    if (broken.some((issue) => issue.path.length === 0 && issue.code !== "unrecognized_keys")) break;
    for (const issue of broken) patch(issue);
  }
  return { problems, config: undefined, patched };

  function patch(issue: Issue): void {
    const path = issue.path as Path;
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        patched.push([...path, key]);
        replace(config, [...path, key], undefined);
      }
    } else {
      patched.push(path);
      replace(config, path, issue.code === "invalid_type" ? PLACEHOLDERS[issue.expected]?.() : undefined);
    }
  }
}

/** A copy that keeps what has no own entries, such as cdktf's own objects, as it is. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
}
