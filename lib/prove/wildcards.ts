import { type Certainty, NOT, PERHAPS, SURELY } from "../power/power";

/** A part of a pattern: a character, any one character, or any text. */
export type Token = string | typeof ONE | typeof ANY;

export const ONE: unique symbol = Symbol("?");
export const ANY: unique symbol = Symbol("*");

/** Reads a text in which `*` and `?` are wildcards. */
export const patternOf = (text: string): Token[] =>
  [...text].map((character) => (character === "*" ? ANY : character === "?" ? ONE : character));

/** Reads a text without wildcards. */
export const literally = (text: string): Token[] => [...text];

/** How sure it is that a pattern matches what is asked about. That may be a pattern too, and then all that it matches. */
export function matching(pattern: readonly Token[], asked: readonly Token[]): Certainty {
  if (contains(pattern, asked)) return SURELY;
  return asked.some((token) => typeof token === "symbol") && meet(pattern, asked) ? PERHAPS : NOT;
}

/** Whether a pattern matches all that another does. Wildcards are matched by wildcards alone. */
const contains = (pattern: readonly Token[], asked: readonly Token[]): boolean =>
  walk(pattern, asked, (token, other) => token === other || (token === ONE && other !== ANY), false);

/** Whether two patterns match some text both. */
const meet = (pattern: readonly Token[], asked: readonly Token[]): boolean =>
  walk(pattern, asked, (token, other) => token === other || token === ONE || other === ONE, true);

/** Compares two patterns place by place, in as many steps as the product of their lengths. */
function walk(
  pattern: readonly Token[],
  asked: readonly Token[],
  isSame: (token: Token | undefined, other: Token) => boolean,
  both: boolean,
): boolean {
  // whether the pattern up to a place matches what is asked so far
  let row = [true];
  for (const token of pattern) row.push((row.at(-1) ?? false) && token === ANY);
  for (const other of asked) {
    const next = [both && other === ANY && (row[0] ?? false)];
    for (const [at, token] of pattern.entries()) {
      const before = row[at] ?? false;
      const here = row[at + 1] ?? false;
      const left = next[at] ?? false;
      if (token === ANY) next.push(here || left);
      else if (both && other === ANY) next.push(here || left);
      else next.push(before && isSame(token, other));
    }
    row = next;
  }
  return row[pattern.length] ?? false;
}
