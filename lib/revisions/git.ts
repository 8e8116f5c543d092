import { spawnSync } from "node:child_process";
import { visible } from "../aws/text";
import { codeOf, reasonOf } from "../files/errors";
import { ConfigError } from "../load/config-error";

type Environment = Readonly<Record<string, string | undefined>>;

/** Git cannot be run, or cannot read what a commit has. It says nothing about the configuration in it. */
export class GitError extends ConfigError {}

/** What a run of git gave. */
export interface Ran {
  readonly ok: boolean;
  readonly output: Buffer;
  /** The first line of what it printed to standard error. */
  readonly message: string;
}

/**
 * Before every command: objects are read as they are, nothing is fetched, and no program that the repository's settings
 * name is started.
 */
const SAFELY = [
  "--no-pager",
  "--no-replace-objects",
  ...["protocol.allow=never", "core.fsmonitor=false", "core.hooksPath=/dev/null"].flatMap((one) => ["-c", one]),
];

/** What stays of git's own variables: where its settings and programs are, and not which repository is meant. */
const KEPT = /^GIT_(CONFIG|EXEC_PATH)/;

/** Git in a folder, for commands that only read. It is run without a shell. */
export class Git {
  private readonly environment: Environment;

  constructor(
    private readonly folder: string,
    environment: Environment,
  ) {
    const kept = Object.entries(environment).filter(([name]) => !name.startsWith("GIT_") || KEPT.test(name));
    this.environment = {
      ...Object.fromEntries(kept),
      GIT_OPTIONAL_LOCKS: "0",
      GIT_NO_LAZY_FETCH: "1",
      GIT_TERMINAL_PROMPT: "0",
      LC_ALL: "C",
    };
  }

  /** @throws GitError if git cannot be started */
  run(args: readonly string[], input = ""): Ran {
    const { status, stdout, stderr, error } = spawnSync("git", [...SAFELY, ...args], {
      cwd: this.folder,
      env: { ...this.environment },
      input,
      maxBuffer: Number.POSITIVE_INFINITY,
    });
    if (error !== undefined) {
      const reason = codeOf(error) === "ENOENT" ? "git is not installed, or not in PATH" : reasonOf(error);
      throw new GitError([`git cannot be run: ${reason}`]);
    }
    const [message = ""] = stderr.toString().split("\n");
    return { ok: status === 0, output: stdout, message: visible(message) };
  }
}
