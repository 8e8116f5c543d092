import { filesBelow, folderOf } from "../support/files";
import { eksAccess } from "../support/words";

// each test starts a process or several
jest.setTimeout(60_000);

const IAM = "arn:aws:iam::111122223333";
const AWS_AUTH = `apiVersion: v1
kind: ConfigMap
metadata: { name: aws-auth, namespace: kube-system }
data:
  mapRoles: |
    - rolearn: ${IAM}:role/ops
      groups: [ops]
  mapAccounts: |
    - "444455556666"
`;
const DEMO = ["--cluster", "demo", "--account", "111122223333", "--region", "eu-west-1"];
const PACKAGE = "node_modules/cdktf-eks-access/cluster.schema.json";
const FROM = "# From aws-auth: 2 rows: 1 item, 0 left out, 1 to decide.";
const QUESTION =
  'DECIDE: mapAccounts[0], line 9: "444455556666": every user and role of that account may log in, without groups; no entry can say so: find out who does, and write an entry for each';
const WRITTEN = `# yaml-language-server: $schema=../cluster.schema.json
${FROM}
version: 1
name: demo
account: "111122223333"
region: eu-west-1
cluster: { authenticationMode: API_AND_CONFIG_MAP }
access:
  # mapRoles[0], line 6
  ops:
    principal: ${IAM}:role/teams/ops
    groups: [ops]
# ${QUESTION}
`.replace("line 6", "line 6. IAM has this role under /teams/; aws-auth had cut the path");

const files = {
  "aws-auth.yaml": AWS_AUTH,
  "answers/roles.json": JSON.stringify({ Roles: [{ Arn: `${IAM}:role/teams/ops` }] }),
  "answers/note.txt": "not read",
  "cluster.schema.json": "{}",
};

test("from standard input to standard output, with what is to decide on standard error", () => {
  const args = ["import", "aws-auth", "-", ...DEMO, "--iam", "answers"];
  expect(eksAccess(folderOf(files), args, { input: AWS_AUTH })).toEqual({
    status: 2,
    stdout: WRITTEN,
    stderr: `demo: 2 rows: 1 item, 0 left out, 1 to decide\nline 13: ${QUESTION}\ndemo: not ready for mode API: mapAccounts[0]\n`,
  });
});

test("into a file, once, and again with --merge, which changes nothing then", () => {
  const folder = folderOf(files);
  const args = ["import", "aws-auth", "aws-auth.yaml", "--iam", "answers", "--into", "clusters/demo.yaml"];
  expect(eksAccess(folder, [...args, ...DEMO])).toMatchObject({ status: 2, stdout: "" });
  const after = { ...files, "clusters/demo.yaml": WRITTEN };
  expect(filesBelow(folder)).toEqual(after);
  expect(eksAccess(folder, [...args, ...DEMO])).toEqual({
    status: 1,
    stdout: "",
    stderr: "import aws-auth: clusters/demo.yaml exists; write --merge to add what is not there, or name another\n",
  });
  expect(eksAccess(folder, [...args, "--merge"])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(`clusters/demo.yaml:13: ${QUESTION}\n`),
  });
  expect(filesBelow(folder)).toEqual(after);
});

test.each([
  ["beside the folder", "cluster.schema.json", "clusters/demo.yaml", "../cluster.schema.json"],
  ["in the package that is installed", PACKAGE, "clusters/demo.yaml", `../${PACKAGE}`],
  ["in the package, deeper", PACKAGE, "a/clusters/demo.yaml", `../../${PACKAGE}`],
  ["in the package, beside the file", PACKAGE, "demo.yaml", PACKAGE],
  ["nowhere", "other.schema.json", "clusters/demo.yaml", undefined],
])("the schema for editors is named where it is: %s", (_, schema, into, named) => {
  const folder = folderOf({ "aws-auth.yaml": AWS_AUTH, [schema]: "{}" });
  eksAccess(folder, ["import", "aws-auth", "aws-auth.yaml", ...DEMO, "--into", into]);
  const [first] = String(filesBelow(folder)[into]).split("\n");
  expect(first).toBe(named === undefined ? FROM : `# yaml-language-server: $schema=${named}`);
});

test("as JSON, each row with its places and what became of it", () => {
  const args = ["import", "aws-auth", "aws-auth.yaml", ...DEMO, "--format", "json"];
  const { status, stdout } = eksAccess(folderOf(files), args);
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toEqual({
    format: "eks-access/import/1",
    tool: expect.any(Object),
    source: "aws-auth",
    top: {
      version: 1,
      name: "demo",
      account: "111122223333",
      region: "eu-west-1",
      cluster: { authenticationMode: "API_AND_CONFIG_MAP" },
    },
    summary: { rows: 2, items: 1, leftOut: 0, toDecide: 1 },
    rows: [
      {
        is: "item",
        places: [{ name: "mapRoles[0]", line: 6 }],
        section: "access",
        key: "ops",
        value: { principal: `${IAM}:role/ops`, groups: ["ops"] },
        notes: [],
        fieldNotes: {},
        accept: {},
      },
      {
        is: "question",
        places: [{ name: "mapAccounts[0]", line: 9 }],
        question: QUESTION.replace(/^DECIDE: mapAccounts\[0\], line 9: /, ""),
        choices: [],
      },
    ],
  });
});

const EXISTING = { ...files, "clusters/demo.yaml": 'account: "111122223333"\nregion: eu-west-1\n' };

test.each([
  [["aws-auth.yaml", "more.yaml"], "import aws-auth: takes one file; - is standard input"],
  [["aws-auth.yaml", "--merge"], "import aws-auth: --merge adds to a file; name it with --into"],
  [
    ["aws-auth.yaml", "--into", "clusters/new.yaml", "--merge"],
    "import aws-auth: clusters/new.yaml does not exist; leave --merge out to write it",
  ],
  [
    ["aws-auth.yaml", "--into", "clusters/new.yaml", "--format", "json"],
    "import aws-auth: --format json and --into exclude each other; write one",
  ],
  [
    ["aws-auth.yaml", "--into", "clusters/demo.yaml", "--merge", "--account", "444455556666"],
    'import aws-auth: --account is "444455556666", and the file says "111122223333"',
  ],
  [
    ["gone.yaml", ...DEMO],
    "import aws-auth: gone.yaml cannot be read: it is not there, was removed meanwhile, or is a link to nothing (ENOENT)",
  ],
  [
    ["aws-auth.yaml", ...DEMO, "--iam", "aws-auth.yaml"],
    expect.stringMatching(/^aws-auth\.yaml: not JSON: .*; write it with --output json$/),
  ],
  [
    ["answers/roles.json", ...DEMO],
    "answers/roles.json: not the ConfigMap aws-auth; write what kubectl -n kube-system get configmap aws-auth -o yaml prints",
  ],
  [
    ["aws-auth.yaml", "--cluster", "demo", "--account", "1", "--region", "eu-west-1"],
    expect.stringMatching(/^demo\.yaml:6:1 account: an account is twelve digits, got "1"; /),
  ],
])("%j is refused, and nothing is written", (args, message) => {
  const folder = folderOf(EXISTING);
  const { status, stdout, stderr } = eksAccess(folder, ["import", "aws-auth", ...args]);
  expect({ status, stdout, stderr: stderr.trimEnd() }).toEqual({ status: 1, stdout: "", stderr: message });
  expect(filesBelow(folder)).toEqual(EXISTING);
});

describe("from a Terraform state", () => {
  const at = (address: string, values: object) => ({ address, type: address.split(".")[0], name: "a", values });
  const state = JSON.stringify({
    format_version: "1.0",
    values: {
      root_module: {
        resources: [
          at("aws_eks_cluster.a", { name: "demo", arn: "arn:aws:eks:eu-west-1:111122223333:cluster/demo" }),
          at("aws_eks_access_entry.a", {
            cluster_name: "demo",
            principal_arn: `${IAM}:role/ops`,
            kubernetes_groups: ["a"],
          }),
        ],
      },
    },
  });
  const run = (...options: string[]) =>
    eksAccess(folderOf({ "state.json": state }), ["import", "terraform", "state.json", ...options]);

  test.each([
    [["--take-roles", "--no-adopt"], "--take-roles takes over what exists, and --no-adopt nothing; write one"],
    [["--no-adopt", "--same-state"], "with --no-adopt nothing is handed over; leave --handover and --same-state out"],
    [
      ["--no-adopt", "--handover", "a.sh"],
      "with --no-adopt nothing is handed over; leave --handover and --same-state out",
    ],
  ])("%j exclude each other", (options, message) => {
    expect(run(...options)).toEqual({ status: 1, stdout: "", stderr: `import terraform: ${message}\n` });
  });

  test("without adopt, who makes everything anew gets no script", () => {
    const { stdout, stderr } = run("--no-adopt");
    expect(stdout).toContain(`  ops:\n    principal: ${IAM}:role/ops\n    groups: [a]\n`);
    expect(stdout).not.toContain("adopt");
    expect(stderr).toBe("demo: 2 rows: 1 item, 1 left out, 0 to decide\n");
  });

  test("nor does eksctl's file ask for the id of an association then", () => {
    const config = `kind: ClusterConfig
metadata: { name: demo, region: eu-west-1 }
iam: { podIdentityAssociations: [{ namespace: a, serviceAccountName: b, roleARN: "${IAM}:role/b" }] }
`;
    const asked = (...options: string[]) =>
      eksAccess(folderOf({ "a.yaml": config }), ["import", "eksctl", "a.yaml", ...options]).status;
    expect([asked(), asked("--no-adopt")]).toEqual([2, 0]);
  });

  test("--same-state writes moved blocks in place of the script", () => {
    const { stdout, stderr } = run("--same-state");
    expect(stdout).not.toContain("adopt");
    expect(stderr).toContain("moved {\n  from = aws_eks_access_entry.a\n  to   = aws_eks_access_entry.access_ops\n}\n");
    expect(stderr).not.toContain("state rm");
  });
});
