import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { ACCOUNT } from "./endpoint";
import { runningProvider } from "./provider";
import { endpointUrl } from "./requirements";

export interface Run {
  readonly status: number;
  readonly output: string;
}

/** A folder of its own for one scenario: the output of a synth, and beside it the state. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "cdktf-eks-access-"));
  readonly outdir = join(this.folder, "cdktf.out");

  /** @param variables what the backend asks of the environment */
  constructor(
    private readonly stack: string,
    private readonly variables: NodeJS.ProcessEnv = {},
  ) {}

  /** The first call initializes. */
  init(...args: readonly string[]): Run {
    return run(this.stackFolder, ["init", "-input=false", "-no-color", ...args], this.environmentAlone());
  }

  validate(): Run {
    return run(this.stackFolder, ["validate", "-no-color"], this.environment());
  }

  apply(...args: readonly string[]): Run {
    return this.terraform("apply", "-auto-approve", ...args);
  }

  /** An apply that can be cut off. Its provider is its own, as where people run Terraform, and goes with it. */
  beginApply(...args: readonly string[]): Running {
    const given = ["apply", "-auto-approve", "-input=false", "-no-color", ...args];
    const child = spawn("terraform", given, { cwd: this.stackFolder, env: environment(), detached: true });
    return new Running(child, join(this.folder, `terraform.${this.stack}.tfstate`));
  }

  /** Tells Terraform that a resource need not be made again. */
  untaint(address: string): Run {
    return run(this.stackFolder, ["untaint", "-no-color", address], environment());
  }

  /** Takes a resource out of the state. */
  forget(address: string): Run {
    return run(this.stackFolder, ["state", "rm", address], environment());
  }

  /** Status 0: nothing to do; 2: something to do; 1: an error. */
  plan(...args: readonly string[]): Run {
    return this.terraform("plan", "-detailed-exitcode", ...args);
  }

  /** A plan that `-out` wrote, as JSON. */
  show(file: string): string {
    return this.terraform("show", "-json", file).output;
  }

  destroy(...args: readonly string[]): Run {
    return this.terraform("destroy", "-auto-approve", ...args);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private terraform(command: string, ...args: readonly string[]): Run {
    const input = command === "show" ? [] : ["-input=false"];
    return run(this.stackFolder, [command, ...input, "-no-color", ...args], this.environment());
  }

  /** With a provider that is running already. */
  private environment(): NodeJS.ProcessEnv {
    const env = this.environmentAlone();
    return { ...env, TF_REATTACH_PROVIDERS: runningProvider(this.stackFolder, this.folder, env) };
  }

  private environmentAlone(): NodeJS.ProcessEnv {
    return { ...environment(), ...this.variables };
  }

  private get stackFolder(): string {
    return join(this.outdir, "stacks", this.stack);
  }
}

/** Terraform at work, in a process group of its own. */
export class Running {
  readonly end: Promise<Run>;
  private output = "";

  constructor(
    private readonly child: ChildProcess,
    private readonly state: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (this.output += String(text)));
    this.end = new Promise((ended) => {
      child.on("close", (status) => ended({ status: status ?? 1, output: this.output }));
    });
  }

  /**
   * Ends Terraform and its provider at once, as where a machine goes down. Not while it writes its state: then the file
   * is empty, and the backup beside it is for the user to put in its place.
   */
  async kill(): Promise<Run> {
    const { pid } = this.child;
    if (pid === undefined) return this.end;
    for (;;) {
      process.kill(-pid, "SIGSTOP");
      if (this.isWhole()) break;
      process.kill(-pid, "SIGCONT");
      await new Promise((resume) => setTimeout(resume, 20));
    }
    process.kill(-pid, "SIGKILL");
    return this.end;
  }

  /** Whether the state can be read. It is not there before the first resource. */
  private isWhole(): boolean {
    try {
      JSON.parse(readFileSync(this.state, "utf8"));
      return true;
    } catch (error) {
      return error instanceof Error && "code" in error && error.code === "ENOENT";
    }
  }

  /** Asks Terraform once to stop, as Control-C does. */
  interrupt(): Promise<Run> {
    this.child.kill("SIGINT");
    return this.end;
  }
}

/** Hundreds of resources make a long plan. */
const maxBuffer = 64 * 1024 * 1024;

function run(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): Run {
  const { status, stdout, stderr, error } = spawnSync("terraform", args, {
    cwd,
    env,
    encoding: "utf8",
    maxBuffer,
  });
  if (error) throw error;
  return { status: status ?? 1, output: stdout + stderr };
}

/** Nothing of the machine's own AWS or Terraform settings, so that the endpoint is the only AWS within reach. */
export function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|TF_)/.test(name));
  const { TF_CLI_CONFIG_FILE, TF_PLUGIN_CACHE_DIR } = process.env;
  return {
    ...Object.fromEntries(own),
    ...(TF_CLI_CONFIG_FILE !== undefined && { TF_CLI_CONFIG_FILE }),
    ...(TF_PLUGIN_CACHE_DIR !== undefined && { TF_PLUGIN_CACHE_DIR }),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: "x",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}
