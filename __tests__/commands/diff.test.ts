import { readFileSync } from "node:fs";
import { join } from "node:path";
import { objections } from "../support/answers";
import { folderOf } from "../support/files";
import { TestRepository } from "../support/repository";
import { objectionsOfSarif } from "../support/sarif";
import { eksAccess } from "../support/words";

// each test starts a process or several
jest.setTimeout(60_000);

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const ROLE = "arn:aws:iam::111122223333:role";
const team = (policies: string) => `${HEAD}access:\n  team: { principal: "${ROLE}/team", policies: [${policies}] }\n`;
const VIEW = team("AmazonEKSViewPolicy");
const ADMIN = team("AmazonEKSClusterAdminPolicy");
const REFUSED = `${VIEW}unknown: 1\n`;

const lines = ({ stdout }: { readonly stdout: string }) => stdout.trimEnd().split("\n");
const diff = (repository: TestRepository, ...args: readonly string[]) =>
  eksAccess(repository.folder, ["diff", ...args]);

describe("a repository", () => {
  const repository = new TestRepository({ "clusters/demo.yaml": VIEW, "clusters/prod.yaml": VIEW });
  const first = repository.git("rev-parse", "--short=7", "HEAD");
  repository.git("branch", "release");
  repository.git("tag", "refused");
  repository.git("checkout", "--quiet", "refused");
  repository.commit({ "clusters/demo.yaml": REFUSED });
  repository.git("tag", "--force", "refused");
  repository.git("checkout", "--quiet", "main");
  // others change main while the branch is open
  repository.commit({ "clusters/prod.yaml": ADMIN });
  repository.git("checkout", "--quiet", "-b", "topic", "release");
  repository.git("mv", "clusters/demo.yaml", "clusters/renamed.yaml");
  repository.commit({ "clusters/renamed.yaml": `name: demo\n${ADMIN}` });

  const OURS = [
    "demo (111122223333, eu-west-1)",
    `  + ${ROLE}/team gains AmazonEKSClusterAdminPolicy, in the whole cluster   clusters/renamed.yaml:5:72           ESCALATION`,
    "      it can now do everything in the whole cluster",
    `  - role/team loses AmazonEKSViewPolicy, in the whole cluster                                     clusters/demo.yaml:4:72 at ${first}`,
    "      its other policies still allow that",
    "1 other cluster: no change",
    "1 escalation",
  ];

  test("is compared with where the branch began, so that changes of others are not among its own", () => {
    const ended = diff(repository, "main");
    expect(lines(ended)).toEqual([
      ...OURS,
      `clusters compared with ${first}, the latest commit of main that HEAD has too`,
    ]);
    expect(ended).toEqual({ status: 2, stdout: ended.stdout, stderr: "" });
    expect(lines(diff(repository, "main", "topic")).slice(0, OURS.length)).toEqual(OURS);
  });

  test("is compared with the revision itself by --exact", () => {
    const shown = lines(diff(repository, "main", "topic", "--exact"));
    expect(shown.slice(0, 1)).toEqual(OURS.slice(0, 1));
    expect(shown).toContain("prod (111122223333, eu-west-1)");
    expect(shown.at(-1)).toMatch(/^topic \([0-9a-f]{7}\) compared with main \([0-9a-f]{7}\)$/);
  });

  test("reads the work tree in place of a second revision, and leaves it as it is", () => {
    const open = new TestRepository({ "clusters/demo.yaml": VIEW });
    open.write({ "clusters/demo.yaml": ADMIN });
    expect(lines(diff(open, "HEAD"))).toContain("1 escalation");
    expect(open.git("status", "--porcelain")).toBe("M clusters/demo.yaml");
    expect(diff(open, "HEAD", "HEAD").status).toBe(0);
  });

  test("whose earlier configuration is refused says why, and takes all access as new", () => {
    const ended = diff(repository, "refused", "--exact");
    expect(ended.status).toBe(2);
    expect(lines(ended).slice(0, 2)).toEqual([
      "the base could not be read:",
      expect.stringMatching(/^ {2}clusters\/demo\.yaml:5:1 unknown: /),
    ]);
    expect(lines(ended)).toContain("prod (111122223333, eu-west-1)");
    expect(lines(ended).at(-1)).toMatch(/which cannot be read, so that all access counts as new$/);
    expect(diff(repository, "refused", "--exact", "--fail-on", "never").status).toBe(0);
  });

  test("whose later configuration is refused has no answer", () => {
    expect(diff(repository, "main", "refused", "--exact")).toEqual({
      status: 1,
      stdout: "",
      stderr: expect.stringMatching(/^clusters\/demo\.yaml:5:1 unknown: /),
    });
  });

  test("without the configuration in the earlier commit has new clusters only", () => {
    const started = new TestRepository({ "README.md": "" });
    started.commit({ "clusters/demo.yaml": VIEW });
    expect(lines(diff(started, "HEAD^"))).toContain("demo (111122223333, eu-west-1), a new cluster");
    expect(diff(started, "HEAD", "HEAD^", "--exact")).toEqual({
      status: 1,
      stdout: "",
      stderr: "diff: HEAD^ has no clusters\n",
    });
  });

  test.each([
    [["gone"], 'the revision "gone" is not there: this repository has no such commit\n'],
    [["rev:clusters"], 'the revision "clusters" is not there: this repository has no such commit\n'],
    [[], "diff: it takes a revision or a folder to compare with, got none\n"],
    [["main", "--limit", "5000"], "diff: --limit is for --format markdown; leave it out\n"],
    [["main", "--format", "markdown", "--limit", "10"], 'diff: --limit is a whole number of at least 2000, got "10"\n'],
    [["main", "--fail-on", "all"], 'diff: --fail-on is one of escalation, change or never, got "all"\n'],
  ])("refuses %j", (args, stderr) => {
    expect(diff(repository, ...args)).toEqual({ status: 1, stdout: "", stderr });
  });

  test("in a shallow clone, says how to take all commits", () => {
    const clone = folderOf({});
    repository.git("clone", "--quiet", "--depth=1", "--branch=topic", `file://${repository.folder}`, clone);
    const stderr =
      'the revision "origin/main" is not there: this clone has only the latest commits; take all: fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 of GitLab, or git fetch --unshallow\n';
    expect(eksAccess(clone, ["diff", "origin/main"])).toEqual({ status: 1, stdout: "", stderr });
    const both = folderOf({});
    repository.git("clone", "--quiet", "--depth=1", "--no-single-branch", `file://${repository.folder}`, both);
    expect(eksAccess(both, ["diff", "origin/main", "origin/topic"]).stderr).toBe(
      `"origin/main" and "origin/topic" have no commit in common here: ${stderr.slice(stderr.indexOf("this clone"))}`,
    );
  });

  test("that has two histories says so", () => {
    const two = new TestRepository({ "clusters/demo.yaml": VIEW });
    two.git("checkout", "--quiet", "--orphan", "other");
    two.commit({ "clusters/demo.yaml": ADMIN });
    expect(diff(two, "main").stderr).toBe(
      '"main" and "HEAD" have no commit in common here: they have no history in common; --exact compares them as they are\n',
    );
    expect(diff(two, "main", "--exact").status).toBe(2);
  });
});

describe("folders", () => {
  const folder = folderOf({
    "old/clusters/demo.yaml": `${HEAD}access:
  ci: { principal: "arn:aws:iam::111122223333:user/ci", groups: [deployers] }
  team-a: { principal: "${ROLE}/team-a", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [team-a] }] }
workloads:
  backend: { serviceAccount: apps/backend, policies: ["arn:aws:iam::111122223333:policy/a"] }
`,
    "old/clusters/gone.yaml": VIEW,
    "old/clusters/same.yaml": VIEW,
    "clusters/demo.yaml": `${HEAD}use: [on-call]
access:
  team-a: { principal: "${ROLE}/team-a", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [team-a, team-b] }] }
  partner: { principal: "arn:aws:iam::444455556666:role/team-a", groups: ["](http://x) <img src=x> | @all"] }
workloads:
  backend:
    serviceAccount: apps/backend
    policies: ["arn:aws:iam::111122223333:policy/a", "arn:aws:iam::111122223333:policy/queue"]
`,
    "clusters/same.yaml": VIEW,
    "accessSets/on-call.yaml": `access:
  contractor: { principal: "${ROLE}/contractor", policies: [AmazonEKSClusterAdminPolicy] }
`,
  });
  const golden = (name: string) => readFileSync(join(__dirname, `golden/diff-${name}.txt`), "utf8");
  const compared = (...args: readonly string[]) => eksAccess(folder, ["diff", "old/clusters", ...args]);

  test.each(["text", "markdown", "json", "sarif"])("give this %s", (format) => {
    const { status, stdout, stderr } = compared("--format", format);
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    expect(stdout.replace(/("version": ")\d+\.\d+\.\d+"/g, '$1<version>"')).toBe(golden(format));
  });

  test("as SARIF, keep to the schema", () => {
    expect(objectionsOfSarif(compared("--format", "sarif").stdout)).toEqual([]);
  });

  test("as JSON, keep to the schema", () => {
    const answer = JSON.parse(compared("--format", "json").stdout);
    expect(objections("diff", answer)).toEqual([]);
    expect(answer.totals).toEqual({ escalations: 5, losses: 2, changes: 7, unchanged: 1 });
  });

  test("end with 2 at what --fail-on names", () => {
    const only = (name: string) => ({ "clusters/demo.yaml": name });
    const less = folderOf({
      ...only(VIEW),
      "old/clusters/demo.yaml": team("AmazonEKSViewPolicy, AmazonEKSSecretReaderPolicy"),
    });
    const ends = (...args: readonly string[]) => eksAccess(less, ["diff", "old/clusters", ...args]).status;
    expect([ends(), ends("--fail-on", "change"), ends("--fail-on", "never")]).toEqual([0, 2, 0]);
    expect(eksAccess(less, ["diff", "clusters", "clusters"])).toEqual({
      status: 0,
      stdout: "no change in access\nclusters compared with clusters\n",
      stderr: "",
    });
  });
});
