import type { z } from "zod";
import { isToken } from "../aws/text";
import type { Path, Problem } from "../plan/diagnostics";
import { type ClusterConfig, clusterConfig } from "../schema/config";
import { facts, passedOn } from "../schema/fields";
import { type Issue, problemsOf, schemasAt, valueAt } from "./messages";

/** Stands for a value that is missing or of another type: as a token it passes every later check. */
const UNKNOWN = "${unknown}";

const PLACEHOLDERS: Readonly<Record<string, () => unknown>> = {
  array: () => [],
  object: () => ({}),
  record: () => ({}),
};

/**
 * What may stand in for a value that is wrong, so that the rest can be judged; undefined takes the value out. A word
 * that decides something becomes some word, and what holds it is no longer judged.
 */
function placeholder(issue: Issue, root: unknown): { value: unknown; guessed?: boolean } {
  switch (issue.code) {
    case "invalid_type":
      return { value: (PLACEHOLDERS[issue.expected] ?? (() => UNKNOWN))() };
    case "invalid_value":
      return decides(issue.path as Path) ? { value: issue.values[0], guessed: true } : { value: UNKNOWN };
    case "invalid_union": {
      const missing = valueAt(root, issue.path as Path) === undefined;
      const expected = issue.errors.flat().flatMap((inner) => (inner.code === "invalid_type" ? [inner.expected] : []));
      const [some] = expected.flatMap((type) => PLACEHOLDERS[type] ?? []);
      return { value: missing ? (some ?? (() => UNKNOWN))() : undefined };
    }
    default:
      return { value: undefined };
  }
}

/** Whether the words at a place decide what is made. */
const decides = (path: Path): boolean => !schemasAt(clusterConfig, path).some((schema) => passedOn.has(schema));

function replace(root: unknown, path: Path, value: unknown): void {
  const parent = valueAt(root, path.slice(0, -1)) as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  if (value !== undefined) parent[last] = value;
  // a list keeps its length, so that the places of its items stay what they are
  else if (Array.isArray(parent)) parent[last as number] = UNKNOWN;
  else delete parent[last];
}

/** A token stands for one text, number, switch or word of Kubernetes; it cannot stand for anything else. */
function letThrough(issue: Issue, root: unknown): boolean {
  if (!isToken(valueAt(root, issue.path as Path))) return false;
  if (issue.code === "invalid_value") return !decides(issue.path as Path);
  return issue.code === "invalid_type" && !Object.hasOwn(PLACEHOLDERS, issue.expected);
}

/** What the schema finds, and what of the configuration is sound enough for the rules that come after it. */
export interface Shaped {
  readonly problems: readonly Problem[];
  /** Holds placeholders at `patched`; undefined where nothing can be told. */
  readonly config: ClusterConfig | undefined;
  /** Places about which the rules cannot say anything true. */
  readonly patched: readonly Path[];
}

export const within = (path: Path, ancestor: Path): boolean => ancestor.every((step, at) => path[at] === step);

/**
 * Judges types, keys and single values. What is wrong is noted and patched, and the rest judged again, so that one
 * mistake hides no other.
 */
export function shape(given: unknown, whole: z.ZodType = clusterConfig): Shaped {
  const problems: Problem[] = [];
  const replaced: Path[] = [];
  const guessed: Path[] = [];
  const config = copy(given);
  // what is parsed: where a token stands for a number, it has a number, or nothing around it would be judged
  const probe = copy(given);
  for (let round = 0; round < 12; round++) {
    const issues = whole.safeParse(probe).error?.issues ?? [];
    const tokens = issues.filter((issue) => letThrough(issue, config));
    const wrong = issues.filter((issue) => !tokens.includes(issue));
    const seen = new Set(problems.map(sameProblem));
    const fresh = wrong.flatMap((issue) => problemsOf(issue, config, whole));
    problems.push(
      ...fresh.filter((problem) => !replaced.some((at) => within(problem.path, at)) && !seen.has(sameProblem(problem))),
    );
    const broken = wrong.filter((issue) => issue.code !== "custom");
    if (broken.length + tokens.length === 0) {
      return { problems, config: config as ClusterConfig, patched: [...replaced, ...guessed] };
    }
    if (broken.some((issue) => issue.path.length === 0 && issue.code !== "unrecognized_keys")) break;
    for (const issue of tokens) replace(probe, issue.path as Path, sample(issue));
    for (const issue of broken) patch(issue);
  }
  return { problems, config: undefined, patched: replaced };

  function patch(issue: Issue): void {
    // what decides between the members of a choice takes the whole choice with it
    const path = (issue.code === "invalid_union" && "options" in issue ? issue.path.slice(0, -1) : issue.path) as Path;
    const keys = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...path, key]) : [path];
    const stand = issue.path === path ? placeholder(issue, config) : { value: undefined };
    for (const at of keys) {
      replaced.push(at);
      replace(config, at, stand.value);
      replace(probe, at, stand.value);
    }
    if (stand.guessed) guessed.push(path.slice(0, -1));
  }
}

/** Something of the type that a token stands for. */
function sample(issue: Issue): unknown {
  if (issue.code === "invalid_value") return issue.values[0];
  if (issue.code === "invalid_type" && issue.expected === "boolean") return true;
  const [fact] = schemasAt(clusterConfig, issue.path as Path).flatMap((schema) => facts.get(schema) ?? []);
  return fact && "min" in fact ? fact.min : 0;
}

const sameProblem = ({ path, message }: Problem): string => `${path.join("\0")}\0${message}`;

/** A copy that keeps what has no own entries, such as cdktf's own objects, as it is. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
}
