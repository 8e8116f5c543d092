import { writeNewFiles } from "../../lib/files/new-files";
import { filesBelow, folderOf } from "../support/files";

test("writes files, and makes the folders above them", () => {
  const folder = folderOf({});
  writeNewFiles(`${folder}/new`, { "a.txt": "a", "b/c/d.txt": "d" });
  expect(filesBelow(folder)).toEqual({ "new/a.txt": "a", "new/b/c/d.txt": "d" });
});

test.each([
  ["a file is there", { "z.txt": "mine" }],
  ["a folder is there", { "z.txt/mine.txt": "mine" }],
])("writes none where %s, and leaves no folder", (_what, mine) => {
  const folder = folderOf({ "kept/mine.txt": "mine", ...mine });
  expect(() => writeNewFiles(folder, { "a.txt": "a", "b/c/d.txt": "d", "kept/e.txt": "e", "z.txt": "z" })).toThrow(
    "EEXIST",
  );
  expect(filesBelow(folder)).toEqual({ "kept/mine.txt": "mine", ...mine });
});
