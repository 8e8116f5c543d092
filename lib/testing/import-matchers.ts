import { quote } from "../aws/text";
import type { Access, Stack } from "./facts";
import { mustBeKey } from "./lookup";
import { sameKey } from "./names";
import { below, type Result, result } from "./result";

/** Whether something of an item is imported. */
export function adopts({ stacks }: Access, key: string): Result {
  mustBeKey(key, stacks);
  const items = stacks.flatMap((stack) => thingsOf(key, stack));
  const found = items.flatMap(({ text, id }) => (id === undefined ? [] : [`${text} from ${id}`]));
  return result(
    found.length > 0,
    () =>
      below(
        `nothing of ${quote(key)} is imported; write adopt in the item, or expect no import:`,
        items.map(({ text }) => text),
      ),
    () => below(`something of ${quote(key)} is imported:`, found),
  );
}

/** Returns what is made for an item, with the IDs of imports. */
const thingsOf = (key: string, stack: Stack): { readonly text: string; readonly id: string | undefined }[] =>
  [...new Set(stack.names.flatMap((name) => (sameKey(name.key, key) ? name.thing : [])))].map((thing) => ({
    text: stack.describe(thing.address, thing),
    id: stack.imports.get(thing.address),
  }));

/** Whether nothing is imported. */
export function importsNothing({ stacks }: Access): Result {
  const found = stacks.flatMap(({ imports }) => [...imports].map(([address, id]) => `${address} from ${id}`));
  return result(
    found.length === 0,
    () => below("something is imported; leave adopt out where nothing exists:", found),
    () => "nothing is imported; write adopt where something exists",
  );
}
