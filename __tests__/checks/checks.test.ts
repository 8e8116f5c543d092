import { CHECK_NAMES, checkOf, isOwnCheck, OWN_CHECKS } from "../../lib/plan/checks/catalogue";
import type { Check } from "../../lib/plan/checks/check";
import { exampleFiles } from "../../lib/report/rules";
import { linesOf } from "../support/examples";
import { checked, resultsOf } from "./support";

const OWN: [string, Check][] = Object.entries(OWN_CHECKS);

/** A file that accepts a check, beside what else it accepts. */
function accepting(file = "", name: string): string {
  const row = `${name}: it is all right here`;
  if (/^accept:$/m.test(file)) return file.replace("accept:\n", `accept:\n  ${row}\n`);
  return file.includes("accept: {") ? file.replace("accept: {", `accept: { ${row},`) : `${file}\naccept: { ${row} }\n`;
}

describe.each(CHECK_NAMES)("check %s", (name) => {
  const { bad, good, level, summary, wayOut, source } = checkOf(name);

  test("is met by its good example", () => {
    const verdicts = resultsOf(name, good).map(({ verdict }) => verdict);
    // the good example of a rule may accept it, or have nothing that it is about
    if (isOwnCheck(name)) expect(verdicts).toEqual(["met"]);
    else expect(verdicts).not.toContain("broken");
  });

  if (bad !== undefined) {
    test("is broken once by its bad example, at its level, and accepted with a reason", () => {
      const broken = resultsOf(name, bad).filter(({ verdict }) => verdict === "broken");
      expect(broken).toMatchObject([{ level, findings: [{ level }] }]);
      expect(broken[0]?.findings[0]?.text).toMatch(/^\S.*\S$/);
      expect(broken[0]?.findings[0]?.acceptance).toBe(`accept: { ${name}: <reason> }`);
      const [file = ""] = (broken[0]?.findings[0]?.location ?? "").split(":");
      const files = exampleFiles(bad);
      const accepted = { ...files, [file]: accepting(files[file], name) };
      expect(resultsOf(name, accepted).filter(({ verdict }) => verdict === "accepted")).toMatchObject([
        { level, findings: [{ accepted: "it is all right here" }] },
      ]);
    });
  }

  test("is described in whole sentences, with its page", () => {
    expect(summary).toMatch(/^[A-Z`"].*\.$/);
    expect(wayOut).toMatch(/^[A-Z`"].*\.$/);
    expect(source).toMatch(/^(https:|docs\/)/);
  });
});

test.each(OWN)("the examples of %s are refused by no rule, and nothing warns of them", (_, { bad, good }) => {
  const all = [good, ...(bad === undefined ? [] : [bad])].map(linesOf);
  expect(all.map(({ errors, warnings }) => [...errors, ...warnings])).toEqual(all.map(() => []));
});

test.each(OWN)("an acceptance of %s is stale where nothing needs it", (name, { good }) => {
  const file = accepting(exampleFiles(good)["clusters/demo.yaml"], name);
  expect(checked(file).map(({ stale }) => stale)).toEqual([
    [{ check: name, location: expect.stringMatching(/^clusters\/demo\.yaml:\d+:\d+$/) }],
  ]);
  // only the checks can tell
  expect(linesOf(file).warnings).toEqual([]);
});

test("a file that says nothing decides nothing but what holds for all that is said", () => {
  const [file] = checked('account: "111122223333"\nregion: eu-west-1\n');
  expect(file?.checks.filter(({ verdict }) => verdict !== "not decidable here")).toEqual([]);
  expect(file?.checks.every(({ undecided }) => undecided !== undefined && undecided.why.length > 0)).toBe(true);
});
