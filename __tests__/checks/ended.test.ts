import { join } from "node:path";
import { type CheckedFile, checkFiles } from "../../lib/checks/checks";
import { load } from "../../lib/load/load";
import type { Example } from "../../lib/plan/rule";
import { linesOf, wholeFiles } from "../support/examples";
import { folderOf } from "../support/files";
import { eksAccess } from "../support/words";

// each test of the command line starts a process
jest.setTimeout(60_000);

const ADMIN = 'access: { eve: { principal: "arn:aws:iam::111122223333:user/eve", policies: [AmazonEKSViewPolicy] } }';
const accepting = (acceptance: string) => `${ADMIN}\naccept: { entry-for-user: ${acceptance} }\n`;
const UNTIL = accepting("{ because: she leaves, until: 2026-12-10 }");

function on(now: string | undefined, example: Example): CheckedFile | undefined {
  const folder = folderOf(wholeFiles(example));
  const files = checkFiles(load(join(folder, "clusters")), now === undefined ? {} : { now });
  return JSON.parse(JSON.stringify(files).replaceAll(`${folder}/`, ""))[0];
}

const verdictOf = (now: string | undefined, example: Example) =>
  on(now, example)?.checks.find(({ name }) => name === "entry-for-user");

test.each([
  [undefined, "accepted"],
  ["2026-12-10T23:59:59Z", "accepted"],
  ["2026-12-11T00:00:00Z", "broken"],
  ["2027-12-11T00:00:00Z", "broken"],
])("on %s an acceptance until 10 December leaves the check %s", (now, verdict) => {
  expect(verdictOf(now, UNTIL)?.verdict).toBe(verdict);
});

test("an acceptance that is over says so, and where a later day goes", () => {
  expect(verdictOf("2026-12-11T00:00:00Z", UNTIL)?.findings).toEqual([
    {
      location: "clusters/demo.yaml:3:18",
      path: "access.eve.principal",
      text: 'an entry for an IAM user, "arn:aws:iam::111122223333:user/eve", whose keys do not expire; use a role; it was accepted until 2026-12-10: mend it, or write a later day at clusters/demo.yaml:4:50',
      level: "warning",
      until: "2026-12-11T00:00:00Z",
    },
  ]);
});

test("an acceptance covers its items until its end, and no others", () => {
  const bob = ADMIN.replace(
    "access: {",
    'access: { bob: { principal: "arn:aws:iam::111122223333:user/bob", policies: [AmazonEKSViewPolicy] },',
  );
  const found = verdictOf(
    "2026-12-11T00:00:00Z",
    `${bob}\naccept: { entry-for-user: { on: [eve], because: she leaves, until: 2026-12-10 } }\n`,
  );
  expect(found?.findings.map(({ path, until }) => [path, until])).toEqual([
    ["access.bob.principal", undefined],
    ["access.eve.principal", "2026-12-11T00:00:00Z"],
  ]);
});

const ENDING_ADMIN = `
access:
  ops: { principal: "arn:aws:iam::111122223333:role/ops", policies: [AmazonEKSClusterAdminPolicy], until: 2027-01-01, reason: ACME-1 }
accept: { only-admins-expire: { because: another file has one, until: 2026-12-10 } }
`;

test.each([
  [undefined, []],
  ["2026-12-10T00:00:00Z", []],
  [
    "2026-12-11T00:00:00Z",
    [{ warning: "only-admins-expire", location: "clusters/demo.yaml:6:64", until: "2026-12-11T00:00:00Z" }],
  ],
])("on %s the acceptances of warnings that are no check and are over are %j", (now, ended) => {
  expect(on(now, ENDING_ADMIN)?.ended).toEqual(ended);
});

test.each([
  [
    "{ because: she leaves, until: 10.12.2026 }",
    /^clusters\/demo\.yaml:\d+:\d+ accept\.entry-for-user\.until: .* \[until\]$/,
  ],
  ["{ because: she leaves, until: 2026-02-30 }", /\[until\]$/],
  ["{ until: 2026-12-10 }", /because/],
])("synth refuses %s", (acceptance, message) => {
  expect(linesOf(accepting(acceptance)).errors).toEqual([expect.stringMatching(message)]);
});

test("synth asks no clock: what is over stays accepted there", () => {
  expect(linesOf(ENDING_ADMIN.replace("2026-12-10", "2020-01-01"))).toMatchObject({ errors: [], warnings: [] });
});

test.each([
  [[], {}, 0, /^accepted {2}entry-for-user .*: "she leaves", until 2026-12-10$/m],
  [["--today", "2026-12-10"], {}, 0, /^accepted {2}entry-for-user /m],
  [["--today", "2026-12-11"], {}, 2, /^warning {2,}entry-for-user .* it was accepted until 2026-12-10: /m],
  [[], { EKS_ACCESS_TODAY: "2026-12-11" }, 2, /^warning {2,}entry-for-user /m],
  [["--today", "tomorrow"], {}, 1, /^$/],
] as const)("eks-access check %j with %j ends with %i", (args, env, status, stdout) => {
  const folder = folderOf(wholeFiles(`${UNTIL}checks: { packs: [cis-eks-1.8] }\n`));
  const answer = eksAccess(folder, ["check", "--fail-on", "warning", ...args], { env });
  expect([answer.status, answer.stdout]).toEqual([status, expect.stringMatching(stdout)]);
});
