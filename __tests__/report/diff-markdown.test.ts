import fc from "fast-check";
import type { Change, ClusterDiff } from "../../lib/diff/diff";
import { words } from "../../lib/diff/sentence";
import type { Compared } from "../../lib/report/diff";
import { asDiffMarkdown, LEAST, MARKER } from "../../lib/report/diff-markdown";
import { ACTIVE, nastyName as name, withoutCode } from "../support/markdown";

const NOW = { source: "clusters", revision: null, commit: null, mergeBase: false };
const BASE = { source: "clusters", revision: "main", commit: "0123456789abcdef", mergeBase: true };

const change = (name: string, escalation = true, location = "clusters/demo.yaml:1:1"): Change => ({
  how: "added",
  subject: name,
  what: "group",
  name,
  after: { shown: name, location },
  sentence: words`${name} joins the group ${name}`,
  details: [words`it is of another account, ${name}`],
  gains: true,
  loses: false,
  gained: [],
  lost: [],
  escalation,
});
const cluster = (name: string, changes: readonly Change[]): ClusterDiff => ({
  cluster: name,
  account: "111122223333",
  region: "eu-west-1",
  is: "in both",
  file: `clusters/${name}.yaml`,
  changes,
  notes: [],
});
const compared = (clusters: readonly ClusterDiff[], more: Partial<Compared> = {}): Compared => ({
  from: BASE,
  to: NOW,
  refused: [],
  clusters,
  ...more,
});

test("no name is read as Markdown, a link, a mention or HTML, and none ends a cell or a line", () => {
  fc.assert(
    fc.property(name, name, name, (first, second, third) => {
      const given = compared([cluster(first, [change(second, true, third)])], {
        from: { ...BASE, revision: first },
        refused: [third],
      });
      const markdown = asDiffMarkdown(given);
      expect(withoutCode(markdown)).not.toContain("a fence without an end");
      expect(ACTIVE.exec(withoutCode(markdown))).toBeNull();
      // the rule of GitHub: a backslash takes the next character with it, whatever stands around
      const rows = markdown.split("\n").filter((line) => line.startsWith("| "));
      expect(rows).toHaveLength(3);
      for (const line of rows) expect(line.replace(/\\[^\n]/g, "").match(/\|/g)).toHaveLength(4);
    }),
    { numRuns: 1000 },
  );
});

test("it is never longer than the limit, and counts what it leaves out", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(30), fc.nat(400)), { minLength: 1, maxLength: 40 }),
      fc.nat(40),
      fc.integer({ min: LEAST, max: 20_000 }),
      (sizes, problems, limit) => {
        const clusters = sizes.map(([count, length], at) =>
          cluster(
            `c${at}`,
            Array.from({ length: count }, (_, index) => change(`${index}${"x".repeat(length)}`, index % 2 === 0)),
          ),
        );
        const refused = Array.from({ length: problems }, (_, at) => `clusters/demo.yaml:${at}:1 ${"y".repeat(100)}`);
        const markdown = asDiffMarkdown(compared(clusters, { refused }), limit);
        expect(markdown.length).toBeLessThanOrEqual(limit);
        expect(markdown.startsWith(`${MARKER}\n## `)).toBe(true);
        const left = (what: string) => Number(new RegExp(`^And (\\d+) more ${what}`, "m").exec(markdown)?.[1] ?? 0);
        const all = clusters.flatMap(({ changes }) => changes).filter(({ escalation }) => escalation).length;
        expect((markdown.match(/^\| `c/gm) ?? []).length + left("escalation")).toBe(all);
        expect((markdown.match(/^<details>/gm) ?? []).length + left("cluster")).toBe(
          clusters.filter(({ changes }) => changes.length > 0).length,
        );
        expect((markdown.match(/^- `clusters/gm) ?? []).length + left("problem")).toBe(problems);
      },
    ),
    { numRuns: 200 },
  );
});

test("escalations stand first, and each cluster opens by itself", () => {
  const markdown = asDiffMarkdown(compared([cluster("demo", [change("a"), change("b", false)]), cluster("same", [])]));
  expect(markdown).toBe(`${MARKER}
## 1 escalation

| CLUSTER | ESCALATION | PLACE |
| --- | --- | --- |
| \`demo\` | \`a\` joins the group \`a\`<br>it is of another account, \`a\` | \`clusters/demo.yaml:1:1\` |

<details><summary>demo (111122223333, eu-west-1): 2 changes, 1 of them an escalation</summary>

- \`+\` \`a\` joins the group \`a\`, \`clusters/demo.yaml:1:1\` **ESCALATION**
  - it is of another account, \`a\`
- \`+\` \`b\` joins the group \`b\`, \`clusters/demo.yaml:1:1\`
  - it is of another account, \`b\`

</details>


1 other cluster: no change

\`clusters\` compared with \`0123456\`, the latest commit of \`main\` that \`HEAD\` has too.
`);
});

test("no change is said in one sentence", () => {
  expect(asDiffMarkdown(compared([cluster("same", [])]))).toBe(
    `${MARKER}\n## No change in access\n\n\`clusters\` compared with \`0123456\`, the latest commit of \`main\` that \`HEAD\` has too.\n`,
  );
});
