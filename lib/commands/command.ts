import { visible } from "../aws/text";

export type Environment = Readonly<Record<string, string | undefined>>;

/** An option, without the two dashes before its name. It is a flag unless it takes a value. */
export interface Option {
  /** What its value is, for `--help`, such as `<file>`. */
  readonly value?: string;
  /** All values that it takes. */
  readonly oneOf?: readonly string[];
  /** A letter that stands for it, as in `-n`. */
  readonly short?: string;
  /** Whether it may stand several times. */
  readonly many?: true;
  readonly about: string;
}

/** What a user gave to a word. */
export interface Given {
  /** All that is no option. */
  readonly positionals: readonly string[];
  /** The values of options that take one, by name. */
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly flags: ReadonlySet<string>;
  /** All values of the options that may stand several times, by name. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly environment: Environment;
}

/** A word of the command line. */
export interface Command {
  /** What may follow that is no option, such as `[file]`, and what it means. */
  readonly positionals: Readonly<Record<string, string>>;
  /** How many positionals it takes. Infinity where it checks that itself. */
  readonly most: number;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
  readonly exitCodes: Readonly<Record<number, string>>;
  /** @throws ConfigError with what the user can correct */
  run(given: Given): void | Promise<void>;
}

/** The exit code of an answer that somebody should look at. */
export const LOOK = 2;

/** An option that every word takes. */
export const HELP: Option = { about: "print this" };

/** The option of words that print an answer. */
export const OUT: Option = { value: "<file>", about: "write the answer into a file, not to standard output" };

/** The file or folder of the configuration, where no argument names it. An empty variable counts as none. */
export const sourceIn = ({ EKS_ACCESS_CONFIG }: Environment): string => EKS_ACCESS_CONFIG || "clusters";

/** Returns what `--help` of a word prints. */
export function helpOf(word: string, summary: string, command: Command): string {
  const options = Object.entries({ ...command.options, help: HELP });
  const rows = [
    ...Object.entries(command.positionals),
    ...options.map(([name, option]): [string, string] => [
      [...(option.short ? [`-${option.short},`] : []), `--${name}`, ...shownValue(option)].join(" "),
      option.about,
    ]),
  ];
  return [
    ["eks-access", word, ...Object.keys(command.positionals), "[options]"].join(" "),
    `\n${summary}\n`,
    ...columns(rows),
    `\nExample${command.examples.length > 1 ? "s" : ""}:`,
    ...command.examples.map((example) => `  ${example}`),
    "\nExit code:",
    ...columns(Object.entries(command.exitCodes)),
    "",
  ].join("\n");
}

const shownValue = ({ value, oneOf }: Option): string[] => (oneOf ? [oneOf.join("|")] : value ? [value] : []);

/** Aligns rows of two columns. */
export function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => visible(`  ${left.padEnd(width)}  ${right}`));
}
