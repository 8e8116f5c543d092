import { decides, nodePool } from "../../support/decide";

const AT = "nodeClasses.gpu.nodePools.batch.disruption";

const disruption = (more: object) => nodePool({ disruption: more });
const budget = (more: object) => disruption({ budgets: [more] });

describe("consolidation", () => {
  const refused = (got: string, advice: string) =>
    `${AT}.consolidateAfter: a duration is whole numbers with the units h, m and s, or Never, got "${got}"; ${advice}`;
  decides([
    ...["WhenEmpty", "WhenEmptyOrUnderutilized", "Balanced"].map(
      (consolidationPolicy) =>
        ["R522", `${consolidationPolicy} is allowed`, disruption({ consolidationPolicy })] as const,
    ),
    [
      "R522",
      "the name of an earlier version is refused",
      disruption({ consolidationPolicy: "WhenUnderutilized" }),
      `${AT}.consolidationPolicy: one of WhenEmpty, WhenEmptyOrUnderutilized or Balanced, got "WhenUnderutilized"`,
    ],
    ["R522", "a token is allowed", disruption({ consolidationPolicy: "${var.policy}" })],
    ["R523", "seconds are allowed", disruption({ consolidateAfter: "30s" })],
    ["R523", "0s is allowed", disruption({ consolidateAfter: "0s" })],
    ["R523", "Never is allowed", disruption({ consolidateAfter: "Never" })],
    ["R523", "longer than a node lives is allowed", disruption({ consolidateAfter: "1000h" })],
    [
      "R523",
      "never is refused",
      disruption({ consolidateAfter: "never" }),
      refused("never", 'write it in hours, minutes and seconds, such as "336h" or "1h30m"'),
    ],
    ["R523", "a day is refused", disruption({ consolidateAfter: "1d" }), refused("1d", 'write "24h"')],
    ["R523", "a token is allowed", disruption({ consolidateAfter: "${var.wait}" })],
  ]);
});

describe("budgets", () => {
  const many = (count: number) => disruption({ budgets: Array.from({ length: count }, () => ({ nodes: "1" })) });
  const nodes = (got: string) =>
    `${AT}.budgets[0].nodes: the number of nodes of a budget is a whole number or 0% to 100%, as text, got "${got}"; write "10%" or "5"`;
  const REASONS = "one of Underutilized, Empty, Drifted or NodeNotHealthy";
  decides([
    ["R524", "50 budgets are allowed", many(50)],
    ["R524", "no budgets are allowed", many(0)],
    ["R524", "51 budgets are refused", many(51), `${AT}.budgets: at most 50 disruption budgets, got 51; join some`],
    ...["0", "5", "1000", "0%", "9%", "100%"].map(
      (some) => ["R525", `${some} is allowed`, budget({ nodes: some })] as const,
    ),
    ["R525", "left out is allowed, for 10%", budget({ reasons: ["Empty"] })],
    ...["101%", "10.5%", "-1", "1.5", "ten", ""].map(
      (some) => ["R525", `${JSON.stringify(some)} is refused`, budget({ nodes: some }), nodes(some)] as const,
    ),
    [
      "R525",
      "a number is refused",
      budget({ nodes: 5 }),
      `${AT}.budgets[0].nodes: text, got 5 (a number); write it in quotes: "5"`,
    ],
    ["R525", "a token is allowed", budget({ nodes: "${var.percent}%" })],
    [
      "R526",
      "the four reasons are allowed",
      budget({ nodes: "1", reasons: ["Underutilized", "Empty", "Drifted", "NodeNotHealthy"] }),
    ],
    [
      "R526",
      "a reason twice is refused",
      budget({ nodes: "1", reasons: ["Empty", "Drifted", "Empty"] }),
      `${AT}.budgets[0].reasons[2]: Empty stands here twice; keep one`,
    ],
    [
      "R526",
      "lower case is refused",
      budget({ nodes: "1", reasons: ["Empty", "drifted"] }),
      `${AT}.budgets[0].reasons[1]: ${REASONS}, got "drifted"; did you mean "Drifted"?`,
    ],
    [
      "R526",
      "Expired is refused",
      budget({ nodes: "1", reasons: ["Expired"] }),
      `${AT}.budgets[0].reasons[0]: ${REASONS}, got "Expired"`,
    ],
  ]);
});

describe("schedules", () => {
  const of = (schedule: unknown, duration: unknown = "8h") => budget({ nodes: "0", schedule, duration });
  const lasting = (duration: unknown) => of("@daily", duration);
  const notLasting = (got: string, advice: string) =>
    `${AT}.budgets[0].duration: the duration of a budget is hours and minutes, such as 8h or 1h30m, got "${got}"; ${advice}`;
  const refused = (got: string) =>
    `${AT}.budgets[0].schedule: a schedule is a cron expression of five fields in UTC, or @daily, @weekly, @hourly and their like, got "${got}"; write it like "0 9 * * mon-fri"`;
  const schedules = [
    ..."@annually @yearly @monthly @weekly @daily @midnight @hourly".split(" "),
    "0 9 * * mon-fri",
    "*/15 0-6,22,23 1,15 JAN-MAR ?",
    "59 23 31 12 6",
    "00 09 01 01 0",
    "0  9\t* * *",
    "10-50/10 * * * *",
    "* * * apr-Nov,12 SUN-6",
  ];
  const others = [
    "0 9 * *",
    "0 0 9 * * *",
    "60 * * * *",
    "* 24 * * *",
    "* * 0 * *",
    "* * 32 * *",
    "* * * 13 *",
    "* * * foo *",
    "* * * mon *",
    "* * * * 7",
    "* * * * 8",
    "* * * * fri-mon",
    "0 17-9 * * *",
    "0 9-12-17 * * *",
    "*/0 * * * *",
    "0 9, * * *",
    "@every 1h",
    "@reboot",
    "at nine each working day",
    "TZ=UTC 0 9 * * *",
    "",
  ];
  decides([
    ["R527", "both are allowed", of("@daily", "8h")],
    ["R527", "neither is allowed", budget({ nodes: "0" })],
    [
      "R527",
      "a schedule alone is refused",
      budget({ nodes: "0", schedule: "@daily" }),
      `${AT}.budgets[0]: schedule and duration come together; add duration`,
    ],
    [
      "R527",
      "a duration alone is refused",
      budget({ nodes: "0", duration: "8h" }),
      `${AT}.budgets[0]: schedule and duration come together; add schedule`,
    ],
    ...["90m", "1h30m", "48h", "1h30m0s"].map((some) => ["R527", `${some} is allowed`, lasting(some)] as const),
    ["R527", "seconds are refused", lasting("30s"), notLasting("30s", 'write "1m"')],
    ["R527", "minutes and seconds are refused", lasting("90m30s"), notLasting("90m30s", 'write "1h31m"')],
    ["R527", "minutes before hours are refused", lasting("30m1h"), notLasting("30m1h", 'write "1h30m"')],
    ["R527", "a day is refused", lasting("1d"), notLasting("1d", 'write "24h"')],
    ["R527", "a word is refused", lasting("day"), notLasting("day", "round it to minutes")],
    ["R527", "a token is allowed", lasting("${var.hours}h")],
    ...schedules.map((some) => ["R528", `${JSON.stringify(some)} is allowed`, of(some)] as const),
    ...others.map((some) => ["R528", `${JSON.stringify(some)} is refused`, of(some), refused(some)] as const),
    ["R528", "a token is allowed", of("${var.schedule}")],
  ]);
});
