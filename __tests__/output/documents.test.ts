import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../../lib/load/config-error";
import { writeDocuments } from "../../lib/output/documents";
import { filesBelow, folderOf } from "../support/files";

const ALL = () => true;

/** The files of a folder, less the record. */
const inFolder = (folder: string) => {
  const { ".eks-access.json": _record, ...files } = filesBelow(folder);
  return files;
};

const refusal = (run: () => void): string[] => {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return [...error.lines];
    throw error;
  }
  return [];
};

test("a run writes its files, replaces those of an earlier one, and removes what it has no more", () => {
  const folder = join(folderOf({}), "a/b");
  writeDocuments(folder, { "scp.json": "1", "scp-2.json": "2" }, ALL);
  expect(inFolder(folder)).toEqual({ "scp.json": "1", "scp-2.json": "2" });
  writeDocuments(folder, { "scp.json": "3" }, ALL);
  expect(inFolder(folder)).toEqual({ "scp.json": "3" });
  expect(readdirSync(folder)).toEqual([".eks-access.json", "scp.json"]);
});

test("files of kinds that a run does not write stay, and are known to the next", () => {
  const folder = folderOf({});
  writeDocuments(folder, { "scp.json": "1", "rcp.json": "2" }, ALL);
  writeDocuments(folder, { "scp-2.json": "3" }, (name) => name.startsWith("scp"));
  expect(inFolder(folder)).toEqual({ "rcp.json": "2", "scp-2.json": "3" });
  writeDocuments(folder, { "rcp.json": "4" }, (name) => name.startsWith("rcp"));
  expect(inFolder(folder)).toEqual({ "rcp.json": "4", "scp-2.json": "3" });
});

test("what others wrote stays, and stops a run that needs its name", () => {
  const folder = folderOf({ "scp.json": "mine", "notes.md": "mine", "old.json": "mine" });
  const other = folderOf({ "x.json": "far" });
  symlinkSync(join(other, "x.json"), join(folder, "link.json"));
  mkdirSync(join(folder, "folder.json"));
  const files = { "scp.json": "1", "link.json": "2", "folder.json": "3", "new.json": "4" };
  expect(refusal(() => writeDocuments(folder, files, ALL))).toEqual(
    [
      ["scp.json", "a file"],
      ["link.json", "a link"],
      ["folder.json", "a folder"],
    ].map(
      ([name = "", what]) =>
        `${join(folder, name)}: ${what} is there that no earlier run wrote; move it away, or name another folder`,
    ),
  );
  expect(filesBelow(folder)).toEqual({
    "scp.json": "mine",
    "notes.md": "mine",
    "old.json": "mine",
    "link.json": "far",
  });
  writeDocuments(folder, { "new.json": "4" }, ALL);
  expect(filesBelow(folder)).toMatchObject({ "old.json": "mine", "notes.md": "mine", "new.json": "4" });
});

test("a record that somebody changed removes nothing but documents in the folder", () => {
  const folder = folderOf({
    "kept/scp.json": "mine",
    "g/.eks-access.json": '{"files":["../kept/scp.json","notes.md",7]}',
    "g/notes.md": "mine",
  });
  writeDocuments(join(folder, "g"), { "scp.json": "1" }, ALL);
  expect(filesBelow(folder)).toMatchObject({ "kept/scp.json": "mine", "g/notes.md": "mine", "g/scp.json": "1" });
});

test.each([["[]"], ["{"], ["null"], ['{"files":"x"}']])("a record %s is none, and stays", (text) => {
  const folder = folderOf({ ".eks-access.json": text });
  expect(refusal(() => writeDocuments(folder, { "scp.json": "1" }, ALL))).toEqual([
    `${join(folder, ".eks-access.json")}: no record of an earlier run; move it away, or name another folder`,
  ]);
  expect(filesBelow(folder)).toEqual({ ".eks-access.json": text });
});

test("a file in place of the folder is refused", () => {
  const folder = folderOf({});
  writeFileSync(join(folder, "g"), "mine");
  expect(refusal(() => writeDocuments(join(folder, "g"), { "scp.json": "1" }, ALL))).toEqual([
    `${join(folder, "g")}: a folder is needed there, got a file`,
  ]);
});
