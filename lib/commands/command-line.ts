import { version } from "../../package.json";
import { didYouMean, quote } from "../aws/text";
import { ConfigError } from "../load/config-error";
import { parseArguments } from "./arguments";
import { columns, type Environment, helpOf } from "./command";
import { runProgram } from "./program";
import { WORDS } from "./words";

/** Returns what `eks-access --help` prints. */
export const helpOfAll = (): string =>
  [
    "eks-access <word> [arguments]",
    "",
    ...columns(Object.entries(WORDS).map(([word, { summary }]) => [word, summary])),
    "",
    "eks-access <word> --help lists its arguments; eks-access --version prints the version.",
    "",
  ].join("\n");

/**
 * Runs the command line.
 *
 * @param args the word, and what follows it
 */
export function runCommandLine([word, ...args]: readonly string[], environment: Environment): void {
  runProgram(async () => {
    if (word === "--help") process.stdout.write(helpOfAll());
    else if (word === "--version") process.stdout.write(`${version}\n`);
    else if (word === undefined) {
      process.stderr.write(helpOfAll());
      process.exitCode = 1;
    } else await runWord(word, args, environment);
  });
}

async function runWord(word: string, args: readonly string[], environment: Environment): Promise<void> {
  const known = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (known === undefined) {
    const words = Object.keys(WORDS);
    const near = didYouMean(word, words);
    throw new ConfigError([`eks-access: a word is one of ${words.join(", ")}, got ${quote(word)}${near}`]);
  }
  const command = await known.load();
  const given = parseArguments(word, command, args, environment);
  if (given === undefined) process.stdout.write(helpOf(word, known.summary, command));
  else await command.run(given);
}
