import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { kindOf, reasonOf } from "../files/errors";
import { isInside } from "../files/paths";
import type { LoadRuleName } from "./catalogue";
import { readYaml, unreadableFile, type YamlFile } from "./yaml";

/** The largest file that is read. The largest clusters that EKS allows need about half of it. */
export const MAX_BYTES = 1024 * 1024;

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** The text of a file, or what prevents that it is read. */
export type FileContent =
  | { readonly text: string }
  | { readonly text?: undefined; readonly rule: LoadRuleName; readonly message: string };

/**
 * Reads a file. What prevents it is a diagnostic.
 *
 * @param root the real path of the folder that the file must be in, whatever links it is reached by
 * @param max bytes
 */
export function readFile(file: string, root: string, max = MAX_BYTES): FileContent {
  try {
    const real = realpathSync(file);
    if (!isInside(real, root)) {
      return unreadable("unreadable", "a link to a file outside of the configuration's folder; put a copy here");
    }
    return read(real, max);
  } catch (error) {
    return unreadable("unreadable", `cannot be read: ${reasonOf(error)}`);
  }
}

/** Parses what was read of a file. */
export const yamlOf = (content: FileContent): YamlFile =>
  content.text === undefined ? unreadableFile(content.rule, content.message) : readYaml(content.text);

export const unreadable = (rule: LoadRuleName, message: string): FileContent => ({ rule, message });

function read(file: string, max: number): FileContent {
  // does not wait for a pipe, and does not follow a link that has just been put there
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return unreadable("unreadable", `a file, got ${kindOf(stats)}; move it out of this folder`);
    if (stats.size > max) return tooLarge(stats.size, max);
    const bytes = readFileSync(descriptor);
    return bytes.length > max ? tooLarge(bytes.length, max) : readBytes(bytes);
  } finally {
    closeSync(descriptor);
  }
}

/** Returns the text in the bytes of a file. */
export function readBytes(bytes: Uint8Array): FileContent {
  try {
    return { text: UTF8.decode(bytes) };
  } catch {
    return unreadable("not-yaml", "not YAML: the file is not UTF-8 text; save it as UTF-8");
  }
}

export const tooLarge = (bytes: number, max: number): FileContent =>
  unreadable(
    "too-large",
    `at most ${max.toLocaleString("en")} bytes in a file, got ${bytes.toLocaleString("en")}; write several files`,
  );
