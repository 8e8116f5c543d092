import { lastOf } from "../aws/terraform/until";
import { type CheckName, isOwnCheck } from "../plan/checks/catalogue";
import type { Path } from "../plan/diagnostics";
import type { Acceptance, AccessPlan } from "../plan/types";

/** An acceptance of a warning that is over. */
export interface EndedAcceptance {
  /** The name of the warning. */
  readonly warning: string;
  readonly location: string;
  /** The instant at which it ended. */
  readonly until: string;
}

/** Instants of one form are in order as texts. */
const isOver = (until: string, now: string | undefined): boolean => now !== undefined && until <= now;

/** Adds its acceptance to a finding that has one, or says that it is over. */
export function excuse<Finding extends { readonly text: string }>(
  finding: Finding,
  { rule, reason, until }: Acceptance,
  locationOf: (path: Path) => string,
  now: string | undefined,
): Finding & { readonly accepted?: string; readonly until?: string } {
  if (until === undefined) return { ...finding, accepted: reason };
  if (!isOver(until, now)) return { ...finding, accepted: reason, until };
  const place = locationOf(["accept", rule, "until"]);
  return {
    ...finding,
    text: `${finding.text}; it was accepted until ${lastOf(until)}: mend it, or write a later day at ${place}`,
    until,
  };
}

/** A file with its plan, and the locations of its paths. */
interface Located {
  readonly file: string;
  readonly plan: Pick<AccessPlan, "accepted" | "acceptancesUsed">;
  locationOf(path: Path): string;
}

/** Returns the acceptances of a file that are over and that no finding names: those of warnings that are no check here. */
export function endedIn(
  { file, plan, locationOf }: Located,
  names: readonly CheckName[],
  now: string | undefined,
): EndedAcceptance[] {
  return plan.accepted.flatMap(({ rule, until }): EndedAcceptance[] => {
    if (until === undefined || !isOver(until, now)) return [];
    if (isOwnCheck(rule) || names.some((name) => name === rule)) return [];
    const location = locationOf(["accept", rule, "until"]);
    // what is stated for all files may be about others
    return location.startsWith(`${file}:`) || plan.acceptancesUsed.has(rule)
      ? [{ warning: rule, location, until }]
      : [];
  });
}
