/** Where in the configuration: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/** Something that is wrong, or unwise, at one place: a value, not an exception. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** Collects what the rules find: a violation stops the synth, a warning passes. */
export class Findings {
  readonly violations: Problem[] = [];
  readonly warnings: Problem[] = [];

  refuse(path: Path, message: string): void {
    this.violations.push({ path, message });
  }

  warn(path: Path, message: string): void {
    this.warnings.push({ path, message });
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
