import { CLUSTER_ID, CLUSTER_ROLE_ID, ITEM_IDS, nodeEntryId, nodeRoleId, OIDC_PROVIDER_ID } from "./addresses";
import type { ResolvedConfig } from "./defaults";
import { knowsIssuer, managesOidcProvider } from "./workloads/issuer";

/** Returns whether a resource belongs to an item, by their ids. Keys have no `_`. */
export const belongsTo = (id: string, item: string): boolean => id === item || id.startsWith(`${item}_`);

/** Returns whether Terraform forgets a resource, given the ids of what it lets go of. */
export const isReleased = (id: string, released: readonly string[]): boolean =>
  released.some((item) => belongsTo(id, item));

/** Returns the ids of everything that Terraform forgets and does not destroy, with all that belongs to it. */
export function releasedIds(config: ResolvedConfig): string[] {
  const { given, cluster, clusterRole } = config;
  const all = given.release === true;
  const { create } = cluster;
  const items = Object.entries(ITEM_IDS).flatMap(([section, idOf]) => {
    const ofSection: Readonly<Record<string, { readonly release?: boolean }>> =
      config[section as keyof typeof ITEM_IDS];
    return Object.entries(ofSection).flatMap(([key, { release = false }]) => (all || release ? [idOf(key)] : []));
  });
  const autoMode = create?.autoMode || undefined;
  return [
    ...items,
    ...(clusterRole && (all || clusterRole.release) ? [CLUSTER_ROLE_ID] : []),
    ...(create && (all || create.release) ? [CLUSTER_ID] : []),
    ...(knowsIssuer(config) && (all || !managesOidcProvider(config)) ? [OIDC_PROVIDER_ID] : []),
    // EKS has this entry from now on
    ...(create?.adopt && autoMode?.nodeRole !== undefined ? [nodeEntryId(nodeRoleId(autoMode.nodeRole))] : []),
  ];
}
