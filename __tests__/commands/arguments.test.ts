import { parseArguments } from "../../lib/commands/arguments";
import { CALLS } from "../../lib/commands/words";

const COMMAND = {
  most: 1,
  options: {
    format: { oneOf: ["table", "json"], about: "" },
    out: { value: "<file>", about: "" },
    check: { about: "", short: "c" },
    add: { value: "<word>", short: "a", many: true as const, about: "" },
  },
};
const given = (...args: readonly string[]) => parseArguments("word", COMMAND, args, {});

test.each<[readonly string[], object]>([
  [[], { positionals: [], values: {}, flags: new Set() }],
  [
    ["--out", "a", "clusters", "--check", "--format=json"],
    { positionals: ["clusters"], values: { out: "a", format: "json" }, flags: new Set(["check"]) },
  ],
  [["--", "--out"], { positionals: ["--out"], values: {}, flags: new Set() }],
  [["--out", "-"], { values: { out: "-" }, positionals: [] }],
  [["--out=--check"], { values: { out: "--check" }, flags: new Set() }],
  [["-"], { positionals: ["-"] }],
  [["-c", "-a", "b"], { flags: new Set(["check"]), lists: { add: ["b"] }, values: {} }],
  [["--add", "b", "--add=b"], { lists: { add: ["b", "b"] } }],
])("%j is read", (args, expected) => {
  expect(given(...args)).toMatchObject(expected);
});

test.each([[["--help"]], [["--unknown", "a", "b", "--help"]], [["-h"]], [["a", "-ch"]]])("%j asks for help", (args) => {
  expect(given(...args)).toBeUndefined();
});

const KNOWN = "known here: --format, --out, --check, --add, --help";

test.each<[readonly string[], string]>([
  [["--ot", "a"], `word: unknown argument --ot; ${KNOWN}; did you mean "--out"?`],
  [["a", "--colour", "-x", "b"], `word: unknown argument --colour -x b; ${KNOWN}`],
  [["a", "b\u001b[31m"], `word: unknown argument b\\u001b[31m; ${KNOWN}`],
  [["--toString"], `word: unknown argument --toString; ${KNOWN}`],
  [["--out"], "word: --out takes <file>, got none"],
  [["--out", "--check"], "word: --out takes <file>, got none"],
  [["--format", "xml"], 'word: --format is one of table or json, got "xml"'],
  [["--check=yes"], 'word: --check takes no value, got "yes"'],
  [["--check", "--check"], "word: --check stands twice; write it once"],
  [["--out", "a", "--out=b"], "word: --out stands twice; write it once"],
])("%j is refused", (args, message) => {
  expect(() => given(...args)).toThrow(new Error(message));
});

test.each(Object.keys(CALLS))(
  "%s refuses an argument that it does not know, and names all that it knows",
  async (word) => {
    const command = await CALLS[word]?.load();
    const known = [...Object.keys(command?.options ?? {}), "help"].map((name) => `--${name}`).join(", ");
    expect(() => command && parseArguments(word, command, ["--nonsense"], {})).toThrow(
      new Error(`${word}: unknown argument --nonsense; known here: ${known}`),
    );
  },
);
