import { readdirSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { quote } from "../aws/text";
import { reasonOf } from "../files/errors";
import { type AnswerFile, Answers } from "../import/answers";
import type { Existing } from "../import/merge";
import { type Imported, isOpen } from "../import/row";
import { type Destination, type Settled, settle, topOf } from "../import/settle";
import { jsonOf, summaryOf } from "../import/summary";
import type { Tags } from "../import/tags";
import { ConfigError } from "../load/config-error";
import { answer, jsonAnswer, writeFile } from "./answer";
import type { Command, Given } from "./command";
import { shownName, textOf } from "./input";
import { printWarnings } from "./program";

/**
 * What all words of `import` share: they read one file, and write a cluster's file or print it.
 */

/** The exit code if a person must decide something. */
const TO_DECIDE = 2;

export const IMPORT_OPTIONS = {
  into: { value: "<file>", about: "write this file, which must not exist yet, not to standard output" },
  merge: { about: "add what is not there to the file of --into, which must exist; the rest of it stays as it is" },
  iam: {
    value: "<file or folder>",
    about: "what aws iam and aws eks printed as JSON: paths of roles, entries and node groups that exist",
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
  [TO_DECIDE]: "answered, and a person must decide what is marked DECIDE",
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
  const input = {
    file: shownName(file),
    text: textOf(word, file),
    cluster: target.cluster,
    tags: target.tags,
    answers: answersOf(word, given.values.iam),
  };
  writeImport(read(input), target, remarks);
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
}

/** @throws ConfigError if options exclude each other, or contradict the file of `--into` */
export function targetOf(word: string, given: Given): Target {
  const { into, format } = given.values;
  const merge = given.flags.has("merge");
  if (merge && into === undefined) throw new ConfigError([`${word}: --merge adds to a file; name it with --into`]);
  if (format === "json" && into !== undefined) {
    throw new ConfigError([`${word}: --format json and --into exclude each other; write one`]);
  }
  const existing = into === undefined ? undefined : existingFile(word, into, merge);
  const { tags, ...top } = existing === undefined ? { tags: undefined } : topOf(existing);
  return { into, format, existing, tags, cluster: clusterOf(word, given, top) };
}

/** Writes what was imported, or prints it, and says on standard error what is to decide. */
export function writeImport(
  imported: Imported,
  { into, format, existing }: Target,
  remarks: (settled: Settled) => readonly string[] = () => [],
): void {
  const name = into === undefined ? String(imported.top.name) : basename(into, extname(into));
  const destination: Destination = { name, ...(into !== undefined && { file: into }), ...(existing && { existing }) };
  const settled = settle(imported, destination);
  if (format === "json") answer(jsonAnswer("import", jsonOf(settled)), undefined);
  else if (into === undefined) answer(settled.text, undefined);
  else if (settled.text !== existing?.text) writeFile(into, settled.text);
  printWarnings(settled.warnings);
  for (const line of [...summaryOf(settled, into), ...remarks(settled)]) console.error(line);
  if (settled.imported.rows.some(isOpen)) process.exitCode = TO_DECIDE;
}

function answersOf(word: string, path: string | undefined): Answers {
  if (path === undefined) return new Answers();
  return new Answers(answerFiles(word, path).map((file): AnswerFile => ({ file, text: textOf(word, file) })));
}

/** Returns the file, or the JSON files of the folder. */
function answerFiles(word: string, path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path)
      .filter((name) => extname(name) === ".json")
      .sort()
      .map((name) => join(path, name));
  } catch (error) {
    throw new ConfigError([`${word}: ${path} cannot be read: ${reasonOf(error)}`]);
  }
}

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
