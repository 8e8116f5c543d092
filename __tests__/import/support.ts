import { type AnswerFile, Answers } from "../../lib/import/answers";
import { importAwsAuth } from "../../lib/import/aws-auth/import";
import { settle } from "../../lib/import/settle";

export const CLUSTER = { name: "demo", account: "111122223333", region: "eu-west-1" };

/** What AWS answered, one file an answer. */
export const answers = (...given: readonly object[]): Answers =>
  new Answers(given.map((answer, index): AnswerFile => ({ file: `${index}.json`, text: JSON.stringify(answer) })));

/** The lines of a file that `import aws-auth` writes, without those that are always the same. */
export function importedLines(text: string, given = answers()): string[] {
  const imported = importAwsAuth({ file: "aws-auth.yaml", text }, CLUSTER, given);
  const lines = settle(imported, { name: "demo" }).text.split("\n").slice(0, -1);
  expect([lines[0], ...lines.slice(2, 7)]).toEqual(HEAD);
  return lines.slice(7);
}

const HEAD = [
  "# yaml-language-server: $schema=../cluster.schema.json",
  "version: 1",
  "name: demo",
  'account: "111122223333"',
  "region: eu-west-1",
  "cluster: { authenticationMode: API_AND_CONFIG_MAP }",
];
