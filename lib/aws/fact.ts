import { list, quote } from "./text";

/**
 * The constraints on one value, and the page that documents them. The check, its message and the JSON Schema are all
 * derived from it. `rule` is the name of the rule that an invalid value violates, as listed in `docs/rules.md`.
 */
interface Fact {
  readonly rule: string;
  /** What the value is, as the subject of a message: "a role name". */
  readonly is: string;
  /** The AWS or Kubernetes page that documents it. */
  readonly source: string;
}

/** The constraints on a text. */
export interface TextFact extends Fact {
  readonly min?: number;
  readonly max?: number;
  /** The format as a pattern, and in words: "letters, digits and _+=,.@-". */
  readonly pattern?: RegExp;
  readonly form?: string;
  /** Returns whether the text has the format, if a pattern cannot express it. */
  readonly isValid?: (given: string) => boolean;
  /** What to do instead. It can depend on the given text. */
  readonly advice: string | ((given: string) => string);
  /** What to write if there is no text at all. @default advice */
  readonly first?: string;
}

/** The constraints on a whole number. */
export interface NumberFact extends Fact {
  readonly min: number;
  readonly max?: number;
  readonly unit?: string;
}

/** The constraints on the length of a list or mapping. `is` names the items in the plural. */
export interface ListFact extends Fact {
  readonly min?: number;
  readonly max?: number;
  readonly advice: string;
  /** What to write if there is no list at all. @default advice */
  readonly first?: string;
}

/** The allowed words, and the page that documents them. */
export interface WordList<Word extends string = string> {
  readonly words: readonly [Word, ...Word[]];
  readonly source: string;
}

export const wordList = <const Word extends string>(
  words: readonly [Word, ...Word[]],
  source: string,
): WordList<Word> => ({ words, source });

/** Returns the keys of a table as a list of allowed words. */
export const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>, source: string): WordList<Key> => ({
  words: Object.keys(table) as [Key, ...Key[]],
  source,
});

export const includes = ({ words }: WordList, given: string): boolean => words.includes(given);

const range = (min = 0, max?: number) =>
  max === undefined ? `at least ${min}` : min === 0 ? `at most ${max}` : `${min}-${max}`;

/** Returns why a text violates the fact; undefined if it does not. */
export function textProblem(fact: TextFact, given: string): string | undefined {
  const { is, min = 0, max, pattern, form, isValid } = fact;
  const advice = () => (typeof fact.advice === "string" ? fact.advice : fact.advice(given));
  const length = [...given].length;
  if (length < min || length > (max ?? length)) {
    return `${is} has ${range(min, max)} ${(max ?? min) === 1 ? "character" : "characters"}, got ${length} (${quote(given)}); ${advice()}`;
  }
  const wrong = (pattern && !pattern.test(given)) || (isValid && !isValid(given));
  return wrong ? `${is} is ${form}, got ${quote(given)}; ${advice()}` : undefined;
}

/** Returns why a number violates the fact; undefined if it does not. */
export function numberProblem({ is, min, max, unit }: NumberFact, given: number): string | undefined {
  if (Number.isInteger(given) && given >= min && given <= (max ?? given)) return undefined;
  const bounds = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
  return `${is} is a whole number ${bounds}${unit ? ` ${unit}` : ""}, got ${given}`;
}

/** Returns why a list has too few or too many items; undefined if it does not. */
export function listProblem({ is, min = 0, max, advice }: ListFact, given: readonly unknown[]): string | undefined {
  if (given.length >= min && given.length <= (max ?? given.length)) return undefined;
  const wanted = min === 1 && max === undefined ? "one or more" : range(min, max);
  return `${wanted} ${is}, got ${given.length}; ${advice}`;
}

/** Returns those of `keys` that an object has. */
export const presentKeys = (given: object, keys: readonly string[]): string[] =>
  keys.filter((key) => Object.hasOwn(given, key) && Reflect.get(given, key) !== undefined);

/** Returns why an object does not have exactly one of the keys; undefined if it does. */
export function exactlyOne(given: object, keys: readonly string[]): string | undefined {
  const present = presentKeys(given, keys);
  if (present.length === 1) return undefined;
  return `exactly one of ${list(keys, "and")}, got ${present.length === 0 ? "none" : list(present, "and")}`;
}
