import type { TextFact } from "../fact";

const CRD = "https://karpenter.sh/docs/concepts/nodepools/";

/** The lifetime of an Auto Mode node: at most 21 days, with the time that it has to drain. */
export const NODE_LIFE = {
  maxHours: 504,
  expireAfter: "336h",
  terminationGracePeriod: "24h",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html",
} as const;

const LENGTHS: Readonly<Record<string, number>> = { w: 604800, d: 86400, h: 3600, m: 60, s: 1 };
const secondsOf = (unit = ""): number => LENGTHS[unit.toLowerCase()] ?? 0;

/**
 * Returns the seconds of a text that was probably meant as a duration: `21d`, `1.5h`, `1h 30m`. Returns undefined for
 * other text.
 */
function parseLooseDuration(given: string): number | undefined {
  // begins where no digit stands before, so that many digits are read once
  const parts = /(?<![0-9.])([0-9]+(?:\.[0-9]+)?) *([wdhms]) */gi;
  if (given === "" || given.replace(parts, "") !== "") return undefined;
  const length = [...given.matchAll(parts)].reduce((sum, [, n, unit]) => sum + Number(n) * secondsOf(unit), 0);
  return Math.ceil(Number(length.toFixed(3)));
}

/** Spells seconds as a duration, such as `1h30m`. */
export function spelled(length: number): string {
  const parts = { h: Math.floor(length / 3600), m: Math.floor((length % 3600) / 60), s: length % 60 };
  const text = Object.entries(parts).map(([unit, n]) => (n === 0 ? "" : `${n}${unit}`));
  return text.join("") || "0m";
}

/** Returns the same duration in a valid format, reduced to the allowed maximum. */
const equivalentDuration =
  (most = Number.POSITIVE_INFINITY) =>
  (given: string): string => {
    const length = parseLooseDuration(given);
    if (length !== undefined) return `write "${spelled(Math.min(length, most))}"`;
    return 'write it in hours, minutes and seconds, such as "336h" or "1h30m"';
  };

const H_M_S = "whole numbers with the units h, m and s";

export const TERMINATION_GRACE: TextFact = {
  rule: "termination-grace-period",
  is: "a duration",
  pattern: /^([0-9]+[smh])+$/,
  form: H_M_S,
  advice: (given) => (given === "Never" ? "there is no Never, so leave it out for 24h" : equivalentDuration()(given)),
  source: CRD,
};

export const DURATION_OR_NEVER: TextFact = {
  rule: "consolidate-after",
  is: "a duration",
  pattern: /^(([0-9]+[smh])+|Never)$/,
  form: `${H_M_S}, or Never`,
  advice: equivalentDuration(),
  source: CRD,
};

/** `Never` has a valid format, but exceeds the limit. */
export const EXPIRE_AFTER: TextFact = {
  ...DURATION_OR_NEVER,
  rule: "expire-after",
  form: H_M_S,
  advice: equivalentDuration(NODE_LIFE.maxHours * 3600),
};

export const BUDGET_DURATION: TextFact = {
  rule: "budget-duration",
  is: "the duration of a budget",
  pattern: /^(([0-9]+[hm])|([0-9]+h[0-9]+m))(0s)?$/,
  form: "hours and minutes, such as 8h or 1h30m",
  advice: (given) => {
    const length = parseLooseDuration(given);
    return length === undefined ? "round it to minutes" : `write "${spelled(Math.ceil(length / 60) * 60)}"`;
  },
  source: CRD,
};

/** Returns the seconds of a duration such as `1h30m`. */
export function seconds(duration: string): number {
  return [...duration.matchAll(/([0-9]+)([smh])/g)].reduce((sum, [, n, unit]) => sum + Number(n) * secondsOf(unit), 0);
}
