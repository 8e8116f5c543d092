import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CALLS, WORDS } from "../../lib/commands/words";
import { bin as bins, version } from "../../package.json";
import { filesBelow, folderOf } from "../support/files";
import { eksAccess, ran } from "../support/words";

// each test starts a process or several
jest.setTimeout(60_000);

const ROOT = join(__dirname, "../..");
const golden = (name: string) => readFileSync(join(__dirname, `golden/${name}.txt`), "utf8");
const ALL = Object.keys(CALLS);
/** The module of a word. */
const fileOf = (word: string) => `lib/commands/${word.replace(" ", "-")}.ts`;

const DEMO = `account: "111122223333"
region: eu-west-1
access:
  team: { principal: "arn:aws:iam::111122223333:role/team", groups: [team] }
cluster: { authenticationMode: API }
`;
const WARNED = DEMO.replace(", groups: [team]", "");
const PLAN = '{"format_version":"1.2","resource_changes":[]}';
const LEGACY = ["--cluster", "legacy", "--account", "111122223333", "--region", "eu-west-1"];
const EKSCTL = `kind: ClusterConfig
metadata: { name: demo, region: eu-west-1 }
iam: { serviceRoleARN: "arn:aws:iam::111122223333:role/cluster" }
`;
const RBAC = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: team, namespace: a }
subjects: [{ kind: Group, name: team }]
roleRef: { kind: ClusterRole, name: view }
`;
/** What AWS says about a cluster with nothing in it. */
const ANSWERS = [
  {
    cluster: {
      arn: "arn:aws:eks:eu-west-1:111122223333:cluster/demo",
      accessConfig: { authenticationMode: "API" },
    },
  },
  ...[
    "accessEntries",
    "associations",
    "nodegroups",
    "fargateProfileNames",
    "capabilities",
    "identityProviderConfigs",
  ].map((list) => ({ [list]: [] })),
];
const STATE = JSON.stringify({
  format_version: "1.0",
  values: {
    root_module: {
      resources: [
        {
          address: "aws_eks_cluster.demo",
          type: "aws_eks_cluster",
          name: "demo",
          values: { name: "demo", arn: "arn:aws:eks:eu-west-1:111122223333:cluster/demo" },
        },
      ],
    },
  },
});
const STALE = "Error: Saved plan is stale\n\nThe given plan file can no longer be applied.\n";

describe("help", () => {
  const empty = folderOf({});

  test.each(ALL)("of %s names its arguments, examples and exit codes", (word) => {
    const args = [...word.split(" "), "--help"];
    expect(eksAccess(empty, args)).toEqual({ status: 0, stdout: golden(word.replace(" ", "-")), stderr: "" });
  });

  test("of all has a line for each word", () => {
    expect(eksAccess(empty, ["--help"])).toEqual({ status: 0, stdout: golden("eks-access"), stderr: "" });
    expect(golden("eks-access").match(/^ {2}\S+/gm)).toEqual(Object.keys(WORDS).map((word) => `  ${word}`));
  });

  test("of several words behind one has a line for each", () => {
    for (const [name, word] of Object.entries(WORDS)) {
      if (!("words" in word)) continue;
      expect(eksAccess(empty, [name, "--help"])).toEqual({ status: 0, stdout: golden(name), stderr: "" });
      expect(eksAccess(empty, [name])).toEqual({ status: 1, stdout: "", stderr: golden(name) });
      expect(golden(name).match(/^ {2}\S+/gm)).toEqual(Object.keys(word.words).map((second) => `  ${second}`));
    }
  });

  test.each([
    [["-h"], "eks-access"],
    [["help"], "eks-access"],
    [["help", "access"], "access"],
    [["access", "-h"], "access"],
    [["import", "-h"], "import"],
    [["import", "help"], "import"],
    [["help", "import"], "import"],
    [["help", "import", "eksctl"], "import-eksctl"],
  ])("%j asks for it too", (args, name) => {
    expect(eksAccess(empty, args)).toEqual({ status: 0, stdout: golden(name), stderr: "" });
  });

  test("is the answer to no word, and an error", () => {
    expect(eksAccess(empty, [])).toEqual({ status: 1, stdout: "", stderr: golden("eks-access") });
  });
});

test("the version is that of the package", () => {
  expect(eksAccess(folderOf({}), ["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});

test("npx finds the same words, from any folder", () => {
  const bin = join(ROOT, "bin/eks-access.cjs");
  expect(ran(folderOf({}), [bin, "synth", "--help"])).toEqual({ status: 0, stdout: golden("synth"), stderr: "" });
  expect(bins).toEqual({ "eks-access": "bin/eks-access.cjs" });
});

/** What each word does in a folder with `clusters/demo.yaml`: its arguments, exit code, and what it prints. */
const DONE: readonly (readonly [readonly string[], number, string | RegExp, string | RegExp])[] = [
  [["init", "new"], 0, /^written: \.gitignore, .*\nnext:\n {2}cd new\n {2}npm install\n/, ""],
  [["init"], 1, "", "init: clusters is there already, and nothing is written; name another folder\n"],
  [["synth"], 0, "", ""],
  [["synth", "demo", "--check"], 0, "", ""],
  [["synth", "dem"], 1, "", 'clusters: no file of a cluster is named "dem"; did you mean "demo"?\n'],
  [["access"], 0, /^demo \(111122223333, eu-west-1\)\nPRINCIPAL .*\n.* clusters\/demo\.yaml:4:70\n$/, ""],
  [["access", "clusters/demo.yaml", "--format", "json"], 0, /^\{\n {2}"format": "eks-access\/access\/1",\n/, ""],
  [["access", "gone"], 1, "", /^gone: there is no such file or folder; .* \[no-such-source\]\n$/],
  [
    ["access", "demo"],
    1,
    "",
    "demo: there is no such file or folder; did you mean clusters/demo.yaml? [no-such-source]\n",
  ],
  [["diff", "clusters"], 0, "no change in access\nclusters compared with clusters\n", ""],
  [["diff", "main"], 1, "", /^clusters: git finds no repository that it lies in: .*\n$/],
  [["expiry", "--today", "2026-11-24"], 0, "nothing has an end\n", ""],
  [["expiry", "ending.yaml", "--today", "2026-11-24", "--names"], 2, "ending\n", ""],
  [["expiry"], 1, "", /^expiry: it asks no clock, so say what day it is: --today .*\n$/],
  [["stacks"], 0, "demo\n", ""],
  [["stacks", "--changed", ""], 0, "demo\n", "no earlier revision is given, so every stack counts as added\n"],
  [["stacks", "--changed", "main"], 1, "", /^clusters: git finds no repository that it lies in: .*\n$/],
  [
    ["import", "aws-aut"],
    1,
    "",
    'import: a word is one of aws-auth, eksctl, aws, terraform, status, got "aws-aut"; did you mean "aws-auth"?\n',
  ],
  [
    ["import", "aws-auth", "aws-auth.yaml", ...LEGACY],
    0,
    /^# From /,
    "legacy: 0 rows: 0 items, 0 left out, 0 to decide\n",
  ],
  [["import", "aws-auth", "aws-auth.yaml"], 1, "", /^import aws-auth: aws-auth does not name its cluster; /],
  [["audit", "--policy"], 0, /^\{\n {2}"Version": "2012-10-17",\n/, ""],
  [["audit", "--from", "gone"], 1, "", /^audit: gone: cannot be read: .*\(ENOENT\)\n$/],
  [["import", "eksctl", "eksctl.yaml"], 0, /^# From /, "demo: 1 row: 0 items, 1 left out, 0 to decide\n"],
  [["import", "eksctl", "plan.json"], 1, "", /^plan\.json: no ClusterConfig of eksctl; /],
  [
    ["prove", "can", "team", "get", "pods", "-n", "a", "--rbac", "rbac.yaml"],
    0,
    /^yes: .*\n {2}because RoleBinding /,
    "",
  ],
  [["prove", "can", "team", "get", "pods", "-n", "a"], 1, /^cannot be said: whether /, ""],
  [["prove", "can", "team"], 1, "", /^prove can: takes a subject, a verb and a resource: /],
  [["prove", "can", "arn:aws:iam::111122223333:role/a", "get", "nodes"], 2, /^no: /, ""],
  [["prove", "who", "get", "nodes", "--rbac", "rbac.yaml"], 0, /^nobody may get nodes, by these files\n/, ""],
  [["prove", "who", "get", "secrets", "--all-namespaces"], 1, /^cannot be said: whether /, ""],
  [
    ["prove", "who", "get", "nodes", "--cluster", "dem"],
    1,
    "",
    'prove who: no cluster is named "dem"; did you mean "demo"?\n',
  ],
  [["check"], 0, /^clusters\/demo\.yaml: demo \(111122223333, eu-west-1\)\n.*: 6 of 59 controls decided: /s, ""],
  [["check", "--fail-on", "note"], 1, "", 'check: --fail-on is one of error, warning or never, got "note"\n'],
  [["check", "--list", "--format", "json"], 1, "", /^check: --list is for tables and Markdown; /],
  [["check", "warned", "--pack", "cis-eks-1.8"], 2, /^warned\/demo\.yaml: .*\nerror +admin-user /s, ""],
  [
    ["check", "strict"],
    2,
    /^strict\/demo\.yaml: .*\nwarning {2}entry-for-user .*\nCIS Amazon [^\n]*\n--list prints every control\n$/s,
    "",
  ],
  [["check", "warned", "--fail-on", "never", "--format", "sarif"], 0, /"ruleId": "admin-user"/, ""],
  [["check", "warned", "--format", "junit"], 2, /<failure type="error" /, ""],
  [["prove", "check", "--rbac", "rbac.yaml"], 0, "1 of 1 law holds, 0 broken\n", ""],
  [
    ["prove", "check", "broken.yaml", "--rbac", "rbac.yaml", "--format", "markdown"],
    2,
    /^<!-- eks-access-prove -->\n## 0 of 1 law holds, 1 broken\n/,
    "",
  ],
  [["prove", "can", "team", "s3:GetObjct"], 1, "", /^prove can: AWS has no action "s3:GetObjct", /],
  [["prove", "check", "empty.yaml"], 1, "", "empty.yaml:1:1: a law is needed, got an empty list [wrong-type]\n"],
  [["prove", "check", "gone.yaml"], 1, "", /^gone\.yaml: cannot be read: /],
  [["prove", "check", "broken.yaml", "--rbac", "rbac.yaml"], 2, /^broken\.yaml:1:3: broken\n {2}no: /, ""],
  [["import", "aws", "--from", "answers"], 0, /^# From /, "demo: 0 rows: 0 items, 0 left out, 0 to decide\n"],
  [
    ["import", "aws", "--from", "answers", "--cluster", "x"],
    1,
    "",
    /^import aws: answers has no answers about this cluster; /,
  ],
  [["import", "aws"], 1, "", "import aws: write --cluster and --region\n"],
  [
    ["import", "terraform", "state.json"],
    0,
    /^# From /,
    "demo: 1 row: 0 items, 1 left out, 0 to decide\n# Nothing of demo is handed over: the file takes over none of the resources of this state.\n",
  ],
  [
    ["import", "terraform", "state.json", "--cluster", "x"],
    1,
    "",
    'state.json: nothing of a cluster "x"; there is "demo"\n',
  ],
  [["import", "status", "aws-auth.yaml", "--from", "answers"], 0, /^demo \(111122223333, eu-west-1\): API\n1 /, ""],
  [["import", "status", "gone"], 1, "", /^import status: gone cannot be read: /],
  [
    ["guardrails", "--kind", "endpoint"],
    0,
    /^FILE .*\nendpoint-111122223333-eu-west-1\.json +\d+ +20480 +the VPC endpoints of eks-auth, .*\n$/,
    "",
  ],
  [["guardrails"], 1, "", /^guardrails: --pipeline is needed for AccessOnlyByPipeline, /],
  [["report"], 0, /^<!doctype html>\n<html lang="en">\n.*<title>Access to Amazon EKS<\/title>.*<\/html>\n$/s, ""],
  [["report", "--only", "dem"], 1, "", 'report: no cluster is named "dem"; did you mean "demo"?\n'],
  [["review", "plan.json"], 0, "nothing changes for people, nodes and pods\n", ""],
  [["review", "clusters/demo.yaml"], 1, "", /^review: clusters\/demo\.yaml is no plan; /],
  [["review", "gone"], 1, "", /^review: gone cannot be read: it is not there.* \(ENOENT\)\n$/],
  [["explain-error", "apply.log"], 0, /^something else has changed the state after this plan\n {2}plan again/, ""],
  [["explain-error", "clusters"], 1, "", "explain-error: clusters cannot be read: it is a folder (EISDIR)\n"],
  [["explain-error", "plan.json"], 1, "", /^explain-error: no line begins with Error: there; /],
  [["explain", "role-name"], 0, /^role-name \(error\)\n/, ""],
  [["explain", "role-nam"], 1, "", 'explain: no rule "role-nam"; did you mean "role-name"?\n'],
  [["schema", "--out", "a/b"], 0, "", ""],
  [["upgrade"], 0, /^clusters\/demo\.yaml:1:1: adds version: 1, .*\n1 of 1 file changed\n$/, ""],
  [["upgrade", "--check"], 2, /\n1 of 1 file to change\n$/, ""],
  [["upgrade", "gone"], 1, "", /^gone: there is no such file or folder; .* \[no-such-source\]\n$/],
  [["schema", "--out", "plan.json"], 1, "", /^plan\.json\/cluster\.schema\.json: cannot be written: .*\n$/],
];

test.each(DONE)("%j in another folder ends with %i", (args, status, stdout, stderr) => {
  const folder = folderOf({
    "clusters/demo.yaml": DEMO,
    "ending.yaml": DEMO.replace("groups: [team]", "groups: [team], until: 2026-11-23, reason: ACME-1234"),
    "strict/demo.yaml": `${DEMO.replace("role/team", "user/team")}checks: { packs: [cis-eks-1.8], fail: warning }\n`,
    "warned/demo.yaml": `${DEMO.replace("role/team", "user/team").replace("groups: [team]", "policies: [AmazonEKSClusterAdminPolicy]")}`,
    "plan.json": PLAN,
    "apply.log": STALE,
    "aws-auth.yaml": "mapRoles: []\n",
    "eksctl.yaml": EKSCTL,
    "rbac.yaml": RBAC,
    "proofs.yaml": "- { who: team, may: get pods, in: a }\n",
    "empty.yaml": "[]\n",
    "broken.yaml": "- { who: team, may: get nodes }\n",
    "state.json": STATE,
    ...Object.fromEntries(ANSWERS.map((one, index) => [`answers/${index}.json`, JSON.stringify(one)])),
  });
  const ended = eksAccess(folder, args);
  const like = (text: string | RegExp) => (typeof text === "string" ? text : expect.stringMatching(text));
  expect(ended).toEqual({ status, stdout: like(stdout), stderr: like(stderr) });
});

test("every word is tried in another folder, with each exit code but that of an answer that somebody should look at", async () => {
  for (const word of ALL) {
    const codes = Object.keys((await CALLS[word]?.load())?.exitCodes ?? {}).filter((code) => code !== "2");
    const tried = DONE.flatMap(([args, status]) =>
      args.slice(0, word.split(" ").length).join(" ") === word && status !== 2 ? [String(status)] : [],
    );
    expect([word, [...new Set(tried)]]).toEqual([word, codes]);
  }
});

test("the configuration is the argument, else EKS_ACCESS_CONFIG, else clusters", () => {
  const named = (name: string) => `name: ${name}\n${DEMO}`;
  const folder = folderOf({ "clusters/a.yaml": named("a"), "b/b.yaml": named("b"), "c/c.yaml": named("c") });
  const env = { EKS_ACCESS_CONFIG: "b" };
  const first = ({ stdout }: { readonly stdout: string }) => stdout.split(" ")[0];
  expect(first(eksAccess(folder, ["access"]))).toBe("a");
  expect(first(eksAccess(folder, ["access"], { env }))).toBe("b");
  expect(first(eksAccess(folder, ["access"], { env: { EKS_ACCESS_CONFIG: "" } }))).toBe("a");
  expect(first(eksAccess(folder, ["access", "c/c.yaml"], { env }))).toBe("c");
});

describe("--out", () => {
  test("writes what would be printed, makes the folders above it, and leaves nothing else", () => {
    const folder = folderOf({ "clusters/demo.yaml": WARNED });
    const printed = eksAccess(folder, ["access"]);
    expect(printed.stderr).toMatch(/^warning: .* \[grants-nothing\]\n$/);
    expect(eksAccess(folder, ["access", "--out", "a/b/access.txt"])).toEqual({ ...printed, stdout: "" });
    expect(filesBelow(folder)).toEqual({ "clusters/demo.yaml": WARNED, "a/b/access.txt": printed.stdout });
  });

  test.each([
    ["clusters", "clusters: cannot be written: a file is needed there, got a folder\n"],
    ["plan.json/a", "plan.json/a: cannot be written: a part of its path is a file, not a folder (ENOTDIR)\n"],
  ])("refuses %s", (file, stderr) => {
    const folder = folderOf({ "clusters/demo.yaml": DEMO, "plan.json": PLAN });
    expect(eksAccess(folder, ["access", "--out", file])).toEqual({ status: 1, stdout: "", stderr });
  });

  test("of a refused configuration leaves what was there", () => {
    const files = { "clusters/demo.yaml": `${DEMO}unknown: 1\n`, "access.txt": "before" };
    const folder = folderOf(files);
    expect(eksAccess(folder, ["access", "--out", "access.txt"]).status).toBe(1);
    expect(filesBelow(folder)).toEqual(files);
  });
});

test("schema writes the JSON Schemas of this project, into the current folder too", () => {
  const folder = folderOf({});
  expect(eksAccess(folder, ["schema"])).toEqual({ status: 0, stdout: "", stderr: "" });
  const files = filesBelow(folder);
  expect(Object.keys(files)).toEqual(["access-set.schema.json", "cluster.schema.json", "defaults.schema.json"]);
  for (const [file, text] of Object.entries(files)) expect(text).toBe(readFileSync(join(ROOT, file), "utf8"));
});

describe("the bundle of one word", () => {
  /** What esbuild puts into the bundle of a file. */
  function inputsOf(file: string): string[] {
    const script = `const { metafile } = require("esbuild").buildSync({
      entryPoints: [${JSON.stringify(file)}], bundle: true, platform: "node", write: false, metafile: true,
      outdir: "out",
    });
      const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
      console.log(JSON.stringify(used.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []))));`;
    const { status, stdout, stderr } = ran(ROOT, ["-e", script]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return JSON.parse(stdout);
  }

  test.each(ALL)("%s has no other word, and no engine", (word) => {
    const inputs = inputsOf(fileOf(word));
    expect(inputs).toContain(fileOf(word));
    const others = ALL.filter((other) => other !== word).map(fileOf);
    const engine = /^node_modules\/(cdktf|constructs|@cdktf)\/.*\.js$/;
    expect(inputs.filter((path) => others.includes(path) || engine.test(path))).toEqual([]);
  });
});
