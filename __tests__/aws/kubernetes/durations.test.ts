import { textProblem } from "../../../lib/aws/fact";
import { BUDGET_DURATION, DURATION_OR_NEVER, EXPIRE_AFTER, seconds } from "../../../lib/aws/kubernetes/durations";

describe("seconds", () => {
  test.each([
    ["0s", 0],
    ["90s", 90],
    ["2m", 120],
    ["1h", 3600],
    ["1h30m15s", 5415],
    ["30m1h", 5400],
    ["1h1h", 7200],
    ["504h", 21 * 24 * 3600],
    ["Never", 0],
  ])("of %s are %d", (duration, length) => {
    expect(seconds(duration)).toBe(length);
  });
});

describe("a duration that is spelt wrongly is spelt rightly in the advice", () => {
  test.each([
    ["21d", 'write "504h"'],
    ["2w", 'write "336h"'],
    ["1d12h", 'write "36h"'],
    ["1.5h", 'write "1h30m"'],
    ["1.1h", 'write "1h6m"'],
    ["0.5m", 'write "30s"'],
    ["1h 30m", 'write "1h30m"'],
    ["2H", 'write "2h"'],
    ["0d", 'write "0m"'],
    ["500ms", 'write it in hours, minutes and seconds, such as "336h" or "1h30m"'],
    ["soon", 'write it in hours, minutes and seconds, such as "336h" or "1h30m"'],
  ])("R518 %s", (given, advice) => {
    expect(textProblem(DURATION_OR_NEVER, given)).toBe(
      `a duration is whole numbers with the units h, m and s, or Never, got "${given}"; ${advice}`,
    );
  });

  test("R518 no advice is longer than a node may live", () => {
    expect(textProblem(EXPIRE_AFTER, "90d")).toMatch(/; write "504h"$/);
  });

  test("R527 the advice for a budget has no seconds", () => {
    expect(textProblem(BUDGET_DURATION, "1h61s")).toMatch(/; write "1h2m"$/);
  });
});
