import { CLUSTER_ID, CLUSTER_ROLE_ID, ITEM_IDS, nodeEntryId, nodeRoleId, OIDC_PROVIDER_ID } from "./addresses";
import type { ResolvedConfig } from "./defaults";
import { knowsIssuer, managesOidcProvider } from "./workloads/issuer";

/** Returns the ids that the item of a resource can have: its own id, and what stands before each `_`. Keys have none. */
export function* possibleItems(id: string): Generator<string> {
  for (let end = id.length; end > 0; end = id.lastIndexOf("_", end - 1)) yield id.slice(0, end);
}

/** Returns whether Terraform forgets a resource, given the ids of what it lets go of. */
export function isReleased(id: string, released: ReadonlySet<string>): boolean {
  if (released.size === 0) return false;
  for (const item of possibleItems(id)) if (released.has(item)) return true;
  return false;
}

/** Returns the ids of everything that Terraform forgets and does not destroy, with all that belongs to it. */
export function releasedIds(config: ResolvedConfig): Set<string> {
  const { given, cluster, clusterRole } = config;
  const all = given.release === true;
  const { create } = cluster;
  const items = Object.entries(ITEM_IDS).flatMap(([section, idOf]) => {
    const ofSection: Readonly<Record<string, { readonly release?: boolean }>> =
      config[section as keyof typeof ITEM_IDS];
    return Object.entries(ofSection).flatMap(([key, { release = false }]) => (all || release ? [idOf(key)] : []));
  });
  const autoMode = create?.autoMode || undefined;
  return new Set([
    ...items,
    ...(clusterRole && (all || clusterRole.release) ? [CLUSTER_ROLE_ID] : []),
    ...(create && (all || create.release) ? [CLUSTER_ID] : []),
    ...(knowsIssuer(config) && (all || !managesOidcProvider(config)) ? [OIDC_PROVIDER_ID] : []),
    // EKS has this entry from now on
    ...(create?.adopt && autoMode?.nodeRole !== undefined ? [nodeEntryId(nodeRoleId(autoMode.nodeRole))] : []),
  ]);
}
