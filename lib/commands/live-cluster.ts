import { partitionOf } from "../aws/partitions";
import { list, quote, visible } from "../aws/text";
import type { ClusterAnswers } from "../live/answers";
import { ownAccount, readLive } from "../live/fleet";
import { KeptAnswersError } from "../live/folders";
import { readKept } from "../live/kept";
import { readCluster } from "../live/read-cluster";
import { ConfigError } from "../load/config-error";
import type { Command, Given } from "./command";
import type { StatedCluster } from "./importing";
import { printWarnings } from "./program";
import { progressOf } from "./progress";

/** Options of words that read one cluster at AWS, or from answers that were kept. */
export const LIVE_OPTIONS = {
  from: { value: "<folder>", about: "read answers that --record or the AWS CLI wrote, and ask nobody" },
  record: { value: "<folder>", about: "keep what AWS answers, for --from" },
  role: { value: "<role>", about: "the role to take, by its ARN; by name where --account is given" },
} as const satisfies Command["options"];

/**
 * Reads one cluster.
 *
 * @param word as it is called, for messages
 * @param irsa whether to read the roles that pods take by IRSA, too
 * @throws ConfigError if it cannot be read at all
 */
export async function answersOfCluster(
  word: string,
  given: Given,
  stated: StatedCluster,
  irsa = false,
): Promise<ClusterAnswers> {
  const { from, record, role } = given.values;
  if (from === undefined) return live(word, stated, { record, role, irsa });
  if ((record ?? role) !== undefined) {
    throw new ConfigError([`${word}: --from asks nobody; leave --record and --role out`]);
  }
  try {
    return await kept(word, { folder: from, irsa }, stated);
  } catch (error) {
    if (error instanceof KeptAnswersError) throw new ConfigError([`${word}: ${error.message}`]);
    throw error;
  }
}

/** Reads the one cluster of the folder that is the stated one, as far as that is stated. */
async function kept(
  word: string,
  { folder, irsa }: { readonly folder: string; readonly irsa: boolean },
  stated: StatedCluster,
): Promise<ClusterAnswers> {
  const { clusters } = readKept(folder);
  const keys = ["name", "account", "region"] as const;
  const fitting = clusters.filter(({ id }) =>
    keys.every((key) => stated[key] === undefined || stated[key] === id[key]),
  );
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return readCluster(only.source, only.id, { irsa });
  const shown = (of: typeof clusters) =>
    of.length === 0
      ? "no answer of eks:DescribeCluster"
      : list(
          of.map(({ id }) => `${quote(id.name)} of ${id.account} in ${id.region}`),
          "and",
        );
  throw new ConfigError([
    only === undefined
      ? `${word}: ${folder} has no answers about this cluster; there is ${shown(clusters)}`
      : `${word}: ${folder} has answers about ${shown(fitting)}; say which with --cluster, --account and --region`,
  ]);
}

interface LiveGiven {
  readonly record: string | undefined;
  readonly role: string | undefined;
  readonly irsa: boolean;
}

async function live(word: string, stated: StatedCluster, { record, role, irsa }: LiveGiven): Promise<ClusterAnswers> {
  const { name, region } = stated;
  if (name === undefined || region === undefined) throw new ConfigError([`${word}: write --cluster and --region`]);
  const account = stated.account ?? (await accountOf(word, region, role));
  const id = { name, region, account };
  const progress = progressOf(process.stderr, "reading the cluster");
  try {
    const [read] = await readLive([{ id, partition: partitionOf(region) }], {
      ...(role !== undefined && { role }),
      ...(record !== undefined && { record }),
      irsa,
      asked: progress.step,
    });
    if (read !== undefined && "answers" in read) return read.answers;
    throw new ConfigError([`${word}: ${problemOf(read, id)}`]);
  } finally {
    progress.end();
  }
}

type Problem = Exclude<Awaited<ReturnType<typeof readLive>>[number], { answers: unknown }>;

function problemOf(read: Problem | undefined, { name, region, account }: Required<StatedCluster>): string {
  switch (read?.problem) {
    case "no cluster":
      return `EKS has no cluster "${name}" in ${region} of ${account}`;
    case "other account":
      return `credentials are of ${read.account} (${read.by}), and --account says ${account}; use --role, or other credentials`;
    default:
      return `nothing is known about ${name}: ${read?.message ?? "no answer"}`;
  }
}

/** The account of the credentials. */
async function accountOf(word: string, region: string, role: string | undefined): Promise<string> {
  if (role !== undefined && !role.startsWith("arn:")) {
    throw new ConfigError([`${word}: --role with a name needs --account; or write the ARN of the role`]);
  }
  try {
    return await ownAccount(region, role);
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new ConfigError([`${word}: AWS does not say whose the credentials are: ${message}`]);
  }
}

/** Warns of what AWS did not tell, and of what changed meanwhile. */
export function printUnread({ unread, notes }: ClusterAnswers): void {
  const lines = unread.map(({ operation, subject, why, message }) => {
    const what = [operation, subject].filter((word) => word !== "").join(" ");
    return `${what} could not be read (${why})${message === "" ? "" : `: ${message}`}`;
  });
  printWarnings([...lines, ...notes].map(visible));
}
