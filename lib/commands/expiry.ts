import type { Ending } from "../answers/expiry";
import { endOf } from "../aws/terraform/until";
import { quote } from "../aws/text";
import { ConfigError } from "../load/config-error";
import { load } from "../load/load";
import { asExpiryMarkdown, asExpiryTable, endingsOf } from "../report/expiry";
import { answer, jsonAnswer } from "./answer";
import { type Command, type Given, LOOK, OUT } from "./command";
import { daysIn } from "./days";
import { printWarnings } from "./program";
import { sourceOf } from "./source";

const FAIL_ON = ["expired", "soon", "never"];

/** `eks-access expiry [file or folder]`: what has an end, and when. */
export const command: Command = {
  positionals: { "[file or folder]": "the configuration, by default EKS_ACCESS_CONFIG, or clusters" },
  most: 1,
  options: {
    today: {
      value: "<day>",
      about:
        "what is compared with: a day in UTC, such as 2026-11-24, or a time with its zone; by default EKS_ACCESS_TODAY",
    },
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

/**
 * Returns the time that is compared with, as an instant. A day is its first second.
 *
 * @throws ConfigError if nobody says it: the same call must give the same answer, so that no clock is asked
 */
function nowIn({ values: { today: argument }, environment: { EKS_ACCESS_TODAY } }: Given): string {
  const today = argument ?? (EKS_ACCESS_TODAY || undefined);
  const given = argument === undefined ? "EKS_ACCESS_TODAY" : "--today";
  if (today === undefined) {
    throw new ConfigError([
      "expiry: it asks no clock, so say what day it is: --today $(date -u +%F), or set EKS_ACCESS_TODAY",
    ]);
  }
  const ends = endOf(today);
  if (ends === undefined) {
    throw new ConfigError([
      `expiry: ${given} is a day such as 2026-11-24, or a time with its zone, such as 2026-11-24T18:00:00Z, got ${quote(today)}`,
    ]);
  }
  return today.includes("T") ? ends : `${today}T00:00:00Z`;
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
