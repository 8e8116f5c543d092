import type { Stats } from "node:fs";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOENT: "it is not there, was removed meanwhile, or is a link to nothing",
  ENOTDIR: "a part of its path is a file, not a folder",
  EEXIST: "there is a file of this name",
  EISDIR: "it is a folder",
  ELOOP: "it is a link to itself",
  EMFILE: "too many files are open",
  ENOSPC: "no space left on the disk",
  EROFS: "the file system is read-only",
  EDQUOT: "the disk quota is used up",
  EIO: "the disk reports an error",
};

/** Returns the code of a failed file operation, such as ENOENT. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;

/** Returns whether an error is a file operation that the system refused. */
export const isSystemError = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "syscall" in error && "code" in error;

/** Returns the reason of a failed file operation in words, with its code. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return `${REASONS[code] ?? "the system refuses"} (${code})`;
}

export function kindOf(stats: Stats): string {
  if (stats.isSymbolicLink()) return "a link";
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  if (stats.isSocket()) return "a socket";
  return stats.isFile() ? "a file" : "a device";
}
