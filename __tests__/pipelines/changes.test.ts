import { join } from "node:path";
import type { Stacks } from "../../lib/pipelines/stacks";
import { stacksOf } from "../../lib/pipelines/stacks";
import { folderOf } from "../support/files";
import { TestRepository } from "../support/repository";

const cluster = (name: string, more = "") => `account: "111122223333"
terraform: { backend: { type: s3, bucket: acme, region: eu-west-1, key: eks/${name}.tfstate } }
name: ${name}
${more}`;

const ROLE = "nodeRoles: { workers: { kind: managed } }\n";
const LOCK = (version: string) => `{
  "packages": {
    "": { "devDependencies": { "cdktf-eks-access": "^0.1.0" } },
    "node_modules/cdktf-eks-access": {
      "version": "${version}",
      "dev": true
    },
    "node_modules/other": {
      "version": "1.0.0"
    }
  }
}
`;

const FIRST = {
  "defaults.yaml": "region: eu-west-1\n",
  "accessSets/ops.yaml": `access: { ops: { principal: "arn:aws:iam::111122223333:role/ops", groups: [ops] } }\n`,
  "clusters/a.yaml": cluster("a", "use: [ops]\n"),
  "clusters/b.yaml": cluster("b", ROLE),
  "clusters/c.yaml": cluster("c", ROLE),
  "package-lock.json": LOCK("0.1.0"),
};

const providerLock = (version: string) => `provider "registry.terraform.io/hashicorp/aws" {
  version = "${version}"
  hashes = [
    "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  ]
}
`;

type Files = Readonly<Record<string, string | null>>;

function asked(folder: string, since: string | undefined, names?: readonly string[]): Stacks {
  return stacksOf({
    source: join(folder, "clusters"),
    outdir: "cdktf.out",
    ...(since !== undefined && { since }),
    ...(names && { names }),
    environment: { PATH: process.env.PATH },
  });
}

/** What became of each stack, and the lines about it, without the path of the folder. */
function since(folder: string, revision: string | undefined, names?: readonly string[]) {
  const { stacks, notes, loses } = asked(folder, revision, names);
  return {
    changes: Object.fromEntries(
      stacks.map(({ name, change, was }) => [name, was === null ? change : `${change} ${was}`]),
    ),
    notes: notes.map((note) => note.replaceAll(`${folder}/`, "")),
    loses,
  };
}

const changed = (...names: readonly string[]) =>
  Object.fromEntries(["a", "b", "c"].map((name) => [name, names.includes(name) ? "changed" : "same"]));
const quietly = (changes: object) => ({ changes, notes: [], loses: false });

const GONE = expect.stringMatching(
  /^c: its file is gone, its state \(s3:\/\/acme\/eks\/c\.tfstate\) is not; destroy it from [0-9a-f]{12} first$/,
);

const COMMITS: readonly (readonly [string, Files, object])[] = [
  ["nothing", {}, quietly(changed())],
  [
    "a comment in a cluster, a set and the defaults",
    {
      "clusters/b.yaml": `# a comment\n${cluster("b", ROLE)}`,
      "accessSets/ops.yaml": `# a comment\n${FIRST["accessSets/ops.yaml"]}`,
      "defaults.yaml": "region: 'eu-west-1' # a comment\n",
    },
    quietly(changed()),
  ],
  ["the order of keys", { "clusters/b.yaml": `${ROLE}${cluster("b")}` }, quietly(changed())],
  ["a cluster", { "clusters/b.yaml": cluster("b", `${ROLE}tags: { a: b }\n`) }, quietly(changed("b"))],
  [
    "a set",
    { "accessSets/ops.yaml": FIRST["accessSets/ops.yaml"].replace("[ops]", "[on-call]") },
    quietly(changed("a")),
  ],
  ["the defaults", { "defaults.yaml": "region: eu-west-1\ntags: { a: b }\n" }, quietly(changed("a", "b", "c"))],
  [
    "the defaults, moved into the files that had none of it",
    {
      "defaults.yaml": null,
      "clusters/a.yaml": `region: eu-west-1\n${FIRST["clusters/a.yaml"]}`,
      "clusters/b.yaml": `region: eu-west-1\n${FIRST["clusters/b.yaml"]}`,
      "clusters/c.yaml": `region: eu-west-2\n${FIRST["clusters/c.yaml"]}`,
    },
    {
      ...quietly(changed("c")),
      notes: [
        expect.stringMatching(
          /^clusters\/c\.yaml:1:1 region: in commit [0-9a-f]{12} this stack was for the cluster "c" in eu-west-1 /,
        ),
      ],
      loses: true,
    },
  ],
  [
    "Terraform's lock file",
    { "clusters/.terraform.lock.hcl": providerLock("5.100.0") },
    {
      changes: changed("a", "b", "c"),
      notes: ["HEAD^ has another .terraform.lock.hcl, so every stack counts as changed"],
      loses: false,
    },
  ],
  ["a new file", { "clusters/d.yaml": cluster("d", ROLE) }, quietly({ ...changed(), d: "added" })],
  [
    "a file that is gone",
    { "clusters/c.yaml": null },
    { changes: { ...changed(), c: "deleted" }, notes: [GONE], loses: true },
  ],
  [
    "a file with another name",
    { "clusters/c.yaml": null, "clusters/d.yaml": FIRST["clusters/c.yaml"] },
    {
      changes: { a: "same", b: "same", d: "renamed c" },
      notes: ["d: renamed, it was c; its state is where it was"],
      loses: false,
    },
  ],
  [
    "a file with another name, which names the cluster",
    {
      "clusters/c.yaml": null,
      "clusters/d.yaml": FIRST["clusters/c.yaml"].replace("name: c\n", ""),
    },
    {
      changes: { a: "same", b: "same", d: "renamed c" },
      notes: [
        'd: it has the state of c, which is gone, and is for the cluster "d": Terraform would destroy the access to "c"; write name: c in clusters/d.yaml',
      ],
      loses: true,
    },
  ],
  [
    "a file with another name and state",
    {
      "clusters/c.yaml": null,
      "clusters/d.yaml": FIRST["clusters/c.yaml"].replace("c.tfstate", "d.tfstate"),
    },
    {
      changes: { ...changed(), c: "deleted", d: "added" },
      notes: [expect.stringMatching(/^clusters\/d\.yaml:1:1: this is the cluster of the stack "c", which is gone: /)],
      loses: true,
    },
  ],
  [
    "a state",
    { "clusters/c.yaml": FIRST["clusters/c.yaml"].replace("c.tfstate", "d.tfstate") },
    {
      changes: changed("c"),
      notes: [
        expect.stringMatching(
          /^clusters\/c\.yaml:2:14 terraform\.backend: the state was s3:\/\/acme\/eks\/c\.tfstate in commit [0-9a-f]{12} and is s3:\/\/acme\/eks\/d\.tfstate now: /,
        ),
      ],
      loses: true,
    },
  ],
  [
    "the version of this program",
    { "package-lock.json": LOCK("0.2.0") },
    {
      changes: changed("a", "b", "c"),
      notes: ["HEAD^ has another version of this program, so every stack counts as changed"],
      loses: false,
    },
  ],
  [
    "the version of another package",
    { "package-lock.json": LOCK("0.1.0").replace("1.0.0", "1.1.0") },
    quietly(changed()),
  ],
];

test.each(COMMITS)("what a commit changes: %s", (_, files, expected) => {
  const repository = new TestRepository(FIRST);
  repository.commit(files);
  expect(since(repository.folder, "HEAD^")).toEqual(expected);
});

test("what is not committed yet counts, and nothing of the repository is touched", () => {
  const repository = new TestRepository(FIRST);
  repository.write({ "clusters/b.yaml": cluster("b") });
  const before = repository.git("status", "--porcelain=v2");
  expect(since(repository.folder, "HEAD")).toEqual(quietly(changed("b")));
  expect(repository.git("status", "--porcelain=v2")).toBe(before);
});

test("without a revision there is no change to tell", () => {
  const { folder } = new TestRepository(FIRST);
  expect(since(folder, undefined)).toEqual(quietly({ a: null, b: null, c: null }));
});

test.each(["", "0".repeat(40), "0".repeat(64)])(
  "every stack counts as added if the earlier commit is %j",
  (revision) => {
    const { folder } = new TestRepository(FIRST);
    expect(since(folder, revision)).toEqual({
      changes: { a: "added", b: "added", c: "added" },
      notes: ["no earlier revision is given, so every stack counts as added"],
      loses: false,
    });
  },
);

test("every stack counts as added if there was no configuration", () => {
  const repository = new TestRepository({ "README.md": "" });
  repository.commit(FIRST);
  expect(since(repository.folder, "HEAD^")).toEqual({
    changes: { a: "added", b: "added", c: "added" },
    notes: ["HEAD^ has no clusters, so every stack counts as added"],
    loses: false,
  });
});

test("every stack counts as changed if the earlier configuration was refused, since nothing of it was applied", () => {
  const repository = new TestRepository({ ...FIRST, "clusters/b.yaml": "region: eu-west-1\nunknown: 1\n" });
  repository.commit(FIRST);
  expect(since(repository.folder, "HEAD^")).toEqual({
    changes: changed("a", "b", "c"),
    notes: [
      expect.stringMatching(
        /^the configuration of HEAD\^ is refused, so every stack counts as changed: clusters\/b\.yaml:\S+ .* \(and \d more\)$/,
      ),
    ],
    loses: false,
  });
});

test("a file that was refused and is gone may have a state all the same", () => {
  const repository = new TestRepository({ ...FIRST, "clusters/c.yaml": "unknown: 1\n" });
  const before = repository.git("rev-parse", "HEAD");
  repository.commit({ "clusters/c.yaml": null });
  expect(since(repository.folder, "HEAD^").notes).toContain(
    `c: its file is gone, its state is not; destroy it from ${before.slice(0, 12)} first`,
  );
});

test("of clusters that are not named nothing is told", () => {
  const repository = new TestRepository(FIRST);
  repository.commit({ "clusters/b.yaml": cluster("b"), "clusters/c.yaml": null });
  expect(since(repository.folder, "HEAD^", ["a"])).toEqual(quietly({ a: "same" }));
  expect(since(repository.folder, "HEAD^", ["b"])).toEqual(quietly({ b: "changed" }));
});

test("a role of another file is an input of both", () => {
  const maker = (name: string) => cluster("a", `otherRoles: { shared: { kind: capability, name: ${name} } }\n`);
  const files = {
    ...FIRST,
    "clusters/a.yaml": maker("one"),
    "clusters/b.yaml": cluster("b", "access: { shared: { principal: { of: a, role: shared }, groups: [x] } }\n"),
  };
  const repository = new TestRepository(files);
  repository.commit({ "clusters/a.yaml": maker("two") });
  expect(since(repository.folder, "HEAD^").changes).toEqual(changed("a", "b"));
});

test("a program that is run from its own repository has changed with its sources", () => {
  const own = { "package.json": '{ "name": "cdktf-eks-access" }', "lib/a.ts": "1" };
  const repository = new TestRepository({ ...FIRST, ...own });
  repository.commit({ "README.md": "" });
  expect(since(repository.folder, "HEAD^")).toEqual(quietly(changed()));
  repository.commit({ "lib/a.ts": "2" });
  expect(since(repository.folder, "HEAD^").changes).toEqual(changed("a", "b", "c"));
});

test.each([
  ["yarn.lock", 'cdktf-eks-access@^0.1.0:\n  version "0.1.0"\n'],
  ["pnpm-lock.yaml", "packages:\n\n  cdktf-eks-access@0.1.0:\n    resolution: {}\n"],
  ["bun.lock", '"packages": {\n  "cdktf-eks-access": ["cdktf-eks-access@0.1.0", "", {}, ""],\n}\n'],
  ["npm-shrinkwrap.json", LOCK("0.1.0")],
])("the version stands in %s, beside the configuration or above it", (file, text) => {
  const inner = Object.fromEntries(Object.entries(FIRST).map(([path, content]) => [`infra/${path}`, content]));
  const repository = new TestRepository({ ...inner, [file]: text });
  repository.commit({ [file]: text.replaceAll("0.1.0", "0.2.0") });
  expect(since(join(repository.folder, "infra"), "HEAD^").changes).toEqual(changed("a", "b", "c"));
});

test("files that a clone does not have are no wrong configuration", () => {
  const repository = new TestRepository(FIRST);
  repository.git("config", "uploadpack.allowFilter", "true");
  repository.commit({ "clusters/b.yaml": cluster("b") });
  const clone = folderOf({});
  repository.git("clone", "--quiet", "--filter=blob:none", `file://${repository.folder}`, clone);
  expect(() => asked(clone, "HEAD^")).toThrow(/^git cannot read the files of a commit: /);
});

test("a configuration that lies in no repository is refused", () => {
  const folder = folderOf(FIRST);
  expect(() => asked(folder, "HEAD")).toThrow(
    /clusters: git finds no repository that it lies in: fatal: not a git repository/,
  );
});
