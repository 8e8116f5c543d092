import { quote } from "../../aws/text";
import type { Path } from "../diagnostics";
import type { FileFacts } from "./facts";
import { groupBy } from "./fleet";

/** What the output of a stack was written for. */
export interface StackRecord {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  /** Where its state lies, in one text. */
  readonly state: string;
  /** Absent if it is of an earlier run. */
  readonly commit?: string;
}

export type StackRecords = Readonly<Record<string, StackRecord>>;

const FIELDS = ["account", "region", "cluster", "state"];

/** Keeps the notes that are records of stacks. */
export const recordsIn = (notes: Readonly<Record<string, unknown>>): StackRecords =>
  Object.fromEntries(
    Object.entries(notes).flatMap(([stack, note]) => (isStackRecord(note) ? [[stack, note] as const] : [])),
  );

const isStackRecord = (note: unknown): note is StackRecord =>
  typeof note === "object" &&
  note !== null &&
  FIELDS.every((field) => typeof (note as Readonly<Record<string, unknown>>)[field] === "string");

export const recordOf = ({ cluster, state }: Pick<FileFacts, "cluster" | "state">): StackRecord => ({
  account: cluster.account,
  region: cluster.region,
  cluster: cluster.name,
  state,
});

/** Something that is no violation of a rule, because only an earlier run or the place of this run makes it matter. */
export interface Notice {
  /** Undefined if it is about a file that is gone. */
  readonly file?: string;
  readonly path: Path;
  readonly message: string;
}

/**
 * Compares files with what an earlier run wrote, and says where Terraform would lose what it made.
 *
 * @param complete whether these are all files
 */
export function findLosses(files: readonly FileFacts[], earlier: StackRecords, complete: boolean): Notice[] {
  const names = new Set(files.map(({ name }) => name));
  const gone = new Map(Object.entries(earlier).filter(([stack]) => complete && !names.has(stack)));
  const goneByCluster = groupBy([...gone], ([, record]) => keyOf(record));
  const notices = files.flatMap((facts): Notice[] => {
    const { file, name } = facts;
    const now = recordOf(facts);
    const before = Object.hasOwn(earlier, name) ? earlier[name] : undefined;
    if (before !== undefined) return changeOf(before, now).map((change) => ({ file, ...change }));
    const renamed = goneByCluster.get(keyOf(now))?.shift();
    if (renamed === undefined) return [];
    const [stack, { state }] = renamed;
    gone.delete(stack);
    return state === now.state ? [] : [{ file, path: [], message: renaming(stack, state, now.state) }];
  });
  return [...notices, ...[...gone].map(([stack, record]) => ({ path: [], message: goneFile(stack, record) }))];
}

/** Returns a text that is equal for two records of one cluster. */
const keyOf = ({ account, region, cluster }: StackRecord): string => JSON.stringify([account, region, cluster]);

const clusterOf = ({ cluster, region, account }: StackRecord): string =>
  `the cluster ${quote(cluster)} in ${region} of account ${account}`;

function changeOf(before: StackRecord, now: StackRecord): Omit<Notice, "file">[] {
  const { commit } = before;
  if (keyOf(before) !== keyOf(now)) {
    const field = before.account !== now.account ? "account" : before.region !== now.region ? "region" : "name";
    const loss =
      field === "name"
        ? "Terraform destroys the access to it"
        : "what Terraform made there stays there, and no run manages it any more";
    const was = commit === undefined ? "an earlier run wrote this stack for" : `in commit ${commit} this stack was for`;
    const message = `${was} ${clusterOf(before)}: ${loss}; keep that file, and give ${clusterOf(now)} a file of its own`;
    return [{ path: [field], message }];
  }
  if (before.state === now.state) return [];
  return [
    {
      path: ["terraform", "backend"],
      message: `the state was ${before.state} in ${commit === undefined ? "an earlier run" : `commit ${commit}`} and is ${now.state} now: without it Terraform makes everything again and fails; run terraform init -migrate-state in the folder of the stack`,
    },
  ];
}

const renaming = (stack: string, before: string, now: string): string =>
  `this is the cluster of the stack ${quote(stack)}, which is gone: with a new state Terraform makes everything again and fails; move the state before the next plan, from ${before} to ${now}, or give the file its old name`;

const goneFile = (stack: string, record: StackRecord): string =>
  `the file of the stack ${quote(stack)} is gone: what it made for ${clusterOf(record)} stays in AWS, and no run manages it any more; put the file back and destroy the stack, or write release: true in it and apply (its state: ${record.state})`;

const BACKEND: Path = ["terraform", "backend"];

const LOST =
  "another job does not find it and makes everything again; write terraform.backend with type s3, http, gcs, azurerm or cloud, or with type local if all jobs share this folder";

/** Says of each file that states no backend that its state is where a pipeline loses it. */
export const unstatedBackends = (files: readonly FileFacts[]): (Notice & Pick<FileFacts, "file" | "name">)[] =>
  files
    .filter(({ statesBackend }) => !statesBackend)
    .map(({ file, name }) => ({
      file,
      name,
      path: BACKEND,
      message: `the state is a file beside the output folder: ${LOST}`,
    }));

/** Says which files keep their state beside the output by default, which a pipeline loses. */
export function findLostStates(files: readonly FileFacts[]): Notice[] {
  const [first, ...others] = unstatedBackends(files);
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : `, and so are those of ${others.length} more`;
  return [
    {
      file: first.file,
      path: BACKEND,
      message: `CI is set, and the state is a file beside the output folder${more}: ${LOST}`,
    },
  ];
}
