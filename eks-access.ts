import { runProgram } from "./lib/commands/program";
import { ConfigError } from "./lib/load/config-error";

/** The commands. Each one loads its code only when it runs. */
const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  access: async (args) =>
    (await import("./lib/commands/access")).access(args, process.env.EKS_ACCESS_CONFIG ?? "clusters"),
  review: async (args) =>
    (await import("./lib/commands/review")).review(args, process.env.EKS_ACCESS_CONFIG ?? "clusters"),
  "explain-error": async (args) =>
    (await import("./lib/commands/explain-error")).explainErrors(args, process.env.EKS_ACCESS_CONFIG ?? "clusters"),
  explain: async (args) => (await import("./lib/commands/explain")).explain(args),
  schema: async () => (await import("./lib/commands/schema")).schema(),
  docs: async () => (await import("./lib/commands/docs")).docs(),
};

// skips node, launch.cjs and this file
const [word = "", ...args] = process.argv.slice(3);

runProgram(async () => {
  const run = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  if (run === undefined) {
    throw new ConfigError([`eks-access: a word is one of ${Object.keys(COMMANDS).join(", ")}, got "${word}"`]);
  }
  await run(args);
});
