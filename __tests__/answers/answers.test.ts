import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { answerSchemas } from "../../lib/answers/answers";
import { jsonAnswer } from "../../lib/commands/answer";
import { CALLS as WORDS } from "../../lib/commands/words";
import { accessOf } from "../../lib/report/access";
import { objections } from "../support/answers";
import { folderOf } from "../support/files";
import { loaded } from "../support/loaded";
import { eksAccess } from "../support/words";

// each test of a word starts a process
jest.setTimeout(60_000);

const ROOT = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const SCHEMAS = Object.entries(answerSchemas({ closed: false }));

/** A call of each word that fills as many fields of its answer as one call can. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  access: ["access"],
  audit: ["audit", "--only", "demo", "--from", "answers"],
  check: ["check"],
  diff: ["diff", "old/clusters"],
  expiry: ["expiry", "--today", "2026-11-24"],
  import: [
    "import",
    "aws-auth",
    "aws-auth.yaml",
    "--cluster",
    "demo",
    "--account",
    "111122223333",
    "--region",
    "eu-west-1",
  ],
  "prove-can": ["prove", "can", "team", "get", "pods", "-n", "a"],
  "prove-check": ["prove", "check", "proofs.yaml"],
  "prove-who": ["prove", "who", "get", "pods", "-n", "a"],
  stacks: ["stacks"],
};

const FILES = {
  "proofs.yaml": "- { who: team, may: get pods, in: a }\n",
  "answers/cluster.json": JSON.stringify({
    cluster: { name: "demo", arn: "arn:aws:eks:eu-west-1:111122223333:cluster/demo", status: "ACTIVE" },
  }),
  "answers/entries.json": JSON.stringify({ accessEntries: ["arn:aws:iam::111122223333:user/eve"] }),
  "aws-auth.yaml": `mapRoles: |
  - { rolearn: "arn:aws:iam::111122223333:role/admins", username: admin, groups: [system:masters] }
  - { rolearn: "arn:aws:sts::111122223333:assumed-role/x/y", username: x, groups: [x] }
mapAccounts: '["444455556666"]'
`,
  "old/clusters/demo.yaml": 'account: "111122223333"\nregion: eu-west-1\n',
  "clusters/classic.yaml": read("__tests__/fixtures/classic.yaml"),
  "clusters/demo.yaml": `account: "111122223333"
region: eu-west-1
identityProviders:
  okta: { issuerUrl: "https://acme.okta.com", clientId: kubernetes, requiredClaims: { tenant: acme } }
access:
  team:
    principal: arn:aws:iam::111122223333:role/team
    groups: [viewers]
    policies: [{ policy: AmazonEKSEditPolicy, namespaces: [a, b] }]
  old: { principal: "arn:aws:iam::111122223333:role/old", groups: [viewers], release: true }
  contractor:
    principal: arn:aws:iam::111122223333:role/contractor
    policies: [{ policy: AmazonEKSViewPolicy, until: 2026-11-23, reason: ACME-1100 }]
    groups: [viewers]
    until: 2027-03-31
    reason: ACME-1234
`,
};

describe("the schemas of answers", () => {
  test("are there for every word with --format json, and for no other", async () => {
    const withJson = new Set<string>();
    for (const [word, { load }] of Object.entries(WORDS)) {
      // some words of a group give the same answer
      const [group = word] = word.split(" ");
      const answer = word.replace(" ", "-");
      if ((await load()).options.format?.oneOf?.includes("json")) withJson.add(answer in CALLS ? answer : group);
    }
    expect(SCHEMAS.map(([word]) => word).sort()).toEqual([...withJson].sort());
    expect(Object.keys(CALLS).sort()).toEqual([...withJson].sort());
  });

  test("are committed as the code has them: npm run schema writes them", () => {
    const committed = readdirSync(join(ROOT, "schemas")).sort();
    expect(committed).toEqual(SCHEMAS.map(([word]) => `${word}.schema.json`).sort());
    for (const [word, schema] of SCHEMAS) {
      expect(read(`schemas/${word}.schema.json`)).toBe(`${JSON.stringify(schema, null, 2)}\n`);
    }
  });

  test.each(SCHEMAS)("describe every field of %s", (_, schema) => {
    const silent: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) return;
      const { properties } = node as { properties?: Record<string, { description?: string; const?: unknown }> };
      for (const [key, field] of Object.entries(properties ?? {})) {
        if (!field.description && field.const === undefined) silent.push(`${path}.${key}`);
      }
      for (const [key, inner] of Object.entries(node)) walk(inner, `${path}.${key}`);
    };
    walk(schema, "");
    expect(silent).toEqual([]);
  });
});

test.each(Object.entries(CALLS))("%s prints what its schema says, and nothing else", (word, args) => {
  const { stdout } = eksAccess(folderOf(FILES), [...args, "--format", "json"]);
  const answer = JSON.parse(stdout);
  expect(objections(word, answer)).toEqual([]);
  expect(Object.keys(answer).slice(0, 2)).toEqual(["format", "tool"]);
  expect(stdout).toBe(`${JSON.stringify(answer, null, 2)}\n`);
});

test("access fills every field of its schema", () => {
  const { plans } = loaded(FILES);
  const answer = JSON.parse(jsonAnswer("access", { clusters: accessOf(plans) }));
  const unused = [...fieldsIn(answerSchemas({ closed: true }).access)].filter((field) => !keysIn(answer).has(field));
  expect(unused).toEqual([]);
});

test("a schema takes what a later version may add, and refuses what is missing or something else", () => {
  const row = { principal: "arn:aws:iam::111122223333:role/a", type: "STANDARD", location: "a.yaml:1:1", later: 1 };
  const cluster = {
    cluster: "demo",
    account: "111122223333",
    region: "eu-west-1",
    access: [row],
    madeByEks: [],
    identityProviders: [],
    bestPractices: [],
  };
  const answer = { format: "eks-access/access/1", tool: { name: "a", version: "1" }, clusters: [cluster] };
  expect(objections("access", answer, false)).toEqual([]);
  expect(objections("access", answer)).toEqual(["/clusters/0/access/0 must NOT have additional properties"]);
  const { madeByEks, ...rest } = cluster;
  expect(objections("access", { ...answer, format: "eks-access/access/2", clusters: [rest] }, false)).toEqual([
    "/format must be equal to constant",
    "/clusters/0 must have required property 'madeByEks'",
  ]);
});

/** The names of all fields of a schema. */
function fieldsIn(node: unknown): Set<string> {
  if (typeof node !== "object" || node === null) return new Set();
  const { properties = {} } = node as { properties?: object };
  return new Set([...Object.keys(properties), ...Object.values(node).flatMap((inner) => [...fieldsIn(inner)])]);
}

/** The names of all fields of a value. */
function keysIn(value: unknown): Set<string> {
  if (typeof value !== "object" || value === null) return new Set();
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return new Set([...own, ...Object.values(value).flatMap((inner) => [...keysIn(inner)])]);
}
