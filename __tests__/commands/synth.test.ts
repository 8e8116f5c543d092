import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synth } from "../../lib/app";
import { threadsOfProgram } from "../../lib/synth/threads";
import { filesBelow, folderOf } from "../support/files";
import { eksAccess, ran } from "../support/words";

// each test starts a process or several
jest.setTimeout(60_000);

const ROOT = join(__dirname, "../..");
const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const team = (...keys: readonly string[]) =>
  `${HEAD}access:\n${keys.map((key) => `  ${key}: { principal: "arn:aws:iam::111122223333:role/${key}", groups: [${key}] }\n`).join("")}`;
const HUB = `${HEAD}otherRoles:\n  argocd: { kind: capability }\n`;
const OF_HUB = `${HEAD}access:\n  deploy: { principal: { of: hub, role: argocd }, groups: [deployers] }\n`;

const clusters = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`clusters/${name}.yaml`, text]));

/** Every file below a folder, with its text and when it was written. */
const stamped = (folder: string) =>
  Object.fromEntries(
    Object.entries(filesBelow(folder)).map(([file, text]) => {
      const { ino, mtimeMs } = statSync(join(folder, file));
      return [file, { text, ino, mtimeMs }];
    }),
  );

const OK = { status: 0, stdout: "", stderr: "" };

describe("synth of named clusters", () => {
  const FILES = clusters({ a: team("one"), b: team("one"), c: team("one"), d: team("one") });

  test("touches no output of others, and writes what a run of all would write of these", () => {
    const folder = folderOf(FILES);
    const out = join(folder, "cdktf.out");
    expect(eksAccess(folder, ["synth"])).toEqual(OK);
    const before = stamped(out);
    const [{ "manifest.json": recordBefore = "" }] = [filesBelow(out)];
    for (const name of ["a", "b", "c"]) writeFileSync(join(folder, `clusters/${name}.yaml`), team("one", "two"));
    rmSync(join(folder, "clusters/d.yaml"));
    expect(eksAccess(folder, ["synth", "a", "c"])).toEqual(OK);
    const after = stamped(out);
    const changed = Object.keys(after).filter((file) => after[file]?.ino !== before[file]?.ino);
    expect(changed).toEqual(["stacks/a/cdk.tf.json", "stacks/c/cdk.tf.json"]);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(filesBelow(out)["manifest.json"]).toBe(recordBefore);
    const whole = folderOf(clusters({ a: team("one", "two"), b: team("one"), c: team("one", "two"), d: team("one") }));
    synth({ source: join(whole, "clusters"), outdir: join(whole, "out") });
    expect(filesBelow(out)).toEqual(filesBelow(join(whole, "out")));
  });

  test("of one is a run of its file", () => {
    const [folder, twin] = [folderOf(FILES), folderOf(FILES)];
    expect(eksAccess(folder, ["synth", "b"])).toEqual(OK);
    expect(eksAccess(twin, ["synth"], { env: { EKS_ACCESS_CONFIG: "clusters/b.yaml" } })).toEqual(OK);
    expect(filesBelow(folder)).toEqual(filesBelow(twin));
    expect(Object.keys(filesBelow(join(folder, "cdktf.out")))).toEqual(["manifest.json", "stacks/b/cdk.tf.json"]);
  });

  test("finds the roles of files that are not named", () => {
    const folder = folderOf(clusters({ hub: HUB, spoke: OF_HUB }));
    const outdir = join(folder, "cdktf.out");
    expect(eksAccess(folder, ["synth", "spoke"])).toMatchObject({ status: 0, stdout: "" });
    expect(filesBelow(outdir)["stacks/spoke/cdk.tf.json"]).toContain("hub-argocd");
    expect(Object.keys(filesBelow(outdir))).toEqual(["manifest.json", "stacks/spoke/cdk.tf.json"]);
  });

  test("sees what is wrong between the named ones, and not what is wrong in others", () => {
    const same = `name: same\n${team("one")}`;
    const folder = folderOf({
      ...clusters({ a: same, b: same, broken: "account: 1\n", ok: team("one") }),
      "clusters/eu/c.yaml": team("one"),
    });
    const source = join(folder, "clusters");
    const run = (...names: readonly string[]) => synth({ source, outdir: join(folder, "out"), names });
    expect(run("a", "ok")).toEqual([]);
    expect(() => run("a", "b")).toThrow("[made-twice]");
    expect(() => run("ok", "broken")).toThrow("broken.yaml:1:1 account: text, got 1");
  });

  test("refuses each name that there is not, with the near one, and writes nothing", () => {
    const files = clusters({ demo: team("one"), prod: team("one") });
    const folder = folderOf(files);
    const line = (rest: string) => `clusters: no file of a cluster is named ${rest}\n`;
    const refused = (stderr: string) => ({ status: 1, stdout: "", stderr });
    expect(eksAccess(folder, ["synth", "demo", "prd", "clusters/demo.yaml", "elsewhere", ""])).toEqual(
      refused(
        line('"prd"; did you mean "prod"?') +
          line('"clusters/demo.yaml"; did you mean "demo"?') +
          line('"elsewhere"; the names: demo and prod') +
          line('""; the names: demo and prod'),
      ),
    );
    expect(filesBelow(folder)).toEqual(files);
    expect(eksAccess(folder, ["synth", "prod"], { env: { EKS_ACCESS_CONFIG: "clusters/demo.yaml" } })).toEqual(
      refused('clusters/demo.yaml: no file of a cluster is named "prod"; the names: demo\n'),
    );
  });

  test("keeps what earlier runs answered of others", () => {
    const unique = `kept-${process.pid}-${Date.now()}`;
    const folder = folderOf(clusters({ a: team("one"), [unique]: team("one") }));
    expect(eksAccess(folder, ["synth"])).toEqual(OK);
    writeFileSync(join(folder, "clusters/a.yaml"), team("one", "two"));
    expect(eksAccess(folder, ["synth", "a"])).toEqual(OK);
    const cache = join(ROOT, "node_modules/.cache/cdktf-eks-access");
    const kept = readdirSync(cache).filter((name) => name.startsWith("answers."));
    const ours = kept.map((name) => readFileSync(join(cache, name), "latin1")).filter((text) => text.includes(unique));
    expect(ours).toHaveLength(1);
    expect(ours[0]).toContain("clusters/a.yaml");
  });
});

describe("synth --out", () => {
  test("names the output folder before CDKTF_OUTDIR does, and its folders are made", () => {
    const folder = folderOf(clusters({ demo: team("one") }));
    expect(eksAccess(folder, ["synth", "--out", "x/y/z"], { env: { CDKTF_OUTDIR: "other" } })).toEqual(OK);
    expect(Object.keys(filesBelow(folder))).toEqual([
      "clusters/demo.yaml",
      "x/y/z/manifest.json",
      "x/y/z/stacks/demo/cdk.tf.json",
    ]);
  });
});

describe("synth --check", () => {
  const WARNED = team("one").replace(", groups: [one]", "");

  test.each([
    ["without a problem", { demo: team("one") }, 0],
    ["with a warning", { demo: WARNED }, 0],
    ["with an error", { demo: `${WARNED}unknown: 1\n` }, 1],
    ["with an error between files", { a: `name: same\n${team("one")}`, b: `name: same\n${team("one")}` }, 1],
  ])("%s prints the same lines, and writes nothing", (_, texts, status) => {
    const files = clusters(texts);
    const [folder, twin] = [folderOf(files), folderOf(files)];
    const checked = eksAccess(folder, ["synth", "--check"]);
    expect(filesBelow(folder)).toEqual(files);
    expect(readdirSync(folder)).toEqual(["clusters"]);
    expect(checked).toEqual(eksAccess(twin, ["synth"]));
    expect(checked.status).toBe(status);
  });

  test("leaves earlier output, and says what a run would say of it", () => {
    const folder = folderOf(clusters({ demo: team("one"), gone: team("one") }));
    expect(eksAccess(folder, ["synth"])).toEqual(OK);
    writeFileSync(join(folder, "clusters/demo.yaml"), team("one", "two"));
    rmSync(join(folder, "clusters/gone.yaml"));
    const before = stamped(folder);
    const checked = eksAccess(folder, ["synth", "--check"]);
    expect(stamped(folder)).toEqual(before);
    expect(checked.stderr).toMatch(/^warning: .*gone/);
    expect(eksAccess(folder, ["synth"])).toEqual(checked);
  });

  test("refuses an output folder that holds the configuration", () => {
    const folder = folderOf(clusters({ demo: team("one") }));
    const refused = eksAccess(folder, ["synth", "--check", "--out", "."]);
    expect(refused).toEqual(eksAccess(folder, ["synth", "--out", "."]));
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining("holds the configuration") });
  });
});

test.each([[{ EKS_ACCESS_ENGINE: "cdktf" }], [{ SYNTH_HCL_OUTPUT: "true" }]])(
  "constructs of cdktf are left to its own command line: %j",
  (env: Readonly<Record<string, string>>) => {
    const files = clusters({ demo: team("one") });
    const folder = folderOf(files);
    expect(eksAccess(folder, ["synth"], { env })).toEqual({
      status: 1,
      stdout: "",
      stderr: "synth: constructs of cdktf, and with them HCL, are written by npx cdktf synth alone\n",
    });
    expect(filesBelow(folder)).toEqual(files);
  },
);

describe("other threads", () => {
  const length = 2 * threadsOfProgram.filesEach;
  const MANY = clusters(Object.fromEntries(Array.from({ length }, (_, at) => [`c${at}`, team(`t${at}`)])));
  const whole = folderOf(MANY);
  synth({ source: join(whole, "clusters"), outdir: join(whole, "cdktf.out") });
  const expected = filesBelow(whole);

  /** Loaded before the program: there are two processors, and each thread says when it answers or writes. */
  const hook = folderOf({
    "hook.cjs": `const { isMainThread, parentPort } = require("node:worker_threads");
      const fs = require("node:fs");
      require("node:os").availableParallelism = () => 2;
      const { appendFileSync } = fs;
      const say = (what) => appendFileSync(__dirname + "/said", what + "\\n");
      if (!isMainThread) {
        for (const name of ["renameSync", "mkdirSync"]) {
          const real = fs[name];
          fs[name] = (...args) => (say(name), real(...args));
        }
        const post = parentPort.postMessage.bind(parentPort);
        parentPort.postMessage = (message) => (say("answers"), post(message));
      }
    `,
    said: "",
  });
  const before = ["--require", join(hook, "hook.cjs")];
  const said = () => {
    const text = readFileSync(join(hook, "said"), "utf8");
    writeFileSync(join(hook, "said"), "");
    return text;
  };

  test("of the word in this repository answer, and write nothing", () => {
    const folder = folderOf(MANY);
    expect(ran(folder, [...before, join(ROOT, "launch.cjs"), "eks-access.ts", "synth"])).toEqual(OK);
    expect(filesBelow(folder)).toEqual(expected);
    expect(said()).toBe("answers\n");
  });

  test("of a bundle that node runs itself write nothing either", () => {
    const folder = folderOf(MANY);
    const bin = folderOf({
      "bin.ts": `import { runCommandLine } from ${JSON.stringify(join(ROOT, "lib/commands/command-line"))};\nrunCommandLine(process.argv.slice(2), process.env);\n`,
    });
    const esbuild = [join(ROOT, "node_modules/esbuild/bin/esbuild"), join(bin, "bin.ts"), "--bundle"];
    const build = [...esbuild, "--platform=node", `--outfile=${join(bin, "bin.cjs")}`, "--log-level=error"];
    expect(ran(bin, build)).toEqual(OK);
    expect(ran(folder, [...before, join(bin, "bin.cjs"), "synth"])).toEqual(OK);
    expect(filesBelow(folder)).toEqual(expected);
    expect(said().replaceAll("answers\n", "")).toBe("");
  });

  test("are not asked of named clusters, because they know no other file", () => {
    const spokes = Object.fromEntries(Array.from({ length }, (_, at) => [`s${at}`, OF_HUB]));
    const folder = folderOf(clusters({ hub: HUB, ...spokes }));
    expect(
      ran(folder, [...before, join(ROOT, "launch.cjs"), "eks-access.ts", "synth", ...Object.keys(spokes)]),
    ).toMatchObject({
      status: 0,
      stderr: expect.not.stringContaining("no file of a cluster"),
    });
    expect(said()).toBe("");
  });
});

describe("of a refused configuration the warnings of its files stand before the errors", () => {
  const bare = team("one").replace(", groups: [one]", "");
  const folder = folderOf(clusters({ a: bare, b: `${bare}unknown: 1\n` }));
  /** The lines of standard error, without their messages. */
  const said = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { status, stdout, stderr } = eksAccess(folder, args, { env });
    const lines = stderr.trimEnd().split("\n");
    return { status, stdout, lines: lines.map((line) => line.replace(/:\d+:\d+ .* \[/, " [")) };
  };
  const WARNINGS = ["warning: clusters/a.yaml [grants-nothing]", "warning: clusters/b.yaml [grants-nothing]"];
  const ERROR = "clusters/b.yaml [unknown-key]";

  test.each([["synth"], ["synth", "--check"]])("%s %s", (...args) => {
    expect(said(args.filter(Boolean))).toEqual({ status: 1, stdout: "", lines: [...WARNINGS, ERROR] });
  });

  test("but not under cdktf, which shows all of standard error as errors", () => {
    const env = { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" };
    expect(said(["synth"], env)).toEqual({ status: 1, stdout: "", lines: [ERROR] });
  });
});
