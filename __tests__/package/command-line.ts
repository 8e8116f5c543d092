import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { threadsOfProgram } from "../../lib/synth/threads";
import { Emulator } from "../support/emulator";
import { filesBelow, folderOf } from "../support/files";
import { credentialsFor } from "../support/live-cluster";
import { type Packed, packedWord, projectWith } from "../support/packed";
import { eksAccess } from "../support/words";

const ROOT = join(__dirname, "../..");
const FIXTURES = join(ROOT, "__tests__/fixtures");
const CLUSTER = `account: "111122223333"
region: eu-west-1
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ tags: { Name: private } }]
      securityGroupSelectorTerms: [{ tags: { aws:eks:cluster-name: demo } }]
`;

/** Notes each file that Node.js opens or loads, and what worker threads answer. */
const HOOK = `const fs = require("node:fs");
const { Module } = require("node:module");
const { isMainThread, parentPort } = require("node:worker_threads");
const { appendFileSync } = fs;
const note = (line) => appendFileSync(process.env.NOTES, line + "\\n");
for (const name of ["openSync", "readFileSync", "readdirSync", "opendirSync"]) {
  const original = fs[name];
  fs[name] = (path, ...more) => {
    if (typeof path === "string") note("file " + path);
    return original(path, ...more);
  };
}
const load = Module._load;
Module._load = (name, ...more) => {
  note("module " + name);
  return load(name, ...more);
};
if (!isMainThread) {
  const post = parentPort.postMessage;
  parentPort.postMessage = (answers) => {
    note("answers " + answers.size);
    return post.call(parentPort, answers);
  };
}
`;

/** Runs a word with the hook, and returns what it notes. */
function notesOf(folder: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const hook = folderOf({ "hook.cjs": HOOK, notes: "" });
  const notes = join(hook, "notes");
  const ended = packedWord(folder, args, { ...env, NOTES: notes, NODE_OPTIONS: `--require ${join(hook, "hook.cjs")}` });
  const lines = readFileSync(notes, "utf8").split("\n");
  return {
    ended,
    of: (kind: string) =>
      lines.filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length + 1)),
  };
}

/** What the packed command line does in a folder that has nothing else. */
export function commandLineTests(packed: () => Packed): void {
  let folder: string;
  let env: Readonly<Record<string, string>>;

  beforeAll(() => {
    folder = projectWith(packed(), { "clusters/demo.yaml": CLUSTER });
    env = { XDG_CACHE_HOME: folderOf({}) };
  });

  test("npx finds it, without the network", () => {
    const { status, stdout } = spawnSync("npx", ["--offline", "eks-access", "explain", "role-name"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: eksAccess(folder, ["explain", "role-name"]).stdout });
  });

  test.each(readdirSync(FIXTURES))("synthesizes %s to the bytes of the repository", (fixture) => {
    const [here, there] = [folderOf({}), folderOf({})];
    const config = { EKS_ACCESS_CONFIG: join(FIXTURES, fixture) };
    const ended = packedWord(folder, ["synth", "--out", there], { ...env, ...config });
    expect(ended).toEqual(eksAccess(folder, ["synth", "--out", here], { env: config }));
    expect(ended.status).toBe(0);
    expect(filesBelow(there)).toEqual(filesBelow(here));
  });

  test.each([
    [["access"]],
    [["access", "--format", "json"]],
    [["explain", "role-name"]],
    [["explain", "--help"]],
    [["--help"]],
    [["--version"]],
    [["nonsense"]],
    [[]],
  ])("answers %j as the repository does", (args) => {
    expect(packedWord(folder, args, env)).toEqual(eksAccess(folder, args));
  });

  test("writes the JSON Schemas", () => {
    const out = folderOf({});
    expect(packedWord(folder, ["schema", "--out", out], env).status).toBe(0);
    for (const [file, text] of Object.entries(filesBelow(out))) {
      expect([file, text]).toEqual([file, readFileSync(join(ROOT, file), "utf8")]);
    }
  });

  test("opens no file of another package, and its bundle the first time only", () => {
    const cold = { XDG_CACHE_HOME: folderOf({}) };
    const opened = () => {
      const { ended, of } = notesOf(folder, ["synth"], cold);
      expect(ended).toEqual({ status: 0, stdout: "", stderr: "" });
      expect(of("module").filter((name) => !isBuiltin(name) && !/^[./]/.test(name))).toEqual([]);
      const files = of("file").filter((file) => file.includes("node_modules"));
      return [...new Set(files.map((file) => file.replace(/^.*node_modules\//, "")))].sort();
    };
    const launch = "cdktf-eks-access/dist/launch.cjs";
    const always = ["cdktf-eks-access/bin/eks-access.cjs", launch];
    expect(opened().filter((file) => !always.includes(file))).toEqual(["cdktf-eks-access/dist/command-line.cjs"]);
    expect(opened().filter((file) => !always.includes(file))).toEqual([]);
  });

  test("loads the AWS SDK where AWS is asked alone, from a bundle of its own, and asks AWS with it", async () => {
    const emulator = await Emulator.start();
    try {
      const modules = (...args: string[]) => notesOf(folder, args, { ...env, ...credentialsFor(emulator) });
      const { ended, of } = modules("audit");
      expect(ended).toEqual({
        status: 1,
        stdout: "",
        stderr: 'clusters/demo.yaml: EKS has no cluster "demo" in eu-west-1 of 111122223333\n',
      });
      expect(of("module")).toContain("./aws-sdk.cjs");
      const question = ["prove", "can", "arn:aws:iam::111122223333:role/a", "s3:GetObject"];
      for (const args of [["access"], ["audit", "--policy"], question]) {
        expect(modules(...args).of("module")).not.toContain("./aws-sdk.cjs");
      }
    } finally {
      await emulator.stop();
    }
  });

  describe("what is kept", () => {
    const cacheOf = (home: string) => join(home, "cdktf-eks-access");
    const withoutHash = (name: string) => name.replace(/[0-9a-f]{32}/, "HASH");

    test("lies in the user's folder and not in the project: answers, and one file for each word", () => {
      const own = folderOf({});
      const before = readdirSync(folder).sort();
      for (const word of ["synth", "access"]) packedWord(folder, [word], { XDG_CACHE_HOME: own });
      packedWord(folder, ["nonsense"], { XDG_CACHE_HOME: own });
      expect(readdirSync(cacheOf(own)).map(withoutHash).sort()).toEqual([
        "access.HASH.bundle",
        "answers.HASH",
        "help.HASH.bundle",
        "key",
        "synth.HASH.bundle",
      ]);
      expect(readdirSync(folder).filter((name) => !before.includes(name))).toEqual(
        before.includes("cdktf.out") ? [] : ["cdktf.out"],
      );
      expect(existsSync(join(folder, "node_modules/.cache"))).toBe(false);
    });

    test("is not read if somebody else wrote it", () => {
      const own = { XDG_CACHE_HOME: folderOf({}) };
      const run = () => packedWord(folder, ["synth"], own);
      const good = run();
      for (const name of readdirSync(cacheOf(own.XDG_CACHE_HOME))) {
        if (name === "key") continue;
        const file = join(cacheOf(own.XDG_CACHE_HOME), name);
        const bytes = readFileSync(file);
        writeFileSync(file, Buffer.concat([bytes.subarray(0, -1), Buffer.from([0])]));
      }
      expect(run()).toEqual(good);
      expect(good.status).toBe(0);
    });

    test("is not needed: without a home it runs too", () => {
      const away = { XDG_CACHE_HOME: "", HOME: "" };
      expect(packedWord(folder, ["access"], away)).toEqual(eksAccess(folder, ["access"]));
    });
  });

  test("answers many files in several threads", () => {
    const names = Array.from({ length: 2 * threadsOfProgram.filesEach }, (_, at) => `c${at}`);
    const many = folderOf(Object.fromEntries(names.map((name) => [`clusters/${name}.yaml`, CLUSTER])));
    const out = folderOf({});
    const config = { ...env, EKS_ACCESS_CONFIG: join(many, "clusters") };
    const { ended, of } = notesOf(folder, ["synth", "--out", out], config);
    expect(ended).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(readdirSync(join(out, "stacks")).sort()).toEqual(names.sort());
    const answers = of("answers").map(Number);
    expect(answers).toHaveLength(Math.min(availableParallelism(), 2) - 1);
    for (const count of answers) expect(count).toBeGreaterThan(0);
  });

  test("refuses a configuration as the repository does", () => {
    const bad = folderOf({ "demo.yaml": "account: 1\n" });
    const config = { EKS_ACCESS_CONFIG: bad };
    const ended = packedWord(folder, ["synth"], { ...env, ...config });
    expect(ended).toEqual(eksAccess(folder, ["synth"], { env: config }));
    expect(ended.status).toBe(1);
  });

  test("in the repository it runs the sources", () => {
    const ended = spawnSync("node", [join(ROOT, "bin/eks-access.cjs"), "explain", "role-name"], { encoding: "utf8" });
    expect(ended.stdout).toBe(eksAccess(folder, ["explain", "role-name"]).stdout);
  });
}
