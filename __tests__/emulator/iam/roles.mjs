/** IAM roles and their inline policies. */
import { iso, mapToTags, tagsToMap } from "../values.mjs";

export function iamRoles(
  { now, uid },
  { iamErr, key, visible, checkName, checkPath, parsePolicy, checkTags, tagOps, page },
  { getPolicy },
) {
  function putRole(acct, r) {
    const role = {
      Path: r.Path ?? "/",
      RoleName: r.RoleName,
      RoleId: uid("AROA"),
      Arn: `arn:aws:iam::${acct.id}:role${r.Path ?? "/"}${r.RoleName}`,
      CreateDate: r.CreateDate ?? iso(now()),
      RoleLastUsed: r.RoleLastUsed,
      createdMs: r.visibleAt === 0 ? 0 : now(),
      AssumeRolePolicyDocument: r.AssumeRolePolicyDocument,
      Description: r.Description,
      MaxSessionDuration: Number(r.MaxSessionDuration ?? 3600),
      PermissionsBoundary: r.PermissionsBoundary,
      tags: tagsToMap(r.Tags),
      attached: [],
      inline: new Map(),
    };
    acct.roles.set(key(role.RoleName), role);
    return role;
  }
  const roleView = (r, { full = true } = {}) => ({
    Path: r.Path,
    RoleName: r.RoleName,
    RoleId: r.RoleId,
    Arn: r.Arn,
    CreateDate: r.CreateDate,
    AssumeRolePolicyDocument: encodeURIComponent(r.AssumeRolePolicyDocument),
    Description: r.Description || undefined,
    MaxSessionDuration: full ? r.MaxSessionDuration : undefined,
    PermissionsBoundary:
      full && r.PermissionsBoundary
        ? { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: r.PermissionsBoundary }
        : undefined,
    Tags: full && Object.keys(r.tags).length ? mapToTags(r.tags) : undefined,
    RoleLastUsed: full ? (r.RoleLastUsed ?? {}) : undefined,
  });
  function getRole(ctx, name, { read = false } = {}) {
    const r = ctx.account.roles.get(key(name ?? ""));
    if (!r || (read && !visible(r))) throw iamErr.noEntity(`The role with name ${name} cannot be found.`);
    return r;
  }
  const operations = {
    // ---- roles
    CreateRole(c, p) {
      checkName(p.RoleName, "roleName", 64);
      checkPath(p.Path);
      if (/^\/aws-service-role\//.test(p.Path ?? ""))
        throw iamErr.invalid("The path prefix /aws-service-role/ is reserved.");
      if (c.account.roles.has(key(p.RoleName))) throw iamErr.exists(`Role with name ${p.RoleName} already exists.`);
      parsePolicy(p.AssumeRolePolicyDocument ?? "", {
        trust: true,
        accountObj: c.account,
        max: 2048,
        what: "ACLSizePerRole",
      });
      const msd = Number(p.MaxSessionDuration ?? 3600);
      if (msd < 3600 || msd > 43200)
        throw iamErr.validation(
          `1 validation error detected: Value '${msd}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value ${msd < 3600 ? "greater than or equal to 3600" : "less than or equal to 43200"}`,
        );
      if (p.PermissionsBoundary) getPolicy(c, p.PermissionsBoundary);
      checkTags(p.Tags);
      // these two are for seeds
      const { CreateDate: _created, RoleLastUsed: _used, ...asked } = p;
      return { Role: roleView(putRole(c.account, asked)) };
    },
    GetRole: (c, p) => ({ Role: roleView(getRole(c, p.RoleName, { read: true })) }),
    ListRoles: (c, p) =>
      page(
        "Roles",
        [...c.account.roles.values()]
          .filter((r) => r.Path.startsWith(p.PathPrefix ?? "/"))
          .map((r) => roleView(r, { full: false })),
        p,
      ),
    UpdateRole(c, p) {
      const r = getRole(c, p.RoleName);
      if (p.Description !== undefined) r.Description = p.Description;
      if (p.MaxSessionDuration !== undefined) r.MaxSessionDuration = Number(p.MaxSessionDuration);
      return {};
    },
    UpdateRoleDescription(c, p) {
      const r = getRole(c, p.RoleName);
      r.Description = p.Description;
      return { Role: roleView(r) };
    },
    UpdateAssumeRolePolicy(c, p) {
      const r = getRole(c, p.RoleName);
      parsePolicy(p.PolicyDocument ?? "", { trust: true, accountObj: c.account, max: 2048, what: "ACLSizePerRole" });
      r.AssumeRolePolicyDocument = p.PolicyDocument;
      return null;
    },
    PutRolePermissionsBoundary(c, p) {
      const r = getRole(c, p.RoleName);
      getPolicy(c, p.PermissionsBoundary);
      r.PermissionsBoundary = p.PermissionsBoundary;
      return null;
    },
    DeleteRolePermissionsBoundary(c, p) {
      delete getRole(c, p.RoleName).PermissionsBoundary;
      return null;
    },
    DeleteRole(c, p) {
      const r = getRole(c, p.RoleName);
      for (const ip of c.account.profiles.values())
        if (ip.roles.includes(key(r.RoleName)))
          throw iamErr.conflict("Cannot delete entity, must remove roles from instance profile first.");
      if (r.attached.length) throw iamErr.conflict("Cannot delete entity, must detach all policies first.");
      if (r.inline.size) throw iamErr.conflict("Cannot delete entity, must delete policies first.");
      c.account.roles.delete(key(r.RoleName));
      return null;
    },
    ...tagOps("Role", (c, p) => getRole(c, p.RoleName)),
    // ---- inline policies
    PutRolePolicy(c, p) {
      const r = getRole(c, p.RoleName);
      checkName(p.PolicyName, "policyName", 128);
      parsePolicy(p.PolicyDocument ?? "", {});
      const others = [...r.inline]
        .filter(([n]) => n !== p.PolicyName)
        .reduce((a, [, d]) => a + d.replace(/\s/g, "").length, 0);
      if (others + p.PolicyDocument.replace(/\s/g, "").length > 10240)
        throw iamErr.limit(`Maximum policy size of 10240 bytes exceeded for role ${r.RoleName}`);
      r.inline.set(p.PolicyName, p.PolicyDocument);
      return null;
    },
    GetRolePolicy(c, p) {
      const r = getRole(c, p.RoleName, { read: true });
      if (!r.inline.has(p.PolicyName))
        throw iamErr.noEntity(`The role policy with name ${p.PolicyName} cannot be found.`);
      return {
        RoleName: r.RoleName,
        PolicyName: p.PolicyName,
        PolicyDocument: encodeURIComponent(r.inline.get(p.PolicyName)),
      };
    },
    DeleteRolePolicy(c, p) {
      const r = getRole(c, p.RoleName);
      if (!r.inline.delete(p.PolicyName))
        throw iamErr.noEntity(`The role policy with name ${p.PolicyName} cannot be found.`);
      return null;
    },
    ListRolePolicies: (c, p) => page("PolicyNames", [...getRole(c, p.RoleName, { read: true }).inline.keys()], p),
  };
  return { operations, putRole, getRole, roleView };
}
