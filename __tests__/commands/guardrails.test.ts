import { join } from "node:path";
import { parseArguments } from "../../lib/commands/arguments";
import { command } from "../../lib/commands/guardrails";
import { ConfigError } from "../../lib/load/config-error";
import { filesBelow, folderOf } from "../support/files";

const DEMO = `account: "111122223333"
region: eu-west-1
cluster: { authenticationMode: API }
access:
  admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: [AmazonEKSClusterAdminPolicy] }
`;
const PIPELINE = ["--pipeline", "arn:aws:iam::*:role/apply"];

interface Answered {
  readonly stdout: string;
  readonly refused: readonly string[];
}

/** What a run in a folder with `clusters` says. */
function runIn(folder: string, args: readonly string[]): Answered {
  const given = parseArguments("guardrails", command, args, { EKS_ACCESS_CONFIG: join(folder, "clusters") });
  const written: string[] = [];
  const write = jest.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  try {
    if (given) command.run(given);
    return { stdout: written.join(""), refused: [] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { stdout: written.join(""), refused: error.lines };
  } finally {
    write.mockRestore();
  }
}

const run = (args: readonly string[], file = DEMO): Answered => runIn(folderOf({ "clusters/demo.yaml": file }), args);

const KNOWN =
  "AccessOnlyByPipeline, NoNodeEntriesByHand, NoClusterAdminOutsideThePlan, NoConfigMapMode, NoCreatorAdmin, NoSecondDoor, ClusterShape, NoForgedPodTags, NoForgedPodSessions, NoAccessEntries, NoRolesOfThePlan, NoRolesWithoutBoundary or NoOtherGrants";

test.each([
  [
    ["--kind", "scp"],
    "guardrails: --pipeline is needed for AccessOnlyByPipeline, NoNodeEntriesByHand and NoForgedPodTags: the role that applies the files, such as arn:aws:iam::*:role/eks-access-apply; or leave these out by --without",
  ],
  [
    ["--pipeline", "arn:aws:iam::*:role/*"],
    'guardrails: --pipeline: "arn:aws:iam::*:role/*" names every role; name the one that you mean; write it like arn:aws:iam::*:role/eks-access-apply',
  ],
  [
    [...PIPELINE, "--break-glass", "arn:aws:sts::111122223333:assumed-role/a/b"],
    'guardrails: --break-glass: "arn:aws:sts::111122223333:assumed-role/a/b" is the ARN of a session; write that of its role; write it like arn:aws:iam::*:role/break-glass',
  ],
  [
    ["--pipeline", "arn:aws:iam::444455556666:role/apply"],
    "guardrails: demo: no --pipeline names a role of its account, 111122223333 (aws): nobody could apply it",
  ],
  [
    [...PIPELINE, "--without", "NoSecondDor"],
    `guardrails: --without is one of ${KNOWN}, got "NoSecondDor"; did you mean "NoSecondDoor"?`,
  ],
  [
    ["--kind", "rcp", "--without", "NoForgedPodSessions"],
    "guardrails: these files and options leave nothing to write of rcp",
  ],
  [
    ["--kind", "rcp", "--kind", "boundary", "--repository", "github:acme/eks"],
    "guardrails: --repository is for the trust of the roles of the pipeline, and --kind is rcp and boundary; add --kind roles, or leave --repository out",
  ],
  [
    ["--kind", "roles", "--repository", "acme/eks"],
    'guardrails: --repository is github or gitlab, a colon and the name of the repository, such as github:acme/eks, got "acme/eks"',
  ],
  [
    ["--kind", "roles", "--repository", "github:acme/*"],
    'guardrails: --repository is github or gitlab, a colon and the name of the repository, such as github:acme/eks, got "github:acme/*"',
  ],
])("%j is refused", (args, line) => {
  expect(run(args)).toEqual({ stdout: "", refused: [line] });
});

test("one file of a folder is warned of, since other files may be about its cluster", () => {
  const folder = folderOf({ "clusters/a.yaml": DEMO, "clusters/b.yaml": DEMO });
  const warned = jest.spyOn(console, "error").mockImplementation(() => undefined);
  try {
    runIn(folder, [join(folder, "clusters/a.yaml"), ...PIPELINE, "--kind", "rcp"]);
    expect(warned.mock.calls.flat()).toEqual([
      "warning: this is one file of a folder: what other files give on the same cluster is denied",
    ]);
  } finally {
    warned.mockRestore();
  }
});

test("a role that Terraform assumes has to be the pipeline's", () => {
  const file = `${DEMO}terraform: { assumeRole: "arn:aws:iam::111122223333:role/terraform" }\n`;
  expect(run([...PIPELINE, "--kind", "scp"], file).refused).toEqual([
    "guardrails: demo: Terraform assumes arn:aws:iam::111122223333:role/terraform, which no --pipeline names: it could apply nothing",
  ]);
  expect(run(["--pipeline", "arn:aws:iam::*:role/terraform", "--kind", "scp"], file).refused).toEqual([]);
});

test("a statement that is too long is refused, and nothing is written", () => {
  const many = Array.from(
    { length: 90 },
    (_, at) =>
      `  admin-${at}: { principal: "arn:aws:iam::111122223333:role/teams/${"x".repeat(20)}-${at}", policies: [AmazonEKSClusterAdminPolicy] }\n`,
  ).join("");
  const folder = folderOf({ "clusters/demo.yaml": `${DEMO}${many}` });
  expect(runIn(folder, [...PIPELINE, "--kind", "scp", "--out", join(folder, "g")]).refused).toEqual([
    expect.stringMatching(
      /^guardrails: NoClusterAdminOutsideThePlan has \d+ characters and cannot be split, and AWS takes 5120; let several principals share a role, or write --without NoClusterAdminOutsideThePlan$/,
    ),
  ]);
  expect(Object.keys(filesBelow(folder))).toEqual(["clusters/demo.yaml"]);
});

test("--out writes a file for each document, and a run of one kind leaves the others", () => {
  const folder = folderOf({ "clusters/demo.yaml": DEMO, "g/mine.md": "mine" });
  const out = ["--out", join(folder, "g")];
  expect(runIn(folder, [...PIPELINE, ...out]).refused).toEqual([]);
  const written = Object.keys(filesBelow(folder)).filter((file) => file.startsWith("g/"));
  expect(written).toEqual([
    "g/.eks-access.json",
    "g/boundary-111122223333.json",
    "g/endpoint-111122223333-eu-west-1.json",
    "g/mine.md",
    "g/rcp.json",
    "g/roles-111122223333-apply.json",
    "g/roles-111122223333-plan.json",
    "g/scp.json",
  ]);
  const before = filesBelow(folder);
  runIn(folder, [...PIPELINE, ...out, "--kind", "scp"]);
  expect(filesBelow(folder)).toEqual(before);
});

test("a name with a ? in its path stands for itself", () => {
  const { stdout } = run(
    [...PIPELINE, "--kind", "scp", "--format", "json"],
    DEMO.replace("role/admins", "role/a?b/admins"),
  );
  const [{ document }] = JSON.parse(stdout).documents;
  const admins = document.Statement.find(({ Sid }: { Sid: string }) => Sid === "NoClusterAdminOutsideThePlan");
  expect(admins.Condition.ArnNotEquals).toEqual({
    "eks:principalArn": "arn:aws:iam::111122223333:role/a${?}b/admins",
  });
});
