import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { folderOf } from "./support/files";
import { type LaunchedProject, launchedProject } from "./support/launched";

// each test starts several processes
jest.setTimeout(60_000);

const MAIN = 'import { word } from "./lib/word";\nconst text: string = word;\nconsole.log(text);\n';
const wordOf = (word: string) => `export const word: string = "${word}";\n`;
const GOOD = { status: 0, stdout: "one\n", stderr: "" };

/** A project of two files that prints a word. */
const project = (files: Readonly<Record<string, string>> = {}) =>
  launchedProject({ "main.ts": MAIN, "lib/word.ts": wordOf("one"), ...files });

/** A project that has run once, and the file that its bundle is kept in. */
function warmProject(files?: Readonly<Record<string, string>>) {
  const made = project(files);
  expect(made.run()).toEqual(GOOD);
  return { ...made, file: fileOf(made), key: join(made.home, "cdktf-eks-access/key") };
}

const fileOf = ({ cache, kept }: LaunchedProject) => join(cache, kept()[0] ?? "");
const headerOf = (bytes: Buffer) => JSON.parse(bytes.toString("latin1", 32, bytes.indexOf("\n", 32)));
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

/** How many bundles a good run makes. */
function buildsOf(made: LaunchedProject, ...options: Parameters<LaunchedProject["run"]>): number {
  const before = made.builds();
  expect(made.run(...options)).toEqual(GOOD);
  return made.builds() - before;
}

describe("what runs", () => {
  test("is the TypeScript as it stands, with no build step between", () => {
    const { run, write } = project();
    expect(run().stdout).toBe("one\n");
    write("lib/word.ts", wordOf("two"));
    expect(run().stdout).toBe("two\n");
    write("lib/word.ts", wordOf("one"));
    expect(run().stdout).toBe("one\n");
  });

  test("a second time is the bundle of the first", () => {
    const made = project();
    expect([buildsOf(made), buildsOf(made), buildsOf(made)]).toEqual([1, 0, 0]);
  });

  test("is kept by its path: two files of one name do not displace each other", () => {
    const { run, builds, kept } = project({ "a/main.ts": 'console.log("a");\n', "b/main.ts": 'console.log("b");\n' });
    for (const entry of ["a/main.ts", "b/main.ts"]) run({ entry });
    expect([run({ entry: "a/main.ts" }).stdout, run({ entry: "b/main.ts" }).stdout]).toEqual(["a\n", "b\n"]);
    expect([builds(), kept().length]).toEqual([2, 2]);
  });

  test.each(["docs/word.ts", "__tests__/word.ts", ".hidden/word.ts"])("may import %s, which is not hashed", (file) => {
    const { run, write } = project({ [file]: wordOf("one"), "main.ts": MAIN.replace("./lib/word", `./${file}`) });
    expect(run().stdout).toBe("one\n");
    write(file, wordOf("two"));
    expect(run().stdout).toBe("two\n");
  });

  test("may stand outside of the project", () => {
    const { run } = project();
    const entry = join(folderOf({ "x.ts": 'console.log("x");' }), "x.ts");
    expect(run({ entry }).stdout).toBe("x\n");
    writeFileSync(entry, 'console.log("y");');
    expect(run({ entry }).stdout).toBe("y\n");
  });

  test("is not kept if a source changes while it is bundled", () => {
    const { folder, run, write } = project();
    const edit = `require("node:fs").writeFileSync(${JSON.stringify(join(folder, "lib/word.ts"))}, ${JSON.stringify(wordOf("two"))});`;
    const before = `const { Module } = require("node:module");
      const load = Module._load;
      Module._load = function (name, ...more) { if (name === "esbuild") { ${edit} } return load.call(this, name, ...more); };`;
    expect(run({ before }).stdout).toBe("two\n");
    write("lib/word.ts", wordOf("one"));
    expect(run().stdout).toBe("one\n");
  });

  test.each<[string, object]>([
    ["CDKTF_OUTDIR", { env: { CDKTF_OUTDIR: "out" } }],
    ["--out", { args: ["word", "--out", "out"] }],
    ["--out=", { args: ["--out=out"] }],
  ])("is the same after it wrote JSON into a folder of this project, by %s", (_, options) => {
    const made = project();
    const builds = ["1", "2"].map((json) => {
      made.write("out/stacks/demo/cdk.tf.json", json);
      return buildsOf(made, options);
    });
    expect(builds).toEqual([1, 0]);
  });

  test("is never stale, not even if it writes to where its sources are", () => {
    const { run, write } = project();
    const env = { CDKTF_OUTDIR: "lib" };
    expect(run({ env }).stdout).toBe("one\n");
    write("lib/word.ts", wordOf("two"));
    expect(run({ env }).stdout).toBe("two\n");
  });

  test("needs no record of what is installed, and is not kept without one", () => {
    const made = project();
    rmSync(join(made.folder, "node_modules/.package-lock.json"));
    expect([buildsOf(made), buildsOf(made), made.kept()]).toEqual([1, 1, []]);
  });
});

describe("what is read from the cache", () => {
  const LONG = { "lib/word.ts": `export const long = "${"x".repeat(2500)}";\nexport const word = long && "one";\n` };

  let made: ReturnType<typeof warmProject>;
  beforeAll(() => {
    made = warmProject(LONG);
  });
  /** Changes the kept file, and expects that it is not used and that the run writes a good one. */
  const heals = (change: (bytes: Buffer) => Buffer) => {
    writeFileSync(made.file, change(readFileSync(made.file)));
    expect([buildsOf(made), buildsOf(made)]).toEqual([1, 0]);
  };

  test.each([0, 32, 100, -1])("is not used if it is cut to %d bytes, and heals", (length) => {
    heals((bytes) => bytes.subarray(0, length));
  });

  test("is not used if it is longer than it was, and heals", () => {
    heals((bytes) => Buffer.concat([bytes, Buffer.from("\0")]));
  });

  test("is not used if a single bit differs, and heals", () => {
    const { length } = readFileSync(made.file);
    // one bit in every 1000 bytes
    let random = 7;
    for (let from = 0; from < length; from += 1000) {
      random = (random * 48_271) % 2_147_483_647;
      const at = Math.min(from + (random % 1000), length - 1);
      const bytes = readFileSync(made.file);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (random % 8));
      writeFileSync(made.file, bytes);
      expect([at, buildsOf(made)]).toEqual([at, 1]);
    }
    expect(buildsOf(made)).toBe(0);
  });

  test("is not used under the name of other sources, not even what V8 made of code of the same length", () => {
    const made = warmProject();
    const one = readFileSync(made.file);
    made.write("lib/word.ts", wordOf("two"));
    expect(made.run().stdout).toBe("two\n");
    const two = readFileSync(fileOf(made));
    made.write("lib/word.ts", wordOf("one"));

    const endOf = (bytes: Buffer) => bytes.indexOf("\n", 32) + 1 + headerOf(bytes).length;
    expect(endOf(one)).toBe(endOf(two));
    const mixed = Buffer.concat([one.subarray(0, endOf(one)), two.subarray(endOf(two))]);
    for (const forged of [two, mixed]) {
      writeFileSync(made.file, forged, { mode: 0o600 });
      expect(buildsOf(made)).toBe(1);
    }
  });

  test("is not used without the key that it was written with", () => {
    const other = folderOf({});
    expect(buildsOf(made, { env: { XDG_CACHE_HOME: other } })).toBe(1);
    expect(buildsOf(made, { env: { XDG_CACHE_HOME: other } })).toBe(0);
    expect(buildsOf(made)).toBe(1);
  });

  test("is not used with a copy of the key: who brings both could have written anything", () => {
    const copy = `${made.key}.copy`;
    copyFileSync(made.key, copy);
    rmSync(made.key);
    renameSync(copy, made.key);
    expect([buildsOf(made), buildsOf(made)]).toEqual([1, 0]);
  });

  test("keeps its code when only V8 has other flags", () => {
    const before = readFileSync(made.file);
    const env = { NODE_OPTIONS: "--interpreted-frames-native-stack" };
    expect([buildsOf(made, { env }), readFileSync(made.file).equals(before)]).toEqual([0, false]);
    expect([buildsOf(made), headerOf(readFileSync(made.file)).engine]).toEqual([0, headerOf(before).engine]);
  });

  test("may hold any letter", () => {
    const other = project({ "main.ts": 'console.log("ä中😀".replace(/ä中😀/u, "one"));' });
    // with other flags V8 reads the code again
    const env = { NODE_OPTIONS: "--interpreted-frames-native-stack" };
    expect([buildsOf(other), buildsOf(other), buildsOf(other, { env })]).toEqual([1, 0, 0]);
  });
});

describe("what others can write is not used", () => {
  let made: ReturnType<typeof warmProject>;
  beforeAll(() => {
    made = warmProject();
  });

  test("files of another user: nothing is read and nothing is written", () => {
    const before = "const own = process.geteuid(); process.geteuid = () => own + 1;";
    const bytes = readFileSync(made.file);
    expect([buildsOf(made, { before }), buildsOf(made, { before })]).toEqual([1, 1]);
    expect([readFileSync(made.file), made.kept().length]).toEqual([bytes, 1]);
    expect(buildsOf(made)).toBe(0);
  });

  test.each([
    ["the file", ({ file }: { file: string }) => file, 0o666],
    ["the file, by the group", ({ file }: { file: string }) => file, 0o620],
    ["the folder", ({ cache }: { cache: string }) => cache, 0o777],
    ["the folder, by the group", ({ cache }: { cache: string }) => cache, 0o770],
    ["the key", ({ key }: { key: string }) => key, 0o666],
    ["the key, to read it", ({ key }: { key: string }) => key, 0o644],
    ["the folder of the key", ({ key }: { key: string }) => join(key, ".."), 0o777],
  ])("%s, and it heals", (_what, pathOf, mode) => {
    chmodSync(pathOf(made), mode);
    expect([buildsOf(made), buildsOf(made)]).toEqual([1, 0]);
    expect([made.file, made.cache, made.key, join(made.key, "..")].map(modeOf)).toEqual(["600", "700", "600", "700"]);
  });

  test("a key of another length, and it heals", () => {
    writeFileSync(made.key, "");
    expect([buildsOf(made), buildsOf(made)]).toEqual([1, 0]);
    expect(statSync(made.key).size).toBe(32);
  });

  test("a loose mask of the shell does not matter", () => {
    const other = project();
    const before = "process.umask(0);";
    expect([buildsOf(other, { before }), buildsOf(other, { before })]).toEqual([1, 0]);
  });
});

describe("a cache that cannot be used fails no run and keeps no unfinished file", () => {
  /** Makes a call fail for what belongs to the cache; a write stops in the middle. */
  const failing = (call: string, code: string) => `const fs = require("node:fs");
    const { ${call}: real, writeFileSync } = fs;
    fs.${call} = (path, ...more) => {
      if (!/cdktf-eks-access/.test(path)) return real(path, ...more);
      if ("${call}" === "writeFileSync") writeFileSync(path, more[0].subarray(0, 9), more[1]);
      throw Object.assign(new Error("${code}: no"), { code: "${code}" });
    };`;
  const unfinishedIn = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(isUnfinished);
  const isUnfinished = (name: string) => name.includes("unfinished");

  test.each([
    ["writeFileSync", "ENOSPC"],
    ["writeFileSync", "EIO"],
    ["renameSync", "EACCES"],
    ["mkdirSync", "EROFS"],
    ["openSync", "EMFILE"],
    ["lstatSync", "EPERM"],
    ["readdirSync", "EACCES"],
  ])("%s fails with %s", (call, code) => {
    const made = project();
    const before = failing(call, code);
    expect(made.run({ before })).toEqual(GOOD);
    expect([...unfinishedIn(made.folder), ...unfinishedIn(made.home)]).toEqual([]);
    expect([made.run(), made.kept().length]).toEqual([GOOD, 1]);
  });

  test("a file where a folder should be", () => {
    const made = project({ "node_modules/.cache/cdktf-eks-access": "mine" });
    expect([buildsOf(made), readFileSync(made.cache, "utf8")]).toEqual([1, "mine"]);
    const other = project({ "node_modules/.cache": "mine" });
    expect([buildsOf(other), readFileSync(join(other.cache, ".."), "utf8")]).toEqual([1, "mine"]);
  });

  test("a link where the folder should be: nothing behind it is read, written or deleted", () => {
    const made = warmProject();
    const elsewhere = `${made.cache}-elsewhere`;
    renameSync(made.cache, elsewhere);
    symlinkSync(elsewhere, made.cache);
    writeFileSync(join(elsewhere, "unfinished-1"), "");
    utimesSync(join(elsewhere, "unfinished-1"), 0, 0);
    chmodSync(elsewhere, 0o775);
    const before = readdirSync(elsewhere);
    expect([buildsOf(made), buildsOf(made)]).toEqual([1, 1]);
    expect([readdirSync(elsewhere), modeOf(elsewhere)]).toEqual([before, "775"]);
  });

  test("a link where the file should be heals, and what it leads to stays", () => {
    const made = warmProject();
    const elsewhere = join(made.home, "elsewhere");
    renameSync(made.file, elsewhere);
    symlinkSync(elsewhere, made.file);
    const bytes = readFileSync(elsewhere);
    expect([buildsOf(made), buildsOf(made), readFileSync(elsewhere)]).toEqual([1, 0, bytes]);
  });

  test.each(["file", "key"] as const)("a FIFO where the %s should be heals", (which) => {
    const made = warmProject();
    rmSync(made[which]);
    expect(spawnSync("mkfifo", ["-m", "600", made[which]]).status).toBe(0);
    expect([buildsOf(made), buildsOf(made)]).toEqual([1, 0]);
  });

  test("a folder where the file should be", () => {
    const made = warmProject();
    rmSync(made.file);
    mkdirSync(made.file);
    expect([buildsOf(made), buildsOf(made), unfinishedIn(made.folder)]).toEqual([1, 1, []]);
  });

  test.each(["", "not/absolute"])("no home: HOME and XDG_CACHE_HOME are %j", (home) => {
    const made = project();
    const env = { XDG_CACHE_HOME: home, HOME: home };
    expect(buildsOf(made, { env })).toBe(1);
    expect([made.kept(), existsSync(join(made.folder, "not")), existsSync(join(made.folder, ".cache"))]).toEqual([
      [],
      false,
      false,
    ]);
  });
});

describe("the folder of the cache", () => {
  test("bears cold starts at once, with one process id", async () => {
    const made = project();
    const before = 'Object.defineProperty(process, "pid", { value: 1 });';
    expect(await made.runAtOnce(4, { before })).toEqual([GOOD, GOOD, GOOD, GOOD]);
    // each may have made a key: the last one counts
    made.run();
    expect([buildsOf(made), made.kept().length, readdirSync(join(made.home, "cdktf-eks-access"))]).toEqual([
      0,
      1,
      ["key"],
    ]);
  });

  test("holds one bundle an entry point, and keeps what it does not know", () => {
    const made = warmProject({ "other.ts": 'console.log("other");\n' });
    made.run({ entry: "other.ts" });
    const hash = "0".repeat(32);
    for (const name of [`main.${hash}.cjs`, `main.${hash}.cjs.v8`, "main.txt", "notes"]) {
      writeFileSync(join(made.cache, name), "");
    }
    made.write("lib/word.ts", wordOf("two"));
    made.run();
    const names = made.kept().map((name) => name.replace(/[0-9a-f]{32}/, "HASH"));
    expect(names).toEqual(["main.HASH.bundle", "main.txt", "notes", "other.HASH.bundle"]);
    expect(made.kept()).not.toContain(`main.${hash}.bundle`);
  });

  test("keeps answers, even of a program of that name", () => {
    const made = project({ "answers.ts": 'console.log("other");\n' });
    made.run();
    const answers = `answers.${"0".repeat(32)}`;
    for (const name of [answers, `${answers}.json`]) writeFileSync(join(made.cache, name), "");
    for (const entry of ["answers.ts", "main.ts"]) made.run({ entry });
    expect(made.kept()).toEqual(expect.arrayContaining([answers, `${answers}.json`]));
  });

  test("loses what killed runs left, and not what others are writing", () => {
    const made = warmProject();
    const folders = [made.cache, join(made.key, "..")];
    for (const folder of folders) {
      for (const name of ["unfinished-1", "unfinished-new"]) writeFileSync(join(folder, name), "");
      utimesSync(join(folder, "unfinished-1"), 0, 0);
    }
    rmSync(made.key);
    made.run();
    for (const folder of folders)
      expect(readdirSync(folder).filter((name) => name.includes("unf"))).toEqual(["unfinished-new"]);
  });
});
