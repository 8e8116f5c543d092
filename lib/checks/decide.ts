import type { PackName } from "../aws/checks/packs";
import { CHECK_NAMES, type CheckName, checkOf, isOwnCheck } from "../plan/checks/catalogue";
import type { Level } from "../plan/checks/check";
import type { Diagnostic } from "../plan/diagnostics";
import { whyOpen } from "./about";
import { DECISIONS } from "./decisions";
import type { Subject, Undecided } from "./subject";

/** Names of the checks of some packs, sorted. */
export const checksOfPacks = (packs: readonly PackName[]): CheckName[] =>
  CHECK_NAMES.filter((name) => packs.some((pack) => (checkOf(name).controls[pack] ?? []).length > 0));

/** What a check finds, as a diagnostic, so that it is accepted as warnings are. */
export interface FoundByCheck extends Diagnostic<CheckName> {
  readonly level: Level;
}

/** Returns what a check finds in a file, and why there may be more that it does not show. */
export function decideCheck(
  name: CheckName,
  subject: Subject,
): { readonly found: readonly FoundByCheck[]; readonly undecided?: Undecided } {
  const { about, level } = checkOf(name);
  const open = whyOpen[about](subject);
  if (!isOwnCheck(name)) {
    const found = subject.plan.found.flatMap((warning) =>
      warning.rule === name ? [{ ...warning, rule: name, level }] : [],
    );
    return { found, ...(open && found.length === 0 && { undecided: open }) };
  }
  const decided = DECISIONS[name](subject);
  if ("why" in decided) return { found: [], undecided: open ?? decided };
  const found = decided.map((breach) => ({ level, ...breach, rule: name }));
  return { found, ...(open && found.length === 0 && { undecided: open }) };
}
