import { App } from "cdktf";
import { load } from "./load/load";
import type { Line } from "./load/location";
import { writeOutput } from "./output/write";
import { PlannedAccessStack } from "./stacks/planned-access-stack";

export interface SynthOptions {
  /** The file or folder that contains the configuration. */
  readonly source: string;
  readonly outdir: string;
  /** Keeps folders of removed stacks. The cdktf command line deletes these itself, and fails if they do not exist. */
  readonly keepFolders?: boolean;
}

/**
 * Reads, plans and writes all clusters. Nothing is written unless all plans are valid, and then all of it or nothing. If
 * the source is one file, the output of others stays.
 *
 * @returns the warnings, one line each; they are also annotations of their stacks
 * @throws ConfigError with all errors
 */
export function synth({ source, outdir, keepFolders = false }: SynthOptions): readonly string[] {
  const { prefix, single, plans, warnings } = load(source);
  const annotations = annotationsByFile(warnings, prefix);
  writeOutput({ outdir, source, partial: single, keepFolders }, (folder, others) => {
    const app = new App({ outdir: folder });
    // the cdktf command line removes the output of stacks that the record does not name
    Object.assign(app.manifest.stacks, others);
    for (const { name } of plans) delete app.manifest.stacks[name];
    for (const { file, name, plan } of plans) {
      new PlannedAccessStack(app, name, plan, annotations.get(file));
    }
    app.synth();
  });
  return warnings.map(({ text }) => text);
}

/** Annotations are part of the output, which must not depend on the location of the configuration. */
function annotationsByFile(warnings: readonly Line[], prefix: string): ReadonlyMap<string, readonly string[]> {
  const annotations = new Map<string, string[]>();
  for (const { file, text } of warnings) {
    const own = annotations.get(file) ?? [];
    own.push(text.replaceAll(prefix, ""));
    annotations.set(file, own);
  }
  return annotations;
}
