import { byCodePoint, quote, sortedEntries } from "../../aws/text";
import { nodeClassId } from "../addresses";
import type { PlanContext } from "../context";
import type { ResolvedConfig } from "../defaults";
import { type Path, showPath } from "../diagnostics";
import type { PlannedNodePool } from "../types";
import { validateNodeClass } from "./node-class";
import { validateNodePool } from "./node-pool";

/** Validates all NodeClasses and NodePools. */
export function validateNodeClasses(context: PlanContext): void {
  const { config, diagnostics } = context;
  const addresses = new Map<string, string>();
  for (const [key, item] of sortedEntries(config.nodeClasses)) {
    validateNodeClass(key, item, context);
    const same = addresses.get(nodeClassId(key));
    if (same !== undefined) {
      diagnostics.report(
        "node-class-address",
        ["nodeClasses", key],
        `${quote(same)} and ${quote(key)} become one Terraform address, ${nodeClassId(key)}; choose another key`,
      );
    }
    addresses.set(nodeClassId(key), key);
  }
  const taken = new Map<string, Path>();
  for (const { key, path, config: pool } of planNodePools(config)) {
    validateNodePool(pool, path, context);
    const other = taken.get(key);
    if (other) {
      diagnostics.report(
        "node-pool-name-taken",
        path,
        `${showPath(other)} has the same name, and names of NodePools are unique in a cluster; choose another key`,
      );
    }
    taken.set(key, path);
  }
}

/** Returns the NodePools of all NodeClasses, sorted by name. */
export function planNodePools({ given, nodeClasses, nodePools }: ResolvedConfig): PlannedNodePool[] {
  const all = given.release === true;
  const ofClasses = sortedEntries(nodeClasses).flatMap(([nodeClass, item]) =>
    sortedEntries(item.nodePools).map(([key, config]) => ({
      key,
      path: ["nodeClasses", nodeClass, "nodePools", key],
      nodeClass,
      released: all || item.release === true,
      config,
    })),
  );
  const ofEks = sortedEntries(nodePools).map(([key, { nodeClass, ...config }]) => ({
    key,
    path: ["nodePools", key],
    nodeClass,
    released: all,
    config,
  }));
  return [...ofClasses, ...ofEks].sort((a, b) => byCodePoint(a.key, b.key));
}
