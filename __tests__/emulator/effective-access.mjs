/** What the authenticator of each cluster would really do with each access entry. */
export function effectiveAccess({ accounts }, { parsePrincipal, lookupPrincipal }) {
  const out = [];
  for (const a of accounts.values())
    for (const [rg, r] of a.regions)
      for (const cl of r.clusters.values())
        for (const e of cl.accessEntries.values()) {
          const p = parsePrincipal(e.principalArn);
          const cur = lookupPrincipal(p, e.principalArn);
          // EKS stores the roleId/userId: a recreated principal with the same ARN is refused [A]
          const state = !cur
            ? "principal-missing"
            : e.principalId && cur.id !== e.principalId
              ? "stale-principal-recreated"
              : "ok";
          out.push({
            account: a.id,
            region: rg,
            cluster: cl.name,
            principalArn: e.principalArn,
            type: e.type,
            username: e.username,
            kubernetesGroups: e.kubernetesGroups,
            policies: [...e.policies.values()].map((x) => ({ policyArn: x.policyArn, ...x.accessScope })),
            state,
            boundId: e.principalId,
            currentId: cur?.id ?? null,
            managedBy: e.managedBy ?? "user",
          });
        }
  return out;
}
