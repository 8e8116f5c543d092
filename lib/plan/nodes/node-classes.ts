import { quote, sortedEntries } from "../../aws/text";
import { nodeClassId } from "../addresses";
import type { PlanContext } from "../context";
import { type Path, showPath } from "../diagnostics";
import { validateNodeClass } from "./node-class";
import { validateNodePool } from "./node-pool";

/** Validates all NodeClasses and their NodePools. */
export function validateNodeClasses(context: PlanContext): void {
  const pools = new Map<string, Path>();
  const addresses = new Map<string, string>();
  for (const [key, item] of sortedEntries(context.config.nodeClasses)) {
    validateNodeClass(key, item, context);
    const same = addresses.get(nodeClassId(key));
    if (same !== undefined) {
      context.diagnostics.report(
        "node-class-address",
        ["nodeClasses", key],
        `${quote(same)} and ${quote(key)} become one Terraform address, ${nodeClassId(key)}; choose another key`,
      );
    }
    addresses.set(nodeClassId(key), key);
    for (const [name, pool] of sortedEntries(item.nodePools)) {
      const path = ["nodeClasses", key, "nodePools", name];
      validateNodePool(pool, path, context);
      const other = pools.get(name);
      if (other) {
        context.diagnostics.report(
          "node-pool-name-taken",
          path,
          `${showPath(other)} has the same name, and names of NodePools are unique in a cluster; choose another key`,
        );
      }
      pools.set(name, path);
    }
  }
}
