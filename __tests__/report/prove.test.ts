import fc from "fast-check";
import type { Answer } from "../../lib/prove/answer";
import type { Proved } from "../../lib/prove/laws";
import { lawText } from "../../lib/prove/text";
import { asProveJunit, asProveSarif } from "../../lib/report/prove-ci";
import { asProveMarkdown } from "../../lib/report/prove-markdown";
import type { Law } from "../../lib/schema/proofs";
import { objectionsOfJunit } from "../support/junit";
import { ACTIVE, nastyName, withoutCode } from "../support/markdown";
import { objectionsOfSarif } from "../support/sarif";

const TOOL = { name: "cdktf-eks-access", version: "1.0.0" };

const answerOf = (verdict: Answer["verdict"], is: string, text = "AmazonEKSEditPolicy, in apps"): Answer => ({
  subject: is,
  is,
  cluster: "demo",
  about: "kubernetes",
  deed: "delete pods in apps",
  verdict,
  reasons: [{ text, location: "clusters/demo.yaml:4:7" }],
});

const provedOf = (verdict: Proved["verdict"], law: Law, ...answers: Answer[]): Proved => ({
  location: "laws/proofs.yaml:2:3",
  law,
  verdict,
  answers,
});

const BROKEN = provedOf(
  "is broken",
  { nobody: { except: ["ops", "ci"] }, may: "delete pods", in: "apps", because: "pods are ours" },
  answerOf("yes", "arn:aws:iam::111122223333:role/team-a"),
);
const OPEN = provedOf(
  "cannot be said",
  { pod: "apps/a", mayNot: "s3:GetObject", on: "arn:aws:s3:::x/*", through: true, cluster: "demo" },
  answerOf("cannot be said", "pods of apps/a"),
);
const HOLDS = provedOf("holds", { node: "gpu", mayNot: "get pods", in: "*", name: "web" });
const ALL = [BROKEN, OPEN, HOLDS];

test("a law as a sentence", () => {
  expect(ALL.map(({ law }) => lawText(law))).toEqual([
    "nobody but ops and ci may delete pods in apps",
    "pod:apps/a may not s3:GetObject on arn:aws:s3:::x/* on demo also through pods",
    "node:gpu may not get pods named web in all namespaces",
  ]);
  expect(lawText({ nobody: true, may: "get nodes" })).toBe("nobody may get nodes");
  expect(lawText({ who: "ops", may: "get nodes" })).toBe("ops may get nodes");
});

test("Markdown has what does not hold, with what decides", () => {
  expect(asProveMarkdown(ALL)).toBe(`<!-- eks-access-prove -->
## 1 of 3 laws hold, 1 broken, of 1 it cannot be said

- **broken**: \`nobody but ops and ci may delete pods in apps\`, \`laws/proofs.yaml:2:3\`: \`pods are ours\`
  - \`yes: arn:aws:iam::111122223333:role/team-a may delete pods in apps on demo\`
    - \`because AmazonEKSEditPolicy, in apps (clusters/demo.yaml:4:7)\`
- **cannot be said**: \`pod:apps/a may not s3:GetObject on arn:aws:s3:::x/* on demo also through pods\`, \`laws/proofs.yaml:2:3\`
  - \`cannot be said: whether pods of apps/a may delete pods in apps on demo\`
    - \`AmazonEKSEditPolicy, in apps (clusters/demo.yaml:4:7)\`
`);
  expect(asProveMarkdown([HOLDS])).toBe("<!-- eks-access-prove -->\n## 1 of 1 law holds, 0 broken\n");
});

test("Markdown stays below its limit, and counts the laws that it leaves out", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 500, max: 5000 }), (count, limit) => {
      const markdown = asProveMarkdown(
        Array.from({ length: count }, () => BROKEN),
        limit,
      );
      expect(markdown.length).toBeLessThanOrEqual(limit);
      const shown = (markdown.match(/^- \*\*broken/gm) ?? []).length;
      const left = Number(/^And (\d+) more law/m.exec(markdown)?.[1] ?? 0);
      expect(shown + left).toBe(count);
    }),
  );
});

test("names and reasons from files are inert in all formats", () => {
  fc.assert(
    fc.property(nastyName, nastyName, nastyName, (who, because, text) => {
      const all = [provedOf("is broken", { who, mayNot: because, because }, answerOf("yes", who, text))];
      const rest = withoutCode(asProveMarkdown(all));
      expect(rest).not.toContain("a fence without an end");
      expect(ACTIVE.exec(rest)).toBeNull();
      expect(objectionsOfJunit(asProveJunit(all))).toEqual([]);
      expect(objectionsOfSarif(asProveSarif(all, TOOL))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("SARIF has a result for each law that does not hold, at its place, and the same one wherever it moves", () => {
  const runOf = (all: readonly Proved[]) => JSON.parse(asProveSarif(all, TOOL)).runs[0];
  const { results, tool } = runOf(ALL);
  expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(["law-broken", "law-undecided"]);
  expect(results).toMatchObject([
    {
      ruleId: "law-broken",
      level: "error",
      message: {
        text: "pods are ours | yes: arn:aws:iam::111122223333:role/team-a may delete pods in apps on demo; because AmazonEKSEditPolicy, in apps (clusters/demo.yaml:4:7)",
      },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: "laws/proofs.yaml" }, region: { startLine: 2, startColumn: 3 } },
        },
      ],
    },
    { ruleId: "law-undecided", level: "warning" },
  ]);
  const fingerprints = (all: readonly Proved[]) =>
    runOf(all).results.map(({ partialFingerprints }: { partialFingerprints: object }) => partialFingerprints);
  expect(fingerprints(ALL.map((one) => ({ ...one, location: "laws/proofs.yaml:9:3" })))).toEqual(fingerprints(ALL));
  expect(new Set(fingerprints(ALL).map(JSON.stringify)).size).toBe(2);
});

test("JUnit has a test for each law", () => {
  const report = asProveJunit(ALL);
  expect(objectionsOfJunit(report)).toEqual([]);
  expect(report).toContain('<testsuite name="laws" tests="3" failures="1" errors="1">');
  expect(report).toContain(
    '<testcase name="node:gpu may not get pods named web in all namespaces" classname="laws/proofs.yaml:2:3"/>',
  );
});
