import fc from "fast-check";
import { globCovered, matchesGlob } from "../../lib/power/globs";

const regular = (pattern: string) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`);

/** All names of up to five characters, of two letters that patterns have, one that they have not, and the dash. */
const NAMES = (() => {
  const all: string[] = [""];
  for (const name of all) if (name.length < 6) all.push(...["a", "b", "c", "-"].map((next) => name + next));
  return all.filter((name) => /^[abc]([-abc]*[abc])?$/.test(name));
})();

const pattern = fc
  .array(fc.constantFrom("a", "b", "-", "*"), { minLength: 1, maxLength: 4 })
  .map((characters) => characters.join(""))
  .filter((text) => /^[ab*]([-ab*]*[ab*])?$/.test(text) && text.replaceAll("*", "").length <= 3);

test("a pattern matches as its regular expression does", () => {
  fc.assert(
    fc.property(pattern, fc.constantFrom(...NAMES), (glob, name) => {
      expect(matchesGlob(glob, name)).toBe(regular(glob).test(name));
    }),
    { numRuns: 2000 },
  );
});

test("patterns cover another if they match all names that it matches", () => {
  fc.assert(
    fc.property(pattern, fc.array(pattern, { maxLength: 3 }), (glob, others) => {
      const expressions = others.map(regular);
      const own = regular(glob);
      const missed = NAMES.find((name) => own.test(name) && !expressions.some((one) => one.test(name)));
      expect([globCovered(glob, others), missed]).toEqual([missed === undefined, missed]);
    }),
    { numRuns: 1500 },
  );
});

test.each([
  ["team-a-dev", ["team-a-*"], true],
  ["team-a-*", ["team-*"], true],
  ["team-a", ["team-a-*"], false],
  ["team-*", ["team-a-*", "team-b-*"], false],
  ["*", ["a*", "b*"], false],
  ["*", ["**"], true],
  ["a*b", ["a*", "*b"], true],
  ["*-*", ["*"], true],
  ["kube-*", ["k*", "kube-system"], true],
  // every name begins with one of 36 characters
  ["*", [..."abcdefghijklmnopqrstuvwxyz0123456789"].map((letter) => `${letter}*`), true],
  ["*", [..."abcdefghijklmnopqrstuvwxy0123456789"].map((letter) => `${letter}*`), false],
  // neither of the two can begin a name
  ["*a", ["a", "*aa", "*ba", "*-a"], false],
  ["team-a", [], false],
] as const)("%s in %j: %p", (glob, others, covered) => {
  expect(globCovered(glob, others)).toBe(covered);
});

test("patterns that would take too long count as ones that do not cover", () => {
  const letters = [..."abcdefghijklmnopqrstuvwxyz0123456789"];
  const covering = ["*x*y", ...letters.filter((letter) => letter !== "y").map((letter) => `*${letter}`)];
  const noise = letters.slice(0, 20).map((letter) => `*${letter}*${letter}*y`);
  expect([globCovered("*x*", covering), globCovered("*x*", [...covering, ...noise])]).toEqual([true, false]);
});
