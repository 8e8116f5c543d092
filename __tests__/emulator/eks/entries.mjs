/** EKS access entries and their access policies. */
import { EKS_ACCESS_POLICIES, ENTRY_TYPES, MSG, NODE_TYPES_TEXT, TYPES_WITH_POLICIES } from "./texts.mjs";

export function eksEntries({ cfg, accounts, now }, support) {
  const {
    eksErr,
    parsePrincipal,
    lookupPrincipal,
    apiCluster,
    putEntry,
    putPolicy,
    entryView,
    assocView,
    getEntry,
    checkUserAndGroups,
    page,
  } = support;
  const operations = {
    // ---- access entries
    CreateAccessEntry(c, b) {
      const type = b.type || "STANDARD";
      // checks on the request alone come before the cluster look-up [M]
      const p = parsePrincipal(b.principalArn);
      // the service itself may: a call past the API stands for it
      if (c.actor === "client" && p.path.startsWith("aws-service-role/")) throw eksErr.param(MSG.slr);
      if (!ENTRY_TYPES.includes(type))
        throw eksErr.param(`The specified type ${type} is invalid. Valid values: [${ENTRY_TYPES.join(", ")}]`); // [U]
      if (type !== "STANDARD") {
        if (p.kind !== "role")
          throw eksErr.param(`AccessEntry principalArn must be IAM role when using types ${NODE_TYPES_TEXT}`);
        if (p.accountId !== c.accountId)
          throw eksErr.param(
            `AccessEntry principalArn must be from the same account as the cluster when using types ${NODE_TYPES_TEXT}`,
          );
      }
      checkUserAndGroups(type, b.username, b.kubernetesGroups);
      const cl = apiCluster(c, b.name);
      const old = cl.accessEntries.get(b.principalArn);
      if (old) {
        if (b.clientRequestToken && old.token === b.clientRequestToken) return { accessEntry: entryView(old) }; // idempotent replay [A]
        throw eksErr.inUse(MSG.inUse);
      }
      // order of this check relative to 409 is unmeasured [U]. Cross-account principals are checked when that account exists here.
      const found = lookupPrincipal(p, b.principalArn);
      if (!found && (p.accountId === c.accountId || accounts.has(p.accountId)))
        throw eksErr.param(MSG.invalidPrincipal);
      return { accessEntry: entryView(putEntry(c, cl, b.principalArn, type, { ...b, principalId: found?.id })) };
    },
    DescribeAccessEntry(c, p) {
      parsePrincipal(p.principalArn);
      return { accessEntry: entryView(getEntry(apiCluster(c, p.name), p.principalArn)) };
    }, // form check [M]
    ListAccessEntries(c, p) {
      const cl = apiCluster(c, p.name);
      const all = [...cl.accessEntries.values()]
        .filter((e) => !p.associatedPolicyArn || e.policies.has(p.associatedPolicyArn))
        .map((e) => e.principalArn)
        .sort();
      return page("accessEntries", all, p);
    },
    UpdateAccessEntry(c, b) {
      parsePrincipal(b.principalArn);
      const cl = apiCluster(c, b.name);
      const e = getEntry(cl, b.principalArn);
      if (e.type !== "STANDARD") throw eksErr.param(MSG.standardOnly);
      checkUserAndGroups(e.type, b.username === e.username ? undefined : b.username, b.kubernetesGroups);
      if (b.kubernetesGroups) e.kubernetesGroups = [...b.kubernetesGroups];
      if (b.username) e.username = b.username;
      e.modifiedAt = now();
      return { accessEntry: entryView(e) };
    },
    DeleteAccessEntry(c, p) {
      parsePrincipal(p.principalArn);
      const cl = apiCluster(c, p.name);
      getEntry(cl, p.principalArn);
      cl.accessEntries.delete(p.principalArn);
      return {};
    }, // associations go with it [A]
    AssociateAccessPolicy(c, b) {
      parsePrincipal(b.principalArn);
      if (!/^arn:[^:]+:eks::aws:cluster-access-policy\/.+$/.test(b.policyArn ?? "")) throw eksErr.param(MSG.policyForm);
      const scope = b.accessScope ?? {};
      if (!["cluster", "namespace"].includes(scope.type))
        throw eksErr.param("The accessScope type must be one of [cluster, namespace]"); // [U]
      if (scope.type === "namespace" && !scope.namespaces?.length) throw eksErr.param(MSG.nsRequired);
      if (scope.type === "cluster" && scope.namespaces?.length) throw eksErr.param(MSG.clusterForbidsNs);
      const cl = apiCluster(c, b.name);
      const e = getEntry(cl, b.principalArn);
      if (now() - e.createdAt < cfg.entryLagMs) throw eksErr.notFound(MSG.noEntry); // injected read-after-write lag
      if (!TYPES_WITH_POLICIES.has(e.type)) throw eksErr.param(MSG.standardOnly);
      if (!EKS_ACCESS_POLICIES.some((n) => b.policyArn === `arn:aws:eks::aws:cluster-access-policy/${n}`))
        throw eksErr.notFound(MSG.noPolicy);
      return {
        clusterName: cl.name,
        principalArn: e.principalArn,
        associatedAccessPolicy: assocView(putPolicy(e, b.policyArn, scope)),
      };
    },
    DisassociateAccessPolicy(c, p) {
      const e = getEntry(apiCluster(c, p.name), p.principalArn);
      if (!e.policies.delete(p.policyArn))
        throw eksErr.notFound("The specified policyArn is not associated with the access entry."); // [U]
      return {};
    },
    ListAssociatedAccessPolicies(c, p) {
      const e = getEntry(apiCluster(c, p.name), p.principalArn);
      return {
        clusterName: p.name,
        principalArn: e.principalArn,
        ...page("associatedAccessPolicies", [...e.policies.values()].map(assocView), p),
      };
    },
    ListAccessPolicies: (_, p) =>
      page(
        "accessPolicies",
        EKS_ACCESS_POLICIES.map((name) => ({ name, arn: `arn:aws:eks::aws:cluster-access-policy/${name}` })),
        p,
      ),
  };
  return { operations };
}
