import { readBounded } from "../files/bounded";
import { reasonOf } from "../files/errors";
import { ConfigError } from "../load/config-error";

/** The largest input that is read. */
const MAX_BYTES = 64 * 1024 * 1024;

/** How messages name a file; `-` is standard input. */
export const shownName = (file: string): string => (file === "-" ? "standard input" : file);

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** @throws ConfigError if the file cannot be read, or is too large or no text */
export function textOf(word: string, file: string): string {
  const refuse = (message: string) => new ConfigError([`${word}: ${shownName(file)} ${message}`]);
  let bytes: Buffer | undefined;
  try {
    bytes = readBounded(file === "-" ? undefined : file, MAX_BYTES);
  } catch (error) {
    throw refuse(`cannot be read: ${reasonOf(error)}`);
  }
  if (bytes === undefined) throw refuse(`has more than ${MAX_BYTES.toLocaleString("en")} bytes`);
  try {
    return UTF8.decode(bytes);
  } catch {
    throw refuse("is not UTF-8 text");
  }
}
