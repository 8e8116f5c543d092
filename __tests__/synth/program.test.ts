import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readKept, writeKept } from "../../lib/files/kept.cjs";
import { threadsOfProgram } from "../../lib/synth/threads";
import { filesBelow, folderOf } from "../support/files";
import { launchedProject } from "../support/launched";

// each test starts several processes
jest.setTimeout(60_000);

const ROOT = join(__dirname, "../..");
const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const SECRETS = `${HEAD}access:
  edit: { principal: "arn:aws:iam::111122223333:role/edit", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [shop] }] }
`;

const { env } = process;
afterEach(() => {
  process.env = env;
});

/** This project as a user runs it, with clusters and a home of its own. */
function project(clusters: Readonly<Record<string, string>>) {
  const made = launchedProject({ "main.ts": readFileSync(join(ROOT, "main.ts"), "utf8") });
  cpSync(join(ROOT, "lib"), join(made.folder, "lib"), { recursive: true });
  for (const name of ["cdktf", "yaml", "zod", "fastest-levenshtein"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(made.folder, "node_modules", name));
  }
  const config = folderOf(
    Object.fromEntries(Object.entries(clusters).map(([file, text]) => [`clusters/${file}`, text])),
  );
  const outdir = join(config, "out");
  process.env = { ...env, XDG_CACHE_HOME: made.home };
  return {
    ...made,
    config,
    settings: { EKS_ACCESS_CONFIG: join(config, "clusters"), CDKTF_OUTDIR: outdir },
    output: () => filesBelow(outdir),
  };
}

/** How many threads a run may have, whatever the machine has. It prints a line for each that it starts. */
const parallel = (count: number) => `
require("node:os").availableParallelism = () => ${count};
const threads = require("node:worker_threads");
threads.Worker = class extends threads.Worker {
  constructor(file, options) {
    super(file, options);
    // esbuild starts threads too
    if (file === process.argv[1]) require("node:fs").writeSync(1, "a thread\\n");
  }
};`;

test("the program uses what it kept, until one of its sources changes", () => {
  const { run, settings, cache, kept, folder } = project({ "a.yaml": SECRETS });
  const cold = run({ env: settings });
  expect(cold).toEqual({ status: 0, stdout: "", stderr: expect.stringMatching(/^warning: .* \[secrets-visible\]\n$/) });
  expect(run({ env: settings })).toEqual(cold);
  const file = join(cache, kept().find((name) => name.startsWith("answers.")) ?? "");
  const text = readKept(file)?.toString().replace("also lets", "was kept and lets");
  writeKept(file, text ?? "", { latest: 8, of: () => false });
  expect(run({ env: settings }).stderr).toBe(cold.stderr.replace("also lets", "was kept and lets"));
  writeFileSync(join(folder, "lib/aws/text.ts"), "\n", { flag: "a" });
  expect(run({ env: settings })).toEqual(cold);
});

test("several runs at once each say and leave the same", async () => {
  const { run, runAtOnce, settings, output, config } = project({ "a.yaml": SECRETS, "b.yaml": HEAD });
  run({ env: settings });
  writeFileSync(join(config, "clusters/b.yaml"), SECRETS);
  const ends = await runAtOnce(4, { env: settings });
  const left = output();
  const last = run({ env: { ...settings, CDKTF_OUTDIR: join(config, "other") } });
  expect(ends).toEqual([last, last, last, last]);
  expect(left).toEqual(filesBelow(join(config, "other")));
  expect(run({ env: settings })).toEqual(last);
});

describe("with many files", () => {
  const COUNT = 2 * threadsOfProgram.filesEach;
  const names = Array.from({ length: COUNT }, (_, index) => `c-${index}`);
  const files = Object.fromEntries(names.map((name, index) => [`${name}.yaml`, index % 10 === 0 ? SECRETS : HEAD]));

  test("the program starts another thread, and says and leaves the same", () => {
    const { run, settings, output, config } = project(files);
    const one = run({ env: { ...settings, CDKTF_OUTDIR: join(config, "other") }, before: parallel(1) });
    expect(one).toMatchObject({ status: 0, stdout: "" });
    expect(one.stderr.split("\n")).toHaveLength(COUNT / 10 + 1);
    expect(run({ env: settings, before: parallel(2) })).toEqual({ ...one, stdout: "a thread\n" });
    expect(output()).toEqual(filesBelow(join(config, "other")));
  });

  test("an unexpected error has the same words, whichever thread finds it", () => {
    const { run, settings, folder, write } = project(files);
    const file = "lib/load/plan-file.ts";
    const text = readFileSync(join(folder, file), "utf8");
    const begin = "const problems = problemsOf";
    write(file, text.replace(begin, `if (name === "c-33") throw new TypeError("no such thing");\n  ${begin}`));
    const one = run({ env: settings, before: parallel(1) });
    expect(one.stderr).toMatch(/^unexpected error: TypeError: no such thing \(.*\n$/);
    expect(run({ env: settings, before: parallel(2) })).toEqual({ ...one, stdout: "a thread\n" });
  });
});
