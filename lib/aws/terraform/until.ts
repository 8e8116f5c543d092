import type { TextFact } from "../fact";

const DAY = String.raw`\d{4}-\d{2}-\d{2}`;
const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]([01]\d|2[0-3]):[0-5]\d)`;

const FIRST_YEAR = 2020;

/** The end of an access, as a user writes it. Terraform compares it with the time of its plan. */
export const UNTIL: TextFact = {
  rule: "until",
  is: "until",
  pattern: new RegExp(`^${DAY}(T${TIME})?$`),
  form: `a day, such as 2027-03-31, or a time with its zone, such as 2027-03-31T18:00:00Z, from the year ${FIRST_YEAR} on`,
  isValid: (given) => endOf(given) !== undefined,
  advice: adviceOn,
  first: "write the last day, in UTC: 2027-03-31",
  source: "https://developer.hashicorp.com/terraform/language/functions/timecmp",
};

function adviceOn(given: string): string {
  if (new RegExp(`^${DAY}T[0-9:]+$`).test(given)) return `add the zone: ${given}Z is UTC`;
  if (!new RegExp(`^${DAY}`).test(given)) return "write year, month and day: 2027-03-31";
  if (instantOf(given.slice(0, 10)) === undefined) return "the calendar has no such day; write another";
  return Number(given.slice(0, 4)) < FIRST_YEAR ? "write a later day" : "write one of the two";
}

/**
 * Returns the instant at which an access ends, in UTC as Terraform and IAM read it: `2027-04-01T00:00:00Z`.
 *
 * @param until the last day, in UTC, or a time with its zone
 * @returns undefined if the text is neither, or before 2020
 */
export function endOf(until: string): string | undefined {
  if (UNTIL.pattern?.test(until) !== true) return undefined;
  const start = instantOf(until);
  if (start === undefined || Number(until.slice(0, 4)) < FIRST_YEAR) return undefined;
  return inUtc(until.includes("T") ? start : start + DAY_MS);
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Returns the milliseconds of a day's beginning or of a time; undefined if the calendar has no such day. */
function instantOf(text: string): number | undefined {
  const day = text.slice(0, 10);
  // Date takes 30 February for 2 March
  const begins = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(begins) || inUtc(begins)?.slice(0, 10) !== day ? undefined : Date.parse(text);
}

/** RFC 3339 has four digits for a year. */
function inUtc(milliseconds: number): string | undefined {
  const text = new Date(milliseconds).toISOString().replace(".000Z", "Z");
  return /^\d{4}-/.test(text) ? text : undefined;
}

/** Returns how a reader names the end: the last day if it is the end of one, else the instant. */
export function lastOf(instant: string): string {
  if (!instant.endsWith("T00:00:00Z")) return instant;
  return inUtc(Date.parse(instant) - DAY_MS)?.slice(0, 10) ?? instant;
}

/** Returns `, until 2027-03-31`, or nothing for what has no end. */
export const untilText = (instant: string | undefined): string =>
  instant === undefined ? "" : `, until ${lastOf(instant)}`;
