import { name, version } from "../../package.json";
import { formatOf } from "../answers/answer";
import type { Answers } from "../answers/answers";
import { reasonOf } from "../files/errors";
import { writeWhole } from "../files/whole";
import { ConfigError } from "../load/config-error";
import { asJson } from "../report/json";

/** What made an answer. */
export const TOOL = { name, version };

/** Returns the answer of a word as JSON for programs. */
export const jsonAnswer = <Word extends keyof Answers>(word: Word, content: Answers[Word]): string =>
  asJson({ format: formatOf(word), tool: TOOL, ...content });

/**
 * Prints an answer, or writes it into a file.
 *
 * @throws ConfigError if the file cannot be written
 */
export function answer(text: string, file: string | undefined): void {
  if (file === undefined) process.stdout.write(text);
  else writeFile(file, text);
}

/** @throws ConfigError if the file cannot be written */
export function writeFile(file: string, text: string): void {
  try {
    writeWhole(file, text);
  } catch (error) {
    throw new ConfigError([`${file}: cannot be written: ${reasonOf(error)}`]);
  }
}
