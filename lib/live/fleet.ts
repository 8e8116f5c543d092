import type { ClusterAnswers } from "./answers";
import { Identities, messageOf, type Place } from "./identities";
import { keeping, readKept } from "./kept";
import { limited } from "./limit";
import { type ConnectionOf, connect, liveSource } from "./live";
import type { ClusterId } from "./operations";
import { NoCluster, readCluster } from "./read-cluster";
import type { Answer, Source } from "./source";

/** A cluster that is read, with the role to take for it. */
export interface Target {
  readonly id: ClusterId;
  readonly partition: string;
  /** The ARN of the role that Terraform takes for it. */
  readonly roleArn?: string;
}

/** What was read of a target, or why nothing was. */
export type Read =
  | { readonly answers: ClusterAnswers }
  | { readonly problem: "no cluster" }
  | { readonly problem: "other account"; readonly account: string; readonly by: string }
  | { readonly problem: "no answer"; readonly message: string };

export interface LiveOptions {
  /** The role to take in each account, by name, or one role by its ARN. By default that of Terraform, or none. */
  readonly role?: string;
  /** The folder that keeps the answers. */
  readonly record?: string;
  /** Whether to read the roles that pods take by IRSA, too. */
  readonly irsa?: boolean;
  /** Called with each request. */
  asked?(): void;
}

const ACCOUNTS_AT_ONCE = 4;

/** Reads clusters at AWS: the clusters of one account in turn, accounts at once. One that fails leaves the others. */
export async function readLive(targets: readonly Target[], options: LiveOptions): Promise<readonly Read[]> {
  const identities = new Identities(options.role);
  const limit = limited(ACCOUNTS_AT_ONCE);
  const reads = new Map<Target, Read>();
  const accounts = new Set(targets.map(({ id }) => id.account));
  try {
    await Promise.all(
      [...accounts].map((account) =>
        limit(async () => {
          const principals = new Map<string, Promise<Answer>>();
          for (const target of targets.filter(({ id }) => id.account === account))
            reads.set(target, await readOne(target, { options, identities, principals }));
        }),
      ),
    );
  } finally {
    identities.close();
  }
  return targets.flatMap((target) => reads.get(target) ?? []);
}

const placeOf = ({ id: { account, region }, partition, roleArn }: Target): Place => ({
  account,
  region,
  partition,
  ...(roleArn !== undefined && { roleArn }),
});

interface Reading {
  readonly options: LiveOptions;
  readonly identities: Identities;
  /** What IAM has said about this account and others. */
  readonly principals: Map<string, Promise<Answer>>;
}

async function readOne(target: Target, { options, identities, principals }: Reading): Promise<Read> {
  const { id } = target;
  try {
    const own = await identities.of(placeOf(target));
    if (own.account !== id.account) return { problem: "other account", account: own.account, by: own.by };
    const { asked, record, irsa = false } = options;
    const other: ConnectionOf = (account) => identities.elsewhere({ ...placeOf(target), account });
    const live = remembering(liveSource(id, { own, other, ...(asked && { asked }) }), principals);
    return { answers: await readCluster(record === undefined ? live : keeping(live, id, record), id, { irsa }) };
  } catch (error) {
    return problemOf(error);
  }
}

/** Reads clusters from kept answers. */
export async function readFolder(targets: readonly Target[], folder: string): Promise<KeptReads> {
  const { clusters, others } = readKept(folder);
  const used = new Set<string>();
  const reads = await Promise.all(
    targets.map(async ({ id }): Promise<Read> => {
      const kept = clusters.find((cluster) => sameCluster(cluster.id, id));
      if (kept === undefined)
        return { problem: "no answer", message: `${folder} has no answer of eks:DescribeCluster about it` };
      used.add(kept.folder);
      return { answers: await readCluster(kept.source, id) };
    }),
  );
  return {
    reads,
    unused: [
      ...clusters.filter(({ folder: below }) => !used.has(below)).map(({ folder: below }) => below),
      ...others.map(({ file }) => file),
    ],
  };
}

export interface KeptReads {
  readonly reads: readonly Read[];
  /** Folders and files of answers that nothing was read from. */
  readonly unused: readonly string[];
}

const sameCluster = (a: ClusterId, b: ClusterId): boolean =>
  a.name === b.name && a.account === b.account && a.region === b.region;

function problemOf(error: unknown): Read {
  if (error instanceof NoCluster) return { problem: "no cluster" };
  return { problem: "no answer", message: messageOf(error) };
}

/** Asks IAM the same once for all clusters of an account. */
const remembering = (source: Source, principals: Map<string, Promise<Answer>>): Source => ({
  asked: source.asked,
  ask(name, subject = "") {
    if (!name.startsWith("iam:")) return source.ask(name, subject);
    const key = `${name} ${subject}`;
    const known = principals.get(key) ?? source.ask(name, subject);
    principals.set(key, known);
    return known;
  },
});

/**
 * Returns the account of the credentials, or of the role that they take.
 *
 * @throws Error if there are no credentials, or AWS cannot be reached
 */
export async function ownAccount(region: string, roleArn: string | undefined): Promise<string> {
  const connection = await connect({ region, ...(roleArn !== undefined && { roleArn }) });
  connection.close();
  return connection.account;
}
