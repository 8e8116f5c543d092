import type { AccessOfCluster, AccessRow, BestPractice, ProviderRow } from "../answers/access";
import { accessPolicyName } from "../aws/eks/access-policies";
import { lastOf } from "../aws/terraform/until";
import { byCodePoint } from "../aws/text";
import type { LoadedPlan } from "../load/load";
import { CLUSTER_ROLE_ID } from "../plan/addresses";
import { isForAnyCluster } from "../plan/cluster/cluster-role";
import { showPath } from "../plan/diagnostics";
import type { Expiring } from "../plan/expiring";
import { isReleased } from "../plan/release";
import type { RoleRef } from "../plan/role-ref";
import type { PlannedEntry, PlannedNodeRole } from "../plan/types";

/** Returns all planned access entries, by cluster. Several files may describe the same cluster. */
export function accessOf(plans: readonly LoadedPlan[]): AccessOfCluster[] {
  const clusters = new Map<string, LoadedPlan[]>();
  for (const loaded of plans) {
    const { name, account, region } = loaded.plan.cluster;
    const key = JSON.stringify([name, account, region]);
    clusters.set(key, [...(clusters.get(key) ?? []), loaded]);
  }
  return [...clusters]
    .sort(([a], [b]) => byCodePoint(a, b))
    .flatMap(([, files]) => {
      const [first] = files;
      if (first === undefined) return [];
      const { name: cluster, account, region } = first.plan.cluster;
      const access = files.flatMap((loaded) => loaded.plan.entries.flatMap((entry) => rowsOf(entry, loaded)));
      const madeByEks = files.flatMap(entriesOfEks).sort(byCodePoint);
      const identityProviders = files.flatMap(providersOf).sort((a, b) => byCodePoint(a.name, b.name));
      const bestPractices = files.flatMap(bestPracticesOf);
      return [
        { cluster, account, region, access: access.sort(byPrincipal), madeByEks, identityProviders, bestPractices },
      ];
    });
}

function rowsOf(entry: PlannedEntry, { plan, config, locationOf }: LoadedPlan): AccessRow[] {
  const { principalArn: principal, madeBy, path, associations, groups = [] } = entry;
  const type = madeBy ?? entry.type;
  const released = isReleased(entry.id, plan.released) ? { released: true as const } : {};
  const given = config.access?.[String(path[1])]?.groups ?? [];
  const rows: AccessRow[] = [
    ...associations.map((association): AccessRow => {
      const { policyArn, scope, path: grantPath = path } = association;
      const policy = accessPolicyName(policyArn, plan.cluster.partition);
      return { principal, type, policy, scope, ...endOf(association), ...released, location: locationOf(grantPath) };
    }),
    ...groups.map((group) => ({
      principal,
      type,
      group,
      ...endOf(entry),
      ...released,
      location: locationOf([...path, "groups", given.indexOf(group)]),
    })),
  ];
  return rows.length > 0 ? rows : [{ principal, type, ...endOf(entry), ...released, location: locationOf(path) }];
}

const endOf = ({ until, reason }: Expiring): Pick<AccessRow, "until" | "reason"> =>
  until === undefined || reason === undefined ? {} : { until: lastOf(until), reason };

function entriesOfEks({ plan }: LoadedPlan): string[] {
  const same = (ref: RoleRef) => JSON.stringify(ref);
  const ours = new Set(plan.entries.flatMap(({ principal, madeBy }) => (madeBy ? [] : same(principal))));
  const of = (section: string, items: readonly PlannedNodeRole[]) =>
    items.filter(({ role }) => !ours.has(same(role))).map(({ key }) => showPath([section, key]));
  return [...of("nodeRoles", plan.nodeRoles), ...of("nodeClasses", plan.nodeClasses)];
}

const providersOf = ({ plan, locationOf }: LoadedPlan): ProviderRow[] =>
  plan.identityProviders.map(({ key, issuerUrl, clientId, requiredClaims, path }) => ({
    name: key,
    issuerUrl,
    clientId,
    ...(requiredClaims && { requiredClaims }),
    location: locationOf(path),
  }));

/** Names a cluster role that EKS may take for any cluster. */
function bestPracticesOf({ plan, locationOf }: LoadedPlan): BestPractice[] {
  const role = plan.roles.find(({ id }) => id === CLUSTER_ROLE_ID);
  if (role === undefined || !isForAnyCluster(role)) return [];
  return [
    {
      message:
        "EKS may take the cluster role for any cluster; clusterRole: { onlyThisCluster: true } names this one in its trust",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html",
      location: locationOf(["clusterRole"]),
    },
  ];
}

const byPrincipal = (a: AccessRow, b: AccessRow): number =>
  byCodePoint(a.principal, b.principal) ||
  byCodePoint(a.policy ?? "", b.policy ?? "") ||
  byCodePoint(a.group ?? "", b.group ?? "") ||
  byCodePoint(a.location, b.location);
