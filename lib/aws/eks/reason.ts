import type { TextFact } from "../fact";

/** Why a warning is accepted: words, for those who come later. */
export const REASON: TextFact = {
  is: "a reason",
  min: 3,
  advice: "say why this is all right here",
  source: "README.md",
};
