import { runSynth } from "./lib/commands/synth";
import { synthWithConstructs } from "./lib/stacks/synth";

runSynth(process.env, synthWithConstructs);
