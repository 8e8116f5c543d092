import { PACK_NAMES, PACKS } from "../aws/checks/packs";
import { type CheckName, checkOf, isOwnCheck } from "../plan/checks/catalogue";
import type { DescribedCheck } from "../report/rules";

/** Returns a check as it is explained, with its controls as they are printed: `EKS iam/creator; CIS 4.1.1`. */
export function describedCheck(name: CheckName): DescribedCheck {
  const { controls: ofPacks, ...check } = checkOf(name);
  const controls = PACK_NAMES.words.flatMap((pack) => {
    const names = ofPacks[pack] ?? [];
    return names.length === 0 ? [] : [`${PACKS[pack].short} ${names.join(", ")}`];
  });
  return { ...check, isRule: !isOwnCheck(name), controls: controls.join("; ") };
}
