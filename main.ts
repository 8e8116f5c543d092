import { isMainThread } from "node:worker_threads";
import { synthAsProgram } from "./lib/app";
import { runProgram } from "./lib/commands/program";
import { synthesize, usesConstructs } from "./lib/commands/synthesize";
import { answerInThread } from "./lib/synth/threads";

if (!isMainThread) answerInThread();
// a program of its own, so that this one does not load cdktf; launch.cjs exports how to run it
else if (usesConstructs(process.env)) module.exports.launch("constructs.ts");
else runProgram(() => synthesize(process.env, synthAsProgram));
