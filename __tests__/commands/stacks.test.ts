import { TestRepository } from "../support/repository";
import { stackNamed } from "../support/stacks";
import { eksAccess } from "../support/words";

// each test starts a process or several
jest.setTimeout(60_000);

const cluster = (more: string) => `account: "111122223333"\nregion: eu-west-1\n${more}`;
const MAKER = cluster("otherRoles: { shared: { kind: capability, name: shared } }\n");
const USER = cluster(
  'access: { shared: { principal: "arn:aws:iam::111122223333:role/shared", policies: [AmazonEKSViewPolicy] } }\n',
);
const ROLES = "arn:{partition}:iam::{account}:role/{action}";

const repository = new TestRepository({
  "clusters/a.yaml": USER,
  "clusters/b.yaml": MAKER,
  "package-lock.json": "{}",
});

test("json has all of each stack", () => {
  const { status, stdout, stderr } = eksAccess(repository.folder, [
    "stacks",
    "--format",
    "json",
    "--role-pattern",
    ROLES,
  ]);
  const roles = { plan: "arn:aws:iam::111122223333:role/plan", apply: "arn:aws:iam::111122223333:role/apply" };
  const stack = (name: string, after: readonly string[]) =>
    stackNamed(name, { roles, after, inputs: [`clusters/${name}.yaml`, "package-lock.json"] });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const answer = JSON.parse(stdout);
  expect(answer).toEqual({
    format: "eks-access/stacks/1",
    tool: { name: "cdktf-eks-access", version: expect.any(String) },
    since: null,
    stacks: [stack("a", ["b"]), stack("b", [])],
  });
  expect(Object.keys(answer.stacks[0])).toEqual(Object.keys(stack("a", [])));
});

test("names, GitHub, GitLab and Atlantis have what changed", () => {
  const changed = new TestRepository({
    "defaults.yaml": "terraform: { backend: { type: local } }\n",
    "clusters/a.yaml": MAKER,
    "clusters/b.yaml": MAKER.replaceAll("shared", "other"),
  });
  changed.write({ "clusters/a.yaml": USER });
  const of = (...args: readonly string[]) => eksAccess(changed.folder, ["stacks", "--changed", "HEAD", ...args]).stdout;
  expect(of()).toBe("a\n");
  expect(of("--format", "github")).toMatch(/^\[\{"name":"a",[^{]*\}\]\n$/);
  expect(of("--format", "gitlab")).toMatch(/^plan:a:\n/);
  expect(of("--format", "atlantis")).toMatch(/^version: 3\nprojects:\n {2}- name: a\n/);
});

test.each(["github", "gitlab", "atlantis"])("%s has no stack whose state another job does not find", (format) => {
  const lost = new TestRepository({
    "clusters/a.yaml": USER,
    "clusters/b.yaml": `${MAKER}terraform: { assumeRole: "arn:aws:iam::111122223333:role/terraform" }\n`,
    "clusters/c.yaml": `${cluster("")}terraform: { backend: { type: local } }\n`,
  });
  const why =
    "terraform.backend: the state is a file beside the output folder: another job does not find it and makes everything again; write terraform.backend with type s3, http, gcs, azurerm or cloud, or with type local if all jobs share this folder\n";
  expect(eksAccess(lost.folder, ["stacks", "--format", format])).toEqual({
    status: 1,
    stdout: "",
    stderr: `clusters/a.yaml:1:1 ${why}clusters/b.yaml:4:1 ${why}`,
  });
  expect(eksAccess(lost.folder, ["stacks", "--format", format, "--changed", "HEAD"]).status).toBe(0);
});

test("ends with 2 if a file is gone, and prints the others", () => {
  const gone = new TestRepository({ "clusters/a.yaml": MAKER, "clusters/b.yaml": USER });
  gone.write({ "clusters/a.yaml": null, "clusters/c.yaml": USER });
  expect(eksAccess(gone.folder, ["stacks", "--changed", "main"])).toEqual({
    status: 2,
    stdout: "c\n",
    stderr: expect.stringMatching(
      /^a: its file is gone, its state \(terraform\.a\.tfstate\) is not; destroy it from [0-9a-f]{12} first\n$/,
    ),
  });
});

test("files that need each other are refused, with the places of all", () => {
  const role = (name: string, other: string) => `${MAKER.replaceAll("shared", name)}access:
  user: { principal: "arn:aws:iam::111122223333:role/${other}", policies: [AmazonEKSViewPolicy] }
`;
  const { folder } = new TestRepository({
    "clusters/a.yaml": role("a", "b"),
    "clusters/b.yaml": role("b", "c"),
    "clusters/c.yaml": role("c", "a"),
    "clusters/d.yaml": role("d", "a"),
  });
  const place = (from: string, to: string) =>
    `clusters/${from}.yaml:5:11 access.user.principal needs clusters/${to}.yaml`;
  expect(eksAccess(folder, ["stacks"])).toEqual({
    status: 1,
    stdout: "",
    stderr: `stacks: none of these files can be applied first: ${place("a", "b")}; ${place("b", "c")}; ${place("c", "a")}; make the roles in a file that needs no other\n`,
  });
});

test.each([
  [
    ["--format", "names", "--role-pattern", ROLES],
    "stacks: --format names has no roles; leave --role-pattern out, or write another format\n",
  ],
  [
    ["--format", "atlantis", "--role-pattern", ROLES],
    "stacks: --format atlantis has no roles; leave --role-pattern out, or write another format\n",
  ],
  [["--changed", "-x"], 'a revision is a name or id of a commit, got "-x"\n'],
  [["--changed=--output=x"], 'a revision is a name or id of a commit, got "--output=x"\n'],
  [["c"], 'clusters: no file of a cluster is named "c"; the names: a and b\n'],
])("%j is refused", (args, stderr) => {
  expect(eksAccess(repository.folder, ["stacks", ...args])).toEqual({ status: 1, stdout: "", stderr });
});
