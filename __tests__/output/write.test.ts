import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigError } from "../../lib/load/config-error";
import { type Output, writeOutput } from "../../lib/output/write";
import { filesBelow, folderOf } from "../support/files";
import { builder, outputOf, type Stacks } from "../support/output";

const A = { a: { text: "a1", manifests: ["nodeclass-gpu.yaml", "nodepool-gpu.yaml"] } };
const B = { b: { text: "b1", manifests: ["nodeclass-cpu.yaml", "Kustomization", "apply.sh"] } };
const isRoot = process.getuid?.() === 0;

/** A folder with a configuration, and a function that writes stacks into `out`. */
function project(files: Readonly<Record<string, string>> = {}) {
  const folder = folderOf({ "clusters/demo.yaml": "", ...files });
  const outdir = join(folder, "out");
  const write = (stacks: Stacks, options: Partial<Output> = {}) =>
    writeOutput(
      { outdir, source: join(folder, "clusters"), partial: false, keepFolders: false, ...options },
      builder(stacks),
    );
  return {
    folder,
    outdir,
    write,
    output: () => filesBelow(outdir),
    add: (path: string, text = "theirs") => addTo(outdir, path, text),
  };
}

function addTo(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** The lines of what is refused, less the folder. */
function refused(folder: string, run: () => void): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error.lines.map((line) => line.replaceAll(`${folder}/`, ""));
    throw error;
  }
  return [];
}

describe("what this project wrote is replaced and removed, and nothing else", () => {
  test("a run leaves its output, and no trace of how it came there", () => {
    const { write, output } = project();
    write({ ...A, ...B });
    expect(output()).toEqual(outputOf({ ...A, ...B }));
    write({ a: { text: "a2", manifests: ["nodeclass-gpu.yaml"] } });
    expect(output()).toEqual(outputOf({ a: { text: "a2", manifests: ["nodeclass-gpu.yaml"] } }));
  });

  test("other people's files and folders stay", () => {
    const { write, output, add } = project();
    write({ ...A, ...B });
    const theirs = [
      "README.md",
      "manifests/a/kustomization.yaml",
      "manifests/a/apply.sh",
      "manifests/a/nodepool-mine.yaml",
      "manifests/b/kustomization.yaml",
      "manifests/mine/x.yaml",
      "stacks/b/.terraform/x",
      "stacks/b/errored.tfstate",
      "stacks/mine/cdk.tf.json",
      "stacks/notes.txt",
    ];
    for (const file of theirs) add(file);
    write(A);
    expect(output()).toEqual({ ...outputOf(A), ...Object.fromEntries(theirs.map((file) => [file, "theirs"])) });
  });

  test("folders that are left empty go", () => {
    const { outdir, write } = project();
    write({ ...A, ...B });
    write(A);
    expect(readdirSync(join(outdir, "stacks"))).toEqual(["a"]);
    expect(readdirSync(join(outdir, "manifests"))).toEqual(["a"]);
  });

  test("the folder of a removed stack is left to the cdktf command line, which removes it", () => {
    const { outdir, write } = project();
    write({ ...A, ...B });
    write(A, { keepFolders: true });
    expect(readdirSync(join(outdir, "stacks"))).toEqual(["a", "b"]);
    expect(readdirSync(join(outdir, "stacks/b"))).toEqual([]);
  });

  test("where the cdktf command line would delete somebody's file with that folder, nothing is written", () => {
    const { folder, write, output, add } = project();
    write({ ...A, ...B });
    add("stacks/b/errored.tfstate");
    add("stacks/b/.terraform/x");
    add("stacks/mine/main.tf");
    const before = output();
    expect(refused(folder, () => write({ a: { text: "a2" } }, { keepFolders: true }))).toEqual([
      "out/stacks/b/errored.tfstate: no cluster b is left, and the cdktf command line would delete this file with its folder; move it away",
      "out/stacks/mine/main.tf: no cluster mine is left, and the cdktf command line would delete this file with its folder; move it away",
    ]);
    expect(output()).toEqual(before);
  });

  test("a run of one file leaves the output of the others, and the record of it", () => {
    const { write, output } = project();
    write({ ...A, ...B });
    write({ b: { text: "b2" } }, { partial: true });
    expect(output()).toEqual(outputOf({ ...A, b: { text: "b2" } }));
    write({ c: { text: "c1" } }, { partial: true });
    expect(output()).toEqual(outputOf({ ...A, b: { text: "b2" }, c: { text: "c1" } }));
    write(A);
    expect(output()).toEqual(outputOf(A));
  });

  test("what is the same is not written again", () => {
    const { outdir, write } = project();
    write({ ...A, ...B });
    const time = () => lstatSync(join(outdir, "stacks/a/cdk.tf.json"), { bigint: true }).ctimeNs;
    const before = time();
    write({ ...A, b: { text: "b2" } });
    expect(time()).toBe(before);
  });

  test.each([
    ["a path out of the folder", { synthesizedStackPath: "../clusters/demo.yaml" }],
    ["a path through the folder", { synthesizedStackPath: "stacks/../../clusters/demo.yaml" }],
    ["an absolute path", { synthesizedStackPath: "/etc/passwd" }],
    ["another file of a stack", { synthesizedStackPath: "stacks/b/errored.tfstate" }],
    ["another manifest", { manifests: ["manifests/b/kustomization.yaml", "manifests/../../clusters/demo.yaml"] }],
    ["another script", { manifests: ["manifests/apply.sh", "stacks/b/apply.sh"] }],
    ["a list that is none", { manifests: "manifests/b/nodeclass-x.yaml" }],
    ["numbers", { synthesizedStackPath: 1, manifests: [1, null] }],
  ])("a record that somebody changed to %s removes nothing", (_, stack) => {
    const { folder, write, add } = project();
    write(A);
    for (const file of ["errored.tfstate", "apply.sh"]) add(`stacks/b/${file}`);
    for (const file of ["apply.sh", "b/kustomization.yaml", "b/nodeclass-x.yaml"]) add(`manifests/${file}`);
    add("manifest.json", JSON.stringify({ version: "1", stacks: { b: stack } }));
    write(A);
    expect(filesBelow(folder)).toMatchObject({
      "clusters/demo.yaml": "",
      "out/stacks/b/errored.tfstate": "theirs",
      "out/stacks/b/apply.sh": "theirs",
      "out/manifests/apply.sh": "theirs",
      "out/manifests/b/kustomization.yaml": "theirs",
      "out/manifests/b/nodeclass-x.yaml": "theirs",
    });
  });

  test.each(["", "{", "[]", "null", '{"stacks": 1}', '{"stacks": {"__proto__": {}}}'])(
    "a broken record, %s, is replaced",
    (text) => {
      const { write, output, add } = project();
      add("manifest.json", text);
      write(A);
      expect(output()).toEqual(outputOf(A));
    },
  );
});

test.each(["manifest.json", "stacks/a/cdk.tf.json"])("a pipe is not waited for: %s", (path) => {
  const { folder, outdir, write } = project({});
  mkdirSync(dirname(join(outdir, path)), { recursive: true });
  execFileSync("mkfifo", [join(outdir, path)]);
  expect(refused(folder, () => write(A))).toEqual([
    `out/${path}: the output needs a file there, got a pipe; remove it`,
  ]);
});

describe("links are never followed", () => {
  test.each(["stacks", "stacks/a", "manifests", "manifests/a", ".eks-access"])("%s", (path) => {
    const { folder, outdir, write } = project({
      "elsewhere/a/cdk.tf.json": "theirs",
      "elsewhere/cdk.tf.json": "theirs",
    });
    mkdirSync(dirname(join(outdir, path)), { recursive: true });
    symlinkSync(join(folder, "elsewhere"), join(outdir, path));
    expect(refused(folder, () => write(A))).toContain(
      `out/${path}: the output needs a folder there, got a link; remove it`,
    );
    expect(filesBelow(join(folder, "elsewhere"))).toEqual({ "a/cdk.tf.json": "theirs", "cdk.tf.json": "theirs" });
  });

  test("a file that is one is not written through", () => {
    const { folder, outdir, write } = project({ "elsewhere/x": "theirs" });
    mkdirSync(join(outdir, "stacks/a"), { recursive: true });
    symlinkSync(join(folder, "elsewhere/x"), join(outdir, "stacks/a/cdk.tf.json"));
    expect(refused(folder, () => write(A))).toEqual([
      "out/stacks/a/cdk.tf.json: the output needs a file there, got a link; remove it",
    ]);
    expect(filesBelow(join(folder, "elsewhere"))).toEqual({ x: "theirs" });
  });

  test("what is behind one is not removed", () => {
    const { folder, outdir, write } = project({
      "elsewhere/cdk.tf.json": "theirs",
      "elsewhere/nodeclass-cpu.yaml": "theirs",
    });
    write({ ...A, ...B });
    for (const path of ["stacks/b", "manifests/b"]) {
      for (const file of readdirSync(join(outdir, path))) rmSync(join(outdir, path, file));
      rmdirSync(join(outdir, path));
      symlinkSync(join(folder, "elsewhere"), join(outdir, path));
    }
    write(A);
    expect(Object.keys(filesBelow(join(folder, "elsewhere")))).toEqual(["cdk.tf.json", "nodeclass-cpu.yaml"]);
  });

  test("the output folder itself may be one", () => {
    const { folder, outdir, write, output } = project({ "disk/.keep": "" });
    symlinkSync(join(folder, "disk"), outdir);
    write(A);
    expect(output()).toEqual({ ".keep": "", ...outputOf(A) });
  });
});

describe("an output folder that cannot be one is refused in one line", () => {
  test.each<[string, string, string]>([
    [
      "the folder of the configuration",
      "",
      "the output folder holds the configuration, clusters; name another in CDKTF_OUTDIR",
    ],
    [
      "the folder of clusters",
      "clusters",
      "the output folder holds the configuration, clusters; name another in CDKTF_OUTDIR",
    ],
    [
      "a folder in it",
      "clusters/out",
      "the output folder lies in that of the configuration, clusters; name another in CDKTF_OUTDIR",
    ],
    ["a file", "file", "the output folder cannot be written: there is a file of this name (EEXIST)"],
    [
      "a folder in a file",
      "file/out",
      "the output folder cannot be written: a part of its path is a file, not a folder (ENOTDIR)",
    ],
    [
      "a link to nothing",
      "nothing/out",
      "the output folder cannot be written: it is not there, was removed meanwhile, or is a link to nothing (ENOENT)",
    ],
  ])("%s", (_, name, message) => {
    const { folder, write } = project({ file: "" });
    symlinkSync("nowhere", join(folder, "nothing"));
    const outdir = join(folder, name);
    const lines = refused(folder, () => write(A, { outdir }));
    expect(lines.map((line) => line.replaceAll(folder, "."))).toEqual([`${name || "."}: ${message}`]);
    expect(Object.keys(filesBelow(join(folder, "clusters")))).toEqual(["demo.yaml"]);
  });

  test("one without a name", () => {
    const { folder, write } = project();
    expect(refused(folder, () => write(A, { outdir: "" }))).toEqual([
      "the output folder has no name; set CDKTF_OUTDIR to one, or remove it",
    ]);
  });

  test("one whose parents are not there is made", () => {
    const { folder, write } = project();
    write(A, { outdir: join(folder, "x/y/z") });
    expect(filesBelow(join(folder, "x/y/z"))).toEqual(outputOf(A));
  });

  test("a link to the configuration's folder is seen", () => {
    const { folder, write, outdir } = project();
    symlinkSync(".", outdir);
    expect(refused(folder, () => write(A))).toEqual([expect.stringContaining("holds the configuration")]);
  });

  (isRoot ? test.skip : test)("one that is read-only", () => {
    const { folder, outdir, write } = project();
    mkdirSync(outdir, { mode: 0o500 });
    expect(refused(folder, () => write(A))).toEqual([
      "out: the output folder cannot be written: permission denied (EACCES)",
    ]);
  });

  test("what stands in the way is named, all of it, and nothing is written", () => {
    const { folder, outdir, write, output, add } = project();
    add("stacks/a");
    add("manifests/b/nodeclass-cpu.yaml/x");
    mkdirSync(join(outdir, "manifest.json"));
    const before = output();
    expect(refused(folder, () => write({ ...A, ...B }))).toEqual([
      "out/stacks/a: the output needs a folder there, got a file; remove it",
      "out/manifest.json: the output needs a file there, got a folder; remove it",
      "out/manifests/b/nodeclass-cpu.yaml: the output needs a file there, got a folder; remove it",
    ]);
    expect(output()).toEqual(before);
  });
});

describe("all or nothing", () => {
  test("nothing is in its place before everything is written", () => {
    const { outdir, write, output } = project();
    write(A);
    writeOutput({ outdir, source: "clusters", partial: false, keepFolders: false }, (folder) => {
      builder({ a: { text: "a2" }, ...B })(folder, {});
      expect(Object.fromEntries(Object.entries(output()).filter(([file]) => !file.startsWith(".")))).toEqual(
        outputOf(A),
      );
    });
    expect(output()).toEqual(outputOf({ a: { text: "a2" }, ...B }));
  });

  test("a run that fails leaves what was there, and nothing of its own", () => {
    const { outdir, write, output } = project();
    write(A);
    const failing = () =>
      writeOutput({ outdir, source: "clusters", partial: false, keepFolders: false }, (folder) => {
        builder(B)(folder, {});
        throw new Error("a defect");
      });
    expect(failing).toThrow("a defect");
    expect(output()).toEqual(outputOf(A));
  });

  test("a full disk is one line", () => {
    const { folder, outdir, write, output } = project();
    write(A);
    const full = () =>
      writeOutput({ outdir, source: "clusters", partial: false, keepFolders: false }, (next) => {
        builder(B)(next, {});
        // every write to this device fails as on a full disk
        writeFileSync("/dev/full", "x");
      });
    expect(refused(folder, full)).toEqual([
      "out: the output cannot be written: no space left on the disk (ENOSPC); run again when that is mended".replace(
        "out",
        outdir.replace(`${folder}/`, ""),
      ),
    ]);
    expect(output()).toEqual(outputOf(A));
    expect(existsSync(join(outdir, ".eks-access"))).toBe(false);
  });
});
