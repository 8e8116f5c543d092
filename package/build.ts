/** Builds what npm publishes: `npm run build`. See docs/decisions/0016-package.md. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type BuildOptions, buildSync, type Metafile, transformSync } from "esbuild";
import { WORDS } from "../lib/commands/words";
import { version } from "../package.json";
import { completeDeclarations } from "./declarations";
import { ENTRIES, EXTERNAL } from "./entries";
import { noticesOf, refused, thirdPartiesIn } from "./notices";
import { SCHEMA_TYPES } from "./schema-types";

const ROOT = process.cwd();
const DIST = join(ROOT, "dist");

const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: "node",
  target: "node20",
  minifyWhitespace: true,
  legalComments: "none",
  write: false,
  metafile: true,
} as const;

const COMMON_JS = { format: "cjs", platform: "node", target: "node20", minifyWhitespace: true } as const;

interface Built {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly metafile: Metafile;
}

function built(options: BuildOptions): Built {
  const { outputFiles = [], metafile } = buildSync({ ...OPTIONS, ...options });
  if (metafile === undefined) throw new Error("package: esbuild gives no metafile");
  return { files: outputFiles, metafile };
}

/** Builds one file, and writes it. */
function bundle(entry: string, to: string, options: BuildOptions = {}): { code: string; metafile: Metafile } {
  const { files, metafile } = built({ ...options, entryPoints: [entry] });
  const code = files.map(({ text }) => text).join("");
  writeFileSync(join(DIST, to), code);
  return { code, metafile };
}

/** The module with the AWS SDK. It is a bundle of its own, so that no word loads it that does not ask AWS. */
const SDK = { source: "lib/live/sdk.ts", file: "aws-sdk.cjs" };

/** The command line, which finds the AWS SDK beside it. */
function commandLine(): { code: string; metafile: Metafile } {
  const { files, metafile } = built({
    entryPoints: ["package/command-line.ts"],
    outfile: join(DIST, "command-line.cjs"),
    external: [join(ROOT, SDK.source)],
    // the bundle runs as a script, which has require alone
    supported: { "dynamic-import": false },
  });
  const parts = files
    .map(({ text }) => text)
    .join("")
    .split(`require("../${SDK.source}")`);
  if (parts.length !== 2)
    throw new Error(`package: ${SDK.source} is imported in ${parts.length - 1} places, and one is needed`);
  const code = parts.join(`require("./${SDK.file}")`);
  writeFileSync(join(DIST, "command-line.cjs"), code);
  return { code, metafile };
}

function buildCommandLine(): Metafile[] {
  const { code, metafile } = commandLine();
  const sdk = bundle(SDK.source, SDK.file, { minify: true });
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 32);
  const PACKED = JSON.stringify({ hash, version, words: Object.keys(WORDS) });
  return [metafile, sdk.metafile, bundle("package/launch.cjs", "launch.cjs", { define: { PACKED } }).metafile];
}

/** The entry points share their code, so that a class is the same in all of them. Only ES modules can be split so. */
function buildLibrary(): Metafile {
  const { files, metafile } = built({
    entryPoints: Object.fromEntries(Object.entries(ENTRIES).map(([name, { source }]) => [name, source])),
    format: "esm",
    splitting: true,
    chunkNames: "shared-[hash]",
    outdir: DIST,
    outExtension: { ".js": ".cjs" },
    external: EXTERNAL,
  });
  for (const { path, text } of files) {
    const name = basename(path, ".cjs");
    if (ENTRIES[name]?.esModule) writeFileSync(join(DIST, `${name}.mjs`), text);
    else writeFileSync(join(DIST, `${name}.cjs`), transformSync(text, COMMON_JS).code);
  }
  return metafile;
}

function buildDeclarations(): void {
  const { status } = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "package/tsconfig.json"], {
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("package: no declarations, see above");
  const entries = Object.values(ENTRIES).map(({ source }) => source.replace(/^lib\/(.*)\.ts$/, "$1.d.ts"));
  completeDeclarations(join(DIST, "types"), entries, SCHEMA_TYPES);
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST);
const parties = thirdPartiesIn([...buildCommandLine(), buildLibrary()], ROOT);
const problems = refused(parties);
if (problems.length > 0) throw new Error(`package: must not be bundled: ${problems.join("; ")}`);
writeFileSync(join(ROOT, "THIRD-PARTY-NOTICES"), noticesOf(parties));
buildDeclarations();
