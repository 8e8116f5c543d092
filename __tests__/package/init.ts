import { join } from "node:path";
import { PEERS } from "../../package/entries";
import { comparable } from "../support/engines";
import { filesBelow } from "../support/files";
import { link, type Packed, packedWord, projectWith } from "../support/packed";
import { linkTools } from "../support/tools";
import { ran } from "../support/words";

/**
 * What `eks-access init` writes from the package.
 *
 * @param tools the folder that has ts-node and its like, if they can be had
 */
export function initTests(packed: () => Packed, tools: string | undefined): void {
  const withTools = tools === undefined ? test.skip : test;
  let folder: string;
  let program: string;
  const stackIn = (project: string) => comparable(filesBelow(join(project, "cdktf.out")))["stacks/demo/cdk.tf.json"];
  const tool = (path: string, ...args: readonly string[]) =>
    ran(program, [join(folder, "node_modules", path), ...args]);

  beforeAll(() => {
    folder = projectWith(packed());
    program = join(folder, "program");
    expect(packedWord(folder, ["init", "--ci", "github"])).toMatchObject({ status: 0, stderr: "" });
    expect(packedWord(folder, ["init", "program", "--typescript"])).toMatchObject({ status: 0, stderr: "" });
    link(folder, PEERS);
    linkTools(folder, tools);
  });

  test("synthesizes without a warning", () => {
    expect(packedWord(folder, ["synth"])).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(stackIn(folder)).toContain('"allowed_account_ids"');
  });

  test("shows who has access", () => {
    const { status, stdout, stderr } = packedWord(folder, ["access"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^demo \(111122223333, eu-west-1\)\n/);
    expect(stdout).toMatch(
      /role\/platform-admins +STANDARD +AmazonEKSClusterAdminPolicy +cluster +clusters\/demo\.yaml/,
    );
  });

  withTools("in TypeScript makes the stack of the YAML files", () => {
    packedWord(folder, ["synth"]);
    expect(tool("ts-node/dist/bin.js", "main.ts")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(stackIn(program)).toBe(stackIn(folder));
  });

  withTools("in TypeScript has types without an error", () => {
    expect(tool("typescript/bin/tsc")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  withTools("in TypeScript has a test, which passes", () => {
    expect(tool("jest/bin/jest.js")).toMatchObject({ status: 0, stderr: expect.stringContaining("3 passed") });
  });
}
