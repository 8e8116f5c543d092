import { iamArn } from "../aws/arn";
import type { LoadedPlan } from "../load/load";
import type { Path } from "../plan/diagnostics";
import type { Expiring } from "../plan/expiring";
import { isReleased } from "../plan/release";
import type { RoleRef } from "../plan/role-ref";
import type { AccessPlan, PlannedAssociation, PlannedEntry } from "../plan/types";
import type { PlannedPodIdentity } from "../plan/workloads/types";

/** What the files say about one principal. */
export interface ExpectedEntry {
  readonly principalArn: string;
  /** The entry itself, if a file makes it; otherwise somebody else does. */
  readonly made?: Planned<PlannedEntry>;
  /** All that files say of it, first the entry. */
  readonly entries: readonly Planned<PlannedEntry>[];
  readonly associations: readonly Planned<PlannedAssociation>[];
}

export interface ExpectedPods extends Planned<PlannedPodIdentity> {
  readonly roleArn: string;
}

/** Something planned, with where its file says so. */
export interface Planned<T> {
  readonly item: T;
  readonly location: string;
  readonly plan: AccessPlan;
}

/** What is compared of two ARNs of principals: IAM tells names apart by more than their case. */
export const keyOf = (principalArn: string): string => principalArn.toLowerCase();

/**
 * Returns what the files of one cluster say about its entries, by principal. What a file lets go of counts only where
 * no other file has taken it over.
 */
export function expectedEntries(files: readonly LoadedPlan[]): ReadonlyMap<string, ExpectedEntry> {
  const byPrincipal = new Map<string, Planned<PlannedEntry>[]>();
  for (const { plan, locationOf } of files) {
    for (const item of plan.entries) {
      const key = keyOf(item.principalArn);
      byPrincipal.set(key, [...(byPrincipal.get(key) ?? []), { item, location: locationOf(item.path), plan }]);
    }
  }
  const grantedAt = associationPlaces(files);
  return new Map(
    [...byPrincipal].flatMap(([key, all]) => {
      const kept = all.filter((entry) => !isLetGo(entry));
      const entries = kept.length > 0 ? kept : all;
      const [first] = entries;
      if (first === undefined) return [];
      const made = entries.find(({ item }) => item.madeBy === undefined);
      const associations = entries.flatMap(({ item, location, plan }) =>
        item.associations.map((association) => ({
          item: association,
          location: grantedAt.get(association) ?? location,
          plan,
        })),
      );
      return [[key, { principalArn: first.item.principalArn, ...(made && { made }), entries, associations }]];
    }),
  );
}

function associationPlaces(files: readonly LoadedPlan[]): ReadonlyMap<PlannedAssociation, string> {
  return new Map(
    files.flatMap(({ plan, locationOf }) =>
      plan.entries.flatMap(({ associations }) =>
        associations.flatMap((association) => (association.path ? [[association, locationOf(association.path)]] : [])),
      ),
    ),
  );
}

/** Returns the Pod Identity associations of the files of one cluster, by namespace and service account. */
export function expectedPods(files: readonly LoadedPlan[]): ReadonlyMap<string, ExpectedPods> {
  const all = files.flatMap(({ plan, locationOf }) =>
    plan.podIdentities.map(
      (item): ExpectedPods => ({ item, location: locationOf(item.path), plan, roleArn: roleArnOf(item.role, plan) }),
    ),
  );
  // who has taken one over comes after who lets go of it, and wins
  const inOrder = [...all.filter(isLetGo), ...all.filter((pods) => !isLetGo(pods))];
  return new Map(inOrder.map((pods) => [`${pods.item.namespace}/${pods.item.serviceAccount}`, pods]));
}

/** Returns the ARN of a role, made here or not. */
export function roleArnOf(role: RoleRef, { roles, cluster }: AccessPlan): string {
  if ("arn" in role) return role.arn;
  const made = roles.find(({ id }) => id === role.id);
  return made === undefined ? "" : iamArn(cluster.partition, cluster.account, "role", made.iamPath, made.name);
}

/** Whether files do nothing with an entry but let go of it. */
export const isEntryLetGo = ({ entries }: ExpectedEntry): boolean => entries.every(isLetGo);

/** Whether a file lets go of an item: Terraform neither makes nor removes it, and the audit does not miss it. */
export const isLetGo = ({ item: { id }, plan }: Pick<Planned<{ readonly id: string }>, "item" | "plan">): boolean =>
  isReleased(id, plan.released);

/** Whether the end of something planned has come, so that the next apply takes it away, or one has. */
export const hasEnded = ({ item: { until } }: { readonly item: Expiring }, now: number): boolean =>
  until !== undefined && Date.parse(until) <= now;

/** Whether the files give a principal nothing any more. */
export const hasEntryEnded = ({ entries }: ExpectedEntry, now: number): boolean =>
  entries.every((entry) => hasEnded(entry, now));

/** What is said of access that is there after its end. */
export const AFTER_ITS_END = "apply, which takes it away; then take it out of the file";

export interface StatedMode {
  readonly mode: string;
  readonly path: Path;
}

/** Returns the authentication mode that a file states. */
export function statedMode({ plan, config }: LoadedPlan): StatedMode | undefined {
  const { create } = plan;
  if (create !== undefined) return { mode: create.authenticationMode, path: create.path };
  const mode = config.cluster?.authenticationMode;
  return mode === undefined ? undefined : { mode, path: ["cluster", "authenticationMode"] };
}
