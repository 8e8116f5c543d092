import { distance } from "fastest-levenshtein";

/**
 * Returns whether a text contains a cdktf token or another Terraform expression. Only Terraform knows its value, so
 * checks of literals do not apply.
 */
export function isToken(value: unknown): boolean {
  return typeof value === "string" && value.includes("${");
}

/**
 * Characters that a reader cannot see, or that change the order in which text is displayed: control, format and
 * ignorable characters, spaces that are not U+0020, halves of characters.
 */
export const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000]/gu;

/** Writes characters that a reader cannot see by their numbers: `\u200b`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** Returns a text as one word of a POSIX shell. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9_./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

const SHOWN = 160;

/** Returns the value as the user wrote it, in one line, shortened if it is long. */
export function quote(value: unknown): string {
  const text = visible(JSON.stringify(value) ?? String(value));
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}

/** Joins words: `a, b or c`. */
export function list(words: readonly string[], last: "or" | "and" = "or"): string {
  // Intl.ListFormat takes 10 ms when it is first used
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

const SHOWN_WORDS = 20;

/** Joins words, the first of them if there are many: `a, b and 98 others`. */
export function someOf(words: readonly string[]): string {
  const others = words.length - SHOWN_WORDS;
  return list(others > 1 ? [...words.slice(0, SHOWN_WORDS), `${others} others`] : words, "and");
}

/**
 * Returns the word that was probably meant: the closest one by edit distance, if it is close enough.
 *
 * @param most how many edits it may be away
 */
export function nearest(
  given: string,
  words: Iterable<string>,
  most = Math.max(2, Math.ceil(given.length / 4)),
): string | undefined {
  const folded = given.toLowerCase();
  let best: string | undefined;
  let least = Math.min(given.length, most + 1);
  for (const word of words) {
    // at least as many edits as the lengths differ
    if (Math.abs(word.length - given.length) >= least) continue;
    const edits = distance(folded, word.toLowerCase());
    if (edits < least) {
      best = word;
      least = edits;
    }
  }
  return best;
}

/** Returns `; did you mean "gpu"?`, or nothing if no word is close. */
export function didYouMean(given: string, words: Iterable<string>): string {
  const word = nearest(given, words);
  return word === undefined ? "" : `; did you mean ${quote(word)}?`;
}

/** Shortens a generated name that is too long: keeps its beginning and appends a hash of the whole name. */
export function truncateWithHash(name: string, max: number): string {
  if (isToken(name) || name.length <= max) return name;
  const suffix = `-${hash(name)}`;
  return name.slice(0, max - suffix.length) + suffix;
}

/** Returns the 32-bit FNV-1a hash as eight hexadecimal digits. */
export function hash(text: string): string {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) state = Math.imul(state ^ byte, 0x01000193);
  return (state >>> 0).toString(16).padStart(8, "0");
}

/** Compares by code unit, so that the order does not depend on the locale. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Returns the entries of a record sorted by key, so that the order in the file does not matter. */
export function sortedEntries<T>(record: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(record ?? {}).sort(([a], [b]) => byCodePoint(a, b));
}
