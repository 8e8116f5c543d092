import { distance } from "fastest-levenshtein";

/** A cdktf token, or any other Terraform expression: known to Terraform only, so no literal check applies. */
export function isToken(value: unknown): boolean {
  return typeof value === "string" && value.includes("${");
}

const SHOWN = 160;

/** The value as the user wrote it, cut where it is long. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}

/** `a, b or c` */
export function list(words: readonly string[], last: "or" | "and" = "or"): string {
  return new Intl.ListFormat("en-GB", { type: last === "or" ? "disjunction" : "conjunction" }).format(words);
}

/** The word that was probably meant: the nearest by edit distance, if it is near at all. */
export function nearest(given: string, words: Iterable<string>): string | undefined {
  const folded = given.toLowerCase();
  let best: string | undefined;
  let least = Math.min(given.length, Math.max(2, Math.ceil(given.length / 4)) + 1);
  for (const word of words) {
    const edits = distance(folded, word.toLowerCase());
    if (edits < least) {
      best = word;
      least = edits;
    }
  }
  return best;
}

/** `; did you mean "gpu"?`, or nothing. */
export function didYouMean(given: string, words: Iterable<string>): string {
  const word = nearest(given, words);
  return word === undefined ? "" : `; did you mean ${quote(word)}?`;
}

/** A name that is made here and would be too long keeps its beginning and gets a hash of the whole. */
export function truncateWithHash(name: string, max: number): string {
  if (isToken(name) || name.length <= max) return name;
  const suffix = `-${hash(name)}`;
  return name.slice(0, max - suffix.length) + suffix;
}

/** FNV-1a, 32 bits, as eight hexadecimal digits. */
export function hash(text: string): string {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) state = Math.imul(state ^ byte, 0x01000193);
  return (state >>> 0).toString(16).padStart(8, "0");
}

/** Orders by code point: the same on every machine, whatever its language. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The entries of a record by key, so that the order of the file does not matter. */
export function sortedEntries<T>(record: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(record ?? {}).sort(([a], [b]) => byCodePoint(a, b));
}
