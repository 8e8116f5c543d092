/**
 * Starts the packed command line: `dist/launch.cjs`. For each word the bundle is kept with V8's data of what this word
 * runs. See docs/decisions/0016-package.md.
 */
const { readFileSync } = require("node:fs");
const { Module } = require("node:module");
const { join } = require("node:path");
const { keptFolder } = require("../lib/files/kept.cjs");
const { fail } = require("../lib/launch/failure.cjs");
const { runProgram } = require("../lib/launch/program.cjs");

// package/build.ts puts it in
const { hash, version, words } = PACKED;

const BUNDLE = join(__dirname, "command-line.cjs");
const LATEST = 3;

process.on("uncaughtException", (error) => fail(error, () => version));

const [, , asked] = process.argv;
const word = words.includes(asked) ? asked : "help";
const folder = keptFolder();
const kept = folder && { file: join(folder, `${word}.${hash}.bundle`), latest: LATEST };
const make = () => ({ code: Module.wrap(readFileSync(BUNDLE, "utf8")), runsAs: kept ? undefined : BUNDLE });
runProgram(kept, make, { module, require });
