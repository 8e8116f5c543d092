import { readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { reasonOf } from "../files/errors";
import { type AnswerFile, Answers } from "../import/answers";
import type { Imported } from "../import/row";
import { ConfigError } from "../load/config-error";
import { textOf } from "./input";

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
