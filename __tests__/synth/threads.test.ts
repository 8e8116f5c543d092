import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { buildSync } from "esbuild";
import { planFile } from "../../lib/load/plan-file";
import { type Task, type Threads, threadsOfProgram } from "../../lib/synth/threads";
import { filesBelow, folderOf } from "../support/files";
import { KeepingProject } from "../support/keeping";

// each test bundles a program and starts threads
jest.setTimeout(60_000);

// counts the files that this thread answers
jest.mock("../../lib/load/plan-file", () => {
  const real = jest.requireActual("../../lib/load/plan-file");
  return { ...real, planFile: jest.fn(real.planFile) };
});

const { env } = process;
beforeAll(() => {
  process.env = { ...env, XDG_CACHE_HOME: folderOf({}) };
});
afterAll(() => {
  process.env = env;
});

/** Waits until something holds, without letting this thread do anything else. */
function wait(holds: () => boolean): void {
  const deadline = Date.now() + 10_000;
  while (!holds() && Date.now() < deadline) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
  expect(holds()).toBe(true);
}

interface Settings extends WorkerOptions {
  /** The file name of the program. */
  readonly name: string;
}

/** Other threads, whose program first runs some lines. This thread goes on when each has taken a file, or has ended. */
function threadsOf(most: number, lines = "", { name = "thread.js", ...options }: Partial<Settings> = {}) {
  const threads = JSON.stringify(join(__dirname, "../../lib/synth/threads"));
  const folder = folderOf({
    "main.ts": `import { workerData } from "node:worker_threads";
import { answerInThread } from ${threads};
const { next, ended } = workerData;
process.once("exit", () => Atomics.store(ended, 0, 1));
${lines}
answerInThread();
`,
  });
  const file = join(folder, name);
  buildSync({
    entryPoints: [join(folder, "main.ts")],
    outfile: file,
    bundle: true,
    platform: "node",
    logLevel: "error",
  });
  const codes: Promise<number>[] = [];
  const start = (task: Task) => {
    const [ended, before] = [new Int32Array(new SharedArrayBuffer(4)), Atomics.load(task.next, 0)];
    const worker = new Worker(file, { ...options, workerData: { ...task, ended } });
    codes.push(new Promise((resolve) => worker.on("exit", resolve)));
    wait(() => Atomics.load(task.next, 0) > before || Atomics.load(ended, 0) > 0);
    return worker;
  };
  return { threads: { most, filesEach: 1, start }, codes };
}

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const ROLE = "arn:aws:iam::111122223333:role";
const HUB = `${HEAD}otherRoles:\n  argocd: { kind: capability }\n`;
const NAMES = [..."abcdefghijklmnop"];

/** Files with warnings of several kinds, and one whose roles they name. */
const FILES: Readonly<Record<string, string>> = {
  "defaults.yaml": HEAD,
  "accessSets/call.yaml": `access:\n  call: { principal: "${ROLE}/call", groups: [x] }\n`,
  "clusters/hub.yaml": HUB,
  ...Object.fromEntries(
    NAMES.map((name, index) => [
      `clusters/${name}.yaml`,
      `${HEAD}${"#\n".repeat(index)}${index % 2 > 0 ? "use: [call]\n" : ""}access:
  deploy: { principal: { of: hub, role: argocd }, groups: [deployers] }
  admins: { principal: "${ROLE}/${name}", policies: [AmazonEKSClusterAdminPolicy] }
`,
    ]),
  ),
};
const REFUSED = {
  ...FILES,
  "clusters/b.yaml": "a: [\n",
  "clusters/d.yaml": `${HEAD}access:\n  deploy: { principal: { of: hub, role: argocs }, groups: [deployers] }\n`,
  "clusters/k.yaml": `name: j\n${FILES["clusters/j.yaml"]}`,
};

const ALL = Object.keys(FILES).filter((file) => file.startsWith("clusters/")).length;

const outputIn = (folder: string) => (existsSync(folder) ? filesBelow(folder) : {});

/** Runs with these threads, and expects what one thread says and leaves. Returns how many files this thread answered. */
async function answersOfThisThread(threads: Threads, files = FILES): Promise<number> {
  const made = new KeepingProject(files);
  const outdir = join(folderOf({}), "out");
  const wanted = await made.runCold({ outdir });
  const { calls } = jest.mocked(planFile).mock;
  const before = calls.length;
  expect(await made.run({}, { threads })).toEqual(wanted);
  expect(outputIn(made.outdir)).toEqual(outputIn(outdir));
  return calls.length - before;
}

describe("several threads", () => {
  test.each([2, 3])("say and leave the same as one, in the same order: %d", async (most) => {
    const { threads, codes } = threadsOf(most);
    expect(await answersOfThisThread(threads)).toBeLessThan(ALL);
    expect(await answersOfThisThread(threads, REFUSED)).toBeLessThan(ALL);
    expect(await Promise.all(codes)).toEqual(Array(2 * (most - 1)).fill(0));
  });

  test("are not started for few files", async () => {
    const { threads, codes } = threadsOf(2);
    expect(await answersOfThisThread({ ...threads, filesEach: ALL / 2 + 1 })).toBe(ALL);
    expect(codes).toEqual([]);
    await answersOfThisThread({ ...threads, filesEach: ALL / 2 });
    expect(codes).toHaveLength(1);
  });

  test("are not started where the sources of the program are not known, as here", () => {
    expect(threadsOfProgram.most).toBe(1);
  });
});

describe("a thread that fails changes nothing:", () => {
  const TAKE = "Atomics.add(next, 0, 5);";

  test.each<[string, string, Partial<Settings>, number]>([
    ["it ends at once", "process.exit(0);", {}, 0],
    ["it ends with files that it has taken", `${TAKE}\nprocess.exit(3);`, {}, 3],
    ["it throws", `${TAKE}\nthrow new TypeError("broken");`, {}, 1],
    ["it throws something that is no error", `${TAKE}\nthrow null;`, {}, 1],
    [
      "it needs too much memory",
      `${TAKE}\nconst all = [];\nfor (;;) all.push(Array(100_000).fill(all.length));`,
      { resourceLimits: { maxOldGenerationSizeMb: 64 } },
      1,
    ],
    ["it runs a program of other sources", "", { name: `thread.${"0".repeat(32)}.bundle` }, 0],
  ])("%s", async (_what, lines, settings, code) => {
    const { threads, codes } = threadsOf(2, lines, settings);
    expect(await answersOfThisThread(threads)).toBe(ALL);
    expect(await answersOfThisThread(threads, REFUSED)).toBe(ALL);
    expect(await Promise.all(codes)).toEqual([code, code]);
  });

  test.each<[string, () => Worker]>([
    ["its program is not there", () => new Worker(join(__dirname, "nothing.js"))],
    [
      "it does not start",
      () => {
        throw new Error("no more threads");
      },
    ],
  ])("%s", async (_what, start) => {
    expect(await answersOfThisThread({ most: 3, filesEach: 1, start })).toBe(ALL);
  });
});

test("what fails in every thread is the same error as in one thread", async () => {
  const { threads } = threadsOf(2, 'Atomics.add(next, 0, 5);\nthrow new Error("in the other thread");');
  jest.mocked(planFile).mockImplementation(({ name }) => {
    throw new Error(`no plan for ${name}`);
  });
  const made = new KeepingProject(FILES);
  await expect(made.runCold()).rejects.toThrow("no plan for a");
  await expect(made.run({}, { threads })).rejects.toThrow(/^no plan for [a-p]$/);
});
