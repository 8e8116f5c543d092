import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { writeAllWhole, writeWhole } from "../../lib/files/whole";
import { filesBelow, folderOf } from "../support/files";

test("writes a file, makes the folders above it, and leaves nothing beside it", () => {
  const folder = folderOf({});
  writeWhole(`${folder}/a/b.txt`, "b");
  expect(filesBelow(folder)).toEqual({ "a/b.txt": "b" });
  expect(readdirSync(`${folder}/a`)).toEqual(["b.txt"]);
});

test("a file that is there keeps its mode, and a link stays a link", () => {
  const folder = folderOf({ "real.txt": "before" });
  chmodSync(`${folder}/real.txt`, 0o640);
  symlinkSync("real.txt", `${folder}/link.txt`);
  writeWhole(`${folder}/link.txt`, "after");
  expect(filesBelow(folder)).toEqual({ "link.txt": "after", "real.txt": "after" });
  expect(statSync(`${folder}/real.txt`).mode & 0o777).toBe(0o640);
});

describe("of several files", () => {
  const before = { "a.txt": "a", "c/c.txt": "c" };
  const texts = (folder: string, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [`${folder}/${name}`, "new"]));

  test("writes all", () => {
    const folder = folderOf(before);
    writeAllWhole(texts(folder, ["a.txt", "b/b.txt", "c/c.txt"]));
    expect(filesBelow(folder)).toEqual({ "a.txt": "new", "b/b.txt": "new", "c/c.txt": "new" });
  });

  test("writes none where one cannot be prepared", () => {
    const folder = folderOf(before);
    mkdirSync(`${folder}/folder`);
    expect(() => writeAllWhole(texts(folder, ["a.txt", "b.txt", "c/c.txt", "folder"]))).toThrow(
      "a file is needed there, got a folder",
    );
    expect(filesBelow(folder)).toEqual(before);
  });

  test("puts back what was there where one cannot be moved to its place", () => {
    const folder = folderOf(before);
    chmodSync(`${folder}/a.txt`, 0o640);
    // both are prepared, and then the second name is that of a folder
    const files = { [`${folder}/a.txt`]: "new", [`${folder}/b.txt`]: "new", [`${folder}/b.txt/d.txt`]: "new" };
    expect(() => writeAllWhole(files)).toThrow();
    expect(filesBelow(folder)).toEqual(before);
    expect(statSync(`${folder}/a.txt`).mode & 0o777).toBe(0o640);
  });
});
