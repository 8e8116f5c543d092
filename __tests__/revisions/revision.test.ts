import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../../lib/load/config-error";
import { decide } from "../../lib/load/load";
import { readSources } from "../../lib/load/sources";
import { Repository } from "../../lib/revisions/revision";
import { answererOf } from "../../lib/synth/answer";
import { folderOf } from "../support/files";
import { TestRepository } from "../support/repository";

const DEMO = 'account: "111122223333"\nregion: eu-west-1\nnodeRoles: { workers: { kind: managed } }\n';

const ENVIRONMENT = { PATH: process.env.PATH };

/** The names of the files of a revision, or what is refused there, without the path of the folder. */
function read(folder: string, revision = "HEAD", { source = "clusters", environment = ENVIRONMENT } = {}): string[] {
  const place = join(folder, source);
  try {
    const { tree } = new Repository(place, environment).revision(revision);
    const sources = readSources(place, undefined, tree);
    decide(sources, sources.clusters.map(answererOf(sources)));
    return sources.clusters.map(({ name }) => name);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.lines.map((line) => line.replaceAll(`${folder}/`, ""));
  }
}

const CUT =
  "this clone has only the latest commits; take all: fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 of GitLab, or git fetch --unshallow";

test("reads what a commit has, whatever lies in the work tree", () => {
  const repository = new TestRepository({ "clusters/demo.yaml": DEMO });
  repository.commit({ "clusters/demo.yaml": null, "clusters/prod.yaml": DEMO });
  repository.write({ "clusters/prod.yaml": "not: valid\n", "clusters/new.yaml": DEMO });
  expect(read(repository.folder, "HEAD^")).toEqual(["demo"]);
  expect(read(repository.folder)).toEqual(["prod"]);
});

test("shows where a file of the commit is refused", () => {
  const repository = new TestRepository({ "clusters/demo.yaml": `${DEMO}unknown: 1\n`, "defaults.yaml": "wrong: 1\n" });
  repository.commit({ "clusters/demo.yaml": DEMO, "defaults.yaml": null });
  expect(read(repository.folder, "HEAD^")).toEqual([
    expect.stringMatching(/^clusters\/demo\.yaml:4:1 unknown: /),
    expect.stringMatching(/^defaults\.yaml:1:1 wrong: /),
  ]);
});

test.each([["--help"], ["-x"], ["a\nb"], ["a\0b"], ["a\u001bb"]])("refuses %j, which is no revision", (name) => {
  const { folder } = new TestRepository({ "clusters/demo.yaml": DEMO });
  expect(read(folder, name)).toEqual([`a revision is a name or id of a commit, got ${JSON.stringify(name)}`]);
});

test.each(["gone", "HEAD^2", "HEAD:clusters", "main..main", "1234567"])("refuses %j, which is no commit", (name) => {
  const { folder } = new TestRepository({ "clusters/demo.yaml": DEMO });
  expect(read(folder, name)).toEqual([`the revision "${name}" is not there: this repository has no such commit`]);
});

test("in a shallow clone, says how to take all commits", () => {
  const repository = new TestRepository({ "clusters/demo.yaml": DEMO });
  repository.commit({ "README.md": "" });
  const clone = folderOf({});
  repository.git("clone", "--quiet", "--depth=1", `file://${repository.folder}`, clone);
  expect(read(clone)).toEqual(["demo"]);
  expect(read(clone, "HEAD^")).toEqual([`the revision "HEAD^" is not there: ${CUT}`]);
});

test("in a clone without files, fetches none", () => {
  const repository = new TestRepository({ "clusters/demo.yaml": DEMO });
  repository.git("config", "uploadpack.allowFilter", "true");
  repository.commit({ "clusters/demo.yaml": `${DEMO}tags: { a: b }\n` });
  const clone = folderOf({});
  repository.git("clone", "--quiet", "--filter=blob:none", `file://${repository.folder}`, clone);
  expect(read(clone)).toEqual(["demo"]);
  expect(read(clone, "HEAD^")).toEqual([
    expect.stringMatching(/^git cannot read the files of a commit: .*; a clone without --filter has all files$/),
  ]);
});

describe("links in a commit", () => {
  const linked = (links: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>) => {
    const repository = new TestRepository({ "README.md": "", ...files });
    mkdirSync(join(repository.folder, "infra/clusters"), { recursive: true });
    for (const [path, target] of Object.entries(links)) symlinkSync(target, join(repository.folder, path));
    repository.commit({});
    return repository.folder;
  };
  const from = (folder: string) => read(folder, "HEAD", { source: "infra/clusters" });

  test("are followed in the folder of the configuration, as in a checkout", () => {
    const folder = linked(
      {
        "infra/clusters/a.yaml": "../shared/one.yaml",
        "infra/clusters/b.yaml": "../parts/two.yaml",
        "infra/shared": "parts",
      },
      { "infra/parts/one.yaml": DEMO, "infra/parts/two.yaml": DEMO.replace("eu-west-1", "eu-west-2") },
    );
    expect(from(folder)).toEqual(["a", "b"]);
  });

  test.each([
    ["../../outside.yaml", "a link to a file outside of the configuration's folder; put a copy here"],
    ["../../../../etc/passwd", "a link out of the repository; put a copy here"],
    ["/etc/passwd", "a link out of the repository; put a copy here"],
    ["a.yaml", "cannot be read: it is a link to itself"],
    ["gone.yaml", "cannot be read: it is not there, or is a link to nothing"],
    ["../parts", "a file, got a folder; move it out of this folder"],
  ])("to %s are refused", (target, message) => {
    const folder = linked({ "infra/clusters/a.yaml": target }, { "outside.yaml": DEMO, "infra/parts/x": "" });
    expect(from(folder)).toEqual([`infra/clusters/a.yaml: ${message} [unreadable]`]);
  });

  test("may lead to the folder of clusters", () => {
    const repository = new TestRepository({ "infra/real/demo.yaml": DEMO });
    symlinkSync("real", join(repository.folder, "infra/clusters"));
    repository.commit({});
    expect(from(repository.folder)).toEqual(["demo"]);
  });
});

test("a pointer of Git LFS is refused by its name", () => {
  const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n";
  const { folder } = new TestRepository({ "clusters/demo.yaml": pointer });
  expect(read(folder)).toEqual([
    "clusters/demo.yaml: a pointer of Git LFS, which a commit has in place of the file; keep it in git itself [unreadable]",
  ]);
});

test("a file that is too large is refused, and not read", () => {
  const { folder } = new TestRepository({ "clusters/demo.yaml": `# ${"x".repeat(1024 * 1024)}\n` });
  expect(read(folder)).toEqual([
    "clusters/demo.yaml: at most 1,048,576 bytes in a file, got 1,048,579; write several files [too-large]",
  ]);
});

test("a submodule is refused, and one can run in it", () => {
  const inner = new TestRepository({ "clusters/demo.yaml": DEMO });
  const outer = new TestRepository({ "README.md": "" });
  outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.folder, "infra");
  outer.commit({});
  expect(read(join(outer.folder, "infra"))).toEqual(["demo"]);
  const { tree } = new Repository(join(outer.folder, "x"), ENVIRONMENT).revision("HEAD");
  expect(tree.entriesOf(join(outer.folder, "infra/clusters"))).toBe(
    "it lies in a submodule; run this in the submodule",
  );
});

test("file names with spaces, quotes, line breaks and other letters are seen as they are", () => {
  const names = ["a b.yaml", 'c"d.yaml', "e\nf.yaml", "größe.yaml", "日本.yaml"];
  const { folder } = new TestRepository(Object.fromEntries(names.map((name) => [`clusters/${name}`, DEMO])));
  const refused = read(folder).filter((line) => line.endsWith("[file-name]"));
  expect(refused).toHaveLength(names.length);
  expect(refused.join("\n")).toMatch(
    /clusters\/a b\.yaml: .*clusters\/c"d\.yaml: .*clusters\/e\\u000af\.yaml: .*größe/s,
  );
});

test("a repository in a folder with odd characters is found", () => {
  const folder = join(folderOf({}), "a \"b' $(c) ö");
  mkdirSync(folder);
  expect(
    read(new TestRepository({ "x y/clusters/demo.yaml": DEMO }, folder).folder, "HEAD", { source: "x y/clusters" }),
  ).toEqual(["demo"]);
});

test("the variables of a hook do not lead to another repository", () => {
  const one = new TestRepository({ "clusters/demo.yaml": DEMO });
  const other = new TestRepository({ "clusters/other.yaml": DEMO });
  const environment = { ...ENVIRONMENT, GIT_DIR: join(other.folder, ".git"), GIT_WORK_TREE: other.folder };
  expect(read(one.folder, "HEAD", { environment })).toEqual(["demo"]);
});

test("no program that the settings of a repository name is run, and nothing is replaced", () => {
  const repository = new TestRepository({ "clusters/demo.yaml": DEMO, ".gitattributes": "*.yaml filter=x diff=x\n" });
  const ran = join(repository.folder, ".git/ran");
  const program = join(repository.folder, ".git/program");
  writeFileSync(program, `#!/bin/sh\ntouch '${ran}'\n`);
  chmodSync(program, 0o755);
  for (const name of [
    "core.fsmonitor",
    "core.pager",
    "diff.external",
    "diff.x.textconv",
    "filter.x.smudge",
    "alias.ls-tree",
  ]) {
    repository.git("config", name, name.startsWith("alias") ? `!${program}` : program);
  }
  const other = spawnSync("git", ["hash-object", "-w", "--stdin"], {
    cwd: repository.folder,
    input: "a: b\n",
    encoding: "utf8",
  });
  repository.git("replace", repository.git("rev-parse", "HEAD:clusters/demo.yaml"), other.stdout.trim());
  expect(read(repository.folder)).toEqual(["demo"]);
  expect(existsSync(ran)).toBe(false);
});

test("says if there is no git", () => {
  const { folder } = new TestRepository({ "clusters/demo.yaml": DEMO });
  expect(read(folder, "HEAD", { environment: { PATH: folder } })).toEqual([
    "git cannot be run: git is not installed, or not in PATH",
  ]);
});

test("the file of one cluster is read with the shared files", () => {
  const { folder } = new TestRepository({
    "defaults.yaml": "region: eu-west-1\n",
    "clusters/demo.yaml": DEMO.replace("region: eu-west-1\n", ""),
    "clusters/broken.yaml": "a: b\n",
  });
  expect(read(folder, "HEAD", { source: "clusters/demo.yaml" })).toEqual(["demo"]);
});
