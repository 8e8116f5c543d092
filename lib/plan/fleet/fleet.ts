import type { Diagnostic } from "../diagnostics";
import type { Cluster } from "../types";

/** A diagnostic about one of several files. */
export interface FleetDiagnostic extends Diagnostic {
  readonly file: string;
}

/** Returns a text that is equal for two files of one cluster. */
export const clusterKey = ({ partition, account, region, name }: Cluster): string =>
  JSON.stringify([partition, account, region, name]);

/** Returns items by a key, in their order. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
