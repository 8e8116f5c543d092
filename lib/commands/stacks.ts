import type { Stack } from "../answers/stacks";
import { ConfigError } from "../load/config-error";
import { asAtlantis } from "../pipelines/atlantis";
import { asGithub, type Formatted } from "../pipelines/github";
import { asGitlab } from "../pipelines/gitlab";
import { inOrder } from "../pipelines/order";
import { rolesBy } from "../pipelines/role-pattern";
import { type Stacks, stacksOf } from "../pipelines/stacks";
import { answer, jsonAnswer } from "./answer";
import { type Command, type Given, LOOK, OUT, sourceIn } from "./command";

interface Format {
  readonly takesRoles: boolean;
  /** Whether other machines run what it lists. */
  readonly runs: boolean;
  format(stacks: readonly Stack[], all: Stacks): Formatted;
}

const FORMATS: Readonly<Record<string, Format>> = {
  names: {
    takesRoles: false,
    runs: false,
    format: (stacks) => ({
      text: inOrder(stacks)
        .map(({ name }) => `${name}\n`)
        .join(""),
      notes: [],
    }),
  },
  json: {
    takesRoles: true,
    runs: false,
    format: (_, { since, stacks }) => ({
      text: jsonAnswer("stacks", { since: since && { revision: since.name, commit: since.commit }, stacks }),
      notes: [],
    }),
  },
  github: { takesRoles: true, runs: true, format: asGithub },
  gitlab: { takesRoles: true, runs: true, format: asGitlab },
  atlantis: { takesRoles: false, runs: true, format: asAtlantis },
};

/** `eks-access stacks [cluster…]`: lists stacks for a pipeline, all or those that changed. */
export const command: Command = {
  positionals: { "[cluster…]": "the names of the files that are meant, without .yaml" },
  most: Number.POSITIVE_INFINITY,
  options: {
    changed: { value: "<revision>", about: "those alone whose output is another than in this commit; json has all" },
    format: {
      oneOf: Object.keys(FORMATS),
      about: "how to print them, by default a name a line, in the order of applies",
    },
    "role-pattern": {
      value: "<ARN>",
      about:
        "roles to plan and apply with; {account}, {action}, {cluster}, {partition}, {region} and {stack} are filled in",
    },
    out: OUT,
  },
  examples: [
    "eks-access stacks --changed origin/main",
    "eks-access stacks --changed HEAD^1 --format github --role-pattern 'arn:{partition}:iam::{account}:role/eks-access-{action}'",
  ],
  exitCodes: {
    0: "answered",
    1: "an argument or the configuration is refused, there is no such revision, or a job would lose the state of a stack",
    [LOOK]: "answered, and a file is gone whose state is not, or a stack has another cluster or state",
  },
  run: stacks,
};

/** @throws ConfigError with all errors */
function stacks({ positionals, values, environment }: Given): void {
  const { changed, out, format: asked = "names", "role-pattern": pattern } = values;
  const format = FORMATS[asked];
  if (format === undefined) throw new Error(`internal: no format ${asked}; please report this`);
  if (pattern !== undefined && !format.takesRoles) {
    throw new ConfigError([
      `stacks: --format ${asked} has no roles; leave --role-pattern out, or write another format`,
    ]);
  }
  const all = stacksOf({
    source: sourceIn(environment),
    ...(positionals.length > 0 && { names: positionals }),
    outdir: environment.CDKTF_OUTDIR ?? "cdktf.out",
    ...(changed !== undefined && { since: changed }),
    ...(pattern !== undefined && { rolesOf: rolesBy(pattern) }),
    environment,
  });
  const listed = all.stacks.filter(isToPlan);
  const lost = format.runs ? listed.flatMap(({ name }) => all.lostStates.get(name) ?? []) : [];
  if (lost.length > 0) throw new ConfigError(lost);
  const { text, notes } = format.format(listed, all);
  answer(text, out);
  for (const note of [...all.notes, ...notes]) console.error(note);
  if (all.loses) process.exitCode = LOOK;
}

const isToPlan = ({ change }: Stack): boolean => change !== "same" && change !== "deleted";
