import { join } from "node:path";
import { version } from "../package.json";
import { launchedProject } from "./support/launched";

// each test starts several processes
jest.setTimeout(60_000);

const CONFIG_ERROR = JSON.stringify(join(__dirname, "../lib/load/config-error"));

/** Starts worker threads of one file, and prints what it receives of each. */
const MAIN = `import { Worker } from "node:worker_threads";
for (const workerData of [1, 2, 3]) {
  new Worker(process.argv[1], { argv: ["lib/worker.ts", "more"], workerData })
    .on("message", (message) => console.log(workerData, message))
    .on("error", (error) => console.log(workerData, error.name, error.message))
    .on("exit", (code) => console.log(workerData, "exit", code));
}
`;

/** Starts one worker thread, and leaves its errors. */
const TRUSTING = `import { Worker } from "node:worker_threads";
new Worker(process.argv[1], { argv: ["lib/worker.ts"] });
`;

/** A project with a worker thread of these lines. */
const project = (worker: string, main = MAIN) =>
  launchedProject({
    "main.ts": main,
    "lib/worker.ts": `import { parentPort, workerData } from "node:worker_threads";\n${worker}\n`,
  });

/** Runs a project, and returns what it prints of each worker thread. */
function printed({ run }: ReturnType<typeof project>) {
  const { status, stdout, stderr } = run();
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const lines = stdout.split("\n");
  return [1, 2, 3].map((number) => lines.filter((line) => line.startsWith(`${number}`)).map((line) => line.slice(2)));
}

const each = (...lines: readonly string[]) => [lines, lines, lines];

describe("a worker thread", () => {
  test("runs a file as a process does, and its bundle is kept though others keep it at the same time", () => {
    const made = project("parentPort?.postMessage([typeof workerData, ...process.argv.slice(2)].join());");
    const good = each("number,lib/worker.ts,more", "exit 0");
    expect(printed(made)).toEqual(good);
    const cold = made.builds();
    expect([printed(made), printed(made)]).toEqual([good, good]);
    expect(made.builds()).toBe(cold);
    const names = made.kept().map((name) => name.replace(/[0-9a-f]{32}/, "HASH"));
    expect(names).toEqual(["lib-worker.HASH.bundle", "main.HASH.bundle"]);
  });

  test("may exit: the others go on", () => {
    const made = project("if (workerData === 2) process.exit(7);\nparentPort?.postMessage('goes on');");
    expect(printed(made)).toEqual([["goes on", "exit 0"], ["exit 7"], ["goes on", "exit 0"]]);
  });
});

describe("an error of a worker thread", () => {
  test.each([
    ["thrown", 'throw new TypeError("no such thing");', "TypeError no such thing"],
    ["thrown later", 'setTimeout(() => { throw new Error("late"); });', "Error late"],
    ["of a promise", 'Promise.reject(new RangeError("far"));', "RangeError far"],
    [
      "of the configuration",
      `import { ConfigError } from ${CONFIG_ERROR};\nthrow new ConfigError(["a: one"]);`,
      "ConfigError a: one",
    ],
    ["of its bundle", "let x = ;", 'LaunchError launch.cjs: lib/worker.ts:2:9 Unexpected ";"'],
  ])("reaches the thread that started it and is not printed: %s", (_what, worker, message) => {
    expect(printed(project(worker))).toEqual(each(message, "exit 1"));
  });

  test.each([
    ["let x = ;", 'launch.cjs: lib/worker.ts:2:9 Unexpected ";"'],
    [`import { ConfigError } from ${CONFIG_ERROR};\nthrow new ConfigError(["a: one", "b: two"]);`, "a: one\nb: two"],
    [
      'throw new TypeError("no such thing");',
      `unexpected error: TypeError: no such thing (cdktf-eks-access ${version}, Node.js ${process.version}); please report this with the configuration that caused it`,
    ],
    [
      'import { mkdirSync } from "node:fs";\nmkdirSync("main.ts/out");',
      `the operating system refused: Error: ENOTDIR: not a directory, mkdir 'main.ts/out' (cdktf-eks-access ${version}, Node.js ${process.version}); if permissions and free space are in order, please report this with the configuration that caused it`,
    ],
  ])("that nobody there handles is printed once, in the same words: %s", (worker, text) => {
    expect(project(worker, TRUSTING).run()).toEqual({ status: 1, stdout: "", stderr: `${text}\n` });
  });
});
