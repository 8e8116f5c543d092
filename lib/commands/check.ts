import { FAIL_LEVELS, PACK_NAMES, type PackName } from "../aws/checks/packs";
import { type CheckedFile, checkFiles } from "../checks/checks";
import { checksOfPacks } from "../checks/decide";
import { ConfigError } from "../load/config-error";
import { load } from "../load/load";
import { LEVELS, type Level } from "../plan/checks/check";
import { asCheckMarkdown, asCheckTables, asControlMarkdown, asControlTables, type Checked } from "../report/checks";
import { asCheckJunit, asCheckSarif } from "../report/checks-ci";
import { checkAnswerOf } from "../report/checks-json";
import { answer, jsonAnswer, TOOL } from "./answer";
import { type Command, type Given, LOOK, OUT } from "./command";
import { printWarnings } from "./program";
import { sourceOf } from "./source";
import { TODAY, todayIn } from "./today";

/** `eks-access check [file or folder]`: holds the files against benchmarks. */
export const command: Command = {
  positionals: { "[file or folder]": "the configuration, by default EKS_ACCESS_CONFIG, or clusters" },
  most: 1,
  options: {
    pack: {
      oneOf: [...PACK_NAMES.words, "all"],
      many: true,
      about: "check this pack; by default those of checks.packs, or all",
    },
    list: { about: "print every control of the packs with its verdict, also those that files cannot decide" },
    format: { oneOf: ["table", "json", "sarif", "junit", "markdown"], about: "how to print it, by default as tables" },
    "fail-on": {
      oneOf: FAIL_LEVELS.words,
      about: "end with 2 from this level on, by default that of checks.fail, or error",
    },
    today: {
      ...TODAY,
      about:
        "the day that until under accept is compared with: 2026-11-24, in UTC, or a time with its zone; by default EKS_ACCESS_TODAY, or else nothing is over",
    },
    out: OUT,
  },
  examples: [
    "eks-access check",
    "eks-access check --pack cis-eks-1.8 --list --format markdown --out cis.md",
    "eks-access check --fail-on warning --format sarif --out check.sarif",
    "eks-access check --today $(date -u +%F)",
  ],
  exitCodes: {
    0: "answered, and nothing is broken at the level of --fail-on or above",
    1: "an argument or the configuration is refused",
    [LOOK]: "answered, and something is broken",
  },
  run,
};

/** @throws ConfigError if an argument is wrong, or with all errors in the configuration */
function run(given: Given): void {
  const { values, flags } = given;
  if (flags.has("list") && !["table", "markdown", undefined].includes(values.format)) {
    throw new ConfigError(["check: --list is for tables and Markdown; --format json has all controls without it"]);
  }
  const loaded = load(sourceOf(given));
  const packs = packsIn(given, loaded.plans);
  const told: readonly string[] = checksOfPacks(packs);
  // the answer says what checks find
  printWarnings(loaded.warnings.flatMap(({ rule = "", text }) => (told.includes(rule) ? [] : [text])));
  const now = todayIn("check", given);
  const files = checkFiles(loaded, { packs, ...(now !== undefined && { now }) });
  const failOf = new Map(loaded.plans.map(({ file, config }) => [file, config.checks?.fail]));
  const fails = ({ file }: CheckedFile, level: Level): boolean => {
    const failOn = values["fail-on"] ?? failOf.get(file) ?? "error";
    const least = LEVELS.find((one) => one === failOn);
    return least !== undefined && LEVELS.indexOf(level) <= LEVELS.indexOf(least);
  };
  answer(textOf({ files, packs }, given, fails), values.out);
  if (files.some((file) => isBroken(file, fails))) process.exitCode = LOOK;
}

/** Whether somebody should look at a file. An acceptance that nothing needs, or that is over, counts as a warning. */
const isBroken = (file: CheckedFile, fails: (file: CheckedFile, level: Level) => boolean): boolean =>
  (file.stale.length + file.ended.length > 0 && fails(file, "warning")) ||
  file.checks.some(({ findings }) =>
    findings.some(({ level, accepted }) => accepted === undefined && fails(file, level)),
  );

/** The packs that are asked for, else those that any file names, else all. */
function packsIn(
  { lists }: Given,
  plans: readonly { readonly config: { readonly checks?: { readonly packs?: readonly PackName[] } } }[],
): readonly [PackName, ...PackName[]] {
  const asked = lists.pack ?? plans.flatMap(({ config }) => config.checks?.packs ?? []);
  const [first, ...more] = PACK_NAMES.words.filter((name) => asked.includes(name));
  return first === undefined || asked.includes("all") ? PACK_NAMES.words : [first, ...more];
}

function textOf(
  checked: Checked,
  { values, flags }: Given,
  fails: (file: CheckedFile, level: Level) => boolean,
): string {
  switch (values.format) {
    case "json":
      return jsonAnswer("check", checkAnswerOf(checked.files, checked.packs));
    case "sarif":
      return asCheckSarif(checked.files, TOOL);
    case "junit":
      return asCheckJunit(checked.files, fails);
    case "markdown":
      return flags.has("list") ? asControlMarkdown(checked) : asCheckMarkdown(checked);
    default:
      return flags.has("list") ? asControlTables(checked) : asCheckTables(checked);
  }
}
