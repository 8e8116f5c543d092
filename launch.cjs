/**
 * Runs a TypeScript file of this project: `node launch.cjs [file]`, main.ts by default.
 *
 * The file and all it imports are bundled once; the bundle is kept under the hash of every source file, so an edit of
 * any of them makes another bundle and an old one is never run. See docs/decisions/0001-start-up.md.
 */
const { createHash } = require("node:crypto");
const { Module } = require("node:module");
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { basename, extname, join, relative, resolve } = require("node:path");
const { Script } = require("node:vm");

const ROOT = __dirname;
const CACHE = join(ROOT, "node_modules/.cache/cdktf-eks-access");
const SOURCES = new Set([".ts", ".cjs", ".mjs", ".js", ".json"]);
const NOT_SOURCE = new Set(["node_modules", "cdktf.out", "__tests__", "bench", "docs"]);

/** Every file that a bundle may be made of, in a fixed order. */
function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && !NOT_SOURCE.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourcesBelow(path);
      return SOURCES.has(extname(entry.name)) ? [path] : [];
    });
}

/** Sources by content; installed packages by npm's own record of what it installed. */
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

/** Writing the cache is a convenience: where it cannot be written, the bundle runs all the same. */
function keep(file, content) {
  try {
    mkdirSync(CACHE, { recursive: true });
    const unfinished = join(CACHE, `unfinished-${process.pid}`);
    writeFileSync(unfinished, content);
    renameSync(unfinished, file);
  } catch (error) {
    if (!["EACCES", "EROFS", "EPERM"].includes(error.code)) throw error;
  }
}

/** Bundles of earlier sources of the same entry. */
function forget(entry) {
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
  forget(entry);
  keep(file, code);
  return { file, code };
}

/** Runs the bundle with what V8 compiled of it last time; V8 itself refuses what is of another version or text. */
function run({ file, code }) {
  const compiled = `${file}.v8`;
  const cachedData = read(compiled);
  const script = new Script(Module.wrap(code), { filename: file, cachedData });
  script.runInThisContext().call(module.exports, module.exports, require, module, file, CACHE);
  if (cachedData === undefined || script.cachedDataRejected) keep(compiled, script.createCachedData());
}

run(bundle(resolve(ROOT, process.argv[2] ?? "main.ts")));
