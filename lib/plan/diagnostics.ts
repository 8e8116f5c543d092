import { isWarning, type RuleName } from "./catalogue";

/** A path in the configuration: keys and list indexes from the top. */
export type Path = readonly (string | number)[];

/** An error or a warning about one path. Diagnostics are collected, not thrown. */
export interface Diagnostic<Name extends string = string> {
  /** The name of the rule that is violated. */
  readonly rule: Name;
  readonly path: Path;
  readonly message: string;
  /** The paths of the items that it is about, if these are several. */
  readonly items?: readonly Path[];
  /** What to write so that the warning is accepted. */
  readonly acceptance?: string;
}

/** Collects errors and warnings. Errors stop the synth; warnings do not. */
export class DiagnosticCollector {
  readonly errors: Diagnostic<RuleName>[] = [];
  readonly warnings: Diagnostic<RuleName>[] = [];

  /**
   * Adds a diagnostic.
   *
   * @param rule determines whether it is an error or a warning
   * @param message what is wrong, what was given, and what to do
   */
  report(rule: RuleName, path: Path, message: string): void {
    this.add({ rule, path, message });
  }

  add(diagnostic: Diagnostic<RuleName>): void {
    (isWarning(diagnostic.rule) ? this.warnings : this.errors).push(diagnostic);
  }
}

/** Formats a path: `nodeClasses.gpu.spec.subnetSelectorTerms[0].tags["aws:eks:cluster-name"]`. */
export function showPath(path: Path): string {
  return path.reduce<string>((shown, step) => {
    if (typeof step === "number") return `${shown}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${shown}[${JSON.stringify(step)}]`;
    return shown === "" ? step : `${shown}.${step}`;
  }, "");
}
