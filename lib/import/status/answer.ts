import type { ImportStatusAnswer } from "../../answers/import-status";
import type { ClusterAnswers } from "../../live/answers";
import { nextIndex, type Step } from "./step";

/** Returns the steps as an answer for programs. */
export function statusAnswer(
  { id: { name, account, region }, asked: { readAt, by }, cluster }: ClusterAnswers,
  steps: readonly Step[],
): ImportStatusAnswer {
  return {
    cluster: name,
    account,
    region,
    readAt,
    ...(by !== undefined && { by }),
    authenticationMode: cluster?.authenticationMode || null,
    next: nextIndex(steps) + 1 || null,
    steps: steps.map(({ what, is, notes, commands }, index) => ({ number: index + 1, what, is, notes, commands })),
  };
}
