import type { Teller } from "../aws/checks/pack";
import type { Level } from "../plan/checks/check";
import type { Path } from "../plan/diagnostics";
import type { AccessPlan } from "../plan/types";
import type { ClusterConfig } from "../schema/types";

/** What is checked: one file. */
export interface Subject {
  readonly plan: AccessPlan;
  readonly config: ClusterConfig;
}

/** A place where a file breaks a check. */
export interface Breach {
  readonly path: Path;
  /** What is wrong, what was given, and what to do. */
  readonly message: string;
  /** The paths of the items that it is about, if these are several. */
  readonly items?: readonly Path[];
  /** @default that of the check */
  readonly level?: Level;
}

/** Why a file cannot tell whether a check is kept, and who can. */
export interface Undecided {
  readonly teller: Teller;
  /** What the file does not say, and what to do. */
  readonly why: string;
}

/** Decides a check: all breaches, or why there may be some that the file does not show. */
export type Decide = (subject: Subject) => readonly Breach[] | Undecided;
