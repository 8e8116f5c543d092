/** IAM users, as far as the principal of an access entry needs them, OIDC providers, and the account itself. */
import { iso, mapToTags, tagsToMap } from "../values.mjs";

export function iamPeople({ now, uid, callerIdentity }, { iamErr, key, visible, checkName, tagOps, page }) {
  function putUser(acct, u) {
    const user = {
      Path: u.Path ?? "/",
      UserName: u.UserName,
      UserId: uid("AIDA"),
      Arn: `arn:aws:iam::${acct.id}:user${u.Path ?? "/"}${u.UserName}`,
      CreateDate: u.CreateDate ?? iso(now()),
      createdMs: u.visibleAt === 0 ? 0 : now(),
      tags: tagsToMap(u.Tags),
    };
    acct.users.set(key(user.UserName), user);
    return user;
  }
  const operations = {
    // ---- OIDC providers
    CreateOpenIDConnectProvider(c, p) {
      if (!/^https:\/\//.test(p.Url ?? "")) throw iamErr.validation("Invalid Open ID Connect Provider URL"); // [U]
      const host = p.Url.replace(/^https:\/\//, "").replace(/\/$/, "");
      const arn = `arn:aws:iam::${c.accountId}:oidc-provider/${host}`;
      if (c.account.oidc.has(arn)) throw iamErr.exists(`Provider with url ${p.Url} already exists.`);
      c.account.oidc.set(arn, {
        Url: host,
        ClientIDList: p.ClientIDList ?? [],
        ThumbprintList: p.ThumbprintList ?? [],
        CreateDate: iso(now()),
        tags: tagsToMap(p.Tags),
      });
      return { OpenIDConnectProviderArn: arn, Tags: p.Tags };
    },
    GetOpenIDConnectProvider(c, p) {
      const o = getOidc(c, p);
      return {
        Url: o.Url,
        ClientIDList: o.ClientIDList,
        ThumbprintList: o.ThumbprintList,
        CreateDate: o.CreateDate,
        Tags: mapToTags(o.tags),
      };
    },
    ListOpenIDConnectProviders: (c) => ({
      OpenIDConnectProviderList: [...c.account.oidc.keys()].map((Arn) => ({ Arn })),
    }),
    UpdateOpenIDConnectProviderThumbprint(c, p) {
      getOidc(c, p).ThumbprintList = p.ThumbprintList ?? [];
      return null;
    },
    AddClientIDToOpenIDConnectProvider(c, p) {
      const o = getOidc(c, p);
      if (!o.ClientIDList.includes(p.ClientID)) o.ClientIDList.push(p.ClientID);
      return null;
    },
    RemoveClientIDFromOpenIDConnectProvider(c, p) {
      const o = getOidc(c, p);
      o.ClientIDList = o.ClientIDList.filter((x) => x !== p.ClientID);
      return null;
    },
    DeleteOpenIDConnectProvider(c, p) {
      getOidc(c, p);
      c.account.oidc.delete(p.OpenIDConnectProviderArn);
      return null;
    },
    ...tagOps("OpenIDConnectProvider", (c, p) => getOidc(c, p)),
    // ---- users (only what a principal of an access entry needs)
    CreateUser(c, p) {
      checkName(p.UserName, "userName", 64);
      if (c.account.users.has(key(p.UserName))) throw iamErr.exists(`User with name ${p.UserName} already exists.`);
      const { CreateDate: _created, ...asked } = p;
      return { User: userView(putUser(c.account, asked)) };
    },
    GetUser(c, p) {
      const me = callerIdentity(c.accountId);
      if (!p.UserName && me.session)
        throw iamErr.validation("Must specify userName when calling with non-User credentials");
      const u = c.account.users.get(key(p.UserName ?? me.principalArn.split("/").pop()));
      if (!u || !visible(u)) throw iamErr.noEntity(`The user with name ${p.UserName} cannot be found.`);
      return { User: userView(u) };
    },
    DeleteUser(c, p) {
      if (!c.account.users.delete(key(p.UserName ?? "")))
        throw iamErr.noEntity(`The user with name ${p.UserName} cannot be found.`);
      return null;
    },
    ListUsers: (c, p) =>
      page(
        "Users",
        [...c.account.users.values()].filter((u) => u.Path.startsWith(p.PathPrefix ?? "/")).map(userView),
        p,
      ),
    ListGroupsForUser: () => ({ Groups: [], IsTruncated: false }),
    ListAccountAliases: () => ({ AccountAliases: [], IsTruncated: false }),
  };
  const userView = (u) => ({
    Path: u.Path,
    UserName: u.UserName,
    UserId: u.UserId,
    Arn: u.Arn,
    CreateDate: u.CreateDate,
    Tags: mapToTags(u.tags),
  });
  function getOidc(c, p) {
    const o = c.account.oidc.get(p.OpenIDConnectProviderArn);
    if (!o) throw iamErr.noEntity(`OpenIDConnect Provider not found for arn ${p.OpenIDConnectProviderArn}`);
    return o;
  }
  return { operations, putUser, userView };
}
