import { spawn } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../package.json";
import { launchedProject } from "./support/launched";

// each test starts several processes
jest.setTimeout(60_000);

const ROOT = join(__dirname, "..");
const VERSIONS = `(cdktf-eks-access ${version}, Node.js ${process.version})`;
const REPORT = "please report this with the configuration that caused it";

/** Runs a program of these lines. */
const outcomeOf = (main: string, env: Readonly<Record<string, string>> = {}) =>
  launchedProject({ "main.ts": main }).run({ env });

const failed = (stderr: string) => ({ status: 1, stdout: "", stderr: `${stderr}\n` });

describe("an unexpected error is one line with the versions and where to report it", () => {
  test.each([
    ["thrown", 'throw new TypeError("no such thing")', "TypeError: no such thing"],
    ["thrown later", 'setTimeout(() => { throw new Error("late") }, 1)', "Error: late"],
    ["of a promise", 'async function f() { throw new RangeError("far") }\nf()', "RangeError: far"],
    [
      "with line breaks and colours",
      'throw new Error("a\\nb\\r\\u001b[31mc\\u2028\\u202e")',
      "Error: a\\nb\\u{d}\\u{1b}[31mc\\u{2028}\\u{202e}",
    ],
    ["that is no error", "throw { a: 1 }", "{ a: 1 }"],
    ["that is nothing", "throw undefined", "undefined"],
    ["that is endless", "const f = (): number => 1 + f();\nf()", "RangeError: Maximum call stack size exceeded"],
  ])("%s", (_what, main, message) => {
    expect(outcomeOf(main)).toEqual(failed(`unexpected error: ${message} ${VERSIONS}; ${REPORT}`));
  });

  test("through runProgram too, synchronous or not", () => {
    const runProgram = join(ROOT, "lib/commands/program");
    for (const program of ['() => { throw new Error("x") }', 'async () => { throw new Error("x") }']) {
      const main = `import { runProgram } from ${JSON.stringify(runProgram)};\nrunProgram(${program});\n`;
      expect(outcomeOf(main)).toEqual(failed(`unexpected error: Error: x ${VERSIONS}; ${REPORT}`));
    }
  });

  test("with its stack behind it, if EKS_ACCESS_DEBUG is 1", () => {
    const main = 'function culprit() { throw new Error("x") }\nculprit();\n';
    const { stderr } = outcomeOf(main, { EKS_ACCESS_DEBUG: "1" });
    expect(stderr).toMatch(/^unexpected error: Error: x .*\nError: x\n {4}at culprit /);
    expect(outcomeOf(main, { EKS_ACCESS_DEBUG: "0" }).stderr).not.toContain("culprit");
  });

  test("whose version is unknown where package.json is gone", () => {
    const { folder, run } = launchedProject({ "main.ts": 'throw new Error("x")' });
    rmSync(join(folder, "package.json"));
    expect(run().stderr).toContain("(cdktf-eks-access of unknown version, Node.js v");
  });
});

test("what the operating system refuses is one line that names it", () => {
  const main = 'import { mkdirSync } from "node:fs";\nmkdirSync("main.ts/out");\n';
  expect(outcomeOf(main)).toEqual(
    failed(
      `the operating system refused: Error: ENOTDIR: not a directory, mkdir 'main.ts/out' ${VERSIONS}; if permissions and free space are in order, ${REPORT}`,
    ),
  );
});

test("an invalid configuration of a TypeScript program is its lines and nothing else", () => {
  const stack = JSON.stringify(join(ROOT, "lib/load/config-error"));
  const main = `import { ConfigError } from ${stack};\nthrow new ConfigError(["demo/access: one", "demo/access: two"]);\n`;
  expect(outcomeOf(main)).toEqual(failed("demo/access: one\ndemo/access: two"));
});

describe("what launch.cjs itself cannot do is one line", () => {
  test.each([
    ["nothing.ts", "nothing.ts"],
    ["lib", "lib"],
    ["a\nb.ts", "a\\nb.ts"],
  ])("run a file that is not there: %j", (entry, shown) => {
    const { run } = launchedProject({ "lib/x.ts": "" });
    expect(run({ entry })).toEqual(
      failed(
        `launch.cjs: there is no file "${shown}"; name a TypeScript file of this project, as in node launch.cjs main.ts`,
      ),
    );
  });

  test("bundle what is no TypeScript: a line a place", () => {
    const { run } = launchedProject({ "main.ts": 'import "./a";\nimport "./nope";\n', "a.ts": "let x = ;\n" });
    expect(run()).toEqual(
      failed('launch.cjs: a.ts:1:9 Unexpected ";"\nlaunch.cjs: main.ts:2:8 Could not resolve "./nope"'),
    );
  });

  test.each([
    ["is not installed", undefined, "Cannot find module 'esbuild'"],
    ["is broken", 'throw new Error("no binary\\nfor this machine")', "no binary"],
    ["does not start", 'exports.buildSync = () => { throw new Error("spawn EACCES\\n\\nmore") }', "spawn EACCES"],
  ])("esbuild %s", (_what, text, message) => {
    const { folder, run } = launchedProject({ "main.ts": "" });
    const file = join(folder, "node_modules/esbuild/index.js");
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
    expect(run()).toEqual(failed(`launch.cjs: esbuild does not work here: ${message}; run npm ci on this machine`));
  });
});

describe("a run whose reader is gone, as in npm run access | head -1,", () => {
  /** Runs with a standard output that nobody reads. */
  async function unread(folder: string, ...args: readonly string[]) {
    const child = spawn("node", ["launch.cjs", ...args], { cwd: folder, env: { PATH: process.env.PATH } });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const status = await new Promise((resolve) => child.on("close", resolve));
    return { status, stderr };
  }

  test.each([["explain", "sso-path"], ["access"]])("ends quietly: %s", async (...args) => {
    expect(await unread(ROOT, "eks-access.ts", ...args)).toEqual({ status: 0, stderr: "" });
  });

  test("does the rest of its work", async () => {
    const { folder } = launchedProject({
      "main.ts": `import { writeFileSync } from "node:fs";
for (let line = 0; line < 1000; line += 1) console.log("x".repeat(1000));
setTimeout(() => { console.log("again"); writeFileSync("done", ""); }, 20);
`,
    });
    expect(await unread(folder)).toEqual({ status: 0, stderr: "" });
    expect(existsSync(join(folder, "done"))).toBe(true);
  });
});
