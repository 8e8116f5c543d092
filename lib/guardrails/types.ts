import type { Statement } from "../aws/iam/policy-document";
import type { AccessPlan } from "../plan/types";

/** A statement of a guardrail. Policies of resources speak of everybody, and others of nobody in particular. */
export interface GuardStatement extends Omit<Statement, "Principal"> {
  readonly Sid: string;
  readonly Principal?: "*";
}

/** The plan of one file, with the name of the file for messages. */
export interface NamedPlan {
  readonly name: string;
  readonly plan: AccessPlan;
}

/** What a user decides about guardrails. */
export interface Guarded {
  /** ARN patterns of the roles that apply the plans, with `*` and `?`. */
  readonly pipelines: readonly string[];
  /** ARN patterns of the roles that may do all of it in an emergency. */
  readonly breakGlass: readonly string[];
  /** Whether roles and policies are named by their path, where it is not `/`. */
  readonly byPath: boolean;
}
