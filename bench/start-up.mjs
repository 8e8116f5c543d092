/**
 * How long the default example takes from start to end, and how much memory, beside a bare cdktf app that makes the
 * same resources: `npm run bench [-- runs]`. Both run in turn, so that the machine's moods hit both; the median counts.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..");
const RUNS = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const meter = join(folder, "meter.cjs");
writeFileSync(
  meter,
  'process.on("exit", () => require("node:fs").writeSync(2, `\\npeak ${process.resourceUsage().maxRSS}`));',
);

function run(script) {
  const begin = process.hrtime.bigint();
  const { status, stderr } = spawnSync("node", ["--require", meter, join(ROOT, script)], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, CDKTF_OUTDIR: join(folder, "out") },
    encoding: "utf8",
  });
  const milliseconds = Number(process.hrtime.bigint() - begin) / 1e6;
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return { milliseconds, megabytes: Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024 };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  rmSync(join(ROOT, "node_modules/.cache/cdktf-eks-access"), { recursive: true, force: true });
  const first = run("launch.cjs");
  run("bench/bare.cjs");
  const pairs = Array.from({ length: RUNS }, () => ({ bare: run("bench/bare.cjs"), ours: run("launch.cjs") }));
  const of = (which, what) => median(pairs.map((pair) => pair[which][what]));
  console.table({
    "bare cdktf app": { ms: Math.round(of("bare", "milliseconds")), MB: Math.round(of("bare", "megabytes")) },
    "this project": { ms: Math.round(of("ours", "milliseconds")), MB: Math.round(of("ours", "megabytes")) },
    "this project, after an edit": { ms: Math.round(first.milliseconds), MB: Math.round(first.megabytes) },
  });
  console.log(
    `ratio: ${(of("ours", "milliseconds") / of("bare", "milliseconds")).toFixed(2)} in time, ${(of("ours", "megabytes") / of("bare", "megabytes")).toFixed(2)} in memory (${RUNS} pairs)`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
