import type { AdoptConfig } from "../schema/types";
import { ITEM_IDS } from "./addresses";
import type { PlanContext } from "./context";
import type { Path } from "./diagnostics";
import { isReleased } from "./release";

/**
 * What Terraform takes over of an item that exists. `true`: what AWS makes only once, such as a role and an entry; its
 * policies are put again, which changes nothing if they are there. `with-policies`: those too, and each must exist.
 */
export type Adopt = AdoptConfig;

export const adoptsPolicies = (adopt: Adopt): boolean => adopt === "with-policies";

/** Returns what two fields take over together. */
export const wider = (a: Adopt, b: Adopt): Adopt => (adoptsPolicies(a) || adoptsPolicies(b) ? "with-policies" : a || b);

/** Something planned that Terraform may import. */
interface Importable {
  readonly id: string;
  readonly importId?: string;
  readonly path?: Path;
}

/** Reports what is to be taken over and let go of at once. */
export function validateReleases(planned: readonly Importable[], { released, diagnostics }: PlanContext): void {
  const items = new Map<string, Path>();
  for (const { id, importId, path = [] } of planned) {
    if (importId === undefined || !isReleased(id, released)) continue;
    const item = path[0] !== undefined && Object.hasOwn(ITEM_IDS, path[0]) ? path.slice(0, 2) : path;
    items.set(JSON.stringify(item), item);
  }
  for (const item of items.values()) {
    diagnostics.report("adopt-and-release", item, "adopt takes over what release lets go of; leave one of them out");
  }
}
