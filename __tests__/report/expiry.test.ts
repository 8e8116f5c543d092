import { jsonAnswer } from "../../lib/commands/answer";
import { accessOf } from "../../lib/report/access";
import { asExpiryMarkdown, asExpiryTable, endingsOf } from "../../lib/report/expiry";
import { asMarkdown } from "../../lib/report/markdown";
import { asTables } from "../../lib/report/print";
import { objections } from "../support/answers";
import { folderOf } from "../support/files";
import { loaded } from "../support/loaded";
import { eksAccess } from "../support/words";

// each test of the command line starts a process
jest.setTimeout(60_000);

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

const FILES = {
  "clusters/demo.yaml": `${HEAD}use: [contractors]
access:
  ops: { principal: "${role("ops")}", policies: [AmazonEKSViewPolicy] }
  kim:
    principal: ${role("kim")}
    policies:
      - AmazonEKSViewPolicy
      - { policy: AmazonEKSClusterAdminPolicy, until: 2026-11-24, reason: "one | two" }
      - { policy: AmazonEKSEditPolicy, until: 2027-12-31, reason: later than the item }
    until: 2026-12-01
    reason: ACME-1234, load test
  left: { principal: "${role("left")}", groups: [a], until: 2026-11-01, reason: ACME-1, release: true }
  batch:
    principal: ${role("aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch")}
    entry: by-batch
    policies: [{ policy: AmazonEKSViewPolicy, namespaces: [jobs] }]
    until: 2027-01-01
    reason: ACME-2
workloads:
  report: { serviceAccount: [apps/report, apps/b], until: "2026-11-24T18:00:00+02:00", reason: the quarter }
accept: { secrets-visible: a test, impersonation: a test, batch-namespaces: a test, only-admins-expire: a test }
`,
  "clusters/atlas.yaml": `${HEAD}use: [contractors]\n`,
  "accessSets/contractors.yaml": `access:\n  old:\n    principal: ${role("old")}\n    groups: [a]\n    until: 2026-11-20\n    reason: ACME-1100\n`,
};

/** Less the folder that all is in. */
const bare = <T>(value: T): T => JSON.parse(JSON.stringify(value).replace(/"[^"]*\/(clusters|accessSets)\//g, '"$1/'));
const endings = (now: string) => bare(endingsOf(loaded(FILES).plans, now));

test("what has an end is in order, with what each file gives, and what is let go of is not", () => {
  expect(`\n${asExpiryTable(endings("2026-11-24T00:00:00Z"), Number.POSITIVE_INFINITY)}`).toBe(`
UNTIL                 LEFT      WHO                                                                                         WHAT                         ON           REASON                GRANTED AT
2026-11-20            expired   arn:aws:iam::111122223333:role/old                                                          all of it                    atlas, demo  ACME-1100             accessSets/contractors.yaml:5:5
2026-11-24T16:00:00Z  last day  pod:apps/report, pod:apps/b                                                                 all of it                    demo         the quarter           clusters/demo.yaml:22:52
2026-11-24            last day  arn:aws:iam::111122223333:role/kim                                                          AmazonEKSClusterAdminPolicy  demo         one | two             clusters/demo.yaml:10:48
2026-12-01            7 days    arn:aws:iam::111122223333:role/kim                                                          all of it                    demo         ACME-1234, load test  clusters/demo.yaml:12:5
2027-01-01            38 days   arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch  all of it                    demo         ACME-2                clusters/demo.yaml:19:5
expired: the next apply takes it away, if none has done so; then take it out of the files
`);
});

test.each([
  ["2026-11-19T12:00:00Z", 1],
  ["2026-11-20T00:00:00Z", 0],
  ["2026-11-20T23:59:59Z", 0],
  ["2026-11-21T00:00:00Z", null],
  ["2027-11-21T00:00:00Z", null],
])("at %s the last day 2026-11-20 is %j days away", (now, days) => {
  const [old] = endings(now);
  expect([old?.daysLeft, old?.expired]).toEqual([days, days === null]);
});

test("Markdown shows what others write as code", () => {
  const text = asExpiryMarkdown(endings("2026-11-24T00:00:00Z"), Number.POSITIVE_INFINITY);
  expect(text).toContain("| `2026-11-24` | `last day` | ");
  expect(text).toContain("| `one \\| two` |");
  expect(text.match(/^\| /gm)).toHaveLength(7);
  expect(asExpiryMarkdown([], 30)).toBe("nothing is expired or ends within 30 days\n");
});

test("JSON is what its schema says", () => {
  const today = "2026-11-24T00:00:00Z";
  expect(objections("expiry", JSON.parse(jsonAnswer("expiry", { today, endings: endings(today) })))).toEqual([]);
});

describe("the access of a cluster", () => {
  const [atlas, demo] = bare(accessOf(loaded(FILES).plans));

  test("says until when each policy and group is there", () => {
    expect(demo?.access.map(({ policy, group, until, reason }) => [policy ?? group, until, reason])).toEqual([
      ["AmazonEKSViewPolicy", "2027-01-01", "ACME-2"],
      ["AmazonEKSClusterAdminPolicy", "2026-11-24", "one | two"],
      ["AmazonEKSEditPolicy", "2026-12-01", "ACME-1234, load test"],
      ["AmazonEKSViewPolicy", "2026-12-01", "ACME-1234, load test"],
      ["a", "2026-11-01", "ACME-1"],
      ["a", "2026-11-20", "ACME-1100"],
      ["AmazonEKSViewPolicy", undefined, undefined],
    ]);
  });

  test("has a column for that only where something ends", () => {
    if (atlas === undefined || demo === undefined) throw new Error("no cluster");
    expect(asTables([atlas])).toBe(`atlas (111122223333, eu-west-1)
PRINCIPAL                           TYPE      POLICY OR GROUP  SCOPE                UNTIL       GRANTED AT
arn:aws:iam::111122223333:role/old  STANDARD  group a          as its bindings say  2026-11-20  accessSets/contractors.yaml:4:14
`);
    const lasting = { ...demo, access: demo.access.filter(({ until }) => until === undefined) };
    expect(asTables([lasting])).toContain("  SCOPE    GRANTED AT\n");
    expect(asMarkdown([demo])).toContain("| SCOPE | UNTIL | GRANTED AT |\n| --- | --- | --- | --- | --- | --- |\n");
  });
});

describe("the command line", () => {
  const folder = folderOf(FILES);

  test.each<[day: string, args: string[], status: number, stdout: string | RegExp, stderr: string | RegExp]>([
    ["2026-11-21", ["--names"], 2, "atlas\ndemo\n", ""],
    ["2026-11-21T01:00:00+01:00", ["--names", "--fail-on", "never"], 0, "atlas\ndemo\n", ""],
    ["2026-11-20", [], 0, /^UNTIL .*\n2026-11-20 (.*\n)+$/, ""],
    ["2026-11-20", ["--within", "0d", "--fail-on", "soon"], 2, /^UNTIL .*\n2026-11-20 .*\n$/, ""],
    ["2026-11-01", ["--within", "7d"], 0, "nothing is expired or ends within 7 days\n", ""],
    ["21.11.2026", [], 1, "", /^expiry: EKS_ACCESS_TODAY is a day such as .*, got "21\.11\.2026"\n$/],
    ["2026-11-01", ["--within", "7"], 0, "nothing is expired or ends within 7 days\n", ""],
    [
      "2026-11-20",
      ["--within", "4w"],
      1,
      "",
      'expiry: --within takes a number of days from 0 to 9999, such as 30, got "4w"\n',
    ],
    ["2026-11-20", ["--fail-on", "soon"], 1, "", "expiry: --fail-on soon needs --within, which says how soon\n"],
    [
      "2026-11-20",
      ["--names", "--format", "json"],
      1,
      "",
      /^expiry: --names prints names alone; leave --format out\n$/,
    ],
  ])("on %s %j", (day, args, status, stdout, stderr) => {
    const answer = eksAccess(folder, ["expiry", ...args], { env: { EKS_ACCESS_TODAY: day } });
    const expected = (text: string | RegExp) => (typeof text === "string" ? text : expect.stringMatching(text));
    expect(answer).toEqual({ status, stdout: expected(stdout), stderr: expected(stderr) });
  });
});
