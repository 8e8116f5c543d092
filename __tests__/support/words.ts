import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs `eks-access` in a folder that is not this project. */
export function eksAccess(folder: string, args: readonly string[], options: Options = {}): Ended {
  return ran(folder, [join(ROOT, "launch.cjs"), "eks-access.ts", ...args], options);
}

/** Runs Node.js in a folder, with nothing of this process in its environment but what finds programs and the cache. */
export function ran(folder: string, args: readonly string[], { env = {}, input }: Options = {}): Ended {
  const { PATH, HOME, XDG_CACHE_HOME } = process.env;
  const { status, stdout, stderr } = spawnSync("node", args, {
    cwd: folder,
    env: { PATH, HOME, ...(XDG_CACHE_HOME && { XDG_CACHE_HOME }), ...env },
    encoding: "utf8",
    input,
  });
  return { status, stdout, stderr };
}
