/** IAM: all operations, by topic. */
import { iamPeople } from "./people.mjs";
import { iamPolicies, iamPolicyStore } from "./policies.mjs";
import { iamProfiles } from "./profiles.mjs";
import { iamRoles } from "./roles.mjs";
import { iamSimulator } from "./simulator.mjs";
import { iamSupport } from "./support.mjs";

export function iamService(world) {
  const support = iamSupport(world);
  const { getPolicy } = iamPolicyStore(world, support);
  const roles = iamRoles(world, support, { getPolicy });
  const policies = iamPolicies(world, support, { getPolicy, getRole: roles.getRole });
  const profiles = iamProfiles(world, support, roles);
  const people = iamPeople(world, support);
  /** Everything that IAM holds, in pages: users, then roles, then policies. */
  function GetAccountAuthorizationDetails(c, p) {
    const asked = (kind) => !p.Filter?.length || p.Filter.includes(kind);
    const rows = [
      ...(asked("User")
        ? [...c.account.users.values()].map((u) => ({ list: "UserDetailList", item: people.userView(u) }))
        : []),
      ...(asked("Role")
        ? [...c.account.roles.values()].map((r) => ({ list: "RoleDetailList", item: roleDetail(c, r) }))
        : []),
      ...(asked("LocalManagedPolicy")
        ? [...c.account.policies.values()].map((x) => ({ list: "Policies", item: policyDetail(c, x) }))
        : []),
    ];
    const { Rows, ...end } = support.page("Rows", rows, p);
    const of = (list) => Rows.filter((row) => row.list === list).map(({ item }) => item);
    return {
      UserDetailList: of("UserDetailList"),
      GroupDetailList: [],
      RoleDetailList: of("RoleDetailList"),
      Policies: of("Policies"),
      ...end,
    };
  }
  const roleDetail = (c, r) => ({
    ...roles.roleView(r),
    MaxSessionDuration: undefined,
    RolePolicyList: [...r.inline].map(([PolicyName, document]) => ({
      PolicyName,
      PolicyDocument: encodeURIComponent(document),
    })),
    AttachedManagedPolicies: r.attached.map((PolicyArn) => ({ PolicyName: PolicyArn.split("/").pop(), PolicyArn })),
    InstanceProfileList: profiles.ofRole(c, r),
  });
  const policyDetail = (c, x) => ({
    ...policies.policyView(c, x),
    PolicyVersionList: [...x.versions].map(([id, v]) => ({
      Document: encodeURIComponent(v.doc),
      VersionId: id,
      IsDefaultVersion: id === x.DefaultVersionId,
      CreateDate: v.created,
    })),
  });
  const operations = {
    GetAccountAuthorizationDetails,
    ...roles.operations,
    ...policies.operations,
    ...profiles.operations,
    ...people.operations,
    ...iamSimulator(support),
  };
  return { operations, key: support.key, putRole: roles.putRole, putUser: people.putUser };
}
