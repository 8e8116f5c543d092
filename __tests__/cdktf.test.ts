import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import cdktfJson from "../cdktf.json";
import { comparable } from "./support/engines";
import { filesBelow, folderOf } from "./support/files";
import { hasTerminal } from "./support/terminal";

// each test starts several processes
jest.setTimeout(60_000);

const ROOT = join(__dirname, "..");
const LAUNCH = join(ROOT, "launch.cjs");
const CDKTF = join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf");

/** Runs Node.js in a folder, with the cache of this user and without Terraform. Returns lines without colours. */
function run(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync("node", args, {
    cwd: folder,
    env: {
      PATH: dirname(process.execPath),
      HOME: folder,
      XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
      CHECKPOINT_DISABLE: "1",
      ...env,
    },
    encoding: "utf8",
  });
  const linesOf = (text: string) => stripVTControlCharacters(text).split("\n");
  return { status, stdout: linesOf(stdout), stderr: linesOf(stderr) };
}

/** A project with the settings of this one. */
function projectOf(fixtures: readonly string[]) {
  const folder = folderOf({ "cdktf.json": JSON.stringify({ ...cdktfJson, app: `node "${LAUNCH}"` }) });
  for (const name of fixtures) cpSync(join(__dirname, `fixtures/${name}.yaml`), join(folder, `clusters/${name}.yaml`));
  return { folder, fileOf: (name: string) => join(folder, `clusters/${name}.yaml`), outdir: join(folder, "cdktf.out") };
}

/** The warnings that the program printed. */
const warningsIn = (lines: readonly string[]) => lines.flatMap((line) => /^warning: (.+)$/.exec(line)?.[1] ?? []);

/** The annotations that the cdktf command line printed. */
const annotationsIn = (lines: readonly string[]) =>
  lines.flatMap((line) => /^WARN \[.+?\/Default\]: (.+)$/.exec(line)?.[1] ?? []);

const described = hasTerminal() ? describe : describe.skip;

described.each(["", "cdktf"])("the cdktf command line, with the engine %j", (engine) => {
  const [direct, through] = [projectOf(["auto-mode", "classic"]), projectOf(["auto-mode", "classic"])];

  /** Runs the program in one project and a command of cdktf in the other, and expects the same output and warnings. */
  function same(command: string, warnings: number): readonly string[] {
    const plain = run(direct.folder, [LAUNCH]);
    const cdktf = run(through.folder, [CDKTF, command], { EKS_ACCESS_ENGINE: engine });
    expect([plain.status, cdktf.status, cdktf.stderr]).toEqual([0, 0, [""]]);
    expect(warningsIn(plain.stderr)).toHaveLength(warnings);
    expect(cdktf.stdout.filter((line) => line.includes("[ERROR]"))).toEqual([]);
    expect(annotationsIn(cdktf.stdout)).toEqual(warningsIn(plain.stderr));
    expect(comparable(filesBelow(through.outdir))).toEqual(comparable(filesBelow(direct.outdir)));
    return cdktf.stdout;
  }

  test("writes with synth what the program writes without it, and prints its warnings", () => {
    expect(same("synth", 3)).toContain("Generated Terraform code for the stacks: auto-mode, classic");
  });

  test("lists the stacks that are left, and removes the folders of others", () => {
    for (const { fileOf } of [direct, through]) rmSync(fileOf("auto-mode"));
    const lines = same("list", 2).map((line) => line.trim().split(/\s+/));
    expect(lines.slice(lines.findIndex(([first]) => first === "Stack"))).toEqual([
      ["Stack", "name", "Path"],
      ["classic", "cdktf.out/stacks/classic"],
      [""],
    ]);
    expect(readdirSync(join(through.outdir, "stacks"))).toEqual(["classic"]);
  });
});

described("the output folder of the cdktf command line", () => {
  const outputs = ["cdktf.out", "out", "other"];

  test.each([
    ["is what --output names", ["--output", "out"], { CDKTF_OUTDIR: "other" }, "out"],
    ["is what CDKTF_OUTPUT names", [], { CDKTF_OUTPUT: "out", CDKTF_OUTDIR: "other" }, "out"],
    ["is cdktf.out, whatever CDKTF_OUTDIR names", [], { CDKTF_OUTDIR: "other" }, "cdktf.out"],
  ])("%s", (_what, args, env, output) => {
    const { folder } = projectOf(["auto-mode"]);
    expect(run(folder, [CDKTF, "synth", ...args], env)).toMatchObject({ status: 0, stderr: [""] });
    expect(readdirSync(folder).filter((name) => outputs.includes(name))).toEqual([output]);
    expect(readdirSync(join(folder, output, "stacks"))).toEqual(["auto-mode"]);
  });
});
