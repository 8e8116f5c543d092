import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { quote } from "../aws/text";
import type { Access } from "./facts";
import { theStack } from "./lookup";
import { below, type Result, result } from "./result";

/** What is done with a file of addresses: `all` writes it anew, `new` if there is none. */
export type Update = "all" | "new" | "none";

export interface KeepOptions {
  /** Whether further addresses are allowed. */
  readonly new?: boolean;
}

/** All addresses of a stack, in order. */
export const addressesOf = (access: Access): string[] => [...theStack(access).things.keys()].sort();

/** Whether a stack has the addresses that a file lists. A change of an address moves or replaces a resource. */
export function keepsAddresses(
  access: Access,
  file: string,
  options: KeepOptions & { readonly update: Update },
): Result {
  const addresses = addressesOf(access);
  const exists = existsSync(file);
  if (options.update === "all" || (options.update === "new" && !exists)) {
    writeFileSync(file, `${JSON.stringify(addresses, null, 2)}\n`);
    return result(true, String, () => `${file} has just been written with the addresses of this stack`);
  }
  if (!exists) return result(false, () => `there is no file ${quote(file)}; run the test with -u to write it`, String);
  const kept: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!Array.isArray(kept)) throw new Error(`${file} is no list of addresses; run the test with -u to write it anew`);
  const gone = kept.map(String).filter((address) => !addresses.includes(address));
  const added = options.new ? [] : addresses.filter((address) => !kept.includes(address));
  return result(
    gone.length + added.length === 0,
    () =>
      below(
        `the addresses are not those of ${file}; write \`was\` for what has another key, or run the test with -u:`,
        [...gone.map((address) => `- ${address}`), ...added.map((address) => `+ ${address}`)],
      ),
    () => `the addresses are those of ${file}`,
  );
}
