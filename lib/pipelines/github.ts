import type { Roles, Stack } from "../answers/stacks";
import { ConfigError } from "../load/config-error";
import { groupBy } from "../plan/fleet/fleet";
import { inOrder } from "./order";

/** @see https://docs.github.com/en/actions/reference/limits */
const MOST_JOBS = 256;

/** A job of a matrix. Its stacks are applied one after the other. */
export interface MatrixJob {
  /** For the name of the job, its artifact and its concurrency group. */
  readonly name: string;
  /** Names of stacks, with a space between two. */
  readonly stacks: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly roles?: Roles;
}

/** What a format prints, and what it cannot say. */
export interface Formatted {
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * Returns the jobs of a GitHub matrix, as JSON in one line. Nothing orders the jobs of a matrix, so stacks that need each
 * other are in one job. If there are more stacks than jobs, those of an account share jobs.
 *
 * @throws ConfigError if there are more accounts than jobs
 */
export function asGithub(stacks: readonly Stack[]): Formatted {
  const ordered = inOrder(stacks);
  const groups = [...groupBy(ordered, keyOf).values()].map(chainsIn);
  const jobs = groups.flatMap(batchesOf(sizeFor(groups))).map(jobOf);
  return { text: `${JSON.stringify(jobs)}\n`, notes: ordered.flatMap((stack) => unordered(stack, stacks)) };
}

/** Stacks of one key can share a job: they need the same credentials. */
const keyOf = ({ partition, account, roles }: Stack): string => JSON.stringify([partition, account, roles]);

type Chain = readonly Stack[];

/** Groups stacks in the order of their applies, so that those which need each other are in one group. */
function chainsIn(stacks: readonly Stack[]): Chain[] {
  const chains = new Set<Stack[]>();
  for (const stack of stacks) {
    const joined = [...chains].filter((chain) => chain.some(({ name }) => stack.after.includes(name)));
    for (const chain of joined) chains.delete(chain);
    chains.add([...joined.flat(), stack]);
  }
  return [...chains];
}

/** Returns how many chains share a job, so that there are few enough. */
function sizeFor(groups: readonly Chain[][]): number {
  if (groups.length > MOST_JOBS) {
    throw new ConfigError([
      `stacks: a matrix of GitHub has at most ${MOST_JOBS} jobs, and these stacks are of ${groups.length} accounts; name some of the clusters`,
    ]);
  }
  let size = 1;
  while (groups.reduce((jobs, chains) => jobs + Math.ceil(chains.length / size), 0) > MOST_JOBS) size += 1;
  return size;
}

const batchesOf =
  (size: number) =>
  (chains: readonly Chain[]): Chain[] =>
    Array.from({ length: Math.ceil(chains.length / size) }, (_, at) => chains.slice(at * size, (at + 1) * size).flat());

function jobOf(stacks: Chain): MatrixJob {
  const [first, ...others] = stacks;
  if (first === undefined) throw new Error("internal: a job without a stack; please report this");
  const { name, account, region, partition, roles } = first;
  return {
    // no stack has a dot in its name
    name: others.length === 0 ? name : `${name}.and.${others.length}.more`,
    stacks: stacks.map((stack) => stack.name).join(" "),
    account,
    region,
    partition,
    ...(roles && { roles }),
  };
}

/** Says which stacks need one that another job applies, since it takes other credentials. */
function unordered(stack: Stack, stacks: readonly Stack[]): string[] {
  const elsewhere = stacks.filter((other) => stack.after.includes(other.name) && keyOf(other) !== keyOf(stack));
  return elsewhere.map(
    ({ name }) =>
      `${stack.name}: goes after ${name}, which another job of the matrix applies with another role; if its apply fails, run it again`,
  );
}
