import { wordList } from "../fact";

/** The ways in which pods can get a role. */
export const VIAS = ["pod-identity", "irsa"] as const;
export type Via = (typeof VIAS)[number];

/**
 * The words for `via` of a workload. `both` is for a migration. Pod Identity does not support pods on Fargate or
 * Windows nodes; IRSA does.
 */
export const VIA_WORDS = wordList(
  [...VIAS, "both"],
  "https://docs.aws.amazon.com/eks/latest/userguide/service-accounts.html",
);
