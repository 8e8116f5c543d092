import { type ChildProcess, spawn } from "node:child_process";
import { openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Provider {
  readonly process: ChildProcess;
  readonly reattach: string;
}

let running: Provider | undefined;

afterAll(() => {
  running?.process.kill();
  running = undefined;
});

/**
 * The AWS provider, started once for a test file and handed to every Terraform command, as developers of providers
 * debug it: to start it takes longer than most plans.
 *
 * @param stackFolder is initialized: Terraform has put the provider there
 * @returns what TF_REATTACH_PROVIDERS takes
 * @see https://developer.hashicorp.com/terraform/plugin/debugging
 */
export function runningProvider(stackFolder: string, folder: string, env: NodeJS.ProcessEnv): string {
  running ??= start(stackFolder, folder, env);
  return running.reattach;
}

/** Passes calls on to the provider, and shortens its schema. */
const NARROW = join(__dirname, "narrow-provider.mjs");

/** The types of the stacks here, and of the examples. */
const TYPES = "^aws_(iam|eks|sqs|cloudwatch_event)_";

const STARTS_WITHIN_MS = 60_000;

function start(stackFolder: string, folder: string, env: NodeJS.ProcessEnv): Provider {
  const log = join(folder, "provider.log");
  const output = openSync(log, "a");
  const program = [NARROW, programBelow(stackFolder), TYPES];
  const child = spawn(process.execPath, program, { env, stdio: ["ignore", output, output] });
  const until = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < until) {
    const [, reattach] = /TF_REATTACH_PROVIDERS='(.*)'/.exec(readFileSync(log, "utf8")) ?? [];
    if (reattach !== undefined) return { process: child, reattach };
    pause(100);
  }
  child.kill();
  throw new Error(`the provider did not start: ${readFileSync(log, "utf8")}`);
}

function programBelow(stackFolder: string): string {
  const providers = join(stackFolder, ".terraform/providers");
  const files = readdirSync(providers, { recursive: true, encoding: "utf8" });
  // where the mirror is a folder, Terraform links to it, and the listing does not follow
  const [platform] = files.filter((file) => /hashicorp\/aws\/[^/]+\/[^/]+$/.test(file));
  const folder = join(providers, platform ?? "");
  const program = readdirSync(folder).find((file) => file.startsWith("terraform-provider-aws"));
  if (program === undefined) throw new Error(`no provider below ${folder}`);
  return join(folder, program);
}

/** Terraform runs synchronously here, and so does the wait for its provider. */
const pause = (milliseconds: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
