import { runCommandLine } from "../lib/commands/command-line";

// skips node and bin/eks-access.cjs
runCommandLine(process.argv.slice(2), process.env);
