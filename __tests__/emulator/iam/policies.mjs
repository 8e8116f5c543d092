/** IAM managed policies, and which roles they are attached to. */
import { iso, mapToTags, tagsToMap } from "../values.mjs";

/** Reading policies, which roles need too. */
export function iamPolicyStore({ cfg }, { iamErr, visible }) {
  function managedArn(arn) {
    const m = /^arn:([^:]+):iam::(aws|\d{12}):policy\/(.+)$/.exec(arn ?? "");
    if (m?.[1] !== "aws") throw iamErr.invalid(`ARN ${arn} is not valid.`);
    return { owner: m[2], name: m[3].split("/").pop() };
  }
  function getPolicy(ctx, arn, { read = false } = {}) {
    const { owner, name } = managedArn(arn);
    if (owner === "aws") {
      if (cfg.managedPolicies && !cfg.managedPolicies.has(arn)) throw iamErr.noEntity(`Policy ${arn} was not found.`);
      const doc = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: `fake:${name}`, Resource: "*" }],
      });
      return {
        awsManaged: true,
        PolicyName: name,
        PolicyId: "ANPAAWSMANAGED0000000",
        Arn: arn,
        Path: "/",
        CreateDate: "2015-02-06T18:40:58Z",
        UpdateDate: "2015-02-06T18:40:58Z",
        DefaultVersionId: "v1",
        tags: {},
        versions: new Map([["v1", { doc, created: "2015-02-06T18:40:58Z" }]]),
      };
    }
    const p = ctx.account.policies.get(arn);
    if (!p || (read && !visible(p))) throw iamErr.noEntity(`Policy ${arn} was not found.`);
    return p;
  }
  return { getPolicy };
}

export function iamPolicies(
  { cfg, now, uid },
  { iamErr, key, checkName, checkPath, parsePolicy, checkTags, tagOps, page },
  { getPolicy, getRole },
) {
  const attachmentCount = (ctx, arn) => [...ctx.account.roles.values()].filter((r) => r.attached.includes(arn)).length;
  const policyView = (ctx, p) => ({
    PolicyName: p.PolicyName,
    PolicyId: p.PolicyId,
    Arn: p.Arn,
    Path: p.Path,
    DefaultVersionId: p.DefaultVersionId,
    AttachmentCount: attachmentCount(ctx, p.Arn),
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: p.Description || undefined,
    CreateDate: p.CreateDate,
    UpdateDate: p.UpdateDate,
    Tags: Object.keys(p.tags).length ? mapToTags(p.tags) : undefined,
  });
  const operations = {
    // ---- managed policies
    AttachRolePolicy(c, p) {
      const r = getRole(c, p.RoleName);
      try {
        getPolicy(c, p.PolicyArn);
      } catch (e) {
        if (e.code === "NoSuchEntity")
          throw iamErr.noEntity(`Policy ${p.PolicyArn} does not exist or is not attachable.`);
        throw e;
      }
      if (r.attached.includes(p.PolicyArn)) return null; // idempotent
      if (r.attached.length >= cfg.policiesPerRole)
        throw iamErr.limit(`Cannot exceed quota for PoliciesPerRole: ${cfg.policiesPerRole}`);
      r.attached.push(p.PolicyArn);
      return null;
    },
    DetachRolePolicy(c, p) {
      const r = getRole(c, p.RoleName);
      const i = r.attached.indexOf(p.PolicyArn);
      if (i < 0) throw iamErr.noEntity(`Policy ${p.PolicyArn} was not found.`);
      r.attached.splice(i, 1);
      return null;
    },
    ListAttachedRolePolicies: (c, p) => ({
      AttachedPolicies: getRole(c, p.RoleName, { read: true }).attached.map((a) => ({
        PolicyName: a.split("/").pop(),
        PolicyArn: a,
      })),
      IsTruncated: false,
    }),
    CreatePolicy(c, p) {
      checkName(p.PolicyName, "policyName", 128);
      checkPath(p.Path);
      const arn = `arn:aws:iam::${c.accountId}:policy${p.Path ?? "/"}${p.PolicyName}`;
      if ([...c.account.policies.values()].some((x) => key(x.PolicyName) === key(p.PolicyName)))
        throw iamErr.exists(`A policy called ${p.PolicyName} already exists. Duplicate names are not allowed.`);
      parsePolicy(p.PolicyDocument ?? "", { max: 6144 });
      checkTags(p.Tags);
      const t = iso(now());
      const pol = {
        PolicyName: p.PolicyName,
        PolicyId: uid("ANPA"),
        Arn: arn,
        Path: p.Path ?? "/",
        Description: p.Description,
        CreateDate: t,
        UpdateDate: t,
        createdMs: now(),
        DefaultVersionId: "v1",
        next: 2,
        versions: new Map([["v1", { doc: p.PolicyDocument, created: t }]]),
        tags: tagsToMap(p.Tags),
      };
      c.account.policies.set(arn, pol);
      return { Policy: policyView(c, pol) };
    },
    GetPolicy: (c, p) => ({ Policy: policyView(c, getPolicy(c, p.PolicyArn, { read: true })) }),
    ListPolicies: (c, p) =>
      page(
        "Policies",
        [...c.account.policies.values()]
          .filter((x) => p.Scope !== "AWS" && x.Path.startsWith(p.PathPrefix ?? "/"))
          .map((x) => policyView(c, x)),
        p,
      ),
    GetPolicyVersion(c, p) {
      const pol = getPolicy(c, p.PolicyArn, { read: true });
      const v = pol.versions.get(p.VersionId);
      if (!v)
        throw iamErr.noEntity(`Policy ${p.PolicyArn} version ${p.VersionId} does not exist or is not attachable.`);
      return {
        PolicyVersion: {
          Document: encodeURIComponent(v.doc),
          VersionId: p.VersionId,
          IsDefaultVersion: p.VersionId === pol.DefaultVersionId,
          CreateDate: v.created,
        },
      };
    },
    ListPolicyVersions(c, p) {
      const pol = getPolicy(c, p.PolicyArn, { read: true });
      return {
        Versions: [...pol.versions].map(([id, v]) => ({
          VersionId: id,
          IsDefaultVersion: id === pol.DefaultVersionId,
          CreateDate: v.created,
        })),
        IsTruncated: false,
      };
    },
    CreatePolicyVersion(c, p) {
      const pol = getPolicy(c, p.PolicyArn);
      parsePolicy(p.PolicyDocument ?? "", { max: 6144 });
      if (pol.versions.size >= 5)
        throw iamErr.limit(
          "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
        );
      const id = `v${pol.next++}`;
      const t = iso(now());
      pol.versions.set(id, { doc: p.PolicyDocument, created: t });
      if (p.SetAsDefault === "true") {
        pol.DefaultVersionId = id;
        pol.UpdateDate = t;
      }
      return { PolicyVersion: { VersionId: id, IsDefaultVersion: pol.DefaultVersionId === id, CreateDate: t } };
    },
    SetDefaultPolicyVersion(c, p) {
      const pol = getPolicy(c, p.PolicyArn);
      if (!pol.versions.has(p.VersionId))
        throw iamErr.noEntity(`Policy ${p.PolicyArn} version ${p.VersionId} does not exist or is not attachable.`);
      pol.DefaultVersionId = p.VersionId;
      return null;
    },
    DeletePolicyVersion(c, p) {
      const pol = getPolicy(c, p.PolicyArn);
      if (pol.DefaultVersionId === p.VersionId) throw iamErr.conflict("Cannot delete the default version of a policy.");
      if (!pol.versions.delete(p.VersionId))
        throw iamErr.noEntity(`Policy ${p.PolicyArn} version ${p.VersionId} does not exist or is not attachable.`);
      return null;
    },
    DeletePolicy(c, p) {
      const pol = getPolicy(c, p.PolicyArn);
      if (attachmentCount(c, p.PolicyArn)) throw iamErr.conflict("Cannot delete a policy attached to entities.");
      if (pol.versions.size > 1)
        throw iamErr.conflict(
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
        );
      c.account.policies.delete(p.PolicyArn);
      return null;
    },
    ListEntitiesForPolicy: (c, p) => ({
      PolicyGroups: [],
      PolicyUsers: [],
      PolicyRoles: [...c.account.roles.values()]
        .filter((r) => r.attached.includes(p.PolicyArn))
        .map((r) => ({ RoleName: r.RoleName, RoleId: r.RoleId })),
      IsTruncated: false,
    }),
    ...tagOps("Policy", (c, p) => getPolicy(c, p.PolicyArn)),
  };
  return { operations, policyView };
}
