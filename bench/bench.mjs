/**
 * How much time and memory this project takes, beside a bare cdktf app that makes the same resources:
 *
 *     npm run bench [-- start-up | many-clusters | large-cluster] [--runs <number>] [--beside <folder>]
 *
 * `--beside` takes an earlier state of this project in place of the bare app: a folder with packages of its own.
 */
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { largeCluster, manyClusters } from "./clusters.mjs";
import { inTurn } from "./meter.mjs";
import { bareApp, project, remove } from "./programs.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), "bench-"));
const PARTS = { "start-up": startUp, "many-clusters": clustersInOneFolder, "large-cluster": oneLargeCluster };
const DEMO = { config: join(ROOT, "clusters"), stacks: 1, bare: ["bench/bare-demo.cjs"] };

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string" }, beside: { type: "string" } },
});
const parts = positionals.length === 0 ? Object.keys(PARTS) : positionals;
const runs = values.runs && Number(values.runs);
const earlier = values.beside && resolve(values.beside);
const OTHER = earlier ? "before" : "bare";

const now = project(ROOT, join(FOLDER, "now"));
const other = earlier ? project(earlier, join(FOLDER, OTHER)) : bareApp(ROOT, join(FOLDER, OTHER));

// Parts

function startUp() {
  header();
  row("1 cluster", DEMO, { goal: "0.7 of bare ms, 1.0 of bare MB" });
  row("1 cluster, after an edit of the program", DEMO, { before: "edited" });
}

function clustersInOneFolder() {
  header();
  row("1 cluster of 30 resources", manyClusters(FOLDER, 1));
  row("20 clusters", manyClusters(FOLDER, 20));
  row("200 clusters", manyClusters(FOLDER, 200), { goal: "0.3 of bare ms" });
  const thousand = manyClusters(FOLDER, 1000);
  const cold = row("1,000 clusters", thousand, { goal: "5,000 ms, 400 MB" });
  // the bare app makes everything each time
  const beside = earlier ? other : () => cold;
  row("1,000 clusters, unchanged", thousand, { before: "unchanged", beside });
  row("1,000 clusters, one changed", thousand, { before: "changed", beside, goal: "1,000 ms" });
}

function oneLargeCluster() {
  header();
  row("1 cluster of 3,000 entries", largeCluster(FOLDER, "entries", 3000));
  row("1 cluster of 1,000 workloads", largeCluster(FOLDER, "workloads", 1000));
  console.log("");
  line("twice as many", ["runs", "1, ms", "n, ms", "2n, ms", "growth of ms", "of CPU ms"], "goal");
  rule(6);
  growth("entries", 3000);
  growth("workloads", 2000);
  growth("chained uses", 2000);
}

// Rows

const header = () => {
  const pair = (what) => [`${OTHER} ${what}`, `now ${what}`, "ratio"];
  line("", ["runs", ...pair("ms"), ...pair("CPU ms"), ...pair("MB"), "ms a cluster"], "goal");
  rule(11);
};

/** Measures both programs with an example. Returns the figures of the other program. */
function row(title, example, { before = "cold", beside = other, goal = "" } = {}) {
  const { done, medians } = inTurn([() => beside(example, before), () => now(example, before)], runs);
  const [theirs, ours] = medians;
  if (theirs.resources !== ours.resources) {
    throw new Error(`${title}: ${OTHER} made ${theirs.resources} resources, and now made ${ours.resources}`);
  }
  const pair = (what) => [whole(theirs[what]), whole(ours[what]), (ours[what] / theirs[what]).toFixed(2)];
  line(title, [done, ...pair("ms"), ...pair("cpu"), ...pair("megabytes"), whole(ours.ms / example.stacks)], goal);
  return theirs;
}

/** Measures how much longer it takes for twice as many items, without what one item takes. */
function growth(what, most) {
  const examples = [1, most / 2, most].map((count) => largeCluster(FOLDER, what, count));
  for (const [name, program] of Object.entries(earlier ? { before: other, now } : { now })) {
    const programs = examples.map((example) => () => program(example, "cold"));
    const { done, medians } = inTurn(programs, runs);
    const [one, half, all] = medians;
    const ratio = (figure) => ((all[figure] - one[figure]) / (half[figure] - one[figure])).toFixed(2);
    const times = medians.map(({ ms }) => whole(ms));
    line(`${name}, ${most / 2} to ${most} ${what}`, [done, ...times, ratio("ms"), ratio("cpu")], "2");
  }
}

const whole = (number) => number.toFixed(0);

const line = (title, cells, last) =>
  console.log(`| ${[title.padEnd(40), ...cells.map((cell) => String(cell).padStart(12)), last].join(" | ")} |`);

const rule = (cells) => console.log(`|${["---", ...Array(cells).fill("---:"), "---"].join("|")}|`);

try {
  const unknown = parts.find((part) => !(part in PARTS));
  if (unknown) throw new Error(`no part "${unknown}"; the parts: ${Object.keys(PARTS).join(", ")}`);
  const packagesOf = (root) => realpathSync(join(root, "node_modules"));
  if (earlier && packagesOf(earlier) === packagesOf(ROOT)) throw new Error(`${earlier}: it needs packages of its own`);
  // so that there are bundles
  for (const program of [other, now]) program(DEMO, "cold");
  for (const part of parts) PARTS[part]();
} finally {
  remove(FOLDER);
}
