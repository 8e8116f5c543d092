import { cpSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { importsOf } from "../../package/declarations";
import { EXTERNAL, PEERS } from "../../package/entries";
import { exports as published, typesVersions } from "../../package.json";
import { filesBelow, folderOf } from "../support/files";
import { link, type Packed, projectWith } from "../support/packed";
import { ran } from "../support/words";

const ROOT = join(__dirname, "../..");
const APP = readFileSync(join(ROOT, "examples/app.ts"), "utf8");
const OWN_STACK = readFileSync(join(ROOT, "examples/own-stack.ts"), "utf8");

const STRICT = {
  target: "es2022",
  types: ["node"],
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: false,
  skipLibCheck: false,
};

export function libraryTests(packed: () => Packed): void {
  let folder: string;
  const run = (text: string) => ran(folder, ["-e", text]);

  beforeAll(() => {
    folder = projectWith(packed(), {
      "app.ts": APP,
      "own-stack.ts": OWN_STACK,
      "plan.ts": `import { ConfigError, load, plan } from "cdktf-eks-access/config";
const { clusters, warnings } = load("clusters");
const first = clusters[0]?.plan.cluster.name ?? warnings[0];
try {
  console.log(first, plan({ account: "111122223333", region: "eu-west-1" }, "demo").plan.cluster.name);
} catch (error) {
  if (error instanceof ConfigError) console.log(error.lines.length);
}
`,
      "manifests.ts": `import type { ClusterAccess } from "cdktf-eks-access";
export const names = ({ manifests }: ClusterAccess): string[] => Object.keys(manifests);
`,
    });
    link(folder, [...PEERS, "@types/node"]);
  });

  test.each(Object.entries(published))("%s is there", (_key, target) => {
    const files = packed().files.map(({ path }) => `./${path}`);
    for (const file of typeof target === "string" ? [target] : Object.values(target)) {
      const [folder = "", rest] = file.split("*");
      if (rest === undefined) expect(files).toContain(file);
      else expect(files.filter((path) => path.startsWith(folder))).not.toEqual([]);
    }
  });

  test("its classes are the same in all entry points, by require and by import", () => {
    const { stdout, stderr } = ran(folder, [
      "--input-type=module",
      "-e",
      `import { createRequire } from "node:module";
       import { ClusterAccess, ClusterAccessStack, ConfigError } from "cdktf-eks-access";
       import * as config from "cdktf-eks-access/config";
       const required = createRequire(import.meta.url)("cdktf-eks-access");
       console.log(ConfigError === config.ConfigError, ClusterAccess === required.ClusterAccess, typeof ClusterAccessStack, typeof config.load);`,
    ]);
    expect({ stdout, stderr }).toEqual({ stdout: "true true function function\n", stderr: "" });
  });

  test("config needs no cdktf", () => {
    const alone = projectWith(packed());
    const text = `const { plan } = require("cdktf-eks-access/config");
      console.log(plan({ account: "111122223333", region: "eu-west-1" }, "demo").plan.cluster.name);`;
    expect(ran(alone, ["-e", text])).toEqual({ status: 0, stdout: "demo\n", stderr: "" });
  });

  test("the JSON Schemas and package.json can be required", () => {
    const text = `for (const file of ["cluster.schema", "defaults.schema", "access-set.schema", "package"])
      console.log(typeof require(\`cdktf-eks-access/\${file}.json\`));`;
    expect(run(text)).toEqual({ status: 0, stdout: "object\n".repeat(4), stderr: "" });
  });

  describe("the declarations", () => {
    const files = () => filesBelow(join(folder, "node_modules/cdktf-eks-access/dist/types"));

    test("import nothing but what users bring", () => {
      const others = Object.values(files())
        .flatMap(importsOf)
        .filter((name) => !name.startsWith(".") && !EXTERNAL.some((own) => name === own || name.startsWith(`${own}/`)));
      expect(others).toEqual([]);
    });

    test("name the entry points where exports are not understood", () => {
      const names = Object.keys(published).filter((key) => /^\.\/[\w-]+$/.test(key));
      expect(Object.keys(typesVersions["*"]).map((name) => `./${name}`)).toEqual(names);
    });

    test.each(["bundler", "nodenext"])("compile under strict flags with moduleResolution %s", (moduleResolution) => {
      const module = moduleResolution === "bundler" ? "esnext" : "nodenext";
      const compilerOptions = { ...STRICT, module, moduleResolution };
      writeFileSync(
        join(folder, "tsconfig.json"),
        JSON.stringify({ compilerOptions, files: ["app.ts", "own-stack.ts", "plan.ts", "manifests.ts"] }),
      );
      const { status, stdout } = ran(folder, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "."]);
      expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    });

    test("have the types of a configuration as the schema has them", () => {
      const text = readFileSync(join(ROOT, "lib/schema/types.ts"), "utf8");
      const names = [...text.matchAll(/export type \{ ([^}]+) \}/g)].flatMap(([, list = ""]) => list.split(", "));
      // the sources have one controller more than the schema takes, see CONTROLLERS
      const left: Readonly<Record<string, string>> = { WorkloadConfig: "controller", ClusterConfig: "workloads" };
      const typeIn = (module: string, name: string) =>
        left[name] === undefined ? `${module}.${name}` : `Omit<${module}.${name}, "${left[name]}">`;
      const packedTypes = JSON.stringify(join(folder, "node_modules/cdktf-eks-access/dist/types/schema/types"));
      const sources = JSON.stringify(join(ROOT, "lib/schema/types"));
      const file = join(
        folderOf({
          "same.ts": `import type * as packed from ${packedTypes};
import type * as sources from ${sources};
type Both<A, B> = [A, B] extends [B, A] ? true : false;
${names.map((name) => `export const ${name}: Both<${typeIn("packed", name)}, ${typeIn("sources", name)}> = true;`).join("\n")}
`,
        }),
        "same.ts",
      );
      const flags = ["--ignoreConfig", "--noEmit", "--strict", "--exactOptionalPropertyTypes", "--skipLibCheck"];
      const resolution = ["--module", "esnext", "--moduleResolution", "bundler", "--target", "es2022"];
      const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
      expect(names.length).toBeGreaterThan(15);
      expect(ran(ROOT, [tsc, ...flags, ...resolution, "--types", "node", file]).stdout).toBe("");
    });
  });

  test("two copies of constructs or of cdktf are told in one line", () => {
    const two = projectWith(packed());
    link(two, PEERS);
    const copies = folderOf({});
    for (const name of ["constructs", "cdktf"]) {
      cpSync(realpathSync(join(ROOT, "node_modules", name)), join(copies, "node_modules", name), { recursive: true });
    }
    const told = (scope: string) =>
      ran(two, [
        "-e",
        `const { createRequire } = require("node:module");
         const other = createRequire(${JSON.stringify(join(copies, "app.js"))});
         const { ClusterAccess, ClusterAccessStack } = require("cdktf-eks-access");
         const config = { account: "111122223333", region: "eu-west-1" };
         try { ${scope} } catch (error) { console.log(error.name, error.message); }`,
      ]).stdout;
    const line = (name: string) =>
      `ConfigError two copies of ${name} are loaded, and constructs of one do not fit those of the other; npm ls ${name} shows who brings them: install one version\n`;
    expect(told('new ClusterAccessStack(new (other("cdktf").App)(), "demo", config);')).toBe(line("cdktf"));
    expect(
      told(
        'const { App, TerraformStack } = other("cdktf"); new ClusterAccess(new TerraformStack(new App(), "demo"), "access", config);',
      ),
    ).toBe(line("cdktf"));
    expect(told('new ClusterAccess(new (other("constructs").Construct)(undefined, ""), "access", config);')).toBe(
      line("constructs"),
    );
  });
}
