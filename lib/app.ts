import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { load } from "./load/load";
import { PlannedAccessStack } from "./stacks/planned-access-stack";

export interface SynthOptions {
  /** The file or folder that holds the configuration. */
  readonly source: string;
  readonly outdir: string;
  /** The cdktf command line removes folders of stacks that are gone itself, and stumbles where it finds none. */
  readonly keepFolders?: boolean;
}

/**
 * Reads, plans and writes every cluster. Everything is planned before anything is written.
 *
 * @returns the warnings, a line each; they are annotations of their stacks too
 * @throws ConfigError with everything that is wrong
 */
export function synth({ source, outdir, keepFolders = false }: SynthOptions): readonly string[] {
  const { prefix, plans, warnings } = load(source);
  const app = new App({ outdir });
  for (const { file, name, plan } of plans) {
    // annotations stand in the output, which is the same wherever the configuration lies
    const own = warnings.filter((line) => line.file === file).map(({ text }) => text.replaceAll(prefix, ""));
    new PlannedAccessStack(app, name, plan, own);
  }
  app.synth();
  const names = plans.map(({ name }) => name);
  removeOthers(join(outdir, "manifests"), names);
  removeOthers(join(outdir, "stacks"), names, keepFolders);
  return warnings.map(({ text }) => text);
}

/** Output of stacks that are no longer in the configuration, so that no pipeline applies it by mistake. */
function removeOthers(folder: string, names: readonly string[], keepFolders = false): void {
  for (const name of readdirSync(folder)) {
    if (names.includes(name)) continue;
    if (!keepFolders) rmSync(join(folder, name), { recursive: true });
    else for (const inner of readdirSync(join(folder, name))) rmSync(join(folder, name, inner), { recursive: true });
  }
}
