/**
 * Runs a TypeScript file of this project: `node launch.cjs [file]`, by default main.ts.
 *
 * The file and its imports are bundled. The bundle and what V8 compiled of it are kept together in one file, which is
 * named by a hash of all source files: after any edit there is a new bundle. Whatever is wrong with the cache, the
 * program runs without it. See docs/decisions/0001-start-up.md.
 */
const { createHash } = require("node:crypto");
const { readdirSync, readFileSync, statSync, writeSync } = require("node:fs");
const { Module } = require("node:module");
const { basename, extname, join, relative, resolve, sep } = require("node:path");
const { inspect } = require("node:util");
const { cachedDataVersionTag } = require("node:v8");
const { Script } = require("node:vm");
const { readKept, writeKept } = require("./lib/files/kept.cjs");

const ROOT = __dirname;
const CACHE = join(ROOT, "node_modules/.cache/cdktf-eks-access");
const SOURCES = new Set([".ts", ".cjs", ".mjs", ".js", ".json"]);
const NOT_SOURCE = new Set(["node_modules", "cdktf.out", "__tests__", "bench", "docs", "facts", "package-lock.json"]);

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
    external: ["esbuild"],
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

// The bundle that is kept: a line of JSON, code, V8's data

const ENGINE = `${process.version} ${process.arch} ${cachedDataVersionTag()}`;

/** Returns the code, and V8's data if this V8 made it with the same flags. */
function readBundle(file) {
  const content = readKept(file);
  if (content === undefined) return undefined;
  const begin = content.indexOf("\n") + 1;
  const { engine, encoding, length } = JSON.parse(content.toString("utf8", 0, begin));
  const end = begin + length;
  return { code: content.toString(encoding, begin, end), data: engine === ENGINE ? content.subarray(end) : undefined };
}

/** Keeps code and V8's data in place of what was kept of the same entry point. */
function writeBundle(file, code, data) {
  // latin1 is the same for ASCII, and faster to read
  const encoding = Buffer.byteLength(code) === code.length ? "latin1" : "utf8";
  const bytes = Buffer.from(code, encoding);
  const header = Buffer.from(`${JSON.stringify({ engine: ENGINE, encoding, length: bytes.length })}\n`);
  const entry = entryOf(basename(file));
  writeKept(file, Buffer.concat([header, bytes, data]), { latest: 1, of: (name) => entryOf(name) === entry });
}

/** The entry point of a bundle, by the name of its file. Earlier versions wrote two files. */
const entryOf = (name) => /^(.+)\.[0-9a-f]{32}\.(?:bundle|cjs|cjs\.v8)$/.exec(name)?.[1];

// Failures

/** What launch.cjs itself refuses, in the words that are printed. */
class LaunchError extends Error {
  name = "LaunchError";
}

/** Escapes line breaks and other control characters. */
const oneLine = (text) =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
    sign === "\n" ? "\\n" : `\\u{${sign.codePointAt(0).toString(16)}}`,
  );

/** What is printed of an error: what the user can correct in its own words, anything else with a request to report it. */
function textOf(error) {
  // an error of a worker thread comes without its class
  if (["LaunchError", "ConfigError"].includes(error?.name)) return error.message;
  const version = attempt(() => require("./package.json").version) ?? "of unknown version";
  const what = oneLine(error instanceof Error ? String(error) : inspect(error));
  const system = typeof error?.syscall === "string";
  return [
    `${system ? "the operating system refused" : "unexpected error"}: ${what}`,
    ` (cdktf-eks-access ${version}, Node.js ${process.version}); `,
    system ? "if permissions and free space are in order, " : "",
    "please report this with the configuration that caused it, see CONTRIBUTING.md",
  ].join("");
}

/** Prints an error that nothing caught, and ends. In a worker thread the thread that started it receives the error. */
function fail(error) {
  // who read standard output has read enough, as in `npm run access | head -1`
  if (error?.code === "EPIPE" && error.syscall === "write") return;
  if (!require("node:worker_threads").isMainThread) throw error;
  const stack = process.env.EKS_ACCESS_DEBUG === "1" && error instanceof Error ? `${inspect(error)}\n` : "";
  attempt(() => writeSync(2, `${textOf(error)}\n${stack}`));
  process.exit(1);
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
    return { code, lasts: known && sourcesOf(entry)?.file === sources.file };
  } catch (error) {
    throw new LaunchError(problemsOf(entry, error), { cause: error });
  }
}

function launch(entry) {
  const sources = sourcesOf(entry);
  const kept = sources && readBundle(sources.file);
  const { code, lasts = true } = kept ?? make(entry, sources);
  // a program with this name is known by the hash of all its sources: see lib/files/program.ts
  const filename = lasts ? sources.file : entry;
  const script = new Script(code, { filename, cachedData: kept?.data });
  // at the end V8 has compiled all that a run needs
  if (lasts && (kept?.data === undefined || script.cachedDataRejected)) {
    process.once("exit", () => attempt(() => writeBundle(filename, code, script.createCachedData())));
  }
  script.runInThisContext().call(module.exports, module.exports, require, module, filename, CACHE);
}

/** Runs another file of the project in this process. Its bundle is read only then. */
exports.launch = (entry) => launch(resolve(ROOT, entry));

process.on("uncaughtException", fail);
launch(resolve(ROOT, process.argv[2] ?? "main.ts"));
