import { join } from "node:path";
import { type CheckResult, checkFiles } from "../../lib/checks/checks";
import { load } from "../../lib/load/load";
import { CHECK_NAMES, type CheckName, checkOf, isOwnCheck } from "../../lib/plan/checks/catalogue";
import type { Example } from "../../lib/plan/rule";
import { wholeFiles } from "../support/examples";
import { folderOf } from "../support/files";

/** What a check says of each file of an example. */
const resultsOf = (name: CheckName, example: Example): CheckResult[] =>
  checkFiles(load(join(folderOf(wholeFiles(example)), "clusters"))).flatMap(({ checks }) =>
    checks.filter((check) => check.name === name),
  );

describe.each(CHECK_NAMES)("check %s", (name) => {
  const { bad, good, level } = checkOf(name);

  test("is met by its good example", () => {
    const verdicts = resultsOf(name, good).map(({ verdict }) => verdict);
    // the good example of a rule may accept it, or have nothing that it is about
    if (isOwnCheck(name)) expect(verdicts).toEqual(["met"]);
    else expect(verdicts).not.toContain("broken");
  });

  if (bad !== undefined) {
    test("is broken once by its bad example, at its level", () => {
      const broken = resultsOf(name, bad).filter(({ verdict }) => verdict === "broken");
      expect(broken).toMatchObject([{ level, findings: [{ level }] }]);
    });
  }
});
