import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { importAwsAuth } from "../../lib/import/aws-auth/import";
import { settle } from "../../lib/import/settle";
import { summaryOf } from "../../lib/import/summary";
import { answers, CLUSTER } from "./support";

const IAM = "arn:aws:iam::111122223333";
const AWS_AUTH = `mapRoles:
  - { rolearn: ${IAM}:role/ops, groups: [ops] }
  - { rolearn: ${IAM}:role/spot, username: "system:node:{{EC2PrivateDNSName}}", groups: [system:nodes] }
  - { rolearn: ${IAM}:role/teams/dead, groups: [a] }
mapUsers:
  - { userarn: ${IAM}:user/ann, username: ann }
`;

/** Adds the rows of aws-auth to a file. */
const merged = (text: string, awsAuth = AWS_AUTH): string => mergedTo(text, awsAuth).text;

function mergedTo(text: string, awsAuth: string) {
  const imported = importAwsAuth({ file: "aws-auth.yaml", text: awsAuth }, CLUSTER, answers({ nodegroups: [] }));
  const file = "clusters/demo.yaml";
  return settle(imported, { name: "demo", file, existing: { file, text } });
}

const HEAD = `# of the platform team
account: "111122223333"   # twelve digits
region: eu-west-1
`;

test("items go to the end of their section, new sections into the order of the schema, and all else stays", () => {
  const before = `${HEAD}
access:
    # who is on call
    on-call: {principal: "${IAM}:role/on-call",groups: [ on-call ]} # not often
    ops:
        principal: ${IAM}:role/platform/ops
        groups: [ ops ]

# behind access
nodeClasses:
  gpu:
    spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] }
`;
  expect(merged(before)).toBe(`${HEAD}nodeRoles:
  # mapRoles[1], line 3
  spot: { kind: self-managed, arn: ${IAM}:role/spot }

access:
    # who is on call
    on-call: {principal: "${IAM}:role/on-call",groups: [ on-call ]} # not often
    ops:
        principal: ${IAM}:role/platform/ops
        groups: [ ops ]
    # mapRoles[0], line 2
    ops-2:
      principal: ${IAM}:role/ops
      groups: [ops]
    # mapUsers[0], line 6
    ann:
      principal: ${IAM}:user/ann
      username: ann
accept:
  grants-nothing: { on: [access.ann], because: bindings in the cluster may name the username }

# behind access
nodeClasses:
  gpu:
    spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] }
# From aws-auth: 4 rows: 3 items, 1 left out, 0 to decide.
# left out: mapRoles[2], line 4: ${IAM}:role/teams/dead is never matched: the ARN has a path, and STS reports roles without
`);
});

const ROW = `mapRoles: [{ rolearn: "${IAM}:role/ops", groups: [ops] }]\n`;
const OPS = `  # mapRoles[0], line 1\n  ops:\n    principal: ${IAM}:role/ops\n    groups: [ops]\n`;

test.each([
  ["an empty mapping", `${HEAD}access: {}\ntags: {}\n`, `${HEAD}access:\n${OPS}tags: {}\n`],
  ["an empty mapping with a comment", `${HEAD}access: {} # none yet\n`, `${HEAD}access: # none yet\n${OPS}`],
  [
    "no line break at the end",
    `${HEAD}access:\n  a: { principal: "${IAM}:role/a", groups: [a] }`,
    `${HEAD}access:\n  a: { principal: "${IAM}:role/a", groups: [a] }\n${OPS}`,
  ],
  ["no such section", HEAD, `${HEAD}access:\n${OPS}`],
  ["a document mark", `---\n${HEAD}`, `---\n${HEAD}access:\n${OPS}`],
])("a section with %s", (_, before, after) => {
  expect(merged(before, ROW)).toBe(after);
});

test("line breaks stay those of Windows", () => {
  const windows = (text: string) => text.replaceAll("\n", "\r\n");
  expect(merged(windows(HEAD), ROW)).toBe(windows(`${HEAD}access:\n${OPS}`));
});

test("what is there is not added: the same twice changes nothing", () => {
  const once = merged(HEAD);
  expect(merged(once)).toBe(once);
});

test("a warning that the file accepts keeps its words", () => {
  const before = `${HEAD}access:\n  a: { principal: "${IAM}:role/a" }\naccept:\n  grants-nothing: { on: [a], because: for now }\n`;
  const row = `mapUsers: [{ userarn: "${IAM}:user/ann", username: ann }]\n`;
  const added = `  # mapUsers[0], line 1\n  ann:\n    principal: ${IAM}:user/ann\n    username: ann\n`;
  expect(merged(before, row)).toBe(before.replace("accept:\n", `${added}accept:\n`));
});

const MASTERS = `mapRoles: [{ rolearn: "${IAM}:role/ops", groups: [system:masters, b, a] }]\n`;
const VIEW = `access:\n  admins: { principal: "${IAM}:role/ops", policies: [AmazonEKSViewPolicy] }\n`;

test.each([
  ["the policies", VIEW, MASTERS, "access.admins: the row gives policies [AmazonEKSClusterAdminPolicy], groups [b, a]"],
  ["the groups", VIEW, ROW, "access.admins: the row gives groups [ops]"],
  [
    "the scope",
    VIEW.replace("AmazonEKSViewPolicy", "{ policy: AmazonEKSClusterAdminPolicy, namespaces: [x] }"),
    MASTERS.replace(", b, a", ""),
    "access.admins: the row gives policies [AmazonEKSClusterAdminPolicy]",
  ],
  [
    "the username",
    `access:\n  admins: { principal: "${IAM}:role/ops", groups: [ops], username: other }\n`,
    ROW.replace(", groups", ", username: ops, groups"),
    "access.admins: the row gives groups [ops], username ops",
  ],
  [
    "nothing to give",
    VIEW,
    `mapRoles: [{ rolearn: "${IAM}:role/ops" }]\n`,
    "access.admins: the row gives no policies and no groups",
  ],
  [
    "the type",
    `nodeRoles:\n  ops: { kind: self-managed, arn: "${IAM}:role/ops" }\n`,
    ROW,
    "nodeRoles.ops: the row gives groups [ops]",
  ],
  [
    "the kind of nodes",
    `nodeRoles:\n  spot: { kind: windows, arn: "${IAM}:role/spot" }\n`,
    `mapRoles: [{ rolearn: "${IAM}:role/spot", username: "system:node:{{EC2PrivateDNSName}}", groups: [system:nodes] }]\n`,
    "nodeRoles.spot: the row gives an entry of self-managed nodes",
  ],
])("a row that differs from the item of its principal in %s is to decide", (_, items, row, differs) => {
  const before = HEAD + items;
  const after = `${before}# From aws-auth: 1 row: 0 items, 0 left out, 1 to decide.\n# DECIDE: mapRoles[0], line 1: differs from ${differs}; change the item, or remove the row\n`;
  expect(merged(before, row)).toBe(after);
  expect(merged(after, row)).toBe(after);
});

test("a row that gives what the item of its principal gives is left out, however both are spelled", () => {
  const before = `${HEAD}access:
  admins:
    principal: ${IAM}:role/OPS
    policies: [AmazonEKSClusterAdminPolicy]
    groups: [a, b]
    username: arn:aws:sts::111122223333:assumed-role/OPS/{{SessionName}}
`;
  const { text, imported } = mergedTo(before, MASTERS);
  expect(text).toBe(before);
  expect(summaryOf({ text, imported }, "clusters/demo.yaml")).toEqual([
    "demo: 1 row: 0 items, 1 left out, 0 to decide",
    "left out: mapRoles[0], line 1: access.admins of the file has it",
  ]);
});

test.each([
  [
    "a section in one line",
    `${HEAD}access: { a: { principal: "${IAM}:role/a", groups: [a] } }\n`,
    "clusters/demo.yaml:4:1 access: stands in one line, so that no items can be added; write it in lines, one item under another",
  ],
  [
    "a file with errors",
    `${HEAD}acces: {}\n`,
    'clusters/demo.yaml:4:1 acces: unknown key "acces"; did you mean "access"? [unknown-key]',
  ],
])("%s is refused with its place", (_, before, message) => {
  expect(() => merged(before, ROW)).toThrow(new Error(message));
});

describe.each(readdirSync(join(__dirname, "../fixtures")))("%s", (fixture) => {
  const before = readFileSync(join(__dirname, "../fixtures", fixture), "utf8");
  const account = /account: "(\d+)"/.exec(before)?.[1] ?? "";
  const region = /region: (\S+)/.exec(before)?.[1] ?? "";

  test("keeps each line and each value", () => {
    const row = `mapRoles: [{ rolearn: "arn:aws:iam::${account}:role/somebody-else", groups: [ops] }]\n`;
    const imported = importAwsAuth({ file: "aws-auth.yaml", text: row }, { name: "x", account, region }, answers());
    const after = settle(imported, { name: "demo", existing: { file: fixture, text: before } }).text;
    const lines = after.split("\n").values();
    const lost = before
      .trimEnd()
      .split("\n")
      .filter((line) => [...takeUntil(lines, line)].at(-1) !== line);
    expect(lost).toEqual([]);
    const { access = {}, ...others } = parse(after);
    expect({ ...others, access: { ...access, "somebody-else": undefined } }).toEqual({ access: {}, ...parse(before) });
    expect(access["somebody-else"].groups).toEqual(["ops"]);
  });
});

/** The lines up to one. */
function* takeUntil(lines: Iterator<string>, last: string): Generator<string> {
  for (let next = lines.next(); !next.done; next = lines.next()) {
    yield next.value;
    if (next.value === last) return;
  }
}
