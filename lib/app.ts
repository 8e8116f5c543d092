import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { load } from "./load/load";
import { PlannedAccessStack } from "./stacks/planned-access-stack";

export interface SynthOptions {
  /** The file or folder that contains the configuration. */
  readonly source: string;
  readonly outdir: string;
  /** Keeps folders of removed stacks. The cdktf command line deletes these itself, and fails if they do not exist. */
  readonly keepFolders?: boolean;
}

/**
 * Reads, plans and writes all clusters. Nothing is written unless all plans are valid.
 *
 * @returns the warnings, one line each; they are also annotations of their stacks
 * @throws ConfigError with all errors
 */
export function synth({ source, outdir, keepFolders = false }: SynthOptions): readonly string[] {
  const { prefix, plans, warnings } = load(source);
  const app = new App({ outdir });
  for (const { file, name, plan } of plans) {
    // annotations are part of the output, which must not depend on the location of the configuration
    const own = warnings.filter((line) => line.file === file).map(({ text }) => text.replaceAll(prefix, ""));
    new PlannedAccessStack(app, name, plan, own);
  }
  app.synth();
  const names = plans.map(({ name }) => name);
  removeStaleStacks(join(outdir, "manifests"), names);
  removeStaleStacks(join(outdir, "stacks"), names, keepFolders);
  return warnings.map(({ text }) => text);
}

/** Removes the output of stacks that are no longer in the configuration, so that no pipeline applies it by mistake. */
function removeStaleStacks(folder: string, names: readonly string[], keepFolders = false): void {
  for (const name of readdirSync(folder)) {
    if (names.includes(name)) continue;
    if (!keepFolders) rmSync(join(folder, name), { recursive: true });
    else for (const inner of readdirSync(join(folder, name))) rmSync(join(folder, name, inner), { recursive: true });
  }
}
