import { list, quote } from "./text";

/** What one value may be. The numbers of a message come from here, and so do those of the JSON Schema. */
export interface TextFact {
  /** What the value is, as the subject of a message: "a role name". */
  readonly is: string;
  readonly min?: number;
  readonly max?: number;
  /** The form, and the same in words: "letters, digits and _+=,.@-". */
  readonly pattern?: RegExp;
  readonly form?: string;
  /** What to do instead; may look at what was given. */
  readonly advice: string | ((given: string) => string);
  /** The AWS or Kubernetes page. */
  readonly source: string;
}

export interface NumberFact {
  readonly is: string;
  readonly min: number;
  readonly max?: number;
  readonly unit?: string;
  readonly source: string;
}

export interface ListFact {
  /** What the items are, in the plural. */
  readonly is: string;
  readonly min?: number;
  readonly max?: number;
  readonly advice: string;
  /** What to write where there is no list at all. @default advice */
  readonly first?: string;
  readonly source: string;
}

const range = (min = 0, max?: number) =>
  max === undefined ? `at least ${min}` : min === 0 ? `at most ${max}` : `${min}-${max}`;

export function textProblem(fact: TextFact, given: string): string | undefined {
  const { is, min = 0, max, pattern, form } = fact;
  const advice = typeof fact.advice === "string" ? fact.advice : fact.advice(given);
  const length = [...given].length;
  if (length < min || length > (max ?? length)) {
    return `${is} has ${range(min, max)} ${(max ?? min) === 1 ? "character" : "characters"}, got ${length} (${quote(given)}); ${advice}`;
  }
  if (pattern && !pattern.test(given)) return `${is} is ${form}, got ${quote(given)}; ${advice}`;
  return undefined;
}

export function numberProblem(fact: NumberFact, given: number): string | undefined {
  const { is, min, max, unit } = fact;
  if (Number.isInteger(given) && given >= min && given <= (max ?? given)) return undefined;
  const bounds = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
  return `${is} is a whole number ${bounds}${unit ? ` ${unit}` : ""}, got ${given}`;
}

export function listProblem(fact: ListFact, given: readonly unknown[]): string | undefined {
  const { is, min = 0, max } = fact;
  if (given.length >= min && given.length <= (max ?? given.length)) return undefined;
  const wanted = min === 1 && max === undefined ? "one or more" : range(min, max);
  return `${wanted} ${is}, got ${given.length}; ${fact.advice}`;
}

/** Of several keys exactly one, or at most one: says which are there. */
export function oneOfKeys(given: object, keys: readonly string[]): string[] {
  return keys.filter((key) => (given as Record<string, unknown>)[key] !== undefined);
}

export function exactlyOne(given: object, keys: readonly string[]): string | undefined {
  const present = oneOfKeys(given, keys);
  if (present.length === 1) return undefined;
  return `exactly one of ${list(keys, "and")}, got ${present.length === 0 ? "none" : list(present, "and")}`;
}
