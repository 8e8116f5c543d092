import type { WarningName } from "./warnings";

/** Where in the configuration: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/** Something that is wrong, or unwise, at one place: a value, not an exception. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** What passes, by its name: so that a file can accept it. */
export interface Warning extends Problem {
  readonly name: WarningName;
}

/** Collects what the rules find: a violation stops the synth, a warning passes. */
export class Findings {
  readonly violations: Problem[] = [];
  readonly warnings: Warning[] = [];

  refuse(path: Path, message: string): void {
    this.violations.push({ path, message });
  }

  warn(name: WarningName, path: Path, message: string): void {
    this.warnings.push({ name, path, message });
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

/** What is said of a warning: its name stands behind it, for `accept`. */
export const named = ({ message, name }: Warning): string => `${message} [${name}]`;
