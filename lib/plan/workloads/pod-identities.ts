import { byCodePoint, didYouMean, quote, someOf } from "../../aws/text";
import { MAX_ASSOCIATIONS } from "../../aws/workloads/service-accounts";
import { podIdentityId } from "../addresses";
import type { PlanContext } from "../context";
import { type Path, showPath } from "../diagnostics";
import { ADOPTED_END } from "../expiry";
import { isReleased } from "../release";
import { policyIds, type ResolvedRole, type RolesById } from "../roles/requests";
import type { WorkloadItem } from "./item";
import type { PlannedPodIdentity, PlannedWorkload } from "./types";

/** Plans one Pod Identity association per service account. Reports a service account with two roles. */
export function planPodIdentities(
  items: readonly WorkloadItem[],
  roles: RolesById,
  context: PlanContext,
): PlannedPodIdentity[] {
  validateServiceAccounts(items, context);
  const planned = items.flatMap((item) => {
    const role = roles.get(item.id);
    if (role === undefined) return [];
    const { targetRole, sessionPolicy, sessionTags, adopt = {} } = item.config;
    validateAdopted(item, context);
    validateEnd(item, role, context);
    return item.podIdentity.map(
      ({ namespace, name }): PlannedPodIdentity => ({
        id: podIdentityId(item.id, namespace, name),
        path: item.path,
        namespace,
        serviceAccount: name,
        role: role.ref,
        dependsOn: policyIds(role).sort(byCodePoint),
        ...item.expiry,
        ...(targetRole !== undefined && { targetRoleArn: targetRole }),
        ...(!sessionTags && { disableSessionTags: true }),
        ...(sessionPolicy !== undefined && { policy: sessionPolicy }),
        ...importOf(adopt[`${namespace}/${name}`], context),
      }),
    );
  });
  validateImports(planned, context);
  if (planned.length > MAX_ASSOCIATIONS) {
    context.diagnostics.report(
      "association-count",
      ["workloads"],
      `a cluster has at most ${MAX_ASSOCIATIONS} Pod Identity associations, got ${planned.length}; use via: irsa for some`,
    );
  }
  return planned.sort((a, b) => byCodePoint(a.id, b.id));
}

/** Reports an end that does not come for pods with IRSA, and one of associations that are taken over. */
function validateEnd(
  { expiry, path, irsa, config: { adopt = {} } }: WorkloadItem,
  role: ResolvedRole,
  { diagnostics }: PlanContext,
): void {
  if (expiry === undefined) return;
  if (role.planned === undefined && irsa.length > 0) {
    const message = `the trust of a role that exists is not written here, so pods would keep ${quote(role.arn)} by IRSA; let this item make the role, or write via: pod-identity, or leave until out`;
    diagnostics.report("until-of-existing-role", [...path, "until"], message);
  }
  if (Object.keys(adopt).length > 0) diagnostics.report("until-with-adopt", [...path, "adopt"], ADOPTED_END);
}

const importOf = (association: string | undefined, { cluster }: PlanContext) =>
  association === undefined ? {} : { importId: `${cluster.name},${association}` };

/** Reports one association that is to become two. */
function validateImports(planned: readonly PlannedPodIdentity[], { diagnostics }: PlanContext): void {
  const taken = new Map<string, PlannedPodIdentity>();
  for (const association of planned) {
    const { importId, path, namespace, serviceAccount } = association;
    if (importId === undefined) continue;
    const other = taken.get(importId);
    if (other !== undefined) {
      diagnostics.report(
        "adopted-association",
        [...path, "adopt", `${namespace}/${serviceAccount}`],
        `${other.namespace}/${other.serviceAccount} of ${showPath(other.path)} has this association too, and an association is for one service account; copy each id`,
      );
    }
    taken.set(importId, association);
  }
}

/** Reports ids of associations that no service account of the workload has. */
function validateAdopted(
  { config: { adopt = {} }, path, podIdentity }: WorkloadItem,
  { diagnostics }: PlanContext,
): void {
  const accounts = podIdentity.map(({ namespace, name }) => `${namespace}/${name}`);
  const known = new Set(accounts);
  for (const account of Object.keys(adopt)) {
    if (known.has(account)) continue;
    const advice =
      accounts.length === 0
        ? "; with via: irsa there is none, so leave it out"
        : didYouMean(account, accounts) || `; those here: ${someOf(accounts)}`;
    diagnostics.report(
      "adopted-association",
      [...path, "adopt", account],
      `no Pod Identity association of this workload is for ${quote(account)}${advice}`,
    );
  }
}

function validateServiceAccounts(items: readonly WorkloadItem[], { diagnostics }: PlanContext): void {
  const byPodIdentity = new Map<string, Path>();
  const byIrsa = new Map<string, Path[]>();
  for (const { path, podIdentity, irsa } of items) {
    for (const { namespace, name } of podIdentity) {
      const account = `${namespace}/${name}`;
      const other = byPodIdentity.get(account);
      if (other) {
        diagnostics.report(
          "service-account-taken",
          path,
          other === path
            ? `${account} stands here twice; name it once`
            : `${showPath(other)} gives ${account} a role already, and Pod Identity knows one role for a service account; write one workload with all policies`,
        );
      } else byPodIdentity.set(account, path);
    }
    for (const { namespace, name } of irsa) {
      const account = `${namespace}/${name}`;
      const paths = byIrsa.get(account);
      if (paths) paths.push(path);
      else byIrsa.set(account, [path]);
    }
  }
  for (const [account, [first, ...others]] of byIrsa) {
    for (const path of others) {
      if (first === undefined || path === first || /[*?]/.test(account)) continue;
      diagnostics.report(
        "irsa-twice",
        path,
        `${showPath(first)} gives ${account} a role by IRSA already, and a service account has one annotation; write one workload with all policies`,
      );
    }
  }
  for (const [account, path] of byPodIdentity) {
    const other = byIrsa.get(account)?.find((irsaPath) => irsaPath !== path);
    if (!other) continue;
    diagnostics.report(
      "two-ways",
      path,
      `${showPath(other)} gives ${account} a role by IRSA, whose annotation wins until it is removed; keep one of the two, or write via: both in one workload`,
    );
  }
}

/** Returns what manifests and outputs need to know of each workload. */
export function planWorkloads(
  items: readonly WorkloadItem[],
  roles: RolesById,
  released: ReadonlySet<string>,
): PlannedWorkload[] {
  return items.flatMap(
    ({ key, id, queue, podIdentity, irsa, otherClusters, expiry, config: { sessionTags, targetRole, metadata } }) => {
      const role = roles.get(id);
      if (role === undefined) return [];
      return [
        {
          key,
          role: role.ref,
          roleArn: role.arn,
          released: isReleased(id, released),
          ...expiry,
          ...(queue && { queue: queue.id }),
          podIdentity,
          irsa,
          otherClusters,
          sessionTags,
          ...(targetRole !== undefined && { targetRole }),
          ...(metadata && { metadata }),
        },
      ];
    },
  );
}
