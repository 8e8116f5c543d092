import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf } from "./support/files";

const ROOT = join(__dirname, "..");

/** A project of two files that runs by the same launcher. */
function project(): { folder: string; run: () => string } {
  const folder = folderOf({
    "main.ts": 'import { word } from "./lib/word";\nconst text: string = word;\nconsole.log(text);\n',
    "lib/word.ts": 'export const word: string = "one";\n',
  });
  copyFileSync(join(ROOT, "launch.cjs"), join(folder, "launch.cjs"));
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["esbuild", "@esbuild", ".package-lock.json"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
  }
  const run = () => spawnSync("node", ["launch.cjs"], { cwd: folder, encoding: "utf8" }).stdout.trim();
  return { folder, run };
}

test("what runs is the TypeScript as it stands, with no build step between", () => {
  const { folder, run } = project();
  expect(run()).toBe("one");
  writeFileSync(join(folder, "lib/word.ts"), 'export const word: string = "two";\n');
  expect(run()).toBe("two");
  writeFileSync(join(folder, "lib/word.ts"), 'export const word: string = "one";\n');
  expect(run()).toBe("one");
});

test("a second run takes the bundle of the first, and only one is kept", () => {
  const { folder, run } = project();
  const cache = join(folder, "node_modules/.cache/cdktf-eks-access");
  run();
  const [bundle = ""] = readdirSync(cache);
  writeFileSync(join(cache, bundle), 'console.log("from the bundle");');
  expect(run()).toBe("from the bundle");
  writeFileSync(join(folder, "lib/word.ts"), 'export const word: string = "two";\n');
  expect([run(), readdirSync(cache).filter((file) => file.endsWith(".cjs")).length]).toEqual(["two", 1]);
});
