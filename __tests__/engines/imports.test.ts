import { join } from "node:path";
import { buildSync } from "esbuild";

const ROOT = join(__dirname, "../..");

/** The packages in the bundle of a program, as its launcher makes it, and what of cdktf. */
function packagesOf(program: string): { readonly packages: ReadonlySet<string>; readonly ofCdktf: readonly string[] } {
  const { metafile } = buildSync({
    entryPoints: [program],
    absWorkingDir: ROOT,
    bundle: true,
    platform: "node",
    write: false,
    metafile: true,
    external: ["esbuild"],
    logLevel: "silent",
  });
  const inputs = Object.keys(metafile.inputs).flatMap((path) => path.split("node_modules/").slice(1, 2));
  return {
    packages: new Set(inputs.map((path) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path)),
    ofCdktf: inputs.filter((path) => path.startsWith("cdktf/")),
  };
}

test("the program for files has nothing of cdktf but its version, which the output names", () => {
  const { packages, ofCdktf } = packagesOf("main.ts");
  expect([...packages].sort()).toEqual(["cdktf", "fastest-levenshtein", "yaml", "zod"]);
  expect(ofCdktf).toEqual(["cdktf/package.json"]);
});

test("the program with constructs has cdktf and the provider's classes", () => {
  const { packages, ofCdktf } = packagesOf("constructs.ts");
  expect(packages).toContain("@cdktf/provider-aws");
  expect(ofCdktf.length).toBeGreaterThan(10);
});
