import { PIPELINE_HOSTS } from "../aws/iam/pipeline-trust";
import { didYouMean, list, quote, visible } from "../aws/text";
import { TooLong } from "../guardrails/documents";
import { type Asked, type Guardrail, type Guardrails, guardrailsOf } from "../guardrails/guardrails";
import {
  asksPipeline,
  GUARDRAIL_KIND_NAMES,
  type GuardrailKind,
  kindOf,
  SID_NAMES,
  type SidName,
  sidsOf,
} from "../guardrails/kinds";
import { isOfAccount, matchesPattern, problemWithPattern } from "../guardrails/patterns";
import type { NamedPlan } from "../guardrails/types";
import { ConfigError } from "../load/config-error";
import { load } from "../load/load";
import { writeDocuments } from "../output/documents";
import { asGuardrailTable } from "../report/guardrails";
import { answer, jsonAnswer } from "./answer";
import type { Command, Given } from "./command";
import { printWarnings } from "./program";
import { sourceOf } from "./source";

/** Several files may be about one cluster. */
const ONE_FILE = "this is one file of a folder: what other files give on the same cluster is denied";

/** What the ARNs of the options look like. */
const EXAMPLES = {
  pipeline: "arn:aws:iam::*:role/eks-access-apply",
  "break-glass": "arn:aws:iam::*:role/break-glass",
};

/** `eks-access guardrails [file or folder]`: writes policies that keep access to the clusters as the files say. */
export const command: Command = {
  positionals: { "[file or folder]": "the configuration, by default EKS_ACCESS_CONFIG, or clusters" },
  most: 1,
  options: {
    kind: { oneOf: GUARDRAIL_KIND_NAMES, many: true, about: "what to write, several times if need be; by default all" },
    pipeline: { value: "<ARN>", many: true, about: "a role that applies the files; * stands for any account" },
    "break-glass": { value: "<ARN>", many: true, about: "a role that no service control policy of these stops" },
    without: { value: "<Sid>", many: true, about: "a statement to leave out" },
    repository: {
      value: "<host>:<name>",
      about:
        "whose jobs take the roles, such as github:acme/eks or gitlab:acme/eks; writes their trust, for --kind roles",
    },
    "by-path": {
      about: "allow the pipeline whole paths of IAM where a path is not /, so that new roles need no new policy",
    },
    format: { oneOf: ["table", "json"], about: "how to print the list, by default as a table; json has the documents" },
    out: { value: "<folder>", about: "write a file for each document" },
  },
  examples: [
    `eks-access guardrails --pipeline '${EXAMPLES.pipeline}' --out guardrails`,
    "eks-access guardrails --kind roles --repository github:acme/eks --out guardrails",
  ],
  exitCodes: { 0: "answered", 1: "an argument or the configuration is refused, or a document is too long" },
  run(given) {
    const kinds = kindsIn(given);
    const { plans, warnings, partial } = load(sourceOf(given));
    const named = plans.map(({ plan, name }) => ({ name, plan }));
    const found = made(named, askedBy(given, kinds, named));
    const { out, format } = given.values;
    const documents = found.documents.map(answerOf);
    if (out !== undefined) {
      const files = Object.fromEntries(found.documents.map(({ file, text }) => [file, text]));
      writeDocuments(out, files, (file) =>
        kinds.some((kind) => file === `${kind}.json` || file.startsWith(`${kind}-`)),
      );
    }
    const text =
      format === "json" ? jsonAnswer("guardrails", { documents, notes: found.notes }) : asGuardrailTable(documents);
    answer(text, undefined);
    printWarnings([
      ...warnings.map((warning) => warning.text),
      ...(partial ? [ONE_FILE] : []),
      ...found.notes.map(visible),
    ]);
  },
};

const kindsIn = ({ lists: { kind = [] } }: Given): GuardrailKind[] =>
  GUARDRAIL_KIND_NAMES.filter((name) => kind.length === 0 || kind.includes(name));

/** @throws ConfigError if a document is too long, or nothing is left */
function made(plans: readonly NamedPlan[], asked: Asked): Guardrails {
  try {
    const found = guardrailsOf(plans, asked);
    const empty = asked.kinds.filter((kind) => !found.documents.some((document) => document.kind === kind));
    if (found.documents.length === 0) {
      throw new ConfigError([`guardrails: these files and options leave nothing to write of ${list(empty, "and")}`]);
    }
    return found;
  } catch (error) {
    if (error instanceof TooLong) throw new ConfigError([tooLong(error)]);
    throw error;
  }
}

const tooLong = ({ sid, characters, most }: TooLong): string =>
  `guardrails: ${sid ?? "a statement"} has ${characters} characters and cannot be split, and AWS takes ${most}; ` +
  `let several principals share a role, or write --without ${sid ?? "<Sid>"}`;

/** @throws ConfigError if an option is wrong, or does not fit the plans */
function askedBy({ lists, values, flags }: Given, kinds: readonly GuardrailKind[], plans: readonly NamedPlan[]): Asked {
  const without = new Set((lists.without ?? []).map(sidIn));
  const pipelines = (lists.pipeline ?? []).map((text) => patternIn("pipeline", text));
  const breakGlass = (lists["break-glass"] ?? []).map((text) => patternIn("break-glass", text));
  const repository = repositoryIn(values.repository, kinds);
  const asking = kinds.includes("scp") ? sidsOf("scp").filter((sid) => asksPipeline(sid) && !without.has(sid)) : [];
  if (asking.length > 0) refuseLockedOut(pipelines, asking, plans);
  return {
    kinds,
    without,
    pipelines,
    breakGlass,
    byPath: flags.has("by-path"),
    ...(repository && { repository }),
  };
}

function sidIn(text: string): SidName {
  const known = SID_NAMES.find((name) => name === text);
  if (known) return known;
  throw new ConfigError([
    `guardrails: --without is one of ${list(SID_NAMES)}, got ${quote(text)}${didYouMean(text, SID_NAMES)}`,
  ]);
}

function patternIn(option: keyof typeof EXAMPLES, text: string): string {
  const problem = problemWithPattern(text);
  if (problem === undefined) return text;
  throw new ConfigError([`guardrails: --${option}: ${quote(text)} ${problem}; write it like ${EXAMPLES[option]}`]);
}

/** A pipeline that the policies would stop is an outage, and seen only when it applies. */
function refuseLockedOut(pipelines: readonly string[], asking: readonly SidName[], plans: readonly NamedPlan[]): void {
  if (pipelines.length === 0) {
    throw new ConfigError([
      `guardrails: --pipeline is needed for ${list(asking, "and")}: the role that applies the files, such as ${EXAMPLES.pipeline}; or leave these out by --without`,
    ]);
  }
  const lines = plans.flatMap(({ name, plan: { cluster, terraform } }) => {
    const { assumeRole } = terraform;
    if (assumeRole !== undefined && !pipelines.some((pattern) => matchesPattern(assumeRole, pattern))) {
      return [`${name}: Terraform assumes ${assumeRole}, which no --pipeline names: it could apply nothing`];
    }
    return pipelines.some((pattern) => isOfAccount(pattern, cluster))
      ? []
      : [
          `${name}: no --pipeline names a role of its account, ${cluster.account} (${cluster.partition}): nobody could apply it`,
        ];
  });
  if (lines.length > 0) throw new ConfigError(lines.map((line) => visible(`guardrails: ${line}`)));
}

function repositoryIn(text: string | undefined, kinds: readonly GuardrailKind[]): Asked["repository"] {
  if (text === undefined) return undefined;
  if (!kinds.includes("roles")) {
    throw new ConfigError([
      `guardrails: --repository is for the trust of the roles of the pipeline, and --kind is ${list(kinds, "and")}; add --kind roles, or leave --repository out`,
    ]);
  }
  const [host = "", ...rest] = text.split(":");
  const name = rest.join(":");
  const known = Object.hasOwn(PIPELINE_HOSTS, host) ? PIPELINE_HOSTS[host] : undefined;
  if (known?.repository.test(name)) return { host, name };
  throw new ConfigError([
    `guardrails: --repository is ${list(Object.keys(PIPELINE_HOSTS))}, a colon and the name of the repository, such as github:acme/eks, got ${quote(text)}`,
  ]);
}

const answerOf = ({ kind, file, attachTo, statements, characters, text }: Guardrail) => ({
  kind,
  file,
  attachTo,
  statements: statements.flatMap(({ Sid }) => Sid ?? []),
  characters,
  limit: kindOf(kind).characters,
  document: JSON.parse(text) as Record<string, unknown>,
});
