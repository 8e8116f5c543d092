import { quote } from "../aws/text";
import { isWarning, WARNING_NAMES, type WarningName } from "./catalogue";
import type { PlanContext } from "./context";

/** Returns the names of the warnings that the file accepts. Reports names under `accept` that are not warnings. */
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
