import { createHash } from "node:crypto";
import { join } from "node:path";
import { parseArn } from "../aws/arn";
import { writeWhole } from "../files/whole";
import { foldersOf, KeptAnswersError } from "./folders";
import { IamLists, isIamList } from "./iam-lists";
import { type ClusterId, type OperationName, operation, operationOf, text, type Values, values } from "./operations";
import type { Answer, Asked, Refusal, Source } from "./source";

/** The answers about one cluster that a folder keeps. */
export interface KeptCluster {
  readonly id: ClusterId;
  readonly folder: string;
  readonly source: Source;
}

/** All that a folder keeps. */
export interface KeptAnswers {
  readonly clusters: readonly KeptCluster[];
  /** Files that are JSON and no answer that is known. */
  readonly others: readonly { readonly file: string; readonly value: Values }[];
}

/**
 * Writes each answer that a source gives into a folder of the cluster, as JSON, in the form of the AWS CLI.
 *
 * @throws Error if a file cannot be written
 */
export function keeping(source: Source, id: ClusterId, folder: string): Source {
  const below = join(folder, `${id.account}-${id.region}-${id.name}`);
  const write = (name: string, content: object) =>
    writeWhole(join(below, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
  write("asked", { asked: source.asked });
  return {
    asked: source.asked,
    async ask(name, subject = "") {
      const answer = await source.ask(name, subject);
      write(fileName(name, subject), "found" in answer ? answer.found : answer);
      return answer;
    },
  };
}

/** A name that shows what it is; the hash tells subjects apart that a file name cannot hold. */
function fileName(name: OperationName, subject: string): string {
  const shown = name.replace(":", "-");
  if (subject === "") return shown;
  const hash = createHash("sha256").update(subject).digest("hex").slice(0, 8);
  return `${shown}-${subject
    .replace(/^.*[:/]/, "")
    .replace(/[^\w.-]/g, "_")
    .slice(0, 80)}-${hash}`;
}

/**
 * Reads the answers that a folder keeps, by what is in the files, whatever their names. Answers about several clusters
 * stand in a folder each, in any depth.
 *
 * @throws KeptAnswersError if a file is no JSON, or one folder has several clusters
 */
export function readKept(folder: string): KeptAnswers {
  const clusters: KeptCluster[] = [];
  const others: { file: string; value: Values }[] = [];
  for (const [below, files] of foldersOf(folder)) {
    const known = files.filter(({ value }) => operationOf(value) !== undefined);
    others.push(...files.filter(({ value }) => isUnknown(value)));
    const described = known.filter(({ value }) => operationOf(value) === "eks:DescribeCluster");
    if (described.length > 1) {
      throw new KeptAnswersError(
        `${below}: the answers of ${described.length} clusters, and those of their lists cannot be told apart; keep them in a folder each`,
      );
    }
    const lists = files.filter(({ value }) => isIamList(value));
    const refused = files.flatMap(({ value }) => (isRefused(value) ? [value.refused] : []));
    const id = idOf(described[0]?.value);
    if (id === undefined) {
      others.push(...new Set([...known, ...lists]));
      continue;
    }
    const asked = files.find(({ value }) => Object.hasOwn(value, "asked"))?.value.asked;
    clusters.push({
      id,
      folder: below,
      source: keptSource(
        id,
        known.map(({ value }) => value),
        { refused, asked, lists: new IamLists(lists.map(({ value }) => value)) },
      ),
    });
  }
  return { clusters, others };
}

const isRefused = (value: Values): value is Values & { readonly refused: Refusal } => Object.hasOwn(value, "refused");

const isUnknown = (value: Values): boolean =>
  operationOf(value) === undefined && !isIamList(value) && !isRefused(value) && !Object.hasOwn(value, "asked");

/** The cluster that an answer to DescribeCluster is about, by its ARN. */
function idOf(described: Values | undefined): ClusterId | undefined {
  const { region, account, resource } = parseArn(text(values(described?.cluster).arn)) ?? {};
  if (region === undefined || account === undefined || resource === undefined) return undefined;
  return { name: resource.replace(/^cluster\//, ""), account, region };
}

/** What a folder keeps beside the answers about its cluster. */
interface Beside {
  readonly refused: readonly Refusal[];
  readonly asked: unknown;
  readonly lists: IamLists;
}

function keptSource(id: ClusterId, answers: readonly Values[], { refused, asked, lists }: Beside): Source {
  const keyOf = (name: OperationName, subject: string) => `${name} ${subject}`;
  const found = new Map<string, Answer>(
    refused.map((refusal) => [keyOf(refusal.operation, refusal.subject), { refused: refusal }]),
  );
  for (const answer of answers) {
    const name = operationOf(answer);
    // several lists of one kind add up
    if (name !== undefined && !isIamList(answer))
      found.set(keyOf(name, operation(name).subjectOf(answer)), { found: answer });
  }
  return {
    asked: askedOf(asked),
    async ask(name, subject = "") {
      const answer = found.get(keyOf(name, subject)) ?? lists.answer(name, subject);
      if (answer !== undefined) return answer;
      const account = name.startsWith("iam:") ? parseArn(subject)?.account : undefined;
      const why = account === undefined || account === id.account ? "not-kept" : "other-account";
      return { refused: { why, operation: name, subject, message: "the folder has no such answer" } };
    },
  };
}

function askedOf(asked: unknown): Asked {
  const { readAt, by } = values(asked);
  return { readAt: text(readAt) || new Date().toISOString(), ...(text(by) !== "" && { by: text(by) }) };
}
