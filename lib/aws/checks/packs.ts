import { keysOf, wordList } from "../fact";
import { CIS_EKS_1_8 } from "./cis-eks-1-8";
import { EKS_BEST_PRACTICES } from "./eks-best-practices";
import { NSA } from "./nsa";
import type { Control, Pack } from "./pack";

/** All packs of checks, by name. */
export const PACKS = {
  "eks-best-practices": EKS_BEST_PRACTICES,
  "cis-eks-1.8": CIS_EKS_1_8,
  nsa: NSA,
} as const satisfies Readonly<Record<string, Pack>>;

export type PackName = keyof typeof PACKS;

export const PACK_NAMES = keysOf(PACKS, "docs/guides/checking.md");

/** From which level on `eks-access check` ends with another exit code. */
export const FAIL_LEVELS = wordList(["error", "warning", "never"], "docs/guides/checking.md");

/** Returns a control of a pack; undefined if the pack has none of this name. */
export const controlOf = (pack: PackName, name: string): Control | undefined =>
  Object.hasOwn(PACKS[pack].controls, name) ? PACKS[pack].controls[name] : undefined;
