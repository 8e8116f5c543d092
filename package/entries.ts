/** An entry point of the library, a key of `exports` in package.json. */
interface Entry {
  readonly source: string;
  /** Whether it must be an ES module, because what it imports is one. */
  readonly esModule?: boolean;
}

/** The entry points by the names of their files in `dist`. `files` in tsconfig.json beside this file has them too. */
export const ENTRIES: Readonly<Record<string, Entry>> = {
  index: { source: "lib/index.ts" },
  config: { source: "lib/config.ts" },
  testing: { source: "lib/testing/index.ts" },
  jest: { source: "lib/testing/jest.ts" },
  vitest: { source: "lib/testing/vitest.ts", esModule: true },
};

/** What users bring: two copies of one do not fit together. */
export const PEERS = ["@cdktf/provider-aws", "cdktf", "constructs"];

/** All that is not bundled. */
export const EXTERNAL = [...PEERS, "@jest/globals", "expect", "vitest"];
