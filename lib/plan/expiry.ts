import { endOf, lastOf } from "../aws/terraform/until";
import { isToken, quote } from "../aws/text";
import type { PlanContext } from "./context";
import type { Path } from "./diagnostics";
import type { Expiring } from "./expiring";

/** An end, as an item of the configuration states it. */
export interface StatedEnd {
  readonly until?: string;
  readonly reason?: string;
}

/** The end of access, with its reason. */
export type Expiry = Required<Expiring>;

/** Returns the end that an item or a policy of it states, and reports half of one. */
export function expiryOf({ until, reason }: StatedEnd, path: Path, { diagnostics }: PlanContext): Expiry | undefined {
  if (until === undefined && reason === undefined) return undefined;
  if (until === undefined) {
    const message = "a reason stands beside until, and there is none; write until: <the last day>, or leave reason out";
    diagnostics.report("until-reason", [...path, "reason"], message);
  } else if (reason === undefined) {
    const message = `until has a reason, for those who read it later, got none; write reason: "<who asked, and for what>"`;
    diagnostics.report("until-reason", [...path, "until"], message);
  } else if (isToken(until)) {
    const message = `a day or a time, got a token, ${quote(until)}: what ends first is decided before Terraform runs; write it as it is: 2027-03-31`;
    diagnostics.report("until", [...path, "until"], message);
  } else {
    const ends = endOf(until);
    return ends === undefined ? undefined : { until: ends, reason };
  }
  return undefined;
}

/** Returns the end that comes first. */
export function earlier(a: Expiry | undefined, b: Expiry | undefined): Expiry | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  // instants of one form are in order as texts
  return b.until < a.until ? b : a;
}

/** Why what is taken over has no end. */
export const ADOPTED_END =
  "adopt takes over what may have ended by then, and the import would fail; take it over first, then give it an end";

/** Keys of the tags that an entry with an end gets. */
export const UNTIL_TAG = "eks-access/until";
export const REASON_TAG = "eks-access/reason";

/** The tags that show an end to those who look at AWS alone. Characters that tags do not take become spaces. */
export const tagsOfExpiry = ({ until, reason }: Expiry): Readonly<Record<string, string>> => ({
  [UNTIL_TAG]: lastOf(until),
  [REASON_TAG]: isToken(reason) ? reason : reason.replace(/[^\p{L}\p{N}_.:/=+\-@]+/gu, " ").trim(),
});
