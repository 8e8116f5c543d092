import { ITEM_IDS } from "../plan/addresses";
import type { Path } from "../plan/diagnostics";
import type { ClusterConfig } from "../schema/types";

/** The parts of a file that are no items, by their addresses. */
const WHOLE: Readonly<Record<string, Path>> = {
  cluster: ["cluster", "create"],
  "cluster-role": ["clusterRole"],
  "oidc-provider": ["cluster"],
};

/** An item of a configuration, or what was one. */
export interface Item {
  readonly path: Path;
  /** Whether it is in the configuration. */
  readonly exists: boolean;
}

/** Returns the item that a resource belongs to, by the resource's name. Keys have no `_`. */
export function itemOf(name: string, config: ClusterConfig): Item | undefined {
  const [whole = ""] = name.split("_");
  if (Object.hasOwn(WHOLE, whole)) return { path: WHOLE[whole] ?? [], exists: true };
  for (const [section, idOf] of Object.entries(ITEM_IDS)) {
    const prefix = idOf("");
    if (!name.startsWith(prefix)) continue;
    const [given = ""] = name.slice(prefix.length).split("_");
    // an address has lost the dots of a key
    const keys = Object.keys(config[section as keyof typeof ITEM_IDS] ?? {});
    const key = keys.find((one) => idOf(one) === prefix + given);
    return { path: [section, key ?? given], exists: key !== undefined };
  }
  return undefined;
}
