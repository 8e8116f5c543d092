/** What exists before anybody calls: the deploying role, and what a test seeds. */
export function createSeeds({ cfg, account, region, callerIdentity }, { key, putRole, putUser }, { operations }) {
  const EMPTY_TRUST = "{}";

  /** A role or user that exists already keeps its id and takes the fields that are given. */
  function existing(store, name, fields) {
    const found = store.get(key(name));
    if (found) Object.assign(found, fields);
    return found !== undefined;
  }

  /** {"region", "roles": [{"RoleName", "AccountId", "CreateDate", "RoleLastUsed": {"LastUsedDate", "Region"}}], "users": [..], "clusters": [..], "simulations": [..]} */
  function seed({ region: name = "us-east-1", roles = [], users = [], clusters = [], simulations = [] }) {
    const own = account(cfg.accountId);
    own.simulations.push(...simulations);
    for (const { AccountId = own.id, ...role } of roles) {
      const to = account(AccountId);
      if (!existing(to.roles, role.RoleName, role))
        putRole(to, { Path: "/", AssumeRolePolicyDocument: EMPTY_TRUST, ...role, visibleAt: 0 });
    }
    for (const { AccountId = own.id, ...user } of users) {
      const to = account(AccountId);
      if (!existing(to.users, user.UserName, user)) putUser(to, { ...user, visibleAt: 0 });
    }
    const ctx = { account: own, accountId: own.id, region: name, actor: "seed" };
    for (const cluster of clusters) {
      operations.CreateCluster(ctx, { ...cluster, clientRequestToken: "seed" }, { skipRoleCheck: true });
      region(own, name).clusters.get(cluster.name).readyAt = 0;
    }
  }

  function seedAtStart() {
    // the deploying identity exists, so that a bootstrap access entry can name it
    const caller = callerIdentity(cfg.accountId);
    if (caller.principalArn.includes(":role/")) {
      putRole(account(cfg.accountId), {
        RoleName: caller.principalArn.split("/").pop(),
        Path: "/",
        AssumeRolePolicyDocument: EMPTY_TRUST,
        visibleAt: 0,
      });
    }
    if (cfg.seedState) seed(cfg.seedState);
  }
  return { seed, seedAtStart };
}
