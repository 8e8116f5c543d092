import { version } from "../../package.json";
import { didYouMean, quote } from "../aws/text";
import { ConfigError } from "../load/config-error";
import { parseArguments } from "./arguments";
import { columns, type Environment, helpOf } from "./command";
import { runProgram } from "./program";
import { WORDS, type Word, type WordGroup } from "./words";

/** Returns what `eks-access --help` prints. */
const helpOfAll = (): string =>
  [
    "eks-access <word> [arguments]",
    "",
    ...columns(Object.entries(WORDS).map(([word, { summary }]) => [word, summary])),
    "",
    "eks-access <word> --help lists its arguments; eks-access --version prints the version.",
    "",
  ].join("\n");

/** Whether what stands in place of a word asks for help. */
const asksForHelp = (word: string | undefined): boolean => ["--help", "-h", "help"].includes(word ?? "");

/** Returns what `--help` of several words behind one prints. */
const helpOfGroup = (name: string, { summary, words }: WordGroup): string =>
  [
    `eks-access ${name} <word> [arguments]`,
    `\n${summary}\n`,
    ...columns(Object.entries(words).map(([word, inner]) => [word, inner.summary])),
    `\neks-access ${name} <word> --help lists its arguments.`,
    "",
  ].join("\n");

/**
 * Runs the command line.
 *
 * @param args the word, and what follows it
 */
export function runCommandLine([word, ...args]: readonly string[], environment: Environment): void {
  runProgram(async () => {
    if (word === "help" && args.length > 0) await runWord(args[0] ?? "", [...args.slice(1), "--help"], environment);
    else if (asksForHelp(word)) process.stdout.write(helpOfAll());
    else if (word === "--version") process.stdout.write(`${version}\n`);
    else if (word === undefined) {
      process.stderr.write(helpOfAll());
      process.exitCode = 1;
    } else await runWord(word, args, environment);
  });
}

async function runWord(word: string, args: readonly string[], environment: Environment): Promise<void> {
  const known = wordOf(word, WORDS, "eks-access");
  if ("words" in known) return runGroup(word, known, args, environment);
  await runCommand(word, known, args, environment);
}

async function runGroup(
  name: string,
  group: WordGroup,
  [word, ...args]: readonly string[],
  environment: Environment,
): Promise<void> {
  if (asksForHelp(word)) process.stdout.write(helpOfGroup(name, group));
  else if (word === undefined) {
    process.stderr.write(helpOfGroup(name, group));
    process.exitCode = 1;
  } else await runCommand(`${name} ${word}`, wordOf(word, group.words, name), args, environment);
}

async function runCommand(name: string, word: Word, args: readonly string[], environment: Environment): Promise<void> {
  const command = await word.load();
  const given = parseArguments(name, command, args, environment);
  if (given === undefined) process.stdout.write(helpOf(name, word.summary, command));
  else await command.run(given);
}

function wordOf<Found>(word: string, words: Readonly<Record<string, Found>>, before: string): Found {
  const known = Object.hasOwn(words, word) ? words[word] : undefined;
  if (known !== undefined) return known;
  const all = Object.keys(words);
  throw new ConfigError([`${before}: a word is one of ${all.join(", ")}, got ${quote(word)}${didYouMean(word, all)}`]);
}
