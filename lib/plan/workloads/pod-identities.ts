import { byCodePoint, isToken } from "../../aws/text";
import { MAX_ASSOCIATIONS } from "../../aws/workloads/service-accounts";
import type { ClusterConfig } from "../../schema/config";
import { type Findings, type Path, showPath } from "../diagnostics";
import type { RoleFound } from "../roles/roles";
import type { PlannedOidcProvider, PlannedPodIdentity, PlannedWorkload } from "../types";
import { UNKNOWN_ISSUER, type WorkloadItem } from "./workloads";

/** One association a service account. Two roles for one service account are refused, by whatever way they come. */
export function planPodIdentities(
  items: readonly WorkloadItem[],
  roles: ReadonlyMap<string, RoleFound>,
  findings: Findings,
): PlannedPodIdentity[] {
  judgeServiceAccounts(items, findings);
  const planned = items.flatMap((item) => {
    const role = roles.get(item.id);
    if (role === undefined) return [];
    const { targetRole, sessionPolicy } = item.config;
    const policies = [...(role.made?.attachments ?? []), ...(role.made?.inlinePolicies ?? [])];
    return item.podIdentity.map(
      ({ namespace, name }): PlannedPodIdentity => ({
        id: `${item.id}_${namespace}_${addressOf(name)}`,
        at: item.path,
        namespace,
        serviceAccount: name,
        role: role.ref,
        after: policies.map(({ id }) => id).sort(byCodePoint),
        ...(targetRole !== undefined && { targetRoleArn: targetRole }),
        ...(!item.sessionTags && { disableSessionTags: true }),
        ...(sessionPolicy !== undefined && { policy: sessionPolicy }),
      }),
    );
  });
  if (planned.length > MAX_ASSOCIATIONS) {
    findings.refuse(
      ["workloads"],
      `a cluster has at most ${MAX_ASSOCIATIONS} Pod Identity associations, got ${planned.length}; use via: irsa for some`,
    );
  }
  return planned.sort((a, b) => byCodePoint(a.id, b.id));
}

/** Dots are dropped from Terraform addresses; service accounts have no underscores. */
const addressOf = (name: string): string => (isToken(name) ? "token" : name.replaceAll(".", "__"));

function judgeServiceAccounts(items: readonly WorkloadItem[], findings: Findings): void {
  const byPodIdentity = new Map<string, Path>();
  const byIrsa = new Map<string, Path>();
  for (const { path, podIdentity, irsa } of items) {
    for (const { namespace, name } of podIdentity) {
      const account = `${namespace}/${name}`;
      const other = byPodIdentity.get(account);
      if (other)
        findings.refuse(
          path,
          `${showPath(other)} gives ${account} a role already, and Pod Identity knows one role for a service account; write one workload with all policies`,
        );
      else byPodIdentity.set(account, path);
    }
    for (const { namespace, name } of irsa) byIrsa.set(`${namespace}/${name}`, path);
  }
  for (const [account, path] of byPodIdentity) {
    const other = byIrsa.get(account);
    if (other && other !== path) {
      findings.warn(
        "two-ways",
        path,
        `${showPath(other)} gives ${account} a role by IRSA, whose annotation wins until it is removed; keep one of the two, or write via: both in one workload`,
      );
    }
  }
}

/** The provider by which IAM trusts tokens of this cluster: one, however many workloads use it. */
export function planOidcProvider(
  { cluster }: ClusterConfig,
  items: readonly WorkloadItem[],
): PlannedOidcProvider | undefined {
  const used = items.some(({ irsa }) => irsa.length > 0);
  if (!used || cluster?.oidcProvider === "existing") return undefined;
  const issuer = cluster?.create === undefined ? cluster?.oidcIssuer : undefined;
  return { id: "oidc-provider", at: ["cluster"], ...(issuer !== undefined && { issuer }) };
}

/** Whether a document names an issuer that only Terraform knows. */
export const namesUnknownIssuer = (document: object): boolean => JSON.stringify(document).includes(UNKNOWN_ISSUER);

export function planWorkloads(
  items: readonly WorkloadItem[],
  roles: ReadonlyMap<string, RoleFound>,
): PlannedWorkload[] {
  return items.flatMap(({ key, id, podIdentity, irsa, sessionTags, config }) => {
    const role = roles.get(id);
    if (role === undefined) return [];
    const { targetRole } = config;
    return [
      {
        key,
        role: role.ref,
        roleArn: role.arn,
        podIdentity,
        irsa,
        sessionTags,
        ...(targetRole !== undefined && { targetRole }),
      },
    ];
  });
}
