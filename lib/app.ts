import { App } from "cdktf";
import { visible } from "./aws/text";
import { type Loaded, load } from "./load/load";
import type { Line } from "./load/location";
import { addNote, notesIn } from "./output/record";
import { writeOutput } from "./output/write";
import { showPath } from "./plan/diagnostics";
import { findLosses, findLostStates, type Notice, recordOf, recordsIn } from "./plan/fleet/earlier";
import { stateOf } from "./plan/fleet/state";
import { PlannedAccessStack } from "./stacks/planned-access-stack";

export interface SynthOptions {
  /** The file or folder that contains the configuration. */
  readonly source: string;
  readonly outdir: string;
  /** Whether a pipeline runs this, whose jobs share no folder. */
  readonly ci?: boolean;
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
export function synth({ source, outdir, keepFolders = false, ci = false }: SynthOptions): readonly string[] {
  const loaded = load(source);
  const { prefix, single, plans, facts } = loaded;
  const notices = [...findLosses(facts, recordsIn(notesIn(outdir)), !single), ...(ci ? findLostStates(facts) : [])];
  const warnings = [...loaded.warnings, ...linesOf(notices, loaded)];
  const annotations = annotationsByFile(warnings, prefix);
  writeOutput({ outdir, source, partial: single, keepFolders }, (folder, others) => {
    const app = new App({ outdir: folder });
    // the cdktf command line removes the output of stacks that the record does not name
    Object.assign(app.manifest.stacks, others);
    for (const { name } of plans) delete app.manifest.stacks[name];
    for (const { file, name, plan } of plans) {
      const stack = new PlannedAccessStack(app, name, plan, annotations.get(file));
      addNote(app.manifest.forStack(stack), recordOf({ cluster: plan.cluster, state: stateOf(plan, name) }));
    }
    app.synth();
  });
  return warnings.map(({ text }) => text);
}

/** Returns notices as lines. Those of files that are gone stand beside the first that is there. */
function linesOf(notices: readonly Notice[], { facts: [first], locationOf }: Loaded): Line[] {
  return notices.map(({ file, path, message }) => {
    const where = file === undefined ? [] : [locationOf(file, path), showPath(path)].filter(Boolean);
    return {
      file: file ?? first?.file ?? "",
      text: visible(where.length > 0 ? `${where.join(" ")}: ${message}` : message),
    };
  });
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
