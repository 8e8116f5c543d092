/** STS: who is calling, and roles that are assumed. */
import { AwsError, iso } from "./values.mjs";

export function stsService({ now, callerIdentity }, { key }) {
  const operations = {
    GetCallerIdentity(c) {
      const id = callerIdentity(c.accountId);
      const role = id.session && c.account.roles.get(key(id.principalArn.split("/").pop()));
      return {
        Arn: id.arn,
        UserId: id.session ? `${role?.RoleId ?? "AROAFAKEDEPLOYER00000"}:${id.session}` : "AIDAFAKEDEPLOYER00000",
        Account: c.accountId,
      };
    },
    AssumeRole(_, p) {
      const m = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(p.RoleArn ?? "");
      if (!m) throw new AwsError(400, "ValidationError", `${p.RoleArn} is invalid`);
      const name = m[2].split("/").pop();
      return {
        // a 12-digit access key selects that account in later calls
        Credentials: {
          AccessKeyId: m[1],
          SecretAccessKey: "fake",
          SessionToken: "fake",
          Expiration: iso(now() + 3600e3),
        },
        AssumedRoleUser: {
          AssumedRoleId: `AROAFAKE:${p.RoleSessionName}`,
          Arn: `arn:aws:sts::${m[1]}:assumed-role/${name}/${p.RoleSessionName}`,
        },
      };
    },
  };
  return { operations };
}
