import { list, quote } from "./text";

/**
 * What one value may be, with the page that says so. The check, its message and the JSON Schema all come from the same
 * row. `rule` is the name of the rule that a wrong value breaks: `docs/rules.md` lists it.
 */
interface Fact {
  readonly rule: string;
  /** What the value is, as the subject of a message: "a role name". */
  readonly is: string;
  /** The AWS or Kubernetes page. */
  readonly source: string;
}

/** What a text may be. */
export interface TextFact extends Fact {
  readonly min?: number;
  readonly max?: number;
  /** The form, and the same in words: "letters, digits and _+=,.@-". */
  readonly pattern?: RegExp;
  readonly form?: string;
  /** Whether the text has its form, where a pattern cannot tell. */
  readonly fits?: (given: string) => boolean;
  /** What to do instead; may look at what was given. */
  readonly advice: string | ((given: string) => string);
}

/** What a whole number may be. */
export interface NumberFact extends Fact {
  readonly min: number;
  readonly max?: number;
  readonly unit?: string;
}

/** How many items a list or a mapping may have; `is` names them in the plural. */
export interface ListFact extends Fact {
  readonly min?: number;
  readonly max?: number;
  readonly advice: string;
  /** What to write where there is no list at all. @default advice */
  readonly first?: string;
}

/** A closed list of words, and the page that has it. */
export interface WordList<Word extends string = string> {
  readonly words: readonly [Word, ...Word[]];
  readonly source: string;
}

export const wordList = <const Word extends string>(
  words: readonly [Word, ...Word[]],
  source: string,
): WordList<Word> => ({ words, source });

/** The keys of a table, as a closed list of words. */
export const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>, source: string): WordList<Key> => ({
  words: Object.keys(table) as [Key, ...Key[]],
  source,
});

export const includes = ({ words }: WordList, given: string): boolean => words.includes(given);

const range = (min = 0, max?: number) =>
  max === undefined ? `at least ${min}` : min === 0 ? `at most ${max}` : `${min}-${max}`;

/** Why a text is not what the fact allows; undefined where it is. */
export function textProblem(fact: TextFact, given: string): string | undefined {
  const { is, min = 0, max, pattern, form, fits } = fact;
  const advice = typeof fact.advice === "string" ? fact.advice : fact.advice(given);
  const length = [...given].length;
  if (length < min || length > (max ?? length)) {
    return `${is} has ${range(min, max)} ${(max ?? min) === 1 ? "character" : "characters"}, got ${length} (${quote(given)}); ${advice}`;
  }
  const wrong = (pattern && !pattern.test(given)) || (fits && !fits(given));
  return wrong ? `${is} is ${form}, got ${quote(given)}; ${advice}` : undefined;
}

/** Why a number is not what the fact allows; undefined where it is. */
export function numberProblem({ is, min, max, unit }: NumberFact, given: number): string | undefined {
  if (Number.isInteger(given) && given >= min && given <= (max ?? given)) return undefined;
  const bounds = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
  return `${is} is a whole number ${bounds}${unit ? ` ${unit}` : ""}, got ${given}`;
}

/** Why a list has too few or too many items; undefined where it has not. */
export function listProblem({ is, min = 0, max, advice }: ListFact, given: readonly unknown[]): string | undefined {
  if (given.length >= min && given.length <= (max ?? given.length)) return undefined;
  const wanted = min === 1 && max === undefined ? "one or more" : range(min, max);
  return `${wanted} ${is}, got ${given.length}; ${advice}`;
}

/** Those of the keys that an object has. */
export const presentKeys = (given: object, keys: readonly string[]): string[] =>
  keys.filter((key) => Object.hasOwn(given, key) && Reflect.get(given, key) !== undefined);

/** Why an object does not have exactly one of the keys; undefined where it does. */
export function exactlyOne(given: object, keys: readonly string[]): string | undefined {
  const present = presentKeys(given, keys);
  if (present.length === 1) return undefined;
  return `exactly one of ${list(keys, "and")}, got ${present.length === 0 ? "none" : list(present, "and")}`;
}
