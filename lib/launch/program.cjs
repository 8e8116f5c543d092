/**
 * Runs a program of which code and V8's data are kept together in one file: a line of JSON, the code, the data. See
 * docs/decisions/0001-start-up.md.
 */
const { basename, dirname } = require("node:path");
const { cachedDataVersionTag, setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");
const { isMainThread } = require("node:worker_threads");
const { readKept, writeKept } = require("../files/kept.cjs");

/**
 * Flags that let V8 optimize a function later, because most runs end before that pays, by versions of V8. A flag that a
 * version does not know is printed as an error. See docs/decisions/0018-cold-runs.md.
 */
const OPTIMIZE_LATER = new Map([
  ["11.3", "--interrupt-budget=400000"],
  ["12.4", "--invocation-count-for-turbofan=12000"],
]);
const flag = OPTIMIZE_LATER.get(process.versions.v8.split(".", 2).join("."));
// before ENGINE, which tells of flags; other threads have those of the first
if (flag !== undefined && isMainThread) setFlagsFromString(flag);

const ENGINE = `${process.version} ${process.arch} ${cachedDataVersionTag()}`;

/** Returns the code, and V8's data if this V8 made it with the same flags. */
function readProgram(file) {
  const content = readKept(file);
  if (content === undefined) return undefined;
  const begin = content.indexOf("\n") + 1;
  const { engine, encoding, length } = JSON.parse(content.toString("utf8", 0, begin));
  const end = begin + length;
  return { code: content.toString(encoding, begin, end), data: engine === ENGINE ? content.subarray(end) : undefined };
}

/** Keeps code and V8's data. Of the same program under other hashes, the latest stay. */
function writeProgram({ file, latest }, code, data) {
  // latin1 is the same for ASCII, and faster to read
  const encoding = Buffer.byteLength(code) === code.length ? "latin1" : "utf8";
  const bytes = Buffer.from(code, encoding);
  const header = Buffer.from(`${JSON.stringify({ engine: ENGINE, encoding, length: bytes.length })}\n`);
  const name = nameOf(basename(file));
  writeKept(file, Buffer.concat([header, bytes, data]), { latest, of: (other) => nameOf(other) === name });
}

/** The name of a program, by that of its file. Earlier versions wrote two files. */
const nameOf = (file) => /^(.+)\.[0-9a-f]{32}\.(?:bundle|cjs|cjs\.v8)$/.exec(file)?.[1];

/**
 * Runs a program.
 *
 * @param kept the file that keeps it, whose name has the hash of all its sources, and how many of the same program stay.
 * Undefined if there is no such hash
 * @param make returns its code as a function, and the file to run it as if it cannot be kept
 * @param scope what the program sees as its `module` and `require`
 */
exports.runProgram = (kept, make, { module, require }) => {
  const found = kept && readProgram(kept.file);
  const { code, runsAs } = found ?? make();
  // a program with this name is known by the hash of all its sources: see lib/files/program.ts
  const filename = runsAs ?? kept.file;
  const script = new Script(code, { filename, cachedData: found?.data });
  // at the end V8 has compiled all that a run needs
  if (runsAs === undefined && (found?.data === undefined || script.cachedDataRejected)) {
    process.once("exit", () => {
      try {
        writeProgram(kept, code, script.createCachedData());
      } catch {
        // the next run compiles it again
      }
    });
  }
  script.runInThisContext().call(module.exports, module.exports, require, module, filename, dirname(filename));
};
