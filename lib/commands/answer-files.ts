import { readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { readBounded } from "../files/bounded";
import { reasonOf } from "../files/errors";
import { type AnswerFile, Answers } from "../import/answers";
import type { Imported } from "../import/row";
import { ConfigError } from "../load/config-error";

/** The largest input that is read. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Reads the answers of the AWS CLI that `--iam` names. */
export function answersOf(word: string, path: string | undefined): Answers {
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

/** Adds the roles that answers of IAM tell of. */
export const withRoles = (imported: Imported, answers: Answers): Imported => {
  const arns = new Set(imported.roles?.map(({ arn }) => arn));
  return { ...imported, roles: [...(imported.roles ?? []), ...answers.roles().filter(({ arn }) => !arns.has(arn))] };
};

export const shownName = (file: string): string => (file === "-" ? "standard input" : file);

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** @throws ConfigError if the file cannot be read, or is too large or no text */
export function textOf(word: string, file: string): string {
  const refuse = (message: string) => new ConfigError([`${word}: ${shownName(file)} ${message}`]);
  let bytes: Buffer | undefined;
  try {
    bytes = readBounded(file === "-" ? undefined : file, MAX_BYTES);
  } catch (error) {
    throw refuse(`cannot be read: ${reasonOf(error)}`);
  }
  if (bytes === undefined) throw refuse(`has more than ${MAX_BYTES.toLocaleString("en")} bytes`);
  try {
    return UTF8.decode(bytes);
  } catch {
    throw refuse("is not UTF-8 text");
  }
}
