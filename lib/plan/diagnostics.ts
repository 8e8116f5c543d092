import { isWarning, type RuleName } from "./catalogue";

/** A place in the configuration: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/** Something that is wrong, or unwise, at one place: a value, not an exception. */
export interface Diagnostic<Name extends string = string> {
  /** The name of the rule that it breaks. */
  readonly rule: Name;
  readonly path: Path;
  readonly message: string;
}

/** Collects what the rules find: an error stops the synth, a warning passes. */
export class DiagnosticCollector {
  readonly errors: Diagnostic<RuleName>[] = [];
  readonly warnings: Diagnostic<RuleName>[] = [];

  /**
   * @param rule decides whether it is an error or a warning
   * @param message what is wrong, what was given, and what to do
   */
  report(rule: RuleName, path: Path, message: string): void {
    (isWarning(rule) ? this.warnings : this.errors).push({ rule, path, message });
  }
}

/** `nodeClasses.gpu.spec.subnetSelectorTerms[0].tags["aws:eks:cluster-name"]` */
export function showPath(path: Path): string {
  return path.reduce<string>((shown, step) => {
    if (typeof step === "number") return `${shown}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${shown}[${JSON.stringify(step)}]`;
    return shown === "" ? step : `${shown}.${step}`;
  }, "");
}
