import { endOf } from "../aws/terraform/until";
import { quote } from "../aws/text";
import { ConfigError } from "../load/config-error";
import type { Given, Option } from "./command";

/** The option of words that compare ends with a day. */
export const TODAY: Option = {
  value: "<day>",
  about:
    "what is compared with: a day in UTC, such as 2026-11-24, or a time with its zone; by default EKS_ACCESS_TODAY",
};

/**
 * Returns the time that is compared with, as an instant. A day is its first second. No clock is asked, so that the same
 * call gives the same answer.
 *
 * @returns undefined if nobody says it
 * @throws ConfigError if it is neither a day nor a time
 */
export function todayIn(
  word: string,
  { values: { today: argument }, environment: { EKS_ACCESS_TODAY } }: Given,
): string | undefined {
  const today = argument ?? (EKS_ACCESS_TODAY || undefined);
  if (today === undefined) return undefined;
  const given = argument === undefined ? "EKS_ACCESS_TODAY" : "--today";
  const ends = endOf(today);
  if (ends === undefined) {
    throw new ConfigError([
      `${word}: ${given} is a day such as 2026-11-24, or a time with its zone, such as 2026-11-24T18:00:00Z, got ${quote(today)}`,
    ]);
  }
  return today.includes("T") ? ends : `${today}T00:00:00Z`;
}
