import { nameOfArn } from "../aws/arn";
import { accessPolicyArn } from "../aws/eks/access-policies";
import type { EntryTypeName } from "../aws/eks/entry-types";
import { byCodePoint } from "../aws/text";
import type { LoadedPlan } from "../load/load";
import { showPath } from "../plan/diagnostics";
import type { PlannedAssociation, PlannedEntry, PlannedNodeRole, RoleRef } from "../plan/types";

/** What one principal gets: a policy, a group, or an entry and nothing more. */
export interface AccessRow {
  readonly principal: string;
  readonly type: EntryTypeName;
  /** Its name, or its ARN where that is all there is. */
  readonly policy?: string;
  /** Of a policy. What a group may do is written in the cluster. */
  readonly scope?: PlannedAssociation["scope"];
  readonly group?: string;
  /** `clusters/demo.yaml:12:7` */
  readonly location: string;
}

/** Who can do what in one cluster. */
export interface AccessOfCluster {
  readonly cluster: string;
  readonly account: string;
  readonly region: string;
  readonly access: readonly AccessRow[];
  /** Places whose roles have an entry that EKS makes by itself: it is in no plan, and so in no row. */
  readonly madeByEks: readonly string[];
}

/** Every entry that the plans make, by cluster: two files may be about one. */
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
      return [{ cluster, account, region, access: access.sort(byPrincipal), madeByEks }];
    });
}

function rowsOf({ principalArn: principal, type, path, associations, groups = [] }: PlannedEntry, loaded: LoadedPlan) {
  const { plan, config, locationOf } = loaded;
  const given = config.access?.[String(path[1])]?.groups ?? [];
  const rows: AccessRow[] = [
    ...associations.map(({ policyArn, scope, path: grantPath = path }) => {
      const policy = nameOf(policyArn, plan.cluster.partition);
      return { principal, type, policy, scope, location: locationOf(grantPath) };
    }),
    ...groups.map((group) => ({
      principal,
      type,
      group,
      location: locationOf([...path, "groups", given.indexOf(group)]),
    })),
  ];
  return rows.length > 0 ? rows : [{ principal, type, location: locationOf(path) }];
}

function nameOf(policyArn: string, partition: string): string {
  const name = nameOfArn(policyArn);
  return policyArn === accessPolicyArn(partition, name) ? name : policyArn;
}

function entriesOfEks({ plan }: LoadedPlan): string[] {
  const same = (ref: RoleRef) => JSON.stringify(ref);
  const ours = new Set(plan.entries.map(({ principal }) => same(principal)));
  const of = (section: string, items: readonly PlannedNodeRole[]) =>
    items.filter(({ role }) => !ours.has(same(role))).map(({ key }) => showPath([section, key]));
  return [...of("nodeRoles", plan.nodeRoles), ...of("nodeClasses", plan.nodeClasses)];
}

const byPrincipal = (a: AccessRow, b: AccessRow): number =>
  byCodePoint(a.principal, b.principal) ||
  byCodePoint(a.policy ?? "", b.policy ?? "") ||
  byCodePoint(a.group ?? "", b.group ?? "") ||
  byCodePoint(a.location, b.location);
