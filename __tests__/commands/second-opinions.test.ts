import { objections } from "../support/answers";
import { ACCOUNT, Emulator, REGION } from "../support/emulator";
import { folderOf } from "../support/files";
import { credentialsFor } from "../support/live-cluster";
import { eksAccess } from "../support/words";

// each test starts a process
jest.setTimeout(60_000);

const OTHER = "444455556666";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/demo-backend-pod`;
const QUEUE = "arn:aws:s3:::queue";
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "s3:PutObject", Resource: `${QUEUE}/*` },
    { Effect: "Deny", Action: "s3:*", Resource: `${QUEUE}/secret` },
  ],
});
const FILE = `account: "${ACCOUNT}"
region: ${REGION}
workloads:
  backend: { serviceAccount: apps/backend, role: { inlinePolicies: { queue: ${POLICY} } } }
`;
const REASONS = `  because Pod Identity gives ${ROLE} (clusters/demo.yaml:4:3)
  the inline policy queue: Allow s3:PutObject on ${QUEUE}/* (clusters/demo.yaml:4:70)
`;
const END =
  "not looked at: service control policies, policies of the resources themselves, and roles that no file makes\n";
const GETS =
  "AWS's policy simulator gets the identity policies and the boundary alone, without trusts, session policies and policies of resources\n";

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
  const action = "s3:PutObject";
  await emulator.seed({
    simulations: [
      { action, resource: `${QUEUE}/a`, decision: "allowed" },
      { action, resource: `${QUEUE}/secret`, decision: "explicitDeny" },
      { action, resource: `${QUEUE}/b`, decision: "explicitDeny", missing: ["aws:SourceVpc"] },
    ],
  });
});

afterAll(() => emulator.stop());

const can = (object: string, ...args: string[]) => canAs(env, object, ...args);
const canAs = (as: Record<string, string>, object: string, ...args: string[]) =>
  eksAccess(folder, ["prove", "can", "pod:apps/backend", "s3:PutObject", `arn:aws:s3:::${object}`, ...args], {
    env: as,
  });

test("AWS agrees: the answer and the exit code are those of the files, and AWS gets their documents", async () => {
  expect(can("queue/a", "--aws")).toEqual({
    status: 0,
    stdout: `yes: pods of apps/backend on demo may s3:PutObject on ${QUEUE}/a\n${REASONS}  AWS's policy simulator agrees: yes\n${END}${GETS}`,
    stderr: "",
  });
  const calls = await emulator.calls();
  expect(calls.map(({ op }) => op)).toEqual(["GetCallerIdentity", "SimulateCustomPolicy"]);
  const { params = {} } = calls[1] ?? {};
  expect(params).toMatchObject({
    PolicyInputList: [POLICY],
    ActionNames: ["s3:PutObject"],
    ResourceArns: [`${QUEUE}/a`],
  });
  expect(params.ContextEntries).toContainEqual({
    ContextKeyName: "aws:PrincipalTag/kubernetes-namespace",
    ContextKeyValues: ["apps"],
    ContextKeyType: "string",
  });
});

test("AWS agrees with a no: a statement denies, or none allows", () => {
  const denied = can("queue/secret", "--aws");
  expect(denied.status).toBe(2);
  expect(denied.stdout).toContain("\n  AWS's policy simulator agrees: no, a statement denies it\n");
  const other = can("other/a", "--aws");
  expect(other.status).toBe(2);
  expect(other.stdout).toContain("\n  AWS's policy simulator agrees: no, no statement allows it\n");
});

test("AWS says the opposite: it cannot be said", () => {
  const ended = can("queue/b", "--aws");
  const reasons = REASONS.replace("because ", "");
  expect(ended).toEqual({
    status: 1,
    stdout: `cannot be said: whether pods of apps/backend on demo may s3:PutObject on ${QUEUE}/b
  of ${ROLE} the files say yes, and AWS's policy simulator says no
${reasons}  AWS's policy simulator says the opposite: no, a statement denies it
    it had no value of aws:SourceVpc; if the request has one: --context <key>=<value>
    perhaps because it knows which resources and condition keys the action has; else one of the two is wrong
${GETS}`,
    stderr: "",
  });
});

test("as JSON", () => {
  const { status, stdout } = can("queue/b", "--aws", "--format", "json");
  expect(status).toBe(1);
  const answer = JSON.parse(stdout);
  expect(objections("prove-can", answer)).toEqual([]);
  expect(answer.verdict).toBe("cannot be said");
  expect(answer.answers[0].aws).toEqual([
    { role: ROLE, verdict: "no", contradicts: true, reasons: expect.arrayContaining([]) },
  ]);
});

test.each<[string, object, string]>([
  ["a permission is missing", { kind: "accessDenied" }, "the permission iam:SimulateCustomPolicy is missing"],
  [
    "AWS refuses a document",
    { kind: "error", code: "InvalidInput", message: "Syntax errors in policy." },
    "InvalidInputException: Syntax errors in policy.",
  ],
])("%s: the answer of the files, and 1", async (_, fault, why) => {
  await emulator.fail({ service: "iam", op: "SimulateCustomPolicy", ...fault });
  expect(can("queue/a", "--aws")).toEqual({
    status: 1,
    stdout: `yes: pods of apps/backend on demo may s3:PutObject on ${QUEUE}/a\n${REASONS}  AWS's policy simulator gave no answer: ${why}\n${END}`,
    stderr: "",
  });
});

test("credentials of another account ask nothing", async () => {
  const { status, stdout } = canAs({ ...env, AWS_ACCESS_KEY_ID: OTHER }, "queue/a", "--aws");
  expect(status).toBe(1);
  expect(stdout).toContain(
    `AWS's policy simulator gave no answer: credentials are of ${OTHER} (arn:aws:sts::${OTHER}:assumed-role/fake-deployer/fake-session), the role is in ${ACCOUNT}; use --role, or other credentials\n`,
  );
  expect((await emulator.calls()).map(({ op }) => op)).toEqual(["GetCallerIdentity"]);
});

test("--role is taken in the account of the role", async () => {
  expect(canAs({ ...env, AWS_ACCESS_KEY_ID: OTHER }, "queue/a", "--aws", "--role", "asker").status).toBe(0);
  const [taken] = await emulator.calls();
  expect(taken).toMatchObject({ op: "AssumeRole", params: { RoleArn: `arn:aws:iam::${ACCOUNT}:role/asker` } });
});

test("a throttled question is asked again", async () => {
  await emulator.fail({ service: "iam", op: "SimulateCustomPolicy", kind: "throttle", times: 1 });
  expect(can("queue/a", "--aws").status).toBe(0);
});

test("without credentials the answer of the files is there, and 1", () => {
  const { status, stdout } = canAs({ AWS_EC2_METADATA_DISABLED: "true", HOME: folder }, "queue/a", "--aws");
  expect(status).toBe(1);
  expect(stdout).toMatch(/^yes: .*\n {2}AWS's policy simulator gave no answer: CredentialsProviderError: /s);
});

test("without --aws nobody is asked", async () => {
  expect(can("queue/a")).toEqual({
    status: 0,
    stdout: `yes: pods of apps/backend on demo may s3:PutObject on ${QUEUE}/a\n${REASONS}${END}`,
    stderr: "",
  });
  expect(can("queue/a", "--role", "asker").stderr).toBe(
    "prove can: --role is the role to ask AWS with; write --aws too, or leave --role out\n",
  );
  expect(await emulator.calls()).toEqual([]);
});

test("questions about Kubernetes are refused, and AWS is not asked", async () => {
  expect(eksAccess(folder, ["prove", "can", "pod:apps/backend", "get", "nodes", "--aws"], { env })).toEqual({
    status: 1,
    stdout: "",
    stderr:
      'prove can: --aws asks about actions of AWS, and "get nodes" is a question about Kubernetes; leave --aws out\n',
  });
  expect(await emulator.calls()).toEqual([]);
});
