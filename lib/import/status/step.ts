/** `yes`: done. `NO`: not done. `ask`: nothing here can tell. `wait`: other steps come first. */
export type StepState = "yes" | "NO" | "ask" | "wait";

/** A step on the way out of aws-auth. */
export interface Step {
  readonly what: string;
  readonly is: StepState;
  /** What was found, or what is missing: one line each. */
  readonly notes: readonly string[];
  /** Commands that do the step, or check it. */
  readonly commands: readonly string[];
}

/** A note of steps that need the entries. */
export const UNREAD = "the entries could not be read";
