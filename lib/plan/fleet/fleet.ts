import type { Diagnostic } from "../diagnostics";
import type { AccessPlan } from "../types";

/** One of several plans that are applied independently. `file` is the name of its file or stack. */
export interface PlanOfFile {
  readonly file: string;
  readonly plan: AccessPlan;
}

/** A diagnostic about one of several plans. */
export interface FleetDiagnostic extends Diagnostic {
  readonly file: string;
}
