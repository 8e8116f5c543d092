import type { AccessOfCluster } from "../../lib/answers/access";
import { asMarkdown } from "../../lib/report/markdown";

const CLUSTER = { cluster: "demo", account: "111122223333", region: "eu-west-1", madeByEks: [], access: [] };
const shown = (of: Partial<AccessOfCluster>) =>
  asMarkdown([{ ...CLUSTER, identityProviders: [], bestPractices: [], ...of }]);

test("a cluster is a heading, a table and a list", () => {
  const ROW = {
    principal: "arn:aws:iam::111122223333:role/team",
    type: "STANDARD",
    location: "clusters/demo.yaml:5:3",
  };
  expect(
    shown({
      access: [
        {
          ...ROW,
          type: "STANDARD",
          policy: "AmazonEKSViewPolicy",
          scope: { type: "namespace", namespaces: ["a-*", "b"] },
        },
        { ...ROW, type: "STANDARD", group: "team" },
      ],
      madeByEks: ["nodeRoles.workers"],
      bestPractices: [{ message: "do it", source: "https://docs.aws.amazon.com", location: "clusters/demo.yaml:3:1" }],
    }),
  ).toBe(`## \`demo\` (111122223333, eu-west-1)

| PRINCIPAL | TYPE | POLICY OR GROUP | SCOPE | GRANTED AT |
| --- | --- | --- | --- | --- |
| \`arn:aws:iam::111122223333:role/team\` | \`STANDARD\` | \`AmazonEKSViewPolicy\` | \`in a-*, b\` | \`clusters/demo.yaml:5:3\` |
| \`arn:aws:iam::111122223333:role/team\` | \`STANDARD\` | \`group team\` | \`as its bindings say\` | \`clusters/demo.yaml:5:3\` |

- and the entries that EKS makes by itself, for nodeRoles.workers
- best practice: clusters/demo.yaml:3:1: do it
`);
});

test("several clusters stand one below the other, and one without entries says so", () => {
  const heading = "## `demo` (111122223333, eu-west-1)\n\nno entry\n";
  const none = { ...CLUSTER, identityProviders: [], bestPractices: [] };
  expect(asMarkdown([none, none])).toBe(`${heading}\n${heading}`);
});

test("nothing that a file says is read as Markdown, ends a cell, or is invisible", () => {
  const group = "a|b `c` *d* @all <b> \u202e";
  const text = shown({
    access: [{ principal: "p", type: "STANDARD", group, location: "l" }],
    madeByEks: ["a_b_ @all <b> [x](y) `c`"],
  });
  expect(text).toContain("| `` group a\\|b `c` *d* @all <b> \\u202e `` |");
  expect(text).toContain("for a\\_b\\_ \\@all \\<b\\> \\[x\\](y) \\`c\\`\n");
});
