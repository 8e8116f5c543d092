import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf } from "./files";

const ROOT = join(__dirname, "../..");

/** The files of the launcher. */
export const LAUNCHER = ["launch.cjs", "lib/files/kept.cjs", "lib/launch/failure.cjs", "lib/launch/program.cjs"];

interface Options {
  readonly entry?: string;
  /** What follows the entry. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A CommonJS module that Node.js loads first. */
  readonly before?: string;
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project with the launcher of this one, a home of its own, and an esbuild that counts what it builds. */
export interface LaunchedProject {
  readonly folder: string;
  readonly home: string;
  readonly cache: string;
  readonly run: (options?: Options) => Ended;
  /** Starts as many runs at once, and waits for all. */
  readonly runAtOnce: (count: number, options?: Options) => Promise<Ended[]>;
  readonly builds: () => number;
  readonly write: (file: string, text: string) => void;
  /** The names in the cache folder. */
  readonly kept: () => string[];
}

const ESBUILD = `require("node:fs").appendFileSync(__dirname + "/builds", "x");
module.exports = require(${JSON.stringify(join(ROOT, "node_modules/esbuild"))});
`;

export function launchedProject(files: Readonly<Record<string, string>>): LaunchedProject {
  const folder = folderOf({ ...files, "node_modules/esbuild/index.js": ESBUILD });
  const home = folderOf({});
  for (const name of [...LAUNCHER, "package.json"]) {
    cpSync(join(ROOT, name), join(folder, name));
  }
  const installed = "node_modules/.package-lock.json";
  symlinkSync(join(ROOT, installed), join(folder, installed));
  const cache = join(folder, "node_modules/.cache/cdktf-eks-access");
  const built = join(folder, "node_modules/esbuild/builds");

  const command = ({ entry = "main.ts", args = [], env = {}, before }: Options) => {
    const first = before === undefined ? [] : ["--require", join(folderOf({ "before.cjs": before }), "before.cjs")];
    return {
      args: [...first, "launch.cjs", entry, ...args],
      options: { cwd: folder, env: { PATH: process.env.PATH, XDG_CACHE_HOME: home, ...env } },
    };
  };
  return {
    folder,
    home,
    cache,
    run: (what = {}) => {
      const { args, options } = command(what);
      const { status, stdout, stderr } = spawnSync("node", args, { ...options, encoding: "utf8", timeout: 60_000 });
      return { status, stdout, stderr };
    },
    runAtOnce: (count, what = {}) => {
      const { args, options } = command(what);
      return Promise.all(Array.from({ length: count }, () => ended(spawn("node", args, options))));
    },
    builds: () => (existsSync(built) ? readFileSync(built, "utf8").length : 0),
    write: (file, text) => {
      mkdirSync(join(folder, file, ".."), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    kept: () => (existsSync(cache) ? readdirSync(cache).sort() : []),
  };
}

function ended(child: ReturnType<typeof spawn>): Promise<Ended> {
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.on("data", (chunk) => {
      output[name] += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...output }));
  });
}
