/** Runs programs, one after the other, and says what they use. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const USAGE = fileURLToPath(new URL("usage.cjs", import.meta.url));
const MOST_RUNS = 15;
const SECONDS = 12;

/** Runs a Node.js program to its end. Returns its milliseconds, those of the CPU (user and system), and its peak of memory. */
export function run(cwd, [script, ...words], env) {
  const begin = performance.now();
  const { status, stderr, output } = spawnSync("node", ["--require", USAGE, script, ...words], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  const ms = performance.now() - begin;
  if (status !== 0) throw new Error(`${join(cwd, script)}: exit code ${status}\n${stderr}`);
  return { ms, ...JSON.parse(output[3]) };
}

/**
 * Runs each program once, then each again, so that the machine's moods hit all. Without a number of runs they repeat for
 * 12 seconds, at most 15 times. Returns the medians of each program.
 */
export function inTurn(programs, runs) {
  const figures = programs.map(() => []);
  const begin = performance.now();
  let done = 0;
  do {
    for (const [index, program] of programs.entries()) figures[index].push(program());
    done += 1;
  } while (runs === undefined ? done < MOST_RUNS && performance.now() - begin < SECONDS * 1e3 : done < runs);
  return { done, medians: figures.map(mediansOf) };
}

const mediansOf = (figures) =>
  Object.fromEntries(Object.keys(figures[0]).map((what) => [what, median(figures.map((figure) => figure[what]))]));

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
