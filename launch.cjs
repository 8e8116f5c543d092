/**
 * Runs a TypeScript file of this project: `node launch.cjs [file]`, by default main.ts.
 *
 * The file and its imports are bundled. The bundle and what V8 compiled of it are kept together in one file, which is
 * named by a hash of all source files: after any edit there is a new bundle. Whatever is wrong with the cache, the
 * program runs without it. See docs/decisions/0001-start-up.md.
 */
const { createHash } = require("node:crypto");
const { readdirSync, readFileSync, statSync } = require("node:fs");
const { Module } = require("node:module");
const { extname, join, relative, resolve, sep } = require("node:path");
const { fail, oneLine } = require("./lib/launch/failure.cjs");
const { runProgram } = require("./lib/launch/program.cjs");

const ROOT = __dirname;
const CACHE = join(ROOT, "node_modules/.cache/cdktf-eks-access");
const SOURCES = new Set([".ts", ".cjs", ".mjs", ".js", ".json"]);
const NOT_SOURCE = new Set([
  "node_modules",
  "cdktf.out",
  "__tests__",
  "bench",
  "dist",
  "docs",
  "facts",
  "package-lock.json",
  "template",
]);

/** The program writes these: they must not make another program of it. */
const OUTPUT = [process.env.CDKTF_OUTDIR, ...namedOutput(process.argv)].filter(Boolean).map((path) => resolve(path));

/** Returns what `--out` names. */
function namedOutput(args) {
  const after = args.filter((_, at) => args[at - 1] === "--out");
  return [...after, ...args.filter((arg) => arg.startsWith("--out=")).map((arg) => arg.slice("--out=".length))];
}

/** Runs a function that may fail. */
function attempt(what) {
  try {
    return what();
  } catch {
    return undefined;
  }
}

// Sources and the bundle

/** Returns all files that a bundle may contain, in a fixed order. */
function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && !name.endsWith(".schema.json") && !NOT_SOURCE.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      // path.join is slow for so many
      const path = `${folder}${sep}${entry.name}`;
      if (OUTPUT.includes(path)) return [];
      if (entry.isDirectory()) return sourcesBelow(path);
      return SOURCES.has(extname(entry.name)) && (entry.isFile() || entry.isSymbolicLink()) ? [path] : [];
    });
}

/** Hashes the content of all sources. For installed packages it uses npm's lock file in node_modules. */
function fingerprint(entry) {
  const files = sourcesBelow(ROOT);
  const hash = createHash("sha256").update(relative(ROOT, entry));
  for (const path of [...files, join(ROOT, "node_modules/.package-lock.json")]) {
    hash.update(`\0${path.slice(ROOT.length)}\0`).update(readFileSync(path));
  }
  return { files, hash: hash.digest("hex").slice(0, 32) };
}

/** Bundles the file and its imports. Returns the code, and the files in it that belong to no installed package. */
function build(entry) {
  const { outputFiles, metafile } = require("esbuild").buildSync({
    entryPoints: [entry],
    absWorkingDir: ROOT,
    bundle: true,
    platform: "node",
    target: "node20",
    minifyWhitespace: true,
    legalComments: "none",
    write: false,
    metafile: true,
    // what a run of most words never loads stays in node_modules
    external: ["esbuild", "@aws-sdk/*"],
    logLevel: "silent",
  });
  const inputs = Object.keys(metafile.inputs).filter((path) => !path.split("/").includes("node_modules"));
  return { code: Module.wrap(outputFiles[0].text), inputs: inputs.map((path) => resolve(ROOT, path)) };
}

/** Says why there is no bundle, one line a problem. */
function problemsOf(entry, { errors, message }) {
  if (errors === undefined) {
    return `launch.cjs: esbuild does not work here: ${oneLine(message.split("\n")[0])}; run npm ci on this machine`;
  }
  if (!attempt(() => statSync(entry).isFile())) {
    return `launch.cjs: there is no file "${oneLine(relative(ROOT, entry))}"; name a TypeScript file of this project, as in node launch.cjs main.ts`;
  }
  const lines = errors.map(({ text, location }) =>
    location ? `${location.file}:${location.line}:${location.column + 1} ${text}` : text,
  );
  return lines.map((line) => `launch.cjs: ${oneLine(line)}`).join("\n");
}

/** What launch.cjs itself refuses, in the words that are printed. */
class LaunchError extends Error {
  name = "LaunchError";
}

// The run

/** Returns the file to keep the bundle in, and all that its name tells of. Undefined if sources cannot be read. */
function sourcesOf(entry) {
  return attempt(() => {
    const { files, hash } = fingerprint(entry);
    const name = relative(ROOT, entry)
      .replace(/\.ts$/, "")
      .replace(/[^\w-]/g, "-");
    return { file: join(CACHE, `${name}.${hash}.bundle`), files: new Set(files) };
  });
}

/** Builds the bundle. It lasts if it is made of files that were hashed only, and nobody edited one meanwhile. */
function make(entry, sources) {
  try {
    const { code, inputs } = build(entry);
    const known = sources !== undefined && inputs.every((path) => sources.files.has(path));
    return { code, runsAs: known && sourcesOf(entry)?.file === sources.file ? undefined : entry };
  } catch (error) {
    throw new LaunchError(problemsOf(entry, error), { cause: error });
  }
}

function launch(entry) {
  const sources = sourcesOf(entry);
  runProgram(sources && { file: sources.file, latest: 1 }, () => make(entry, sources), { module, require });
}

/** Runs another file of the project in this process. Its bundle is read only then. */
exports.launch = (entry) => launch(resolve(ROOT, entry));

const version = () => attempt(() => require("./package.json").version) ?? "of unknown version";

process.on("uncaughtException", (error) => fail(error, version));
launch(resolve(ROOT, process.argv[2] ?? "main.ts"));
