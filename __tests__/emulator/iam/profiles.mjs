/** IAM instance profiles. */
import { iso, mapToTags, tagsToMap } from "../values.mjs";

export function iamProfiles(
  { now, uid },
  { iamErr, key, visible, checkName, checkPath, checkTags, tagOps, page },
  { getRole, roleView },
) {
  function getProfile(ctx, name, { read = false } = {}) {
    const p = ctx.account.profiles.get(key(name ?? ""));
    if (!p || (read && !visible(p))) throw iamErr.noEntity(`Instance Profile ${name} cannot be found.`);
    return p;
  }
  const profileView = (ctx, p) => ({
    Path: p.Path,
    InstanceProfileName: p.InstanceProfileName,
    InstanceProfileId: p.InstanceProfileId,
    Arn: p.Arn,
    CreateDate: p.CreateDate,
    Roles: p.roles
      .map((n) => ctx.account.roles.get(n))
      .filter(Boolean)
      .map((r) => roleView(r, { full: false })),
    Tags: Object.keys(p.tags).length ? mapToTags(p.tags) : undefined,
  });
  const operations = {
    ListInstanceProfilesForRole(c, p) {
      getRole(c, p.RoleName, { read: true });
      return page(
        "InstanceProfiles",
        [...c.account.profiles.values()].filter((i) => i.roles.includes(key(p.RoleName))).map((i) => profileView(c, i)),
        p,
      );
    },
    // ---- instance profiles
    CreateInstanceProfile(c, p) {
      checkName(p.InstanceProfileName, "instanceProfileName", 128);
      checkPath(p.Path);
      if (c.account.profiles.has(key(p.InstanceProfileName)))
        throw iamErr.exists(`Instance Profile ${p.InstanceProfileName} already exists.`);
      checkTags(p.Tags);
      const ip = {
        Path: p.Path ?? "/",
        InstanceProfileName: p.InstanceProfileName,
        InstanceProfileId: uid("AIPA"),
        CreateDate: iso(now()),
        createdMs: now(),
        Arn: `arn:aws:iam::${c.accountId}:instance-profile${p.Path ?? "/"}${p.InstanceProfileName}`,
        roles: [],
        tags: tagsToMap(p.Tags),
      };
      c.account.profiles.set(key(ip.InstanceProfileName), ip);
      return { InstanceProfile: profileView(c, ip) };
    },
    GetInstanceProfile: (c, p) => ({
      InstanceProfile: profileView(c, getProfile(c, p.InstanceProfileName, { read: true })),
    }),
    ListInstanceProfiles: (c, p) =>
      page(
        "InstanceProfiles",
        [...c.account.profiles.values()].map((i) => profileView(c, i)),
        p,
      ),
    AddRoleToInstanceProfile(c, p) {
      const ip = getProfile(c, p.InstanceProfileName);
      const r = getRole(c, p.RoleName);
      if (ip.roles.length) throw iamErr.limit("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
      ip.roles.push(key(r.RoleName));
      return null;
    },
    RemoveRoleFromInstanceProfile(c, p) {
      const ip = getProfile(c, p.InstanceProfileName);
      const i = ip.roles.indexOf(key(p.RoleName));
      if (i < 0) throw iamErr.noEntity(`The role with name ${p.RoleName} cannot be found.`);
      ip.roles.splice(i, 1);
      return null;
    },
    DeleteInstanceProfile(c, p) {
      const ip = getProfile(c, p.InstanceProfileName);
      if (ip.roles.length)
        throw iamErr.conflict("Cannot delete entity, must remove roles from instance profile first.");
      c.account.profiles.delete(key(ip.InstanceProfileName));
      return null;
    },
    ...tagOps("InstanceProfile", (c, p) => getProfile(c, p.InstanceProfileName)),
  };
  const ofRole = (c, role) =>
    [...c.account.profiles.values()].filter((i) => i.roles.includes(key(role.RoleName))).map((i) => profileView(c, i));
  return { operations, ofRole };
}
