import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync, type Stats } from "node:fs";
import { isAbsolute, relative } from "node:path";
import { readYaml, unreadableFile, type YamlFile } from "./yaml";

/** The largest file that is read. The largest clusters that EKS allows need about half of it. */
const MAX_BYTES = 1024 * 1024;

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Returns whether a real path lies in a folder, or is the folder. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith("../") && !way.startsWith("..\\") && !isAbsolute(way);
}

/**
 * Reads a YAML file. What prevents it is a diagnostic.
 *
 * @param root the real path of the folder that the file must be in, whatever links it is reached by
 */
export function readFile(file: string, root: string): YamlFile {
  try {
    const real = realpathSync(file);
    if (!isInside(real, root)) {
      return unreadableFile("unreadable", "a link to a file outside of the configuration's folder; put a copy here");
    }
    return read(real);
  } catch (error) {
    return unreadableFile("unreadable", `cannot be read: ${reasonOf(error)}`);
  }
}

function read(file: string): YamlFile {
  // does not wait for a pipe, and does not follow a link that has just been put there
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile())
      return unreadableFile("unreadable", `a file, got ${kindOf(stats)}; move it out of this folder`);
    if (stats.size > MAX_BYTES) return tooLarge(stats.size);
    const bytes = readFileSync(descriptor);
    return bytes.length > MAX_BYTES ? tooLarge(bytes.length) : readBytes(bytes);
  } finally {
    closeSync(descriptor);
  }
}

function readBytes(bytes: Uint8Array): YamlFile {
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    return unreadableFile("not-yaml", "not YAML: the file is not UTF-8 text; save it as UTF-8");
  }
  return readYaml(text);
}

const tooLarge = (bytes: number): YamlFile =>
  unreadableFile(
    "too-large",
    `at most ${MAX_BYTES.toLocaleString("en")} bytes in a file, got ${bytes.toLocaleString("en")}; write several files`,
  );

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  if (stats.isSocket()) return "a socket";
  return stats.isFile() ? "a file" : "a device";
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOENT: "it is a link to nothing, or was removed meanwhile",
  ENOTDIR: "a part of its path is a file, not a folder",
  ELOOP: "it is a link to itself",
  EMFILE: "too many files are open",
  ENOSPC: "no space left on the disk",
  EROFS: "the file system is read-only",
  EDQUOT: "the disk quota is used up",
};

/** Returns the code of a failed file operation, such as ENOENT. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;

/** Returns the reason of a failed file operation in words, with its code. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return `${REASONS[code] ?? "the system refuses"} (${code})`;
}
