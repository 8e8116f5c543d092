import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { kindOf } from "../../lib/files/errors";
import { ConfigError } from "../../lib/load/config-error";
import { lock } from "../../lib/output/lock";
import { folderOf } from "../support/files";

/** A folder whose lock has this content, as old as given. */
function locked(text: string, ageInSeconds = 0): string {
  const folder = join(folderOf({}), "out/.eks-access");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "lock"), text);
  const time = Date.now() / 1000 - ageInSeconds;
  utimesSync(join(folder, "lock"), time, time);
  return folder;
}

/** A process that is running, and one that was. */
const running = spawn("sleep", ["60"], { stdio: "ignore" });
afterAll(() => running.kill());
const gone = 2 ** 22 + 1;

test("a lock is there until it is given back, and then nothing of it", () => {
  const folder = join(folderOf({}), "out/.eks-access");
  const unlock = lock(folder, 0);
  expect(readFileSync(join(folder, "lock"), "utf8")).toBe(`${hostname()} ${process.pid}`);
  unlock();
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(join(folder, ".."))).toBe(true);
});

test("a run that works is waited for, and then named", () => {
  const folder = locked(`${hostname()} ${running.pid}`);
  expect(() => lock(folder, 0.2)).toThrow(
    `${folder}: another run writes there, process ${running.pid} on ${hostname()}; wait for it, or remove ${folder}/lock if there is none`,
  );
  expect(readFileSync(join(folder, "lock"), "utf8")).toBe(`${hostname()} ${running.pid}`);
});

test("a run on another machine is waited for, since nobody knows whether it works", () => {
  expect(() => lock(locked("elsewhere 7", 60), 0.2)).toThrow("another run writes there, process 7 on elsewhere");
});

test.each<[string, string, number]>([
  ["a process that is gone", `${hostname()} ${gone}`, 0],
  ["a process of another container with this one's id", `${hostname()} ${process.pid}`, 0],
  ["another machine, ten minutes ago", "elsewhere 7", 601],
  ["a process that has this id by now, ten minutes ago", `${hostname()} ${running.pid}`, 601],
  ["a run that was killed while it wrote the lock", "", 6],
  ["something else", "what is this", 6],
])("the lock of %s is taken over", (_, text, age) => {
  const folder = locked(text, age);
  const unlock = lock(folder, 0);
  expect(readFileSync(join(folder, "lock"), "utf8")).toBe(`${hostname()} ${process.pid}`);
  unlock();
  expect(existsSync(folder)).toBe(false);
});

test("a lock that another run took meanwhile is left to it", () => {
  const folder = join(folderOf({}), "out/.eks-access");
  const unlock = lock(folder, 0);
  writeFileSync(join(folder, "lock"), "elsewhere 7");
  unlock();
  expect(readFileSync(join(folder, "lock"), "utf8")).toBe("elsewhere 7");
});

describe("what is no file is no lock, and stays", () => {
  const writers: ChildProcess[] = [];
  afterAll(() => {
    for (const writer of writers) writer.kill();
  });

  test.each<[string, (at: string) => unknown]>([
    [
      "a pipe",
      (at) => {
        execFileSync("mkfifo", [at]);
        // whoever reads the pipe gets an end
        writers.push(spawn("sh", ["-c", 'exec : > "$1"', "sh", at], { stdio: "ignore" }));
      },
    ],
    ["a folder", (at) => mkdirSync(at)],
    ["a link", (at) => symlinkSync("../../elsewhere", at)],
  ])("%s", (kind, make) => {
    const folder = join(folderOf({ elsewhere: "elsewhere 7" }), "out/.eks-access");
    mkdirSync(folder, { recursive: true });
    make(join(folder, "lock"));
    expect(() => lock(folder, 0)).toThrow(
      new ConfigError([`${folder}/lock: the output needs a file there, got ${kind}; remove it`]),
    );
    expect(kindOf(lstatSync(join(folder, "lock")))).toBe(kind);
  });
});
