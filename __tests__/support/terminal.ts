import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** The terminal of cdktf's command line. */
export const PTY = "@cdktf/node-pty-prebuilt-multiarch";

/**
 * Whether this Node.js has a binary of it: in its package, or made by its install script. Without one no command of cdktf
 * runs.
 */
export const hasTerminal = (): boolean =>
  spawnSync("node", ["-e", `require("${PTY}")`], { cwd: join(__dirname, "../..") }).status === 0;
