import { readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../package.json";
import { stateOf } from "../import/support";
import { ACCOUNT, Emulator, REGION } from "../support/emulator";
import { folderOf } from "../support/files";
import { objectionsOfJunit } from "../support/junit";
import { credentialsFor, makeLive } from "../support/live-cluster";
import { loaded } from "../support/loaded";
import { objectionsOfSarif } from "../support/sarif";
import { eksAccess } from "../support/words";

jest.setTimeout(60_000);

const OTHER = "444455556666";
const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

const FILE = `account: "${ACCOUNT}"
region: ${REGION}
access:
  admins: { principal: "${roleArn("teams/admins")}", policies: [AmazonEKSClusterAdminPolicy] }
  team-a: { principal: "${roleArn("team-a")}", policies: [{ policy: AmazonEKSViewPolicy, namespaces: [team-a] }] }
  on-call: { principal: "${roleArn("on-call")}", groups: ["<on&call>"] }
`;

/** A role in a state, with a secret. */
const roleInState = (name: string, values: object, sensitive: object = {}) => ({
  address: `aws_iam_role.this["${name}"]`,
  type: "aws_iam_role",
  name: "this",
  values: { name, arn: roleArn(name), description: "s3cret", ...values },
  sensitive_values: { description: true, ...sensitive },
});

describe("kept answers of one cluster", () => {
  const of = { clusterName: "demo" };
  const policy = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;
  const entry = (principalArn: string, more: object = {}) => ({
    accessEntry: {
      ...of,
      principalArn,
      type: "STANDARD",
      kubernetesGroups: [],
      username: `arn:aws:sts::${ACCOUNT}:assumed-role/${principalArn.split("/").at(-1)}/{{SessionName}}`,
      createdAt: "2026-11-24T02:58:00.618Z",
      tags: {},
      ...more,
    },
  });
  const policies = (principalArn: string, ...associatedAccessPolicies: object[]) => ({
    ...of,
    principalArn,
    associatedAccessPolicies,
  });
  const role = (path: string, CreateDate: string, more: object = {}) => ({
    Role: { RoleName: path.split("/").at(-1), Arn: roleArn(path), CreateDate, ...more },
  });
  const EVE = `arn:aws:iam::${ACCOUNT}:user/eve`;
  const wholeCluster = { accessScope: { type: "cluster", namespaces: [] } };

  /** As the AWS CLI prints them. Nothing is known about Pod Identity: that answer is missing. */
  const ANSWERS: readonly object[] = [
    {
      cluster: {
        name: "demo",
        arn: `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/demo`,
        status: "UPDATING",
        accessConfig: { authenticationMode: "API" },
      },
    },
    { asked: { readAt: "2026-11-24T02:58:03.000Z", by: `arn:aws:iam::${ACCOUNT}:user/auditor` } },
    { accessEntries: [roleArn("teams/admins"), roleArn("team-a"), roleArn("on-call"), EVE] },
    entry(roleArn("teams/admins")),
    entry(roleArn("team-a")),
    entry(roleArn("on-call"), { kubernetesGroups: ["<on&call>", "*sre*|\u202e"] }),
    entry(EVE, { username: EVE, createdAt: "2026-11-20T10:12:44+01:00" }),
    policies(roleArn("teams/admins"), { policyArn: policy("AmazonEKSClusterAdminPolicy"), ...wholeCluster }),
    policies(roleArn("team-a"), { policyArn: policy("AmazonEKSViewPolicy"), ...wholeCluster }),
    policies(roleArn("on-call")),
    policies(EVE, { policyArn: policy("AmazonEKSClusterAdminPolicy"), ...wholeCluster }),
    role("teams/admins", "2026-11-24T02:58:01Z"),
    role("team-a", "2025-01-01T00:00:00Z", {
      RoleId: "AROATEAMA00000000002",
      RoleLastUsed: { LastUsedDate: "2026-07-04T02:58:03Z" },
    }),
    role("on-call", "2025-01-01T00:00:00Z", { RoleLastUsed: { LastUsedDate: "2026-11-23T00:00:00Z" } }),
    { User: { UserName: "eve", Arn: EVE, CreateDate: "2025-01-01T00:00:00Z" } },
    { nodegroups: [] },
    { fargateProfileNames: [] },
    { capabilities: [] },
    { identityProviderConfigs: [] },
  ];
  let folder: string;

  beforeAll(() => {
    const files = ANSWERS.map((value, at) => [`answers/${at}.json`, JSON.stringify(value)]);
    folder = folderOf({
      "clusters/demo.yaml": FILE,
      "state.json": stateOf(roleInState("team-a", { unique_id: "AROATEAMA00000000001" })),
      ...Object.fromEntries(files),
    });
  });

  test.each(["table", "json", "sarif", "junit", "markdown"])("as %s, with a state", (format) => {
    const ended = eksAccess(folder, ["audit", "--from", "answers", "--state", "state.json", "--format", format]);
    const golden = readFileSync(join(__dirname, `golden/${format}.txt`), "utf8").replace("VERSION", version);
    expect(ended).toEqual({ status: 1, stdout: golden, stderr: "" });
  });

  test("with --partial what could not be read is no failure, and what is found is", () => {
    const status = (...args: string[]) => eksAccess(folder, ["audit", "--from", "answers", ...args]).status;
    expect(status("--partial")).toBe(2);
    expect(status("--partial", "--fail-on", "never")).toBe(0);
    expect(status("--fail-on", "never")).toBe(1);
  });

  test("the SARIF log and the JUnit report are what their schemas say", () => {
    const printed = (format: string) => eksAccess(folder, ["audit", "--from", "answers", "--format", format]).stdout;
    expect(objectionsOfSarif(printed("sarif"))).toEqual([]);
    expect(objectionsOfJunit(printed("junit"))).toEqual([]);
  });
});

describe("a live cluster", () => {
  let emulator: Emulator;
  let env: Record<string, string>;
  let folder: string;

  beforeAll(async () => {
    emulator = await Emulator.start();
    env = credentialsFor(emulator);
    folder = folderOf({ "clusters/demo.yaml": FILE });
  });

  beforeEach(async () => {
    await emulator.reset();
    const [plan] = loaded({ "clusters/demo.yaml": FILE }).plans;
    if (plan) await makeLive(emulator, plan);
  });

  afterAll(() => emulator.stop());

  const run = (...args: string[]) => eksAccess(folder, ["audit", ...args], { env });

  test("as in the files is 0, and nothing is called but reads", async () => {
    const { status, stdout, stderr } = run();
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(
      /^demo \(111122223333, eu-west-1\), read \S+Z\n3 entries planned, 3 found, 0 made by services: as in the files\n$/,
    );
    for (const { op } of await emulator.calls()) expect(op).toMatch(/^(Get|List|Describe)/);
  });

  test("a finding is 2", async () => {
    await emulator.call("eks", "DeleteAccessEntry", { name: "demo", principalArn: roleArn("team-a") });
    const { status, stdout } = run();
    expect(status).toBe(2);
    expect(stdout).toMatch(/\nerror {2}missing-entry {2}arn:aws:iam::111122223333:role\/team-a/);
    expect(run("--fail-on", "never").status).toBe(0);
  });

  test("a missing permission is 1, and the answer is there", async () => {
    await emulator.fail({ service: "eks", op: "ListCapabilities", kind: "accessDenied" });
    const { status, stdout } = run();
    expect(status).toBe(1);
    expect(stdout).toContain(
      "the permission eks:ListCapabilities is missing; audit --policy prints all that are needed\n",
    );
    expect(run("--partial").status).toBe(0);
  });

  test("an entry whose role cannot be read is an error in its own JUnit case", async () => {
    await emulator.fail({ service: "iam", op: "GetRole", match: { RoleName: "admins" }, kind: "accessDenied" });
    const { stdout } = run("--format", "junit");
    expect(stdout).toContain('tests="3" failures="0" errors="1"');
    expect(stdout).toMatch(
      /<testcase name="arn:aws:iam::111122223333:role\/teams\/admins" [^>]*[^/]>\n +<error type="unreadable"/,
    );
  });

  test("what a file lets go of does not count as planned, and is a warning", async () => {
    const released = folderOf({ "clusters/demo.yaml": FILE.replace("team-a: {", "team-a: { release: true,") });
    const { status, stdout } = eksAccess(released, ["audit"], { env });
    expect(status).toBe(0);
    expect(stdout).toContain("  STANDARD, AmazonEKSViewPolicy (in team-a)  clusters/demo.yaml:5:3\n");
    expect(stdout).toMatch(/\n2 entries planned, 3 found, 0 made by services: 1 warning\n$/);
    expect(eksAccess(released, ["audit", "--fail-on", "warning"], { env }).status).toBe(2);
  });

  test("--role is taken in the account of the file, and --record keeps what --from reads", async () => {
    const first = run("--role", "eks-access-audit", "--record", "answers");
    expect(first.status).toBe(0);
    const taken = (await emulator.calls()).filter(({ op }) => op === "AssumeRole");
    expect(taken.map(({ params }) => params.RoleArn)).toEqual([roleArn("eks-access-audit")]);
    expect(run("--from", "answers")).toEqual(first);
  });

  test("credentials of another account read nothing", async () => {
    const ended = eksAccess(folder, ["audit"], { env: { ...env, AWS_ACCESS_KEY_ID: OTHER } });
    expect(ended.status).toBe(1);
    expect(ended.stderr).toBe(
      `clusters/demo.yaml:1:1 account: credentials are of ${OTHER} (arn:aws:sts::${OTHER}:assumed-role/fake-deployer/fake-session), the file is about ${ACCOUNT}; use --role, or other credentials\n`,
    );
    expect((await emulator.calls()).map(({ op }) => op)).toEqual(["GetCallerIdentity"]);
  });

  test("a cluster that is gone is no list of missing entries, and leaves the others", async () => {
    const two = folderOf({ "clusters/demo.yaml": FILE, "clusters/gone.yaml": FILE });
    const { status, stdout, stderr } = eksAccess(two, ["audit"], { env });
    expect(status).toBe(1);
    expect(stderr).toBe(`clusters/gone.yaml: EKS has no cluster "gone" in ${REGION} of ${ACCOUNT}\n`);
    expect(stdout).toMatch(/^demo .*\n3 entries planned, 3 found, 0 made by services: as in the files\n$/);
    expect(eksAccess(two, ["audit", "--only", "demo"], { env })).toMatchObject({ status: 0, stderr: "" });
  });

  test("two files about one cluster are joined, and one of them alone is said to be one", () => {
    const [head = "", admins = "", ...rest] = FILE.split(/(?<=access:\n)|(?<=\] \}\n)/);
    const both = folderOf({
      "clusters/a.yaml": `name: demo\n${head}${admins}`,
      "clusters/b.yaml": `name: demo\n${head}${rest.join("")}`,
    });
    expect(eksAccess(both, ["audit"], { env })).toMatchObject({ status: 0, stderr: "" });
    const alone = eksAccess(both, ["audit", "clusters/a.yaml"], { env });
    expect(alone.status).toBe(2);
    expect(alone.stderr).toBe(
      "warning: this is one file of a folder: what other files plan for the same cluster is shown as unplanned\n",
    );
  });

  test("without credentials nothing is known", () => {
    const { AWS_ACCESS_KEY_ID: _, ...none } = env;
    const nowhere = { AWS_CONFIG_FILE: "/nonexistent", AWS_SHARED_CREDENTIALS_FILE: "/nonexistent" };
    const ended = eksAccess(folder, ["audit"], { env: { ...none, ...nowhere } });
    expect(ended).toMatchObject({ status: 1 });
    expect(ended.stderr).toMatch(/^clusters\/demo\.yaml: nothing is known about demo: CredentialsProviderError: /);
  });
});

test.each([
  [["--from", "a", "--role", "b"], "audit: --from asks nobody; leave --record and --role out\n"],
  [["--only", "dem"], 'audit: no cluster is named "dem"; did you mean "demo"?\n'],
  [["--unused", "0"], 'audit: --unused takes a number of days from 1 to 9999, such as 30, got "0"\n'],
  [
    ["--from", "empty"],
    "clusters/demo.yaml: nothing is known about demo: empty has no answer of eks:DescribeCluster about it\n",
  ],
])("%j is refused", (args, stderr) => {
  const folder = folderOf({ "clusters/demo.yaml": FILE, "empty/x.txt": "" });
  expect(eksAccess(folder, ["audit", ...args])).toMatchObject({ status: 1, stderr });
});

describe("the authentication mode, where no file states one", () => {
  const HEAD = { cluster: "demo", account: ACCOUNT, region: REGION };
  const audited = (accessConfig: object | undefined, format: string) => {
    const cluster = { arn: `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/demo`, accessConfig };
    const lists = ["accessEntries", "associations", "nodegroups", "fargateProfileNames", "capabilities"];
    const answers = [{ cluster }, ...[...lists, "identityProviderConfigs"].map((list) => ({ [list]: [] }))];
    const files = answers.map((value, at) => [`answers/${at}.json`, JSON.stringify(value)]);
    const file = `account: "${ACCOUNT}"\nregion: ${REGION}\n`;
    const folder = folderOf({ "clusters/demo.yaml": file, ...Object.fromEntries(files) });
    return eksAccess(folder, ["audit", "--from", "answers", "--format", format]).stdout;
  };

  test.each([
    ["API", []],
    ["API_AND_CONFIG_MAP", [{ name: "second-door", level: "warning", subject: "demo", of: "aws-auth" }]],
    ["CONFIG_MAP", [{ name: "other-mode", level: "error", subject: "demo" }]],
  ])("is %s: what it means is found, and nothing is said of a file", (authenticationMode, findings) => {
    const { clusters } = JSON.parse(audited({ authenticationMode }, "json"));
    const found = findings.map((one) => ({ ...one, found: authenticationMode, advice: expect.any(String) }));
    expect(clusters).toEqual([expect.objectContaining({ ...HEAD, findings: found, notes: [] })]);
    const lines = audited({ authenticationMode }, "table").split("\n");
    const shown = lines.filter((line) => /^(error|warning)/.test(line));
    expect(shown).toEqual(
      findings.map(({ name }) => expect.stringMatching(RegExp(`${name} +demo +${authenticationMode} +-$`))),
    );
  });

  test("is not in the answer of AWS: a note says so", () => {
    const note = "AWS did not say the authentication mode of the cluster";
    expect(JSON.parse(audited(undefined, "json")).clusters).toMatchObject([{ findings: [], notes: [note] }]);
    expect(audited(undefined, "table")).toContain(`\n${note}\n`);
  });
});

describe("a state", () => {
  const audited = (text: string, ...more: string[]) => {
    const answers = JSON.stringify({ cluster: { arn: `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/demo` } });
    const entries = JSON.stringify({ accessEntries: [roleArn("team-a")] });
    const files = { "clusters/demo.yaml": FILE, "answers/a.json": answers, "answers/b.json": entries };
    const folder = folderOf({ ...files, "state.json": text });
    return eksAccess(folder, ["audit", "--from", "answers", "--state", "state.json", ...more]);
  };
  const ID = "AROATEAMA00000000001";

  test.each([
    ["what is no JSON", "s3cret", "not JSON; write what terraform show -json prints of a state or a plan"],
    [
      "something else",
      '{"s3cret": 1}',
      "no state and no plan; write what terraform show -json prints of a state or a plan",
    ],
    [
      "a state as Terraform stores it",
      '{"version": 4, "resources": []}',
      "a state as Terraform stores it; write what terraform show -json prints of it",
    ],
    ["another format", '{"format_version": "2.0"}', 'format_version 1.x is read, got "2.0"'],
    [
      "an ARN that is none",
      stateOf(roleInState("a", { arn: "s3cret", unique_id: ID })),
      'aws_iam_role.this["a"]: arn is not the ARN of a role or user',
    ],
    [
      "the ARN of something else",
      stateOf(roleInState("a", { arn: "arn:aws:s3:::role/s3cret", unique_id: ID })),
      'aws_iam_role.this["a"]: arn is not the ARN of a role or user',
    ],
    [
      "an id that is none",
      stateOf(roleInState("a", { unique_id: "s3cret" })),
      'aws_iam_role.this["a"]: unique_id is no id of IAM',
    ],
    [
      "an id that is no text",
      stateOf(roleInState("a", { unique_id: { s3cret: 1 } })),
      'aws_iam_role.this["a"]: unique_id is no id of IAM',
    ],
    ["no id", stateOf(roleInState("a\u001b[2J", {})), 'aws_iam_role.this["a\\u001b[2J"]: unique_id is no id of IAM'],
  ])("with %s is refused with its place", (_, text, message) => {
    const { status, stdout, stderr } = audited(text);
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: "", stderr: `audit: state.json: ${message}\n` });
  });

  test("that cannot be read is refused", () => {
    const { stderr } = audited("{}", "--state", "gone.json");
    expect(stderr).toBe(
      "audit: state.json: no state and no plan; write what terraform show -json prints of a state or a plan\n",
    );
    expect(audited(stateOf(), "--state", "gone.json").stderr).toMatch(/^audit: gone\.json cannot be read: /);
  });

  test("without the principal of an entry compares nothing, and says so", () => {
    const nothing =
      "warning: --state has no role or user that an access entry of these clusters is for, so that nothing is compared with it\n";
    expect(audited(stateOf(roleInState("other", { unique_id: ID }))).stderr).toBe(nothing);
    expect(audited(stateOf()).stderr).toBe(nothing);
    expect(audited(stateOf(roleInState("team-a", { unique_id: ID }))).stderr).toBe("");
  });

  test("whose ids are sensitive is not compared, and says so; nothing that is sensitive is printed", () => {
    const text = stateOf(roleInState("team-a", { unique_id: "s3cret" }, { unique_id: true }));
    for (const format of ["table", "json", "sarif", "junit", "markdown"]) {
      const { stdout, stderr } = audited(text, "--format", format);
      expect(stdout + stderr).not.toContain("s3cret");
      expect(stderr).toMatch(
        /^warning: state\.json: aws_iam_role\.this\["team-a"\] is not compared: unique_id is sensitive in this state\n/,
      );
    }
  });
});

test("a file of answers that nothing is read from is named", () => {
  const folder = folderOf({ "clusters/demo.yaml": FILE, "answers/a.json": '{"kind":"ConfigMap"}' });
  expect(eksAccess(folder, ["audit", "--from", "answers"]).stderr).toMatch(
    /^warning: answers\/a\.json: no answer of AWS about these clusters\n/,
  );
});
