import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { folderOf } from "./files";

const ROOT = join(__dirname, "../..");
const TERRAFORM = "terraform";

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly strategy?: { readonly matrix: Readonly<Record<string, string>> };
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export const pipelineText = (name: string): string => readFileSync(join(ROOT, "examples/pipelines", name), "utf8");
export const pipeline = (name: string) => parse(pipelineText(name));

/** A folder of programs: npm that installs nothing, npx and eks-access of this project, and Terraform and gh that only say what they are told. */
export function programs(terraform: "fake" | "real" = "fake"): string {
  const eksAccess = `exec node '${ROOT}/launch.cjs' eks-access.ts "$@"`;
  const scripts: Record<string, string> = {
    npm: "exit 0",
    // with --no it takes what is installed alone
    npx: `test "$1 $2" = "--no eks-access" || exit 9\nshift 2\n${eksAccess}`,
    "eks-access": eksAccess,
    // prints the ids of comments that GH_COMMENTS has
    gh: 'echo "gh $*" >> "$TERRAFORM_LOG"\ncase "$*" in *--paginate*) printf "%s" "${GH_COMMENTS:-}" ;; esac',
    ...(terraform === "fake" && { [TERRAFORM]: FAKE_TERRAFORM }),
  };
  const folder = folderOf({});
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

/** Plans to destroy the cluster. Its exit code of a plan is in PLAN_CODE; what it was told to do is in terraform.log. */
const FAKE_TERRAFORM = `case "$1" in -chdir=*) cd "\${1#-chdir=}" || exit 1; shift ;; esac
test -f cdk.tf.json || { echo "no configuration in $PWD" >&2; exit 1; }
echo "$(basename "$PWD"): $*" >> "$TERRAFORM_LOG"
case "$*" in
  init*) mkdir -p .terraform && touch .terraform/provider .terraform.lock.hcl ;;
  plan*) sha256sum < cdk.tf.json > tfplan; exit "\${PLAN_CODE:-0}" ;;
  "show -json"*) echo '{"format_version":"1.2","resource_changes":[{"address":"aws_eks_cluster.cluster","type":"aws_eks_cluster","name":"cluster","change":{"actions":["delete"],"before":{"name":"demo"},"after":null}}]}' ;;
  show*) echo "the plan as text" ;;
  apply*) test -f .terraform.lock.hcl && test "$(cat tfplan)" = "$(sha256sum < cdk.tf.json)" ;;
esac`;

export interface Ended {
  readonly status: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/**
 * Runs the shell lines of a job as a runner of GitHub does: one bash a step, until one fails.
 *
 * @param values of expressions, such as `matrix.job.name`. One that is not there is an error
 */
export function runJob(
  workflow: Workflow,
  job: Job,
  {
    folder,
    path,
    values,
    env = {},
  }: {
    readonly folder: string;
    readonly path: string;
    readonly values: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string | undefined>>;
  },
): Ended {
  const temp = folderOf({ output: "", summary: "" });
  const fill = (texts: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, filled(text, values)]));
  const environment = {
    HOME: process.env.HOME,
    XDG_CACHE_HOME: process.env.XDG_CACHE_HOME,
    ...env,
    PATH: `${path}:${process.env.PATH}`,
    CI: "true",
    GITHUB_OUTPUT: join(temp, "output"),
    GITHUB_STEP_SUMMARY: join(temp, "summary"),
    RUNNER_TEMP: join(temp, "runner"),
    TERRAFORM_LOG: join(temp, "terraform.log"),
    ...fill(workflow.env),
    ...fill(job.env),
  };
  mkdirSync(join(temp, "runner"));
  let status: number | null = 0;
  let log = "";
  for (const step of job.steps) {
    if (step.run === undefined || values[step.if ?? ""] === "false") continue;
    const ran = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
      cwd: folder,
      env: { ...environment, ...fill(step.env) },
      encoding: "utf8",
    });
    log += ran.stdout + ran.stderr;
    status = ran.status;
    if (status !== 0) break;
  }
  const read = (name: string) => (existsSync(join(temp, name)) ? readFileSync(join(temp, name), "utf8") : "");
  const outputs = read("output")
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split(/=(.*)/s).slice(0, 2));
  return { status, log: log + read("terraform.log"), outputs: Object.fromEntries(outputs), summary: read("summary") };
}

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  String(text).replace(/\$\{\{ (.*?) \}\}/g, (_, expression) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`no value of ${expression}`);
    return value;
  });

/** The values of expressions about one job of a matrix. */
export function valuesOf(job: object, at = "matrix.job"): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(job).map(([name, value]) =>
      typeof value === "object" ? valuesOf(value, `${at}.${name}`) : { [`${at}.${name}`]: String(value) },
    ),
  );
}
