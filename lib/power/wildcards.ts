import { type Certainty, least, NOT, PERHAPS, SURELY } from "./power";

/** A part of a pattern: a character, a variable, any one character, or any text. */
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

/**
 * Whether a pattern surely matches all that another does. Wildcards are matched by wildcards alone, so that of a few patterns
 * it does not see it: `?*` contains `*a`.
 */
export const contains = (pattern: readonly Token[], asked: readonly Token[]): boolean =>
  walk(pattern, asked, (token, other) => token === other || (token === ONE && isOneCharacter(other)), false);

const isOneCharacter = (token: Token): boolean => token === ONE || (typeof token === "string" && !isVariable(token));

const isVariable = (token: Token): boolean => typeof token === "string" && token.startsWith("${");

/** Reads a text of a policy in which a variable, such as `${aws:username}`, stands for a text that is not known. */
export const patternWithVariables = (text: string): Token[] =>
  text.split(/(\$\{[^}]*\})/).flatMap((part) => (isVariable(part) ? [part] : patternOf(part)));

/**
 * Whether a pattern of ARNs surely matches all that another does, part by part. A variable before the last part may bring
 * parts of its own.
 */
export function containsArns(pattern: readonly Token[], asked: readonly Token[]): boolean {
  if (!isWholeArn(pattern) || !isWholeArn(asked)) return false;
  const others = partsOf(asked);
  return partsOf(pattern).every((part, index) => {
    const other = others[index] ?? [];
    const isLast = index === PARTS_OF_ARN - 1;
    return contains(part, other) && (isLast || ![...part, ...other].some(isVariable));
  });
}

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

/** Compares ARNs part by part: a wildcard is for one part. */
export function matchingArns(pattern: readonly Token[], asked: readonly Token[]): Certainty {
  const [parts, others] = [partsOf(pattern), partsOf(asked)];
  if (parts.length !== others.length) return NOT;
  return least(...parts.map((part, index) => matching(part, others[index] ?? [])));
}

const PARTS_OF_ARN = 6;

/** Whether a pattern has all parts of an ARN. */
export const isWholeArn = (pattern: readonly Token[]): boolean => partsOf(pattern).length === PARTS_OF_ARN;

function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token === ":" && parts.length < PARTS_OF_ARN) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
