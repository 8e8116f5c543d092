import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { kindOf } from "./errors";
import { realPathOf } from "./paths";

/**
 * Writes a file in one step, so that nobody reads half of it. Makes the folders above it.
 *
 * @throws Error if something else than a file is there
 */
export function writeWhole(file: string, text: string): void {
  const real = realPathOf(file);
  const there = statSync(real, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) throw new Error(`a file is needed there, got ${kindOf(there)}`);
  const folder = dirname(real);
  mkdirSync(folder, { recursive: true });
  const aside = mkdtempSync(join(folder, ".eks-access-"));
  try {
    writeFileSync(join(aside, basename(real)), text);
    renameSync(join(aside, basename(real)), real);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
