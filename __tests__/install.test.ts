import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { allowScripts } from "../package.json";
import { filesBelow, folderOf } from "./support/files";
import { LAUNCHER } from "./support/launched";
import { PTY } from "./support/terminal";

// each test starts several processes
jest.setTimeout(60_000);

const ROOT = join(__dirname, "..");

interface Package {
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages: LOCK }: { packages: Readonly<Record<string, Package>> } = JSON.parse(
  readFileSync(join(ROOT, "package-lock.json"), "utf8"),
);
const withScript = Object.keys(LOCK)
  .filter((path) => LOCK[path]?.hasInstallScript)
  .map((path) => path.replace("node_modules/", ""));

/** Runs Node.js and returns the native files that it and its children load, relative to node_modules. */
function nativeFilesOf(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const folder = folderOf({
    "hook.cjs": `const { dlopen } = process;
      process.dlopen = function (module, file, ...more) {
        require("node:fs").appendFileSync(__dirname + "/native", file + "\\n");
        return dlopen.call(this, module, file, ...more);
      };`,
    native: "",
  });
  const { status, stderr } = spawnSync("node", args, {
    cwd: ROOT,
    env: {
      PATH: dirname(process.execPath),
      HOME: folder,
      XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
      NODE_OPTIONS: `--require ${join(folder, "hook.cjs")}`,
      ...env,
    },
    encoding: "utf8",
  });
  const lines =
    filesBelow(folder)
      .native?.split("\n")
      .filter((line) => line !== "") ?? [];
  return {
    status,
    stderr,
    files: lines.map((file) => file.replace(/^.*?node_modules[\\/]/, "").replaceAll("\\", "/")),
  };
}

/** The package of a file in node_modules. */
const packageOf = (file: string) => /^(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? "";

describe("npm ci --ignore-scripts", () => {
  test("leaves out four scripts; npm runs one of them, which only the cdktf command line can need", () => {
    expect(withScript.sort()).toEqual([PTY, "@swc/core", "esbuild", "unrs-resolver"]);
    const allowed = Object.entries(allowScripts).filter(([, may]) => may);
    expect(allowed.map(([name]) => name)).toEqual([PTY]);
    const dependents = Object.keys(LOCK).filter((path) => LOCK[path]?.dependencies?.[PTY] !== undefined);
    expect(dependents).toEqual(["node_modules/@cdktf/cli-core"]);
  });

  test.each(["@swc/core", "esbuild", "unrs-resolver"])(
    "installs the binary of %s as a package without a script",
    (name) => {
      const binaries = Object.keys(LOCK[`node_modules/${name}`]?.optionalDependencies ?? {});
      expect(binaries.some((binary) => binary.includes(`${process.platform}-${process.arch}`))).toBe(true);
      for (const binary of binaries) {
        const { optional, hasInstallScript = false } = LOCK[`node_modules/${binary}`] ?? {};
        expect([binary, optional, hasInstallScript]).toEqual([binary, true, false]);
      }
    },
  );

  test("is enough for launch.cjs: it needs nothing that the script of esbuild writes", () => {
    const folder = folderOf({ "main.ts": 'const word: string = "one";\nconsole.log(word);\n' });
    const modules = join(folder, "node_modules");
    mkdirSync(join(modules, "esbuild"), { recursive: true });
    for (const file of LAUNCHER) cpSync(join(ROOT, file), join(folder, file));
    for (const part of ["lib", "package.json"]) {
      cpSync(join(ROOT, "node_modules/esbuild", part), join(modules, "esbuild", part), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules/@esbuild"), join(modules, "@esbuild"));
    const env = { PATH: process.env.PATH, XDG_CACHE_HOME: folderOf({}) };
    const { stdout, stderr } = spawnSync("node", ["launch.cjs"], { cwd: folder, env, encoding: "utf8" });
    expect({ stdout, stderr }).toEqual({ stdout: "one\n", stderr: "" });
  });

  test("is enough for Jest: its resolver and its compiler load native code of packages without a script", () => {
    const load =
      'require("unrs-resolver"); require("@swc/core").transformSync("let x: 1", { jsc: { parser: { syntax: "typescript" } } })';
    const { status, stderr, files } = nativeFilesOf(["-e", load]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(files.map((file) => /^@(swc|unrs)/.exec(file)?.[0]).sort()).toEqual(["@swc", "@unrs"]);
    expect(files.map(packageOf).filter((name) => withScript.includes(name))).toEqual([]);
  });

  test("is enough for lint and types: Biome and TypeScript have no script, and no dependency that has one", () => {
    for (const name of ["@biomejs/biome", "typescript"]) {
      const { dependencies = {}, optionalDependencies = {} } = LOCK[`node_modules/${name}`] ?? {};
      expect([name, dependencies]).toEqual([name, {}]);
      expect([name, ...Object.keys(optionalDependencies)].filter((one) => withScript.includes(one))).toEqual([]);
    }
  });

  // every command of cdktf loads the terminal; where its package brings no binary for this Node.js, its script makes one
  const brought: string | null = jest.requireActual(`${PTY}/lib/prebuild-file-path`).ptyPath;
  (brought === null ? test.skip : test)(
    "is enough for cdktf synth where the terminal has a binary in its package",
    () => {
      const out = folderOf({});
      const synth = ["node_modules/cdktf-cli/bundle/bin/cdktf", "synth", "--output", out];
      const { status, files } = nativeFilesOf(synth, { CHECKPOINT_DISABLE: "1" });
      expect({ status, terminal: files.filter((file) => !file.startsWith(`${PTY}/prebuilds/`)) }).toEqual({
        status: 0,
        terminal: [],
      });
      expect(Object.keys(filesBelow(out))).toContain("stacks/demo/cdk.tf.json");
    },
  );
});
