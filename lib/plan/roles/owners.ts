import { didYouMean, isToken, list, quote, someOf } from "../../aws/text";
import type { PlanContext } from "../context";
import { showPath } from "../diagnostics";
import type { RoleRequest } from "./requests";

/** Where `use` leads: to the item that has its own role, to no item, or back to itself. */
type Owner = RoleRequest | "nobody" | "itself";

/** Follows `use` from item to item. What is known of an item is kept, so that a long chain is followed once. */
export class OwnerFinder {
  private readonly byKey = new Map<string, RoleRequest[]>();
  private readonly owners = new Map<RoleRequest, Owner>();

  constructor(
    nodes: readonly RoleRequest[],
    private readonly diagnostics: PlanContext["diagnostics"],
  ) {
    for (const node of nodes) {
      const same = this.byKey.get(node.key);
      if (same) same.push(node);
      else this.byKey.set(node.key, [node]);
    }
  }

  /** Returns the item whose role an item has, and reports a `use` that leads to none. */
  find(item: RoleRequest): RoleRequest | undefined {
    const owner = this.follow(item);
    if (owner === "itself") {
      this.diagnostics.report(
        "use-cycle",
        [...item.rolePath, "use"],
        `use leads back to itself: ${this.cycleFrom(item)}; one of them needs a role of its own`,
      );
    }
    // only node roles can be shared, so for a workload the key does not matter
    const { use } = item.reference;
    if (owner === "nobody" && item.nodes !== undefined && use !== undefined && this.next(item) === undefined) {
      this.diagnostics.report(
        "use-key",
        [...item.rolePath, "use"],
        noSuchKey(use, [...this.byKey.keys()], this.named(item)),
      );
    }
    return typeof owner === "string" ? undefined : owner;
  }

  private follow(item: RoleRequest): Owner {
    const chain = new Set<RoleRequest>();
    let current = item;
    let owner = this.owners.get(current);
    while (owner === undefined) {
      chain.add(current);
      const next = this.next(current);
      if (current.reference.use === undefined) owner = current;
      else if (next === undefined) owner = "nobody";
      else if (chain.has(next)) owner = "itself";
      else {
        owner = this.owners.get(next);
        current = next;
      }
    }
    for (const link of chain) this.owners.set(link, owner);
    return owner;
  }

  /** Returns the item that `use` names; undefined if there is not exactly one. */
  private next(item: RoleRequest): RoleRequest | undefined {
    const named = this.named(item);
    if (named.length > 1) return undefined;
    return named[0] ?? this.byKey.get(item.reference.use ?? "")?.[0];
  }

  private named({ reference, id }: RoleRequest): RoleRequest[] {
    return (this.byKey.get(reference.use ?? "") ?? []).filter((node) => node.id !== id);
  }

  /** Returns the keys from an item until one repeats, shortened if there are many. */
  private cycleFrom(item: RoleRequest): string {
    const keys = [item.key];
    const seen = new Set([item]);
    for (let next = this.next(item); next !== undefined; next = this.next(next)) {
      keys.push(next.key);
      if (seen.has(next)) return keys.join(" -> ");
      if (keys.length > SHOWN_KEYS) return `${keys.join(" -> ")} -> …`;
      seen.add(next);
    }
    return keys.join(" -> ");
  }
}

/** A message shows no more keys than this. */
const SHOWN_KEYS = 12;

function noSuchKey(use: string, keys: readonly string[], named: readonly RoleRequest[]): string {
  if (isToken(use)) return "a key of this file, got a token; write the key";
  if (named.length > 1) {
    return `${quote(use)} is a key of ${list(
      named.map(({ path }) => showPath(path)),
      "and",
    )}; rename one of them`;
  }
  return `no item ${quote(use)} in nodeClasses or nodeRoles${didYouMean(use, keys) || `; the keys here: ${someOf(keys)}`}`;
}
