import { parseArgs } from "node:util";
import { didYouMean, list, quote, visible } from "../aws/text";
import { ConfigError } from "../load/config-error";
import { type Command, type Environment, type Given, HELP, type Option } from "./command";

type Options = Readonly<Record<string, Option>>;

const takesValue = ({ value, oneOf }: Option): boolean => value !== undefined || oneOf !== undefined;

/**
 * Reads the arguments of a word.
 *
 * @returns undefined if they ask for help
 * @throws ConfigError if an argument is unknown, or an option has no value, a wrong one or several
 */
export function parseArguments(
  word: string,
  command: Pick<Command, "options" | "most">,
  args: readonly string[],
  environment: Environment,
): Given | undefined {
  const options: Options = { ...command.options, help: { ...HELP, short: "h" } };
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(options).map(([name, option]) => [
        name,
        { type: takesValue(option) ? "string" : "boolean", ...(option.short && { short: option.short }) },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === "option");
  if (given.some(({ name }) => name === "help")) return undefined;
  const positionals = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  refuseUnknown(word, options, [
    ...given.flatMap(({ name, rawName }) => (Object.hasOwn(options, name) ? [] : [rawName])),
    ...positionals.slice(command.most),
  ]);
  const values: Record<string, string> = {};
  const lists: Record<string, string[]> = {};
  const flags = new Set<string>();
  for (const { name, value, inlineValue } of given) {
    const problem = (message: string) => new ConfigError([`${word}: --${name} ${message}`]);
    if (flags.has(name) || Object.hasOwn(values, name)) throw problem("stands twice; write it once");
    const option = options[name] ?? HELP;
    if (!takesValue(option)) {
      if (value !== undefined) throw problem(`takes no value, got ${quote(value)}`);
      flags.add(name);
      continue;
    }
    const what = option.oneOf ? `is one of ${list(option.oneOf)}` : `takes ${option.value}`;
    // the next option is no value
    if (value === undefined || (!inlineValue && value.startsWith("--"))) throw problem(`${what}, got none`);
    if (option.oneOf && !option.oneOf.includes(value)) throw problem(`${what}, got ${quote(value)}`);
    if (option.many) lists[name] = [...(lists[name] ?? []), value];
    else values[name] = value;
  }
  return { positionals, values, lists, flags, environment };
}

function refuseUnknown(word: string, options: Options, unknown: readonly string[]): void {
  const [first] = unknown;
  if (first === undefined) return;
  const known = Object.keys(options).map((name) => `--${name}`);
  const near = didYouMean(first, known);
  throw new ConfigError([
    visible(`${word}: unknown argument ${unknown.join(" ")}; known here: ${known.join(", ")}${near}`),
  ]);
}
