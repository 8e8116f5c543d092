/** The accounts of one fake AWS, its clock, and the dice for its ids. Everything is forgotten on `restart`. */
import { mulberry32 } from "./values.mjs";

export function createWorld(cfg) {
  let rng;
  const accounts = new Map();
  const chance = () => rng();
  const now = () => Date.now() + cfg.clockMs;
  const pick = (alphabet, n) =>
    Array.from({ length: n }, () => alphabet[Math.floor(chance() * alphabet.length)]).join("");
  const uid = (prefix) => prefix + pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 17);
  const uuid = () => {
    const h = pick("0123456789abcdef", 32);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
  };

  function account(id) {
    if (!accounts.has(id)) {
      accounts.set(id, {
        id,
        roles: new Map(),
        users: new Map(),
        policies: new Map(),
        profiles: new Map(),
        oidc: new Map(),
        simulations: [],
        regions: new Map(),
        ec2: { launchTemplates: new Map() },
      });
    }
    return accounts.get(id);
  }
  function region(acct, name) {
    if (!acct.regions.has(name)) {
      acct.regions.set(name, { clusters: new Map(), updates: new Map(), tags: new Map() });
    }
    return acct.regions.get(name);
  }

  function restart() {
    rng = mulberry32(Number(cfg.seed) || 1);
    accounts.clear();
  }

  // ---- identity

  function callerIdentity(accountId) {
    const arn =
      cfg.callerArn && accountId === cfg.accountId
        ? cfg.callerArn
        : `arn:aws:sts::${accountId}:assumed-role/fake-deployer/fake-session`;
    const m = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\/(.+)$/.exec(arn);
    const principalArn = m ? `arn:${m[1]}:iam::${m[2]}:role/${m[3]}` : arn;
    return { arn, principalArn, accountId, session: m?.[4] };
  }
  restart();
  return { cfg, accounts, now, chance, pick, uid, uuid, account, region, callerIdentity, restart };
}
