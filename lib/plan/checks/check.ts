import type { PackName } from "../../aws/checks/packs";
import type { Example } from "../rule";

/**
 * How much it matters. `note`: worth knowing, and often right as it is; it breaks no control of which others can tell
 * more.
 */
export type Level = "error" | "warning" | "note";
export const LEVELS = ["error", "warning", "note"] as const satisfies readonly Level[];

/** What a check is about. If a file has nothing of it, the check cannot be decided. */
export type About =
  | "access"
  | "cluster"
  | "cluster role"
  | "nodes"
  | "NodeClasses"
  | "workloads"
  | "roles"
  | "policies of people";

/** The controls of each pack that a check decides, or helps to decide. */
export type ControlsOfCheck = { readonly [Pack in PackName]?: readonly string[] };

/** What is to be known of every check. Its name is its key in the catalogue. */
export interface CheckRow {
  /** The gravest level that it reports. */
  readonly level: Level;
  readonly about: About;
  readonly controls: ControlsOfCheck;
}

/**
 * A check of what AWS allows and benchmarks advise against. `accept` takes its name, and `eks-access explain <name>`
 * prints it.
 */
export interface Check extends CheckRow {
  /** What it finds, and why it matters. */
  readonly summary: string;
  /** What to write instead, in one sentence. */
  readonly wayOut: string;
  /** The page that advises it. */
  readonly source: string;
  /** Breaks this check once. Absent if nothing that a file says can break it. */
  readonly bad?: Example;
  /** Keeps it. Differs from `bad` in what the check is about alone. */
  readonly good: Example;
}

/** Declares checks, by name. Returns them unchanged, with their exact type. */
export const checks = <const Checks extends Readonly<Record<string, Check>>>(rows: Checks): Checks => rows;
