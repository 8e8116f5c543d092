import { randomUUID } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { codeOf, kindOf } from "../files/errors";
import { ConfigError } from "../load/config-error";

/** The name of the lock in the folder. */
export const LOCK = "lock";

/** No run takes as long: what locks a folder for longer was killed on a machine that cannot be asked. */
const STALE_MINUTES = 10;

/** A lock without content is one that is just being written, or one of a run that was killed just then. */
const EMPTY_SECONDS = 5;

/** Another run that holds the lock. */
interface Holder {
  readonly text: string;
  readonly host?: string;
  readonly pid?: number;
  readonly ageInSeconds: number;
}

/**
 * Locks a folder, so that two runs do not write into it at once. Waits for another run. The lock of a run that was
 * killed is taken over.
 *
 * @param seconds how long to wait
 * @returns a function that unlocks, and removes the folder if it is empty
 * @throws ConfigError if another run still holds the lock, or something else than a file is in its place
 */
export function lock(folder: string, seconds: number): () => void {
  const file = join(folder, LOCK);
  const own = `${hostname()} ${process.pid}`;
  const deadline = Date.now() + seconds * 1000;
  while (!take(folder, file, own)) {
    const holder = holderOf(file);
    if (holder === undefined) continue;
    if (isStale(holder)) takeAway(file, holder.text);
    else if (Date.now() > deadline) {
      const by = holder.pid === undefined ? "" : `, process ${holder.pid} on ${holder.host}`;
      throw new ConfigError([
        `${folder}: another run writes there${by}; wait for it, or remove ${file} if there is none`,
      ]);
    } else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  return () => {
    if (holderOf(file)?.text === own) rmSync(file);
    removeIfEmpty(folder);
  };
}

/** Creates the lock. Returns false if there is one. */
function take(folder: string, file: string, own: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, own, { flag: "wx" });
    return true;
  } catch (error) {
    // ENOENT: the run that unlocked has just removed the folder
    if (codeOf(error) === "EEXIST" || codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

function holderOf(file: string): Holder | undefined {
  try {
    const stats = lstatSync(file);
    // a read of a pipe would wait for ever
    if (!stats.isFile()) {
      throw new ConfigError([`${file}: the output needs a file there, got ${kindOf(stats)}; remove it`]);
    }
    const ageInSeconds = (Date.now() - stats.mtimeMs) / 1000;
    const text = readFileSync(file, "utf8");
    const [, host, pid] = /^(\S+) (\d+)$/.exec(text) ?? [];
    return { text, ageInSeconds, ...(host !== undefined && { host, pid: Number(pid) }) };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isStale({ host, pid, ageInSeconds }: Holder): boolean {
  if (pid === undefined) return ageInSeconds > EMPTY_SECONDS;
  if (ageInSeconds > STALE_MINUTES * 60) return true;
  // a container may start every run with the same process id
  return host === hostname() && (pid === process.pid || !isRunning(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

/** Removes the lock of a killed run, unless another run has just replaced it. */
function takeAway(file: string, text: string): void {
  const aside = `${file}-${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  // a lock that was taken in this moment is put back
  if (readFileSync(aside, "utf8") !== text && !existsSync(file)) renameSync(aside, file);
  else rmSync(aside);
}

export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST", "ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "")) throw error;
  }
}
