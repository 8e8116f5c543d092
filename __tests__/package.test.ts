import { commandLineTests } from "./package/command-line";
import { libraryTests } from "./package/library";
import { loaderTests } from "./package/loaders";
import { noticeTests } from "./package/notices";
import { type Packed, pack } from "./support/packed";

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
      "package.json",
      "schemas",
    ]);
  });

  test("makes 1.5 MB, and 6 MB unpacked, at most", () => {
    expect(made.size).toBeLessThan(1_500_000);
    expect(made.unpackedSize).toBeLessThan(6_000_000);
  });
});

describe("the command line", () => commandLineTests(packed));
describe("the library", () => libraryTests(packed));
describe("the notices", () => noticeTests(packed));
describe("a program in TypeScript", () => loaderTests(packed));
