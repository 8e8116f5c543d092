import { existsSync, lstatSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isSystemError, reasonOf } from "../files/errors";
import { ConfigError } from "../load/config-error";
import { prepareFolder } from "./folder";
import { LOCK, lock } from "./lock";
import { deletedWithFolders, filesBelow, moveFiles, obstacles, removeAll, removeFiles } from "./publish";
import { type Manifest, readKnown, readManifest, recordedFiles, saveKnown } from "./record";

export interface Output {
  readonly outdir: string;
  /** The file or folder of the configuration, which the output folder must not hold. */
  readonly source: string;
  /** Whether stacks of other runs stay: this run is about one file of several. */
  readonly partial: boolean;
  /** Whether the cdktf command line removes the folders of removed stacks. It fails if one is not there any more. */
  readonly keepFolders: boolean;
}

/** Writes stacks and the record of them into a folder. */
type Build = (folder: string, others: Manifest["stacks"]) => void;

/** The folder in the output folder for what is not finished. It is there while a run writes, and after one was killed. */
const UNFINISHED = ".eks-access";

/** How long a run waits for another that writes into the same folder. */
const WAIT_SECONDS = 60;

/**
 * Writes the output of a run: all of it or nothing. It is written aside, and each file moved to its place when all are
 * complete; what earlier runs wrote and this one did not is removed last. What this project did not write stays.
 *
 * @param build writes everything into a folder, as cdktf does, and a record that also names the other stacks
 * @throws ConfigError if the folder cannot be written
 */
export function writeOutput(output: Output, build: Build): void {
  const { outdir, source } = output;
  prepareFolder(outdir, source);
  const unfinished = join(outdir, UNFINISHED);
  if (lstatSync(unfinished, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new ConfigError([`${unfinished}: the output needs a folder there, got a link; remove it`]);
  }
  try {
    const unlock = lock(unfinished, WAIT_SECONDS);
    try {
      writeLocked(output, unfinished, build);
    } finally {
      unlock();
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new ConfigError([
      `${outdir}: the output cannot be written: ${reasonOf(error)}; run again when that is mended`,
    ]);
  }
}

function writeLocked({ outdir, partial, keepFolders }: Output, unfinished: string, build: Build): void {
  const next = join(unfinished, "next");
  const before = readManifest(outdir);
  const killed = readManifest(next);
  const known = new Set([before, killed].flatMap((manifest) => (manifest ? recordedFiles(manifest) : [])));
  for (const file of readKnown(unfinished)) known.add(file);
  // a run that is killed from here on leaves no other trace of what an earlier killed run wrote
  if (known.size > (before ? recordedFiles(before).length : 0)) saveKnown(unfinished, known);
  removeAll(next);
  mkdirSync(next);
  try {
    build(next, partial ? writtenStacks({ ...killed?.stacks, ...before?.stacks }, outdir) : {});
    const manifest = readManifest(next) ?? { stacks: {} };
    const files = filesBelow(next);
    const lines = [
      ...obstacles(outdir, files),
      ...(keepFolders ? deletedWithFolders(outdir, Object.keys(manifest.stacks)) : []),
    ];
    if (lines.length > 0) throw new ConfigError(lines);
    for (const file of recordedFiles(manifest)) known.add(file);
    saveKnown(unfinished, known);
    moveFiles(next, outdir, files);
    const own = new Set(recordedFiles(manifest));
    removeFiles(
      outdir,
      [...known].filter((file) => !own.has(file)),
      keepFolders,
    );
    for (const left of readdirSync(unfinished)) {
      if (left !== LOCK) removeAll(join(unfinished, left));
    }
  } finally {
    removeAll(next);
  }
}

/** Returns stacks whose output is there. */
const writtenStacks = (stacks: Manifest["stacks"], outdir: string): Manifest["stacks"] =>
  Object.fromEntries(
    Object.entries(stacks).filter(([, stack]) => {
      const [file] = recordedFiles({ stacks: { stack } });
      return file !== undefined && existsSync(join(outdir, file));
    }),
  );
