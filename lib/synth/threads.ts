import { availableParallelism } from "node:os";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { RolesOfFiles } from "../load/roles-of-files";
import { neighboursIn, type Source, type Sources, sourceOf } from "../load/sources";
import { type Answer, answerOf } from "./answer";

/** A thread pays for its start from about so many files on. */
const FILES_A_THREAD = 100;
const MOST_THREADS = 4;

/** What a thread gets. All of it is plain data or shared memory. */
interface Task {
  readonly clusters: readonly Unparsed[];
  readonly shared: { readonly defaults: readonly Unparsed[]; readonly sets: readonly Unparsed[] };
  /** Places in `clusters` to answer. */
  readonly open: readonly number[];
  /** The next place in `open` that no thread has taken. */
  readonly next: Int32Array;
}

type Unparsed = Pick<Source, "file" | "content">;

const unparsed = ({ file, content }: Source): Unparsed => ({ file, content });
const parsed = ({ file, content }: Unparsed): Source => sourceOf(file, content);

/** Answers by the places of their files in `clusters`. */
type Answers = Map<number, Answer>;

/**
 * Answers files, in several threads where that pays: each takes the next file until none is left.
 *
 * @param open places of files in `clusters`
 * @param onAnswer is called with the number of files that have been taken
 */
export async function answersInThreads(
  { clusters, neighbours, defaults, sets, partial }: Sources,
  open: readonly number[],
  onAnswer: (taken: number) => void,
): Promise<ReadonlyMap<number, Answer>> {
  const task: Task = {
    clusters: clusters.map(unparsed),
    shared: { defaults: defaults.map(unparsed), sets: sets.map(unparsed) },
    open,
    next: new Int32Array(new SharedArrayBuffer(4)),
  };
  // another thread knows no other files than these, whose roles they may name
  const most = partial ? 1 : Math.min(availableParallelism(), MOST_THREADS);
  const threads = Math.min(most, Math.floor(open.length / FILES_A_THREAD));
  const others = Array.from({ length: Math.max(threads - 1, 0) }, () => inThread(task));
  const answers = take(task, neighbours, onAnswer);
  for (const found of await Promise.all(others)) for (const [place, answer] of found) answers.set(place, answer);
  // a thread that failed leaves what it had taken
  const left = open.filter((place) => !answers.has(place));
  if (left.length === 0) return answers;
  return new Map([...answers, ...take({ ...task, open: left, next: new Int32Array(1) }, neighbours)]);
}

/** Answers files until none is left. */
function take(
  { clusters, shared, open, next }: Task,
  neighbours: Sources["neighbours"],
  onAnswer: (taken: number) => void = () => {},
): Answers {
  const files = { defaults: shared.defaults.map(parsed), sets: shared.sets.map(parsed) };
  const roles = new RolesOfFiles(neighbours, files);
  const answers: Answers = new Map();
  for (;;) {
    const taken = Atomics.add(next, 0, 1);
    const place = open[taken];
    const cluster = place === undefined ? undefined : clusters[place];
    if (place === undefined || cluster === undefined) return answers;
    onAnswer(taken);
    // parsed here, so that what was parsed does not stay
    answers.set(place, answerOf(parsed(cluster), files, roles));
  }
}

/** Returns what another thread of this program answers. It is empty if the thread fails. */
function inThread(task: Task): Promise<Answers> {
  const [, launcher = "", ...argv] = process.argv;
  return new Promise((resolve) => {
    const worker = new Worker(launcher, { argv, workerData: task });
    worker.on("message", resolve);
    worker.on("error", () => resolve(new Map()));
    worker.on("exit", () => resolve(new Map()));
  });
}

/** Answers files in a thread that `answersInThreads` has started. */
export function answerInThread(): void {
  const task: Task = workerData;
  parentPort?.postMessage(take(task, () => neighboursIn(task.clusters.map(parsed))));
}
