import { quote } from "../aws/text";
import { isWarning, WARNING_NAMES, type WarningName } from "./catalogue";
import type { PlanContext } from "./context";

/** The warnings that a file accepts, by the names of their rules. */
export function acceptedWarnings({ config, diagnostics }: PlanContext): WarningName[] {
  return Object.keys(config.accept).flatMap((name) => {
    if (isWarning(name)) return [name];
    diagnostics.report(
      "accept-name",
      ["accept", name],
      `a warning is one of ${WARNING_NAMES.join(", ")}, got ${quote(name)}; write the name that stands behind the warning`,
    );
    return [];
  });
}
