import type { ImportStatusAnswer } from "../../answers/import-status";

/** `yes`: done. `NO`: not done. `ask`: nothing here can tell. `wait`: other steps come first. */
export type StepState = ImportStatusAnswer["steps"][number]["is"];

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

/** Returns the index of the first step that is not done; -1 if all are. */
export const nextIndex = (steps: readonly Step[]): number => steps.findIndex(({ is }) => is !== "yes");
