import { runCommandLine } from "./lib/commands/command-line";

// skips node, launch.cjs and this file
runCommandLine(process.argv.slice(3), process.env);
