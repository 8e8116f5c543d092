import { type AnswerFile, Answers } from "../../lib/import/answers";
import { importAwsAuth } from "../../lib/import/aws-auth/import";
import { importEksctl } from "../../lib/import/eksctl/import";
import type { Imported } from "../../lib/import/row";
import { settle } from "../../lib/import/settle";

export const CLUSTER = { name: "demo", account: "111122223333", region: "eu-west-1" };

/** What AWS answered, one file an answer. */
export const answers = (...given: readonly object[]): Answers =>
  new Answers(given.map((answer, index): AnswerFile => ({ file: `${index}.json`, text: JSON.stringify(answer) })));

/** The lines of a file that `import aws-auth` writes, without those that are always the same. */
export function importedLines(text: string, given = answers()): string[] {
  return linesOf(
    importAwsAuth({ file: "aws-auth.yaml", text }, CLUSTER, given),
    "cluster: { authenticationMode: API_AND_CONFIG_MAP }",
  );
}

/** The same of `import eksctl`. The cluster has the mode API unless the text says another. */
export function eksctlLines(text: string, given = answers()): string[] {
  const lines = /authenticationMode/.test(text)
    ? []
    : ["accessConfig:", "  authenticationMode: API", "  bootstrapClusterCreatorAdminPermissions: false"];
  const whole = [
    "kind: ClusterConfig",
    "metadata: { name: demo, region: eu-west-1 }",
    text.trimEnd(),
    ...lines,
    "",
  ].join("\n");
  return linesOf(importEksctl({ file: "cluster.yaml", text: whole }, CLUSTER, given)).slice(1);
}

function linesOf(imported: Imported, cluster?: string): string[] {
  const lines = settle(imported, { name: "demo" }).text.split("\n").slice(0, -1);
  const head = lines.indexOf("version: 1");
  expect(lines.slice(head, head + 4)).toEqual([
    "version: 1",
    "name: demo",
    'account: "111122223333"',
    "region: eu-west-1",
  ]);
  if (cluster !== undefined) expect(lines[head + 4]).toBe(cluster);
  return lines.slice(head + (cluster === undefined ? 3 : 5));
}
