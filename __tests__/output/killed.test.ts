import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { writeOutput } from "../../lib/output/write";
import { filesBelow, folderOf } from "../support/files";
import { builder, outputOf, type Stacks } from "../support/output";

const ROOT = join(__dirname, "../..");

// processes take their time on a busy machine
jest.setTimeout(120_000);

const KILLER = join(ROOT, "__tests__/support/killer.cjs");

const program = join(folderOf({}), "program.cjs");
beforeAll(() => {
  buildSync({
    entryPoints: [join(ROOT, "__tests__/support/output-program.ts")],
    bundle: true,
    platform: "node",
    outfile: program,
    logLevel: "error",
  });
});

const stacksOf = (version: string, names: string): Stacks =>
  Object.fromEntries(
    [...names].map((name) => [name, { text: `${name}${version}`, manifests: [`nodeclass-${version}.yaml`] }]),
  );
const OLD = stacksOf("old", "ab");
const NEW = stacksOf("new", "ac");

/** A folder with the output of an earlier run, and files for more runs. */
function project(earlier: Stacks = {}) {
  const output = Object.entries(earlier).length > 0 ? Object.entries(outputOf(earlier)) : [];
  const folder = folderOf({
    ...Object.fromEntries(output.map(([file, text]) => [`out/${file}`, text])),
    "old.json": JSON.stringify(OLD),
    "new.json": JSON.stringify(NEW),
  });
  const outdir = join(folder, "out");
  const run = (version: string, killAt?: number) =>
    spawnSync("node", [...(killAt ? ["-r", KILLER] : []), program, join(folder, `${version}.json`), outdir], {
      env: { ...process.env, KILL_AT: String(killAt) },
      encoding: "utf8",
    });
  /** The next run, in this process: the lock of the killed one is that of a process that is gone. */
  const again = (stacks: Stacks) =>
    writeOutput({ outdir, source: join(folder, "old.json"), partial: false, keepFolders: false }, builder(stacks));
  return { folder, outdir, run, again, output: () => filesBelow(outdir) };
}

const visible = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).filter(([file]) => !file.startsWith(".eks-access/")));

describe("a run that is killed at any file operation", () => {
  test("leaves whole files, each old or new, and the next run repairs it without cleaning", () => {
    const [old, next] = [outputOf(OLD), outputOf(NEW)];
    let kills = 0;
    for (let killAt = 1; ; killAt += 1) {
      const { run, again, output } = project(OLD);
      const { signal, status } = run("new", killAt);
      if (signal === null) {
        expect({ status, output: output() }).toEqual({ status: 0, output: next });
        break;
      }
      kills += 1;
      for (const [file, text] of Object.entries(visible(output()))) {
        expect({ killAt, file, text, whole: text === old[file] || text === next[file] }).toMatchObject({ whole: true });
      }
      again(NEW);
      expect({ killAt, output: output() }).toEqual({ killAt, output: next });
    }
    expect(kills).toBeGreaterThan(15);
  });

  test("is repaired by a run with another configuration too", () => {
    for (let killAt = 1; ; killAt += 4) {
      const { run, again, output } = project(OLD);
      const killed = run("new", killAt).signal !== null;
      run("new", killAt + 1);
      again(OLD);
      expect({ killAt, output: output() }).toEqual({ killAt, output: outputOf(OLD) });
      if (!killed) break;
    }
  });

  test("at random moments, in the first run of a folder", async () => {
    const many = stacksOf(
      "new",
      Array.from({ length: 200 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join(""),
    );
    const folder = folderOf({ "many.json": JSON.stringify(many) });
    const outdir = join(folder, "out");
    const started = process.hrtime.bigint();
    spawnSync("node", [program, join(folder, "many.json"), join(folder, "elsewhere")]);
    const whole = Number(process.hrtime.bigint() - started) / 1e6;
    for (let round = 0; round < 8; round += 1) {
      const child = spawn("node", [program, join(folder, "many.json"), outdir]);
      setTimeout(() => child.kill("SIGKILL"), Math.random() * whole);
      await new Promise((resolve) => child.on("close", resolve));
      const files = existsSync(outdir) ? visible(filesBelow(outdir)) : {};
      const wanted = outputOf(many);
      for (const [file, text] of Object.entries(files)) expect(text).toBe(wanted[file]);
    }
    expect(spawnSync("node", [program, join(folder, "many.json"), outdir]).status).toBe(0);
    expect(filesBelow(outdir)).toEqual(outputOf(many));
  });
});

test("two runs at once leave the whole output of one of them", async () => {
  const { folder, outdir, output } = project();
  for (let round = 0; round < 3; round += 1) {
    const runs = ["old", "new", "old", "new"].map((version) =>
      spawn("node", [program, join(folder, `${version}.json`), outdir]),
    );
    const codes = await Promise.all(runs.map((run) => new Promise((resolve) => run.on("close", resolve))));
    expect(codes).toEqual([0, 0, 0, 0]);
    const found = output();
    expect([outputOf(OLD), outputOf(NEW)]).toContainEqual(found);
  }
});

test("a reader sees whole files while runs replace them", async () => {
  const { folder, outdir, run } = project();
  run("old");
  const runs = (async () => {
    for (let round = 0; round < 5; round += 1) {
      for (const version of ["new", "old"]) {
        const child = spawn("node", [program, join(folder, `${version}.json`), outdir]);
        await new Promise((resolve) => child.on("close", resolve));
      }
    }
    return "done";
  })();
  let reads = 0;
  const seen = new Set<string>();
  while ((await Promise.race([runs, new Promise((resolve) => setTimeout(resolve, 1))])) !== "done") {
    seen.add(readFileSync(join(outdir, "stacks/a/cdk.tf.json"), "utf8"));
    JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
    reads += 1;
  }
  expect(reads).toBeGreaterThan(50);
  expect([...seen].filter((text) => text !== "aold" && text !== "anew")).toEqual([]);
});

test("a file of the folder's own that is broken is no obstacle", () => {
  const { outdir, run, output } = project();
  run("old");
  mkdirSync(join(outdir, ".eks-access"));
  for (const text of ["", "{", '["/etc/passwd", "../x", 1]']) {
    mkdirSync(join(outdir, ".eks-access"), { recursive: true });
    writeFileSync(join(outdir, ".eks-access/known.json"), text);
    writeFileSync(join(outdir, ".eks-access/known.json.new"), text);
    writeFileSync(join(outdir, ".eks-access/lock-of-a-killed-run"), text);
    expect(run("new").status).toBe(0);
    expect(output()).toEqual(outputOf(NEW));
  }
});
