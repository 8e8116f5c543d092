/**
 * Runs a TypeScript file of this project: `node launch.cjs [file]`, by default main.ts.
 *
 * The file and its imports are bundled, and the bundle is cached under a hash of all source files. After any edit a new
 * bundle is created, so an outdated one never runs. See docs/decisions/0001-start-up.md.
 */
const { createHash } = require("node:crypto");
const { Module } = require("node:module");
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { basename, extname, join, relative, resolve } = require("node:path");
const { Script } = require("node:vm");

const ROOT = __dirname;
const CACHE = join(ROOT, "node_modules/.cache/cdktf-eks-access");
const SOURCES = new Set([".ts", ".cjs", ".mjs", ".js", ".json"]);
const NOT_SOURCE = new Set(["node_modules", "cdktf.out", "__tests__", "bench", "docs", "package-lock.json"]);

/** Returns all files that a bundle may contain, in a fixed order. */
function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && !name.endsWith(".schema.json") && !NOT_SOURCE.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourcesBelow(path);
      return SOURCES.has(extname(entry.name)) ? [path] : [];
    });
}

/** Hashes the content of all sources. For installed packages it uses npm's lock file in node_modules. */
function fingerprint(entry) {
  const hash = createHash("sha256").update(relative(ROOT, entry));
  for (const path of [...sourcesBelow(ROOT), join(ROOT, "node_modules/.package-lock.json")]) {
    hash.update(`\0${relative(ROOT, path)}\0`).update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 32);
}

function build(entry) {
  const { outputFiles } = require("esbuild").buildSync({
    entryPoints: [entry],
    absWorkingDir: ROOT,
    bundle: true,
    platform: "node",
    target: "node20",
    minifyWhitespace: true,
    legalComments: "none",
    write: false,
    external: ["esbuild"],
    logLevel: "error",
  });
  return outputFiles[0].text;
}

/** Writes a file to the cache. The cache is optional: if it cannot be written, the bundle runs anyway. */
function writeCache(file, content) {
  try {
    mkdirSync(CACHE, { recursive: true });
    const unfinished = join(CACHE, `unfinished-${process.pid}`);
    writeFileSync(unfinished, content);
    renameSync(unfinished, file);
  } catch (error) {
    if (!["EACCES", "EROFS", "EPERM"].includes(error.code)) throw error;
  }
}

/** Deletes bundles of earlier sources of the same entry point. */
function deleteOldBundles(entry) {
  const name = `${basename(entry, ".ts")}.`;
  for (const old of existsSync(CACHE) ? readdirSync(CACHE) : []) {
    if (old.startsWith(name)) rmSync(join(CACHE, old), { force: true });
  }
}

function read(file, encoding) {
  return existsSync(file) ? readFileSync(file, encoding) : undefined;
}

function bundle(entry) {
  const file = join(CACHE, `${basename(entry, ".ts")}.${fingerprint(entry)}.cjs`);
  const kept = read(file, "utf8");
  if (kept !== undefined) return { file, code: kept };
  const code = build(entry);
  deleteOldBundles(entry);
  writeCache(file, code);
  return { file, code };
}

/** Runs the bundle with V8's code cache of the last run. V8 rejects a cache of another version or source. */
function run({ file, code }) {
  const compiled = `${file}.v8`;
  const cachedData = read(compiled);
  const script = new Script(Module.wrap(code), { filename: file, cachedData });
  script.runInThisContext().call(module.exports, module.exports, require, module, file, CACHE);
  if (cachedData === undefined || script.cachedDataRejected) writeCache(compiled, script.createCachedData());
}

run(bundle(resolve(ROOT, process.argv[2] ?? "main.ts")));
