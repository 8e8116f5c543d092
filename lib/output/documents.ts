import { lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kindOf, reasonOf } from "../files/errors";
import { realPathOf } from "../files/paths";
import { ConfigError } from "../load/config-error";

/** The names of the files that runs have written into a folder, beside them. */
const RECORD = ".eks-access.json";

const isName = (name: unknown): name is string => typeof name === "string" && /^[a-z0-9-]+\.json$/.test(name);

/**
 * Writes files into a folder: all, or none. What an earlier run wrote is replaced, or removed if this run has it no more.
 * What nobody but others wrote stays as it is, and stops the run where its name is needed.
 *
 * @param files the text of each, by its name
 * @param isOld whether a file of an earlier run is of the kind that this run writes
 * @throws ConfigError if the folder cannot be written, with all names that are taken
 */
export function writeDocuments(
  folder: string,
  files: Readonly<Record<string, string>>,
  isOld: (name: string) => boolean,
): void {
  try {
    const real = realPathOf(folder);
    const there = lstatSync(real, { throwIfNoEntry: false });
    if (there !== undefined && !there.isDirectory()) {
      throw new ConfigError([`${folder}: a folder is needed there, got ${kindOf(there)}`]);
    }
    const earlier = there === undefined ? [] : readRecord(real, folder);
    refuseTaken(real, folder, Object.keys(files), earlier);
    mkdirSync(real, { recursive: true });
    publish(real, files, earlier, isOld);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([`${folder}: cannot be written: ${reasonOf(error)}`]);
  }
}

function refuseTaken(real: string, folder: string, names: readonly string[], earlier: readonly string[]): void {
  const lines = names.flatMap((name) => {
    const stats = lstatSync(join(real, name), { throwIfNoEntry: false });
    if (stats === undefined || (stats.isFile() && earlier.includes(name))) return [];
    return [
      `${join(folder, name)}: ${kindOf(stats)} is there that no earlier run wrote; move it away, or name another folder`,
    ];
  });
  if (lines.length > 0) throw new ConfigError(lines);
}

function publish(
  real: string,
  files: Readonly<Record<string, string>>,
  earlier: readonly string[],
  isOld: (name: string) => boolean,
): void {
  const aside = mkdtempSync(join(real, ".eks-access-"));
  const put = (name: string, text: string) => writeFileSync(join(aside, name), text);
  const move = (name: string) => renameSync(join(aside, name), join(real, name));
  const record = (names: Iterable<string>) => {
    put(RECORD, `${JSON.stringify({ files: [...new Set(names)].sort() }, null, 2)}\n`);
    move(RECORD);
  };
  try {
    for (const [name, text] of Object.entries(files)) put(name, text);
    // a run that is killed from here on leaves files that the next one knows
    record([...earlier, ...Object.keys(files)]);
    for (const name of Object.keys(files)) move(name);
    const gone = earlier.filter((name) => isOld(name) && !Object.hasOwn(files, name));
    for (const name of gone)
      if (lstatSync(join(real, name), { throwIfNoEntry: false })?.isFile()) rmSync(join(real, name));
    record([...earlier.filter((name) => !gone.includes(name)), ...Object.keys(files)]);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** @throws ConfigError if something else is there under its name */
function readRecord(real: string, folder: string): string[] {
  const file = join(real, RECORD);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  const strange = new ConfigError([
    `${join(folder, RECORD)}: no record of an earlier run; move it away, or name another folder`,
  ]);
  if (!stats.isFile()) throw strange;
  try {
    const { files } = JSON.parse(readFileSync(file, "utf8")) as { files: unknown };
    if (Array.isArray(files)) return files.filter(isName);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw strange;
}
