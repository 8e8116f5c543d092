import { controlOf, PACKS, type PackName } from "../aws/checks/packs";
import { byCodePoint } from "../aws/text";
import type { CheckName } from "../plan/checks/catalogue";
import type { CheckedFile, Verdict } from "./checks";
import type { Undecided } from "./subject";

/** What a control says of one file. */
export interface ControlResult {
  readonly control: string;
  /** What it asks for, in our words. */
  readonly asks: string;
  readonly url: string;
  readonly verdict: Verdict;
  /** The checks that decide it, or help to. */
  readonly checks: readonly CheckName[];
  /** Who can tell all of it, or what the files leave open. Absent if the files tell all of it. */
  readonly teller?: Undecided["teller"];
}

const BY_WEIGHT: readonly Verdict[] = ["broken", "accepted", "met", "not decidable here"];

/** Returns what all controls of a pack say of one file, in the order of the pack. */
export function controlsOf(pack: PackName, { checks }: Pick<CheckedFile, "checks">): ControlResult[] {
  const { controls, page } = PACKS[pack];
  return Object.keys(controls).map((control): ControlResult => {
    const { asks, teller, page: url = page } = controlOf(pack, control) ?? { asks: "" };
    const deciding = checks.filter(({ references }) =>
      references.some((reference) => reference.pack === pack && reference.control === control),
    );
    const verdicts = deciding.map(({ verdict, level }) =>
      level === "note" && teller !== undefined && verdict !== "met" ? "not decidable here" : verdict,
    );
    const open = deciding.find(({ undecided }) => undecided)?.undecided?.teller;
    const who = teller ?? open;
    return {
      control,
      asks,
      url,
      verdict: BY_WEIGHT.find((verdict) => verdicts.includes(verdict)) ?? "not decidable here",
      checks: deciding.map(({ name }) => name).sort(byCodePoint),
      ...(who !== undefined && { teller: who }),
    };
  });
}
