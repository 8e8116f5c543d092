import { quote } from "../aws/text";
import { diffOf } from "../diff/diff";
import { ConfigError } from "../load/config-error";
import { asDiffText, type Compared, diffAnswerOf, totalsOf } from "../report/diff";
import { asDiffSarif } from "../report/diff-ci";
import { asDiffMarkdown, LEAST, LIMIT } from "../report/diff-markdown";
import { answer, jsonAnswer, TOOL } from "./answer";
import { type Command, type Given, LOOK, OUT } from "./command";
import { plansOfBase, plansOfHead, sidesOf } from "./compared";

const FORMATS: Readonly<Record<string, (compared: Compared, limit: number) => string>> = {
  text: asDiffText,
  markdown: asDiffMarkdown,
  json: (compared) => jsonAnswer("diff", diffAnswerOf(compared)),
  sarif: (compared) => asDiffSarif(compared, TOOL),
};

const FAILS: Readonly<Record<string, (compared: Compared) => boolean>> = {
  escalation: (compared) => compared.refused.length > 0 || totalsOf(compared).escalations > 0,
  change: (compared) => compared.refused.length > 0 || totalsOf(compared).changes > 0,
  never: () => false,
};

/** `eks-access diff <from> [<to>]`: what two states of the files differ in, as access. */
export const command: Command = {
  positionals: {
    "<from>": "what is compared with: a revision of git, or a file or folder; rev:<name> is a revision in any case",
    "[<to>]": "the same of what is compared, by default the files as they are, in EKS_ACCESS_CONFIG, or clusters",
  },
  most: 2,
  options: {
    exact: { about: "compare with the revision itself, and not with the latest commit that both have in common" },
    format: { oneOf: Object.keys(FORMATS), about: "how to print it, by default as text" },
    "fail-on": { oneOf: Object.keys(FAILS), about: "what ends with 2, by default an escalation" },
    limit: { value: "<characters>", about: `what Markdown is cut to, by default ${LIMIT}` },
    out: OUT,
  },
  examples: [
    "eks-access diff origin/main",
    "eks-access diff v1 v2 --exact",
    "eks-access diff origin/main --format markdown --fail-on never --out diff.md",
  ],
  exitCodes: {
    0: "answered",
    1: "an argument or the later configuration is refused, or there is no such revision",
    [LOOK]: "answered, and there is what --fail-on names, or the earlier configuration is refused",
  },
  run(given) {
    const { values } = given;
    const limit = limitIn(given);
    const compared = compare(given);
    const { format = "text", "fail-on": failOn = "escalation" } = values;
    answer(oneOf(FORMATS, format)(compared, limit), values.out);
    if (oneOf(FAILS, failOn)(compared)) process.exitCode = LOOK;
  },
};

function oneOf<Value>(values: Readonly<Record<string, Value>>, name: string): Value {
  const value = values[name];
  if (value === undefined) throw new Error(`internal: ${quote(name)} is not known; please report this`);
  return value;
}

/** @throws ConfigError if there is a limit and it is none, or not for Markdown */
function limitIn({ values: { limit, format } }: Given): number {
  if (limit === undefined) return LIMIT;
  if (format !== "markdown") throw new ConfigError(["diff: --limit is for --format markdown; leave it out"]);
  if (!/^[0-9]{1,9}$/.test(limit) || Number(limit) < LEAST) {
    throw new ConfigError([`diff: --limit is a whole number of at least ${LEAST}, got ${quote(limit)}`]);
  }
  return Number(limit);
}

/** @throws ConfigError if one of them cannot be found, or the later one is refused */
function compare({ positionals: [from, to], flags, environment }: Given): Compared {
  if (from === undefined) throw new ConfigError(["diff: it takes a revision or a folder to compare with, got none"]);
  const sides = sidesOf({ from, ...(to !== undefined && { to }), exact: flags.has("exact"), environment });
  const after = plansOfHead(sides.to);
  const { plans: before, refused } = plansOfBase(sides.from);
  return { from: sides.from.side, to: sides.to.side, refused, clusters: diffOf(before, after) };
}
