import type { Ending } from "../answers/expiry";
import { ConfigError } from "../load/config-error";
import { load } from "../load/load";
import { asExpiryMarkdown, asExpiryTable, endingsOf } from "../report/expiry";
import { answer, jsonAnswer } from "./answer";
import { type Command, type Given, LOOK, OUT } from "./command";
import { daysIn } from "./days";
import { printWarnings } from "./program";
import { sourceOf } from "./source";
import { TODAY, todayIn } from "./today";

const FAIL_ON = ["expired", "soon", "never"];

/** `eks-access expiry [file or folder]`: what has an end, and when. */
export const command: Command = {
  positionals: { "[file or folder]": "the configuration, by default EKS_ACCESS_CONFIG, or clusters" },
  most: 1,
  options: {
    today: TODAY,
    within: { value: "<days>", about: "show what ends within so many days, and what is expired" },
    names: { about: "print the names of the stacks alone that have something expired, one a line, for a pipeline" },
    format: { oneOf: ["table", "json", "markdown"], about: "how to print it, by default as a table" },
    "fail-on": {
      oneOf: FAIL_ON,
      about: "what ends with 2: something expired, which is the default; soon: something that --within shows",
    },
    out: OUT,
  },
  examples: [
    "eks-access expiry --today $(date -u +%F)",
    "eks-access expiry --today $(date -u +%F) --within 30 --fail-on soon",
    "eks-access expiry --today $(date -u +%F) --names --fail-on never",
  ],
  exitCodes: {
    0: "answered",
    1: "an argument or the configuration is refused",
    [LOOK]: "answered, and there is what --fail-on names",
  },
  run(given) {
    const { values } = given;
    const now = nowIn(given);
    const days = values.within === undefined ? Number.POSITIVE_INFINITY : daysIn("expiry: --within", values.within, 0);
    const failOn = failOnIn(given);
    const { plans, warnings } = load(sourceOf(given));
    const endings = endingsOf(plans, now).filter(({ daysLeft }) => (daysLeft ?? 0) <= days);
    answer(textOf(endings, { now, days }, given), values.out);
    printWarnings(warnings.map(({ text }) => text));
    if (endings.some(({ expired }) => failOn === "soon" || (expired && failOn === "expired"))) process.exitCode = LOOK;
  },
};

/** @throws ConfigError if nobody says it */
function nowIn(given: Given): string {
  const now = todayIn("expiry", given);
  if (now !== undefined) return now;
  throw new ConfigError([
    "expiry: it asks no clock, so say what day it is: --today $(date -u +%F), or set EKS_ACCESS_TODAY",
  ]);
}

function failOnIn({ values: { "fail-on": failOn = "expired", within } }: Given): string {
  if (failOn === "soon" && within === undefined) {
    throw new ConfigError(["expiry: --fail-on soon needs --within, which says how soon"]);
  }
  return failOn;
}

interface Asked {
  readonly now: string;
  readonly days: number;
}

function textOf(endings: readonly Ending[], { now: today, days }: Asked, { values: { format }, flags }: Given): string {
  if (flags.has("names")) {
    if (format !== undefined) throw new ConfigError(["expiry: --names prints names alone; leave --format out"]);
    const names = endings.flatMap(({ expired, stacks }) => (expired ? stacks : []));
    return [...new Set(names)]
      .sort()
      .map((name) => `${name}\n`)
      .join("");
  }
  if (format === "json") return jsonAnswer("expiry", { today, endings });
  return format === "markdown" ? asExpiryMarkdown(endings, days) : asExpiryTable(endings, days);
}
