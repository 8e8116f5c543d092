import { runProgram } from "./lib/commands/program";
import { synthesize } from "./lib/commands/synthesize";
import { synthWithConstructs } from "./lib/stacks/synth";

runProgram(() => synthesize(process.env, synthWithConstructs));
