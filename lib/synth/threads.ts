import { availableParallelism } from "node:os";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { program } from "../files/program";
import { neighboursIn, type Source, type Sources, sourceOf } from "../load/sources";
import { type Answer, answererOf } from "./answer";

/** Other threads of this program, each of which calls `answerInThread`. */
export interface Threads {
  /** How many there may be, with the one that starts them. */
  readonly most: number;
  /** How many files there must be for each. */
  readonly filesEach: number;
  start(task: Task): Worker;
}

export const threadsOfProgram: Threads = {
  // sources that are not known may have changed since this thread loaded them
  most: program === undefined ? 1 : Math.min(availableParallelism(), 4),
  // a thread first has to load and compile the program: on two cores, two take as long as one with 400 files
  filesEach: 250,
  start(workerData) {
    const [, launcher = "", ...argv] = process.argv;
    return new Worker(launcher, { argv, workerData });
  },
};

/** What a thread gets. All of it is plain data or shared memory. */
export interface Task {
  /** The hash of the program that this is for. */
  readonly program: string | undefined;
  readonly clusters: readonly Unparsed[];
  readonly defaults: readonly Unparsed[];
  readonly sets: readonly Unparsed[];
  /** Places in `clusters` to answer. */
  readonly open: readonly number[];
  /** The next place in `open` that no thread has taken. */
  readonly next: Int32Array;
}

type Unparsed = Pick<Source, "file" | "content">;
type AnsweredSources = Pick<Sources, "clusters" | "neighbours" | "defaults" | "sets">;

const unparsed = ({ file, content }: Source): Unparsed => ({ file, content });
const parsed = ({ file, content }: Unparsed): Source => sourceOf(file, content);

/** Answers by the places of their files in `clusters`. */
type Answers = Map<number, Answer>;

/**
 * Answers files, in several threads where that pays: each takes the next file until none is left.
 *
 * @param open places of files in `clusters`
 * @param onTaken is called with the number of files that were taken before
 * @returns answers by the places of their files. Those that a thread which failed had taken are missing
 */
export async function answersInThreads(
  sources: Sources,
  open: readonly number[],
  { threads, onTaken }: { readonly threads: Threads; readonly onTaken: (before: number) => void },
): Promise<ReadonlyMap<number, Answer>> {
  const { clusters, defaults, sets } = sources;
  const task: Task = {
    program: program?.hash,
    clusters: clusters.map(unparsed),
    defaults: defaults.map(unparsed),
    sets: sets.map(unparsed),
    open,
    next: new Int32Array(new SharedArrayBuffer(4)),
  };
  // another thread knows no other files than these, whose roles they may name
  const most = sources.partial ? 1 : threads.most;
  const count = Math.min(most, Math.floor(open.length / threads.filesEach));
  const others = Array.from({ length: Math.max(count - 1, 0) }, () => inThread(task, threads));
  const answers = take(task, sources, onTaken);
  for (const found of await Promise.all(others)) for (const [place, answer] of found) answers.set(place, answer);
  return answers;
}

/** Answers files until none is left. */
function take({ open, next }: Task, sources: AnsweredSources, onTaken: (before: number) => void): Answers {
  const answerOf = answererOf(sources);
  const answers: Answers = new Map();
  for (;;) {
    const before = Atomics.add(next, 0, 1);
    const place = open[before];
    const cluster = place === undefined ? undefined : sources.clusters[place];
    if (place === undefined || cluster === undefined) return answers;
    onTaken(before);
    answers.set(place, answerOf(cluster));
  }
}

/** Returns what another thread answers. It is empty if the thread fails, whatever the reason. */
function inThread(task: Task, threads: Threads): Promise<Answers> {
  return new Promise((resolve) => {
    const none = () => resolve(new Map());
    try {
      threads.start(task).on("message", resolve).on("error", none).on("exit", none);
    } catch {
      none();
    }
  });
}

/** Answers files in a thread that `answersInThreads` has started. */
export function answerInThread(): void {
  const task: Task = workerData;
  // the sources of the program have changed since: what another program answers is not wanted
  if (task.program !== program?.hash) return;
  const clusters = task.clusters.map(parsed);
  const sources = {
    clusters,
    neighbours: () => neighboursIn(clusters),
    defaults: task.defaults.map(parsed),
    sets: task.sets.map(parsed),
  };
  parentPort?.postMessage(take(task, sources, () => {}));
}
