import {
  chmodSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { readKept, writeKept } from "../../lib/files/kept.cjs";
import { folderOf } from "../support/files";

const { env } = process;
beforeEach(() => {
  process.env = { ...env, XDG_CACHE_HOME: folderOf({}) };
});
afterAll(() => {
  process.env = env;
});

const LATEST = { latest: 8, of: (name: string) => name.startsWith("answers.") };

/** Keeps a content in a new folder, and returns the file. */
function kept(content: Buffer | string, name = "answers.1"): string {
  const file = join(folderOf({}), "kept", name);
  writeKept(file, content, LATEST);
  return file;
}

test.each(["", "ä中😀\n", Buffer.from([0, 255, 10, 200])])("what is kept is read again: %j", (content) => {
  const file = kept(content);
  expect(readKept(file)).toEqual(Buffer.from(content));
  writeKept(file, "other", LATEST);
  expect(readKept(file)?.toString()).toBe("other");
});

test("only this user may read and write it", () => {
  const file = kept("one");
  expect([file, join(file, "..")].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o700]);
});

test.each<[string, (file: string) => void]>([
  ["a file that is gone", (file) => rmSync(file)],
  ["what somebody else wrote", (file) => writeFileSync(file, "one")],
  ["another content", (file) => writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from("s")]))],
  ["the content of another name", (file) => copyFileSync(kept("two", "answers.2"), file)],
  ["a file that others can write", (file) => chmodSync(file, 0o666)],
  ["a folder that others can write", (file) => chmodSync(join(file, ".."), 0o777)],
  [
    "a file of another key",
    () => {
      process.env.XDG_CACHE_HOME = folderOf({});
    },
  ],
])("does not read %s", (_what, change) => {
  const file = kept("one");
  change(file);
  expect(readKept(file)).toBeUndefined();
  writeKept(file, "new", LATEST);
  expect(readKept(file)?.toString()).toBe("new");
});

test("the latest of a kind stay, and all that is of another kind", () => {
  const file = kept("", "notes");
  const answers = (numbers: readonly number[]) => numbers.map((number) => `answers.${number}`);
  // the higher the number, the older
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    writeFileSync(join(file, "..", `answers.${number}`), "");
    utimesSync(join(file, "..", `answers.${number}`), 1000 - number, 1000 - number);
  }
  writeKept(join(file, "..", "answers.9"), "", LATEST);
  expect(readdirSync(join(file, ".."))).toEqual([...answers([1, 2, 3, 4, 5, 6, 7, 9]), "notes"]);
  writeKept(join(file, "..", "answers.0"), "", LATEST);
  expect(readdirSync(join(file, ".."))).toEqual([...answers([0, 1, 2, 3, 4, 5, 6, 9]), "notes"]);
});

test.each<[string, () => string]>([
  ["its folder is a file", () => join(folderOf({ kept: "mine" }), "kept/answers.1")],
  ["it is a folder", () => join(folderOf({ "answers.1/x": "mine" }), "answers.1")],
])("keeps nothing and throws nothing if %s", (_what, fileOf) => {
  const file = fileOf();
  writeKept(file, "one", LATEST);
  expect(readKept(file)).toBeUndefined();
});
