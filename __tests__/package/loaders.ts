import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PEERS } from "../../package/entries";
import { filesBelow, folderOf } from "../support/files";
import { link, type Packed, projectWith } from "../support/packed";
import { linkTools } from "../support/tools";
import { ran } from "../support/words";

const ROOT = join(__dirname, "../..");

/** What cdktf's own template for TypeScript has. */
const TSCONFIG = {
  compilerOptions: {
    target: "ES2022",
    module: "CommonJS",
    moduleResolution: "node10",
    strict: true,
    types: ["node", "jest"],
  },
  exclude: ["demo.spec.ts"],
};

const CONFIG = `{ account: "111122223333", region: "eu-west-1" }`;

const TEST = `import { Testing } from "cdktf";
import { ClusterAccessStack } from "cdktf-eks-access";
import "cdktf-eks-access/jest";
import { accessOf } from "cdktf-eks-access/testing";
test("synthesizes", () => {
  const stack = new ClusterAccessStack(Testing.app(), "demo", ${CONFIG});
  expect(JSON.parse(Testing.synth(stack)).provider.aws[0].region).toBe("eu-west-1");
  expect(accessOf(stack)).toImportNothing();
});
`;

const VITEST = `import "cdktf-eks-access/vitest";
import { accessOf } from "cdktf-eks-access/testing";
import { expect, test } from "vitest";
test("the matchers are there", () => expect(accessOf(${CONFIG})).toWarnNothing());
test("and fail", () => {
  expect(() => expect(accessOf(${CONFIG})).not.toWarnNothing()).toThrow();
});
`;

/** @param tools the folder that has them, if they can be had */
export function loaderTests(packed: () => Packed, tools: string | undefined): void {
  const withTools = tools === undefined ? test.skip : test;
  const app = readFileSync(join(ROOT, "examples/app.ts"), "utf8");
  let folder: string;
  let expected: Readonly<Record<string, string>>;

  beforeAll(() => {
    folder = projectWith(packed(), {
      "main.ts": app,
      "main.mjs": app,
      "main.cjs": app.replace(/import (\{.*\}) from (".*");/g, "const $1 = require($2);"),
      "tsconfig.json": JSON.stringify(TSCONFIG),
      "demo.test.ts": TEST,
      "demo.spec.ts": VITEST,
      "config.ts":
        'import { load } from "cdktf-eks-access/config";\nexport const clusters = load("clusters").clusters;\n',
    });
    link(folder, PEERS);
    linkTools(folder, tools);
    const out = folderOf({});
    ran(ROOT, ["launch.cjs", "examples/app.ts"], { env: { CDKTF_OUTDIR: out } });
    expected = filesBelow(out);
  });

  /** What a program writes. */
  function outputOf(args: readonly string[]) {
    const out = folderOf({});
    const { status, stderr } = ran(folder, args, { env: { CDKTF_OUTDIR: out } });
    return { status, stderr, files: filesBelow(out) };
  }

  test.each(["main.cjs", "main.mjs"])("writes the bytes of the repository with Node.js alone: %s", (file) => {
    expect(outputOf([file])).toEqual({ status: 0, stderr: "", files: expected });
  });

  withTools.each([
    ["ts-node", ["node_modules/ts-node/dist/bin.js", "main.ts"]],
    ["tsx", ["node_modules/tsx/dist/cli.mjs", "main.ts"]],
  ])("writes them with %s", (_name, args) => {
    expect(outputOf(args)).toEqual({ status: 0, stderr: "", files: expected });
  });

  withTools("runs in Jest with ts-jest", () => {
    const config = JSON.stringify({ preset: "ts-jest", testEnvironment: "node", testMatch: ["**/*.test.ts"] });
    writeFileSync(join(folder, "jest.config.json"), config);
    const { status, stderr } = ran(folder, ["node_modules/jest/bin/jest.js", "--config", "jest.config.json"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining("1 passed") });
  });

  withTools("runs in Vitest", () => {
    const { status, stdout } = ran(folder, ["node_modules/vitest/vitest.mjs", "run", "demo.spec.ts"]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("2 passed") });
  });

  withTools("compiles with TypeScript 5, which reads typesVersions and not exports", () => {
    const { status, stdout } = ran(folder, ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });
}
