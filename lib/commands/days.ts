import { quote } from "../aws/text";
import { ConfigError } from "../load/config-error";

const MOST = 9999;

/**
 * Reads the value of an option that is a number of days: `30`, or `30d`.
 *
 * @param name of the word and its option, such as `audit: --unused`
 * @param least the smallest number that makes sense there
 * @throws ConfigError if it is no such number
 */
export function daysIn(name: string, given: string, least: 0 | 1): number {
  const [, digits] = /^(\d{1,4})d?$/.exec(given) ?? [];
  const days = Number(digits);
  if (digits === undefined || days < least) {
    throw new ConfigError([`${name} takes a number of days from ${least} to ${MOST}, such as 30, got ${quote(given)}`]);
  }
  return days;
}
