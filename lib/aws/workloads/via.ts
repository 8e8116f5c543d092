import { wordList } from "../fact";

/** How pods get a role. */
export const VIAS = ["pod-identity", "irsa"] as const;
export type Via = (typeof VIAS)[number];

/**
 * What `via` of a workload may be; `both` is for the time of a move. Pod Identity reaches no pods on Fargate and none on
 * Windows nodes; IRSA does.
 */
export const VIA_WORDS = wordList(
  [...VIAS, "both"],
  "https://docs.aws.amazon.com/eks/latest/userguide/service-accounts.html",
);
