import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kindOf } from "./errors";
import { realPathOf } from "./paths";

/**
 * Writes a file in one step, so that nobody reads half of it. Makes the folders above it.
 *
 * @throws Error if something else than a file is there
 */
export const writeWhole = (file: string, text: string): void => writeAllWhole({ [file]: text });

/**
 * Writes files, all or none, and each in one step. Makes the folders above them. A file that is there keeps its mode.
 *
 * @param files the text of each, by its path
 * @throws Error if something else than a file is there, or the system refuses. What was there before it is put back
 */
export function writeAllWhole(files: Readonly<Record<string, string>>): void {
  const prepared: Prepared[] = [];
  const done: Prepared[] = [];
  const all = Object.entries(files);
  try {
    for (const [file, text] of all) prepared.push(prepare(file, text, all.length > 1));
    for (const one of prepared) {
      renameSync(one.next, one.real);
      done.push(one);
    }
  } catch (error) {
    for (const one of done) putBack(one);
    throw error;
  } finally {
    for (const { aside } of prepared) rmSync(aside, { recursive: true, force: true });
  }
}

/** A file that is written beside its place. */
interface Prepared {
  readonly real: string;
  readonly aside: string;
  readonly next: string;
  /** A copy of what is there now. */
  readonly before: string | undefined;
}

/** @param keep whether other files may fail after this one */
function prepare(file: string, text: string, keep: boolean): Prepared {
  const real = realPathOf(file);
  const there = statSync(real, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) throw new Error(`a file is needed there, got ${kindOf(there)}`);
  const folder = dirname(real);
  mkdirSync(folder, { recursive: true });
  const aside = mkdtempSync(join(folder, ".eks-access-"));
  const next = join(aside, "next");
  const before = there && keep ? join(aside, "before") : undefined;
  try {
    writeFileSync(next, text);
    if (there) chmodSync(next, there.mode);
    if (before) copyFileSync(real, before);
    return { real, aside, next, before };
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}

function putBack({ real, before }: Prepared): void {
  if (before === undefined) rmSync(real, { force: true });
  else renameSync(before, real);
}
