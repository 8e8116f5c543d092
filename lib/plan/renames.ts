import { isToken, quote, sortedEntries } from "../aws/text";
import { ITEM_IDS } from "./addresses";
import type { PlanContext } from "./context";
import { type Path, showPath } from "./diagnostics";
import { possibleItems } from "./release";
import type { Rename } from "./types";

type Was = string | readonly string[] | undefined;

const earlierKeys = (was: Was): readonly string[] => (was === undefined ? [] : [was].flat());

/** Returns the first key that an item had. Its default names are built from it, so that they never change. */
export const firstKey = (key: string, { was }: { readonly was?: Was }): string => earlierKeys(was)[0] ?? key;

/** Returns the ids of items by which Terraform knew them, step by step, and reports keys that cannot be earlier ones. */
export function planRenames(context: PlanContext): Rename[] {
  return Object.entries(ITEM_IDS).flatMap(([section, idOf]) => {
    const items: Readonly<Record<string, { readonly was?: Was }>> = context.config[section as keyof typeof ITEM_IDS];
    const taken = new Map<string, Path>();
    return sortedEntries(items).flatMap(([key, { was }]) => {
      const earlier = earlierKeys(was);
      for (const [index, old] of earlier.entries()) {
        const path = [section, key, "was", ...(typeof was === "string" ? [] : [index])];
        const problem = problemOf(old, { key, items, other: taken.get(old) });
        if (problem) context.diagnostics.report("earlier-key", path, problem);
        taken.set(old, [section, key]);
      }
      const steps = earlier.map((old, index) => ({ from: idOf(old), to: idOf(earlier[index + 1] ?? key) }));
      // dots in the name of a NodeClass are not in its id
      return steps.filter(({ from, to }) => from !== to);
    });
  });
}

interface Place {
  readonly key: string;
  readonly items: object;
  readonly other: Path | undefined;
}

function problemOf(old: string, { key, items, other }: Place): string | undefined {
  if (isToken(old)) return "a key of this section, got a token; write the key";
  if (old === key)
    return `${quote(old)} is the key of this item now; write the one that it had before, or leave it out`;
  if (Object.hasOwn(items, old)) {
    return `${quote(old)} is the key of another item here, which Terraform knows by it; leave it out, or rename that item`;
  }
  if (other !== undefined) return `${showPath(other)} was ${quote(old)} too, and one item alone can be what it was`;
  return undefined;
}

/** A resource that moves from one id to another, on the way to the id that it has now. */
interface Move extends Rename {
  readonly id: string;
}

/**
 * Returns the moves of resources. The ids of what belongs to an item begin with the id of the item, and keys have no
 * `_`.
 */
export function movesOf(ids: readonly string[], renames: readonly Rename[]): Move[] {
  const now = new Map<string, string>();
  // the later steps of an item stand behind the earlier ones
  for (const { from, to } of [...renames].reverse()) now.set(from, now.get(to) ?? to);
  const resources = new Map([...now.values()].map((item): [string, string[]] => [item, []]));
  for (const id of ids) for (const item of possibleItems(id)) resources.get(item)?.push(id);
  return renames.flatMap(({ from, to }) => {
    const item = now.get(from) ?? to;
    const moveOf = (id: string): Move => ({ id, from: from + id.slice(item.length), to: to + id.slice(item.length) });
    return (resources.get(item) ?? []).map(moveOf);
  });
}
