import type { Diagnostic } from "../diagnostics";
import type { AccessPlan } from "../types";

/** One of several plans that are applied side by side; `file` is the name of its file or stack. */
export interface PlanOfFile {
  readonly file: string;
  readonly plan: AccessPlan;
}

/** What is said of one of several plans. */
export interface FleetDiagnostic extends Diagnostic {
  readonly file: string;
}
