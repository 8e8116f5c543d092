/** EKS Pod Identity associations. */

import { AwsError, epoch } from "../values.mjs";
import { MSG } from "./texts.mjs";

export function eksPods({ now, pick }, { eksErr, getCluster, lookupPrincipal, parsePrincipalLoose, page }) {
  const podView = (a) => ({
    clusterName: a.clusterName,
    namespace: a.namespace,
    serviceAccount: a.serviceAccount,
    roleArn: a.roleArn,
    associationArn: a.arn,
    associationId: a.associationId,
    tags: a.tags,
    createdAt: epoch(a.createdAt),
    modifiedAt: epoch(a.modifiedAt),
    disableSessionTags: a.disableSessionTags,
    targetRoleArn: a.targetRoleArn,
    externalId: a.externalId,
    ownerArn: a.ownerArn,
    policy: a.policy,
  });
  function getPod(c, p) {
    const a = getCluster(c, p.name).podIdentity.get(p.associationId);
    if (!a) throw eksErr.notFound(`No association found for id: ${p.associationId}`); // [U]
    return a;
  }
  function checkPodRole(c, arn) {
    const p = parsePrincipalLoose(arn);
    if (p?.kind !== "role") throw eksErr.param("The parameter roleArn is not a valid role ARN."); // [U]
    if (p.accountId !== c.accountId)
      throw new AwsError(403, "AccessDeniedException", "Cross-account pass role is not allowed."); // [M]
    const f = lookupPrincipal(p, arn);
    if (!f) throw eksErr.param(MSG.podRoleMissing);
    let ok = false;
    try {
      for (const s of [].concat(JSON.parse(f.entity.AssumeRolePolicyDocument).Statement ?? [])) {
        const acts = [].concat(s.Action ?? []);
        if (
          s.Effect === "Allow" &&
          [].concat(s.Principal?.Service ?? []).includes("pods.eks.amazonaws.com") &&
          acts.includes("sts:AssumeRole") &&
          acts.includes("sts:TagSession")
        )
          ok = true;
      }
    } catch {
      /* not JSON: not valid */
    }
    if (!ok) throw eksErr.param(MSG.podTrust);
  }
  const operations = {
    // ---- pod identity
    CreatePodIdentityAssociation(c, b) {
      if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(b.namespace ?? ""))
        throw eksErr.param(
          'The parameter namespace contains invalid characters. It should conform to the regular expression "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"',
        ); // [M]
      if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(b.serviceAccount ?? ""))
        throw eksErr.param("The parameter serviceAccount contains invalid characters."); // [M] (shortened)
      const cl = getCluster(c, b.name);
      for (const a of cl.podIdentity.values())
        if (a.namespace === b.namespace && a.serviceAccount === b.serviceAccount) {
          if (b.clientRequestToken && a.token === b.clientRequestToken) return { association: podView(a) };
          throw eksErr.inUse(`Association already exists: ${a.associationId}`); // [M]
        }
      if (b.policy && !b.disableSessionTags)
        throw eksErr.param("When policy is specified, disableSessionTags must be set to true"); // [M]
      checkPodRole(c, b.roleArn);
      const t = now();
      const associationId = `a-${pick("abcdefghijklmnopqrstuvwxyz0123456789", 17)}`;
      const a = {
        clusterName: cl.name,
        namespace: b.namespace,
        serviceAccount: b.serviceAccount,
        roleArn: b.roleArn,
        associationId,
        arn: `arn:aws:eks:${c.region}:${c.accountId}:podidentityassociation/${cl.name}/${associationId}`,
        tags: { ...(b.tags ?? {}) },
        createdAt: t,
        modifiedAt: t,
        disableSessionTags: b.disableSessionTags ?? false,
        targetRoleArn: b.targetRoleArn,
        externalId: `${c.region}/${c.accountId}/${cl.name}/${b.namespace}/${b.serviceAccount}`,
        policy: b.policy,
        // only an add-on sets it: a seed, or a call past the API
        ownerArn: c.actor === "client" ? undefined : b.ownerArn,
        token: b.clientRequestToken,
      };
      cl.podIdentity.set(associationId, a);
      return { association: podView(a) };
    },
    DescribePodIdentityAssociation: (c, p) => ({ association: podView(getPod(c, p)) }),
    ListPodIdentityAssociations(c, p) {
      const all = [...getCluster(c, p.name).podIdentity.values()]
        .filter(
          (a) =>
            (!p.namespace || a.namespace === p.namespace) &&
            (!p.serviceAccount || a.serviceAccount === p.serviceAccount),
        )
        .map((a) => ({
          clusterName: a.clusterName,
          namespace: a.namespace,
          serviceAccount: a.serviceAccount,
          associationArn: a.arn,
          associationId: a.associationId,
          ownerArn: a.ownerArn,
        }));
      return page("associations", all, p);
    },
    UpdatePodIdentityAssociation(c, b) {
      const a = getPod(c, b);
      if (b.roleArn) {
        checkPodRole(c, b.roleArn);
        a.roleArn = b.roleArn;
      }
      if (b.disableSessionTags !== undefined) a.disableSessionTags = b.disableSessionTags;
      if (b.targetRoleArn !== undefined) {
        a.targetRoleArn = b.targetRoleArn;
      }
      if (b.policy !== undefined) a.policy = b.policy;
      a.modifiedAt = now();
      return { association: podView(a) };
    },
    DeletePodIdentityAssociation(c, p) {
      const a = getPod(c, p);
      getCluster(c, p.name).podIdentity.delete(a.associationId);
      return { association: podView(a) };
    },
  };
  return { operations };
}
