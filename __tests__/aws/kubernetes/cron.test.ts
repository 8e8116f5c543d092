import { textProblem } from "../../../lib/aws/fact";
import { SCHEDULE } from "../../../lib/aws/kubernetes/cron";

/** A schedule with one field that is not `*`. */
const at = (index: number, text: string) => ["*", "*", "*", "*", "*"].with(index, text).join(" ");

/** Each field with its first and its last value, the values beside them, and a range that goes backwards. */
describe.each([
  ["minute", 0, "0 59 00 0-59 59-59 */5 5/10", "60 -1 30-10 mon 0-60"],
  ["hour", 1, "0 23 09 0-23 9-17/2", "24 17-9 9-24"],
  ["day", 2, "1 31 01 1,15 ?", "0 32 31-1"],
  ["month", 3, "1 12 jan DEC jan-mar 1-mar", "0 13 foo sun dec-jan january"],
  ["weekday", 4, "0 6 sun SAT mon-fri 1-fri", "7 8 jan fri-mon sunday"],
])("R528 the %s", (_field, index, right, wrong) => {
  test.each(right.split(" "))("%s is allowed", (text) => {
    expect(textProblem(SCHEDULE, at(index, text))).toBeUndefined();
  });

  test.each(wrong.split(" "))("%s is refused", (text) => {
    expect(textProblem(SCHEDULE, at(index, text))).toContain(`got "${at(index, text)}"`);
  });

  test.each(["", "*/", "*/0", "1-", "1-2-3", "1,", ",", "1/x", "L", "#"])('"%s" is refused', (text) => {
    expect(textProblem(SCHEDULE, at(index, text))).toContain("got ");
  });
});
