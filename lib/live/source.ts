import type { OperationName, Values } from "./operations";

/** Why a read has no answer. */
export interface Refusal {
  /**
   * `denied`: a permission is missing. `gone`: it does not exist. `other-account`: it is in an account that was not
   * asked. `not-kept`: the folder has no such answer. `failed`: AWS answers with another error.
   */
  readonly why: "denied" | "gone" | "other-account" | "not-kept" | "failed";
  readonly operation: OperationName;
  readonly subject: string;
  /** What AWS says. */
  readonly message: string;
}

export type Answer = { readonly found: Values } | { readonly refused: Refusal };

/** Who asked AWS, and when. */
export interface Asked {
  /** ISO 8601, in UTC. */
  readonly readAt: string;
  /** The ARN of the identity that asked; undefined where nothing tells. */
  readonly by?: string;
}

/** What one cluster is read from: AWS, or answers that were kept. */
export interface Source {
  readonly asked: Asked;
  /**
   * @param subject the ARN of a principal, the name of a node group, and so on; empty for a list or for the cluster
   * @throws Error if AWS cannot be reached at all
   */
  ask(operation: OperationName, subject?: string): Promise<Answer>;
}
