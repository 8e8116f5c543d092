/** Characters of namespace names. A name neither begins nor ends with the last one. */
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const DASH = "-";

/** More steps in patterns than those that people write ever need: about half a second. */
const MAX_STEPS = 300_000;

/** Whether a pattern, in which `*` stands for any text, matches a name. */
export const matchesGlob = (pattern: string, name: string): boolean => {
  let at = new Set(closure(pattern, [0]));
  for (const character of name) at = new Set(advance(pattern, at, character));
  return at.has(pattern.length);
};

/**
 * Whether every namespace that a pattern matches is matched by one of others, decided for names of any length. A set of
 * patterns that would take too long counts as one that does not.
 */
export function globCovered(pattern: string, others: readonly string[]): boolean {
  if (!pattern.includes("*")) return others.some((other) => matchesGlob(other, pattern));
  return others.includes("*") || others.some((other) => contains([other], pattern)) || contains(others, pattern);
}

/** A way through the pattern: how far it is, what of the others goes along, and whether the name may end here. */
interface State {
  readonly at: number;
  readonly others: readonly (readonly number[])[];
  readonly mayEnd: boolean;
}

/** Looks for a name that the pattern matches and none of the others does. */
function contains(others: readonly string[], pattern: string): boolean {
  const alphabet = alphabetOf([pattern, ...others]);
  const first = others.map((other) => leading(other, closure(other, [0])));
  const open: State[] = closure(pattern, [0]).map((at) => ({ at, others: first, mayEnd: false }));
  const seen = new Set(open.map(keyOf));
  let steps = 0;
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const { at, mayEnd } = state;
    if (at === pattern.length && mayEnd && !state.others.some((ats, index) => ats.includes(others[index]?.length ?? 0)))
      return false;
    steps += alphabet.length * others.length;
    if (steps > MAX_STEPS) return false;
    for (const character of alphabet) {
      if (character === DASH && isStart(state, first)) continue;
      const along = others.map((other, index) => leading(other, advance(other, state.others[index] ?? [], character)));
      for (const next of advance(pattern, [at], character)) {
        const reached = { at: next, others: along, mayEnd: character !== DASH };
        if (along.some((ats, index) => ats.some((place) => isAll(others[index], place)))) continue;
        const key = keyOf(reached);
        if (seen.has(key)) continue;
        seen.add(key);
        open.push(reached);
      }
    }
  }
  return true;
}

/** Only the states at the start have these very lists. */
const isStart = (state: State, first: State["others"]): boolean => state.others === first;

const keyOf = ({ at, others, mayEnd }: State): string => `${at} ${mayEnd} ${others.map(String).join(" ")}`;

/** The characters that patterns name, and one that stands for all other letters and digits. */
function alphabetOf(patterns: readonly string[]): readonly string[] {
  const named = new Set(patterns.join("").replaceAll("*", ""));
  const other = [...LETTERS].find((letter) => !named.has(letter));
  return [...new Set([...named, DASH, ...(other === undefined ? [] : [other])])];
}

/** Adds the places that a `*` lets pass without a character. */
function closure(pattern: string, places: Iterable<number>): number[] {
  const all = new Set(places);
  for (const place of all) if (pattern[place] === "*") all.add(place + 1);
  return [...all];
}

/** The places in a pattern after one more character. */
function advance(pattern: string, places: Iterable<number>, character: string): number[] {
  const next: number[] = [];
  for (const place of places) {
    if (pattern[place] === "*") next.push(place);
    else if (pattern[place] === character) next.push(place + 1);
  }
  return closure(pattern, next);
}

/** Whether a pattern matches whatever follows from a place on. */
const isAll = (pattern: string | undefined, place: number): boolean => pattern?.slice(place) === "*";

/** Drops places before the last `*` that is reached: whatever follows them follows it too. */
function leading(pattern: string, places: readonly number[]): number[] {
  const last = Math.max(-1, ...places.filter((place) => pattern[place] === "*"));
  return places.filter((place) => place >= last).sort((a, b) => a - b);
}
