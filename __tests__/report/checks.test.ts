import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PACK_NAMES } from "../../lib/aws/checks/packs";
import type { CheckedFile } from "../../lib/checks/checks";
import { jsonAnswer } from "../../lib/commands/answer";
import { asCheckMarkdown, asCheckTables, asControlMarkdown, asControlTables } from "../../lib/report/checks";
import { asCheckJunit, asCheckSarif } from "../../lib/report/checks-ci";
import { checkAnswerOf } from "../../lib/report/checks-json";
import { checked } from "../checks/support";
import { objections } from "../support/answers";
import { objectionsOfJunit } from "../support/junit";
import { objectionsOfSarif } from "../support/sarif";

const TOOL = { name: "cdktf-eks-access", version: "1.0.0" };
const CIS = ["cis-eks-1.8"] as const;

/** One thing of each kind: broken, accepted, stale, met, and what no file can tell. */
const DEMO = `account: "111122223333"
region: eu-west-1
cluster: { authenticationMode: API }
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies: [AmazonEKSEditPolicy]
  eve:
    principal: arn:aws:iam::111122223333:user/eve
    policies: [AmazonEKSViewPolicy]
accept:
  secrets-visible: "two shifts | <b>and</b> break-glass"
  public-endpoint: it is private now
`;

const files = checked(DEMO).map((file): CheckedFile => {
  const checks = file.checks.filter(({ references }) => references.some(({ pack }) => pack === "cis-eks-1.8"));
  return { ...file, checks };
});

test("tables say what is broken, accepted and stale, and how much is decided", () => {
  expect(asCheckTables({ files, packs: CIS })).toBe(`clusters/demo.yaml: demo (111122223333, eu-west-1)
LEVEL     CHECK            FOUND
error     impersonation    clusters/demo.yaml:7:16 access.team-a.policies[0]: AmazonEKSEditPolicy for the whole cluster may impersonate the service accounts of kube-system, so whoever has it is as good as cluster admin; name the namespaces of the team; or write accept: { impersonation: <reason> } [CIS 4.1.4, 4.1.8]
warning   entry-for-user   clusters/demo.yaml:9:5 access.eve.principal: an entry for an IAM user, "arn:aws:iam::111122223333:user/eve", whose keys do not expire; use a role; or write accept: { entry-for-user: <reason> } [CIS 5.5.1]
accepted  secrets-visible  clusters/demo.yaml:7:16 access.team-a.policies[0]: "two shifts | <b>and</b> break-glass"
stale     public-endpoint  clusters/demo.yaml:13:3: nothing here breaks this check; leave it out
CIS Amazon EKS Benchmark 1.8: 7 of 50 controls decided: 3 met, 2 of them in part, 3 broken, 1 accepted; 43 not decidable here
--list prints every control
`);
});

test("the list has every control of every pack", () => {
  const golden = readFileSync(join(__dirname, "golden/check-list.txt"), "utf8");
  expect(asControlTables({ files: checked(DEMO), packs: PACK_NAMES.words })).toBe(golden);
});

test("Markdown escapes what others wrote", () => {
  const text = asCheckMarkdown({ files, packs: CIS });
  expect(text.split("\n").slice(0, 4)).toEqual([
    "## `demo` (111122223333, eu-west-1), `clusters/demo.yaml`",
    "",
    "| LEVEL | CHECK | FOUND |",
    "| --- | --- | --- |",
  ]);
  expect(text).toContain(
    '| `accepted` | `secrets-visible` | `clusters/demo.yaml:7:16 access.team-a.policies[0]: "two shifts \\| <b>and</b> break-glass"` |',
  );
  const list = asControlMarkdown({ files, packs: CIS });
  expect(list).toContain("### CIS Amazon EKS Benchmark 1.8\n");
  expect(list).toContain(
    "| `5.3.1` | `not decidable here` | `Secrets are encrypted with a key of the customer's own` | `the AWS account` |",
  );
});

test("SARIF has what is broken, and what is accepted as suppressed by its reason", () => {
  const text = asCheckSarif(files, TOOL);
  expect(objectionsOfSarif(text)).toEqual([]);
  const [run] = JSON.parse(text).runs;
  expect(
    run.results.map((result: Record<string, unknown>) => [result.ruleId, result.level, result.suppressions]),
  ).toEqual([
    ["entry-for-user", "warning", undefined],
    ["impersonation", "error", undefined],
    ["secrets-visible", "warning", [{ kind: "external", justification: "two shifts | <b>and</b> break-glass" }]],
    ["accept-stale", "warning", undefined],
  ]);
  expect(run.results[3].message.text).toBe(
    "demo: accept public-endpoint: nothing here breaks this check; leave it out",
  );
  expect(run.results[0].message.text).toBe(
    'demo: access.eve.principal: an entry for an IAM user, "arn:aws:iam::111122223333:user/eve", whose keys do not expire; use a role [EKS iam/roles-not-users, CIS 5.5.1, NSA access/strong]',
  );
  const { rules } = run.tool.driver;
  expect(rules.map(({ id }: { id: string }) => id)).toEqual([
    ...(files[0]?.checks.map(({ name }) => name) ?? []),
    "accept-stale",
  ]);
  expect(rules.every(({ helpUri }: { helpUri: string }) => helpUri.startsWith("https://"))).toBe(true);
});

test("JUnit has a test for each check, which fails from a level on", () => {
  const report = (least: "error" | "warning") =>
    asCheckJunit(files, (_, level) => level === "error" || (least === "warning" && level === "warning"));
  for (const text of [report("error"), report("warning")]) expect(objectionsOfJunit(text)).toEqual([]);
  expect(report("error")).toContain('tests="24" failures="1" errors="0" skipped="11">');
  expect(report("warning")).toContain('tests="24" failures="3" errors="0" skipped="11">');
  expect(report("error")).toContain(`    <testcase name="accept public-endpoint" classname="demo">
      <system-out>warning: clusters/demo.yaml:13:3: nothing here breaks this check; leave it out</system-out>`);
  expect(report("error")).toContain(
    "      <skipped>accepted: two shifts | &lt;b&gt;and&lt;/b&gt; break-glass</skipped>\n",
  );
  expect(report("error")).toContain(
    "      <skipped>not decidable here: the file does not make the cluster; aws eks describe-cluster tells; the AWS account can tell</skipped>\n",
  );
  expect(report("error")).toContain(
    "<system-out>warning: clusters/demo.yaml:9:5 access.eve.principal: an entry for an IAM user, &quot;",
  );
});

test("JSON has every check and every control, as its schema says", () => {
  const answer = JSON.parse(jsonAnswer("check", checkAnswerOf(checked(DEMO), PACK_NAMES.words)));
  expect(objections("check", answer)).toEqual([]);
  const [file] = answer.files;
  expect(file.packs[1]).toEqual({
    pack: "cis-eks-1.8",
    controls: 50,
    met: 3,
    metInPart: 2,
    broken: 3,
    accepted: 1,
    undecided: 43,
  });
  expect(file.controls).toHaveLength(59 + 50 + 24);
  expect(file.controls.find(({ control }: { control: string }) => control === "4.1.4")).toEqual({
    pack: "cis-eks-1.8",
    control: "4.1.4",
    asks: "few may start pods",
    url: "https://www.cisecurity.org/benchmark/kubernetes",
    verdict: "broken",
    checks: ["impersonation"],
    teller: "cluster",
  });
});

test("an acceptance that is over is told by tables, JUnit and SARIF, with what to do", () => {
  const [file] = files;
  if (file === undefined) throw new Error("no file");
  const until = "2026-12-11T00:00:00Z";
  const over = { ...file, ended: [{ warning: "only-admins-expire", location: "clusters/demo.yaml:14:50", until }] };
  const told =
    "clusters/demo.yaml:14:50: this warning was accepted until 2026-12-10; mend what it is about, or write a later day";
  expect(asCheckTables({ files: [over], packs: CIS })).toContain(`\nended     only-admins-expire  ${told}\n`);
  expect(asCheckJunit([over], () => true)).toContain(`<testcase name="accept only-admins-expire" classname="demo">`);
  expect(asCheckJunit([over], () => true)).toContain(told);
  const sarif = asCheckSarif([over], TOOL);
  expect(objectionsOfSarif(sarif)).toEqual([]);
  const [run] = JSON.parse(sarif).runs;
  const last = run.results.at(-1);
  expect(run.tool.driver.rules[last.ruleIndex].id).toBe("accept-ended");
  expect(last.message.text).toBe(`demo: accept only-admins-expire: ${told.replace("clusters/demo.yaml:14:50: ", "")}`);
  expect(last.locations[0].physicalLocation.region).toEqual({ startLine: 14, startColumn: 50 });
});
