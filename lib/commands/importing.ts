import { statSync } from "node:fs";
import { basename, dirname, extname } from "node:path";
import { quote } from "../aws/text";
import type { Answers } from "../import/answers";
import type { Existing } from "../import/merge";
import { withoutAdopt } from "../import/no-adopt";
import { type Imported, isOpen } from "../import/row";
import { type Destination, type Settled, settle, topOf } from "../import/settle";
import { jsonOf, summaryOf } from "../import/summary";
import type { Tags } from "../import/tags";
import { takeRoles } from "../import/take-roles";
import { ConfigError } from "../load/config-error";
import { answer, jsonAnswer, writeFile } from "./answer";
import { answersOf, withRoles } from "./answer-files";
import { type Command, type Given, LOOK } from "./command";
import { schemaFrom } from "./editor-schema";
import { shownName, textOf } from "./input";
import { printWarnings } from "./program";

/**
 * What all words of `import` share: they read one file, and write a cluster's file or print it.
 */

export const IMPORT_OPTIONS = {
  into: { value: "<file>", about: "write this file, which must not exist yet, not to standard output" },
  merge: { about: "add what is not there to the file of --into, which must exist; the rest of it stays as it is" },
  iam: {
    value: "<file or folder>",
    about: "what aws iam and aws eks printed as JSON: paths of roles, entries and node groups that exist",
  },
  "take-roles": {
    about: "take over roles too that are what their items would make; others stay references by ARN, with what differs",
  },
  "no-adopt": {
    about:
      "write no adopt, for a cluster that is made anew: the first apply makes each entry, and EKS refuses one that exists",
  },
  format: { oneOf: ["yaml", "json"], about: "how to print it, by default as YAML" },
} as const satisfies Command["options"];

export const CLUSTER_OPTIONS = {
  cluster: { value: "<name>", about: "name of the cluster" },
  account: { value: "<account>", about: "its AWS account" },
  region: { value: "<region>", about: "its AWS region" },
} as const satisfies Command["options"];

export const IMPORT_EXIT_CODES = {
  0: "answered, and nothing is left to decide",
  1: "the input or an argument is refused",
  [LOOK]: "answered, and a person must decide what is marked DECIDE",
} as const;

/** What an importer gets. */
export interface Input {
  readonly file: string;
  readonly text: string;
  readonly answers: Answers;
  /** Name, account and region, as options or the file of `--merge` state them. */
  readonly cluster: StatedCluster;
  /** The tags of the file of `--merge`, which every resource gets; undefined for a new file. */
  readonly tags: Tags | undefined;
}

/**
 * Runs a word of `import`.
 *
 * @param word as it is called, such as `import aws-auth`
 * @param read reads the input
 * @param remarks further lines for standard error
 */
export function runImport(
  word: string,
  given: Given,
  read: (input: Input) => Imported,
  remarks?: (settled: Settled) => readonly string[],
): void {
  const [file, ...more] = given.positionals;
  if (file === undefined || more.length > 0) throw new ConfigError([`${word}: takes one file; - is standard input`]);
  const target = targetOf(word, given);
  const told = answersOf(word, given.values.iam);
  const answers = given.flags.has("no-adopt") ? told.ofNewCluster() : told;
  const input = {
    file: shownName(file),
    text: textOf(word, file),
    cluster: target.cluster,
    tags: target.tags,
    answers,
  };
  writeImport(withRoles(read(input), answers), target, remarks);
}

/** Name, account and region, as far as they are stated. */
export type StatedCluster = Readonly<Partial<Record<"name" | "account" | "region", string>>>;

/** Where an import goes, and what is stated of its cluster. */
export interface Target {
  readonly into: string | undefined;
  readonly format: string | undefined;
  readonly existing: Existing | undefined;
  readonly cluster: StatedCluster;
  readonly tags: Tags | undefined;
  readonly takesRoles: boolean;
  /** Whether items take over what exists. */
  readonly adopts: boolean;
}

/** @throws ConfigError if options exclude each other, or contradict the file of `--into` */
export function targetOf(word: string, given: Given): Target {
  const { into, format } = given.values;
  const merge = given.flags.has("merge");
  if (merge && into === undefined) throw new ConfigError([`${word}: --merge adds to a file; name it with --into`]);
  if (format === "json" && into !== undefined) {
    throw new ConfigError([`${word}: --format json and --into exclude each other; write one`]);
  }
  const takesRoles = given.flags.has("take-roles");
  const noAdopt = given.flags.has("no-adopt");
  if (takesRoles && noAdopt) {
    throw new ConfigError([`${word}: --take-roles takes over what exists, and --no-adopt nothing; write one`]);
  }
  const existing = into === undefined ? undefined : existingFile(word, into, merge);
  const { tags, ...top } = existing === undefined ? { tags: undefined } : topOf(existing);
  return {
    into,
    format,
    existing,
    tags,
    takesRoles,
    adopts: !noAdopt && !given.flags.has("same-state"),
    cluster: clusterOf(word, given, top),
  };
}

/** Writes what was imported, or prints it, and says on standard error what is to decide. */
export function writeImport(
  imported: Imported,
  { into, format, existing, takesRoles, adopts }: Target,
  remarks: (settled: Settled) => readonly string[] = () => [],
): void {
  const name = into === undefined ? String(imported.top.name) : basename(into, extname(into));
  const schema = schemaFrom(into === undefined ? "clusters" : dirname(into));
  const destination: Destination = {
    name,
    ...(into !== undefined && { file: into }),
    ...(schema !== undefined && { schema }),
    ...(existing && { existing }),
  };
  const taken = takesRoles ? takeRoles(imported, imported.roles ?? [], destination) : imported;
  const settled = settle(adopts ? taken : withoutAdopt(taken), destination);
  if (format === "json") answer(jsonAnswer("import", jsonOf(settled)), undefined);
  else if (into === undefined) answer(settled.text, undefined);
  else if (settled.text !== existing?.text) writeFile(into, settled.text);
  printWarnings(settled.warnings);
  if (takesRoles && (imported.roles ?? []).length === 0) printWarnings([NO_ROLES]);
  for (const line of [...summaryOf(settled, into), ...remarks(settled)]) console.error(line);
  if (settled.imported.rows.some(isOpen)) process.exitCode = LOOK;
}

const NO_ROLES =
  "no role is taken over: nothing here tells what a role has; give --iam the answers of aws iam get-account-authorization-details and aws iam list-roles";

function existingFile(word: string, file: string, merge: boolean): Existing | undefined {
  const there = statSync(file, { throwIfNoEntry: false }) !== undefined;
  if (there && !merge)
    throw new ConfigError([`${word}: ${file} exists; write --merge to add what is not there, or name another`]);
  if (!there && merge) throw new ConfigError([`${word}: ${file} does not exist; leave --merge out to write it`]);
  return there ? { file, text: textOf(word, file) } : undefined;
}

/** Options and the file must not contradict each other. */
function clusterOf(word: string, { values }: Given, top: StatedCluster): StatedCluster {
  const options = { name: values.cluster, account: values.account, region: values.region };
  for (const key of ["name", "account", "region"] as const) {
    const [option, stated] = [options[key], top[key]];
    if (option === undefined || stated === undefined || option === stated) continue;
    const name = key === "name" ? "cluster" : key;
    throw new ConfigError([`${word}: --${name} is ${quote(option)}, and the file says ${quote(stated)}`]);
  }
  return { ...top, ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) };
}
