import fc from "fast-check";
import {
  contains,
  containsArns,
  literally,
  matching,
  matchingArns,
  patternOf,
  patternWithVariables,
} from "../../lib/power/wildcards";

const textsOver = (letters: string, most: number): string[] =>
  most === 0
    ? [""]
    : ["", ...[...letters].flatMap((first) => textsOver(letters, most - 1).map((rest) => first + rest))];
const pattern = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 5 }).map((parts) => parts.join(""));

test("a pattern that contains another matches all that the other does, of all texts of some length", () => {
  const TEXTS = textsOver("abc", 6);
  const matchedBy = (text: string) => {
    const expression = new RegExp(`^${text.replaceAll("*", ".*").replaceAll("?", ".")}$`);
    return TEXTS.map((one) => expression.test(one));
  };
  const seen = { contained: 0, not: 0, missed: 0 };
  fc.assert(
    fc.property(pattern, pattern, (one, other) => {
      const [whole, part] = [matchedBy(one), matchedBy(other)];
      const isContained = part.every((matches, at) => !matches || whole[at]);
      const said = contains(patternOf(one), patternOf(other));
      seen[said ? "contained" : isContained ? "missed" : "not"] += 1;
      if (said) expect([one, other, isContained]).toEqual([one, other, true]);
      expect(matching(patternOf(one), literally(other.replace(/[*?]/g, "c"))) > 0).toBe(
        new RegExp(`^${one.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(other.replace(/[*?]/g, "c")),
      );
    }),
    { numRuns: 1500 },
  );
  expect(Math.min(seen.contained, seen.not)).toBeGreaterThan(100);
  expect(seen.missed).toBeLessThan(seen.contained / 3);
});

const part = fc.constantFrom("*", "*", "s3", "s?", "queue*");
const last = fc.constantFrom(
  "*",
  "queue/*",
  "queue/a",
  "queue/?",
  "*/a",
  "q*:b",
  "queue/a:b",
  "${aws:username}/*",
  "a*",
);
const arn = fc.oneof(
  fc.tuple(part, part, last).map(([service, region, name]) => `arn:aws:${service}:${region}::${name}`),
  fc.constantFrom("arn:aws:s3*", "*", "arn:*"),
);

test("and so of ARNs, of which wildcards are for one part", () => {
  const NAMES = ["queue/a", "queue/ab", "x/a", "queue/a:b", "q:b", "kim/x", "a", ""];
  const TEXTS = ["s3", "sx", "queue", ""].flatMap((service) =>
    ["", "s3", "queue", "xueue"].flatMap((region) => NAMES.map((name) => `arn:aws:${service}:${region}::${name}`)),
  );
  const filled = (text: string) => patternOf(text.replace("${aws:username}", "kim"));
  const seen = { contained: 0, not: 0 };
  fc.assert(
    fc.property(arn, arn, (one, other) => {
      const said = containsArns(patternWithVariables(one), patternWithVariables(other));
      seen[said ? "contained" : "not"] += 1;
      const counter = TEXTS.find(
        (text) => matchingArns(filled(other), literally(text)) > 0 && matchingArns(filled(one), literally(text)) === 0,
      );
      if (said) expect([one, other, counter]).toEqual([one, other, undefined]);
    }),
    { numRuns: 5000 },
  );
  expect(Math.min(seen.contained, seen.not)).toBeGreaterThan(30);
});

test.each([
  ["arn:aws:s3:::team-*/x", "arn:aws:s3:::team-${aws:username}/x", true],
  ["arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::${aws:username}/a", true],
  ["arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::kim/a", false],
  // a value may be of any length, and bring parts of its own
  ["arn:aws:s3:::?", "arn:aws:s3:::${aws:username}", false],
  ["arn:aws:s3:*::x", "arn:aws:s3:${aws:username}::x", false],
])("%s contains %s: %s", (one, other, is) => {
  expect(containsArns(patternWithVariables(one), patternWithVariables(other))).toBe(is);
});
