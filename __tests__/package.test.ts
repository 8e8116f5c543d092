import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commandLineTests } from "./package/command-line";
import { initTests } from "./package/init";
import { libraryTests } from "./package/library";
import { loaderTests } from "./package/loaders";
import { noticeTests } from "./package/notices";
import { type Packed, pack, projectWith } from "./support/packed";
import { installTools } from "./support/tools";

// it builds, packs and installs
jest.setTimeout(300_000);

let made: Packed;
const packed = () => made;

beforeAll(() => {
  made = pack();
});

describe("npm pack", () => {
  test("takes what users need, and nothing of this repository", () => {
    const tops = new Set(made.files.map(({ path }) => path.split("/")[0]));
    expect([...tops].sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "THIRD-PARTY-NOTICES",
      "access-set.schema.json",
      "bin",
      "cluster.schema.json",
      "defaults.schema.json",
      "dist",
      "docs",
      "examples",
      "package.json",
      "schemas",
      "template",
    ]);
  });

  test("takes every page that its messages name", () => {
    const dist = join(projectWith(packed()), "node_modules/cdktf-eks-access/dist");
    // the AWS SDK has pages of its own
    const code = readdirSync(dist).filter((name) => name.endsWith(".cjs") && name !== "aws-sdk.cjs");
    // what follows a slash is an address
    const pages = code.flatMap(
      (name) => readFileSync(join(dist, name), "utf8").match(/(?<![/\w])(?:docs\/[\w/-]+|[A-Z]{3,})\.md\b/g) ?? [],
    );
    const files = packed().files.map(({ path }) => path);
    expect(pages).toContain("docs/guides/pipeline.md");
    expect([...new Set(pages)].filter((page) => !files.includes(page))).toEqual([]);
  });

  test("makes 1.5 MB, and 6 MB unpacked, at most", () => {
    expect(made.size).toBeLessThan(1_500_000);
    expect(made.unpackedSize).toBeLessThan(6_000_000);
  });
});

describe("the command line", () => commandLineTests(packed));
describe("the library", () => libraryTests(packed));
describe("the notices", () => noticeTests(packed));

const tools = installTools();
describe("a program in TypeScript", () => loaderTests(packed, tools));
describe("a repository that init writes", () => initTests(packed, tools));
