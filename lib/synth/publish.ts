import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { visible } from "../aws/text";
import type { Decided } from "../load/load";
import type { Line } from "../load/location";
import { checkFolder } from "../output/folder";
import { addLockFile, addNote, MANIFEST, type Manifest, notesIn } from "../output/record";
import { writeOutput } from "../output/write";
import { showPath } from "../plan/diagnostics";
import { findLosses, findLostStates, type Notice, recordOf, recordsIn } from "../plan/fleet/earlier";
import type { FileFacts } from "../plan/fleet/facts";
import { lockFileOf, stackFile } from "../writer/output";
import { recordJson, stackRecord } from "../writer/record";

export interface SynthOptions {
  /** The file or folder that contains the configuration. */
  readonly source: string;
  readonly outdir: string;
  /** The names of the files that are meant, if not all. The output of others stays. */
  readonly names?: readonly string[];
  /** Decides everything, and writes nothing. */
  readonly check?: boolean;
  /** Whether a pipeline runs this, whose jobs share no folder. */
  readonly ci?: boolean;
  /** Keeps folders of removed stacks. The cdktf command line deletes these itself, and fails if they do not exist. */
  readonly keepFolders?: boolean;
}

/**
 * Writes stacks and cdktf's record of them into a folder.
 *
 * @param others stacks of other files, for the record
 * @param annotations the warnings of each file
 */
export type WriteStacks = (
  folder: string,
  others: Manifest["stacks"],
  annotations: ReadonlyMap<string, readonly string[]>,
) => void;

/**
 * Publishes what is decided: all of it or nothing. The output of files that are no part of this run stays.
 *
 * @returns the warnings, one line each; they are also annotations of their stacks
 */
export function publish(options: SynthOptions, decided: Decided, write: WriteStacks): readonly string[] {
  const { source, outdir, keepFolders = false, ci = false, check = false } = options;
  const { prefix, partial, facts } = decided;
  const notices = [...findLosses(facts, recordsIn(notesIn(outdir)), !partial), ...(ci ? findLostStates(facts) : [])];
  const warnings = [...decided.warnings, ...linesOf(notices, decided)];
  const annotations = annotationsByFile(warnings, prefix);
  if (check) checkFolder(outdir, source);
  else {
    writeOutput({ outdir, source, partial, keepFolders }, (folder, others) => {
      write(folder, others, annotations);
      writeLockFiles(folder, decided);
    });
  }
  return warnings.map(({ text }) => text);
}

/** Gives each stack the lock file of the configuration. Terraform may have changed the one that lies there. */
function writeLockFiles(folder: string, { facts, lockFile }: Decided): void {
  if (lockFile === undefined) return;
  const write = writerInto(folder);
  for (const { name } of facts) write(lockFileOf(name), lockFile);
}

/** Notes in cdktf's record of a stack what its output is written for, and what more than cdktf knows lies there. */
export function noteStack(record: object, { name, cluster, state }: StackFacts, { lockFile }: LockFileOf): void {
  addNote(record, recordOf({ cluster, state }));
  if (lockFile !== undefined) addLockFile(record, lockFileOf(name));
}

type StackFacts = Pick<FileFacts, "name" | "cluster" | "state">;
type LockFileOf = Pick<Decided, "lockFile">;

/** The files of a stack by their paths in the output folder. A file without text lies there already. */
export type StackOutput = ReadonlyMap<string, string | undefined>;

/** Returns a function that writes stacks, given the output of each file of a cluster. */
export const stacksWriter =
  (decided: Pick<Decided, "facts" | "lockFile">, outputs: ReadonlyMap<string, StackOutput>): WriteStacks =>
  (folder, others, annotations) => {
    const stacks: Record<string, object> = { ...others };
    const write = writerInto(folder);
    for (const facts of decided.facts) {
      const { file, name } = facts;
      const output = outputs.get(file) ?? new Map();
      for (const [path, text] of output) if (text !== undefined) write(path, text);
      const manifests = [...output.keys()].filter((path) => path !== stackFile(name));
      const record = stackRecord({ name, annotations: annotations.get(file) ?? [], manifests });
      noteStack(record, facts, decided);
      stacks[name] = record;
    }
    write(MANIFEST, recordJson(stacks));
  };

/** Returns a function that writes files into a folder, and makes each folder in it once. */
function writerInto(folder: string): (path: string, text: string) => void {
  const made = new Set<string>();
  return (path, text) => {
    const parent = join(folder, dirname(path));
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(join(folder, path), text);
  };
}

/** Returns notices as lines. Those of files that are gone stand beside the first that is there. */
function linesOf(notices: readonly Notice[], { facts: [first], locationOf }: Decided): Line[] {
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
