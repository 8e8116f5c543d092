import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "../../lib/files/program";
import { LAUNCHER, type LaunchedProject, launchedProject } from "../support/launched";

// each test starts several processes
jest.setTimeout(60_000);

const FILE = "lib/files/program.ts";

/** A project that prints what it knows of itself. */
const project = (main = "") =>
  launchedProject({
    [FILE]: readFileSync(join(__dirname, "../..", FILE), "utf8"),
    "main.ts": `${main}import { program } from "./lib/files/program";\nconsole.log(JSON.stringify({ program }));\n`,
    "lib/other.ts": "",
    "docs/word.ts": "",
  });

function programOf({ run }: LaunchedProject, ...options: Parameters<LaunchedProject["run"]>) {
  const { stdout, stderr } = run(...options);
  expect(stderr).toBe("");
  return JSON.parse(stdout).program;
}

describe("a program", () => {
  test("is known by a hash of all sources, the first time too", () => {
    const made = project();
    const first = programOf(made);
    expect(first).toEqual({ folder: made.cache, name: "main", hash: /[0-9a-f]{32}/.exec(made.kept()[0] ?? "")?.[0] });
    expect(programOf(made)).toEqual(first);
    const hashes = ["lib/other.ts", ...LAUNCHER].map((file) => {
      writeFileSync(join(made.folder, file), "\n", { flag: "a" });
      return programOf(made).hash;
    });
    expect(new Set([first.hash, ...hashes]).size).toBe(LAUNCHER.length + 2);
    made.write("package.json", "{}");
    expect([first.hash, ...hashes]).not.toContain(programOf(made).hash);
  });

  test("is not known if it has a file that is not hashed", () => {
    const made = project('import "./docs/word";\n');
    expect([programOf(made), programOf(made)]).toEqual([undefined, undefined]);
  });

  test("is not known if a source changes while it is bundled", () => {
    const made = project();
    const edit = `require("node:fs").writeFileSync(${JSON.stringify(join(made.folder, "lib/other.ts"))}, "1;");`;
    const before = `const { Module } = require("node:module");
      const load = Module._load;
      Module._load = function (name, ...more) { if (name === "esbuild") { ${edit} } return load.call(this, name, ...more); };`;
    expect(programOf(made, { before })).toBeUndefined();
    expect(programOf(made)).toBeDefined();
  });

  test("is not known without a record of what is installed", () => {
    const made = project();
    rmSync(join(made.folder, "node_modules/.package-lock.json"));
    expect(programOf(made)).toBeUndefined();
  });

  test("is not known where launch.cjs does not run it, as in a test", () => {
    expect(program).toBeUndefined();
  });
});
