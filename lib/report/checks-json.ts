import type { CheckAnswer, CheckedFileAnswer } from "../answers/check";
import { PACKS, type PackName } from "../aws/checks/packs";
import type { CheckedFile } from "../checks/checks";
import { type ControlResult, controlsOf } from "../checks/controls";

/** Returns what `eks-access check` says, for programs. */
export const checkAnswerOf = (files: readonly CheckedFile[], packs: readonly PackName[]): CheckAnswer => ({
  packs: packs.map((name) => {
    const { title, page: url, names: controls } = PACKS[name];
    return { name, title, url, controls };
  }),
  files: files.map((file) => fileOf(file, packs)),
});

function fileOf(checked: CheckedFile, packs: readonly PackName[]): CheckedFileAnswer {
  const { file, cluster, checks, stale, ended } = checked;
  const { name, account, region } = cluster;
  const ofPacks = packs.map((pack) => ({ pack, controls: controlsOf(pack, checked) }));
  return {
    file,
    cluster: name,
    account,
    region,
    packs: ofPacks.map(({ pack, controls }) => ({ pack, ...countsOf(controls) })),
    checks: checks.map(({ name: check, level, verdict, findings, undecided, references }) => ({
      name: check,
      level,
      verdict,
      findings,
      ...(undecided && { undecided }),
      references: references
        .filter(({ pack }) => packs.includes(pack))
        .map(({ pack, control, url }) => ({ pack, control, url })),
    })),
    controls: ofPacks.flatMap(({ pack, controls }) => controls.map((control) => ({ pack, ...control }))),
    stale,
    ended,
  };
}

/** Counts the controls of a pack. */
export function countsOf(controls: readonly ControlResult[]) {
  const count = (verdict: ControlResult["verdict"]) => controls.filter((one) => one.verdict === verdict).length;
  return {
    controls: controls.length,
    met: count("met"),
    metInPart: controls.filter(({ verdict, teller }) => verdict === "met" && teller !== undefined).length,
    broken: count("broken"),
    accepted: count("accepted"),
    undecided: count("not decidable here"),
  };
}
