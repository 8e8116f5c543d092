import { readFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf } from "../support/files";

const guide = readFileSync(join(__dirname, "../../docs/guides/testing.md"), "utf8");
const [, cluster = ""] = /^```yaml\n(# clusters\/demo\.yaml\n.*?)^```$/ms.exec(guide) ?? [];

// the tests of the guide read the file of the guide, as they stand there
const before = process.cwd();
process.chdir(folderOf({ "clusters/demo.yaml": cluster }));
afterAll(() => process.chdir(before));

describe("the test of YAML files", () => {
  require("../../examples/clusters.test");
});

describe("the test of a stack", () => {
  require("../../examples/own-stack.test");
});
