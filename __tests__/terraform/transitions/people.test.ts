import { seedEntry } from "../support/endpoint";
import { roleArn, transitions } from "../support/transitions";

const [ADMINS, TEAM, CI, OTHERS, LATE] = ["admins", "team", "ci", "others", "late"].map(roleArn);
const admins = { principal: ADMINS, policies: ["AmazonEKSClusterAdminPolicy"] };
const edit = { policy: "AmazonEKSEditPolicy", namespaces: ["team"] };
const team = { principal: TEAM, groups: ["team", "viewers"], policies: [edit] };
const ci = { principal: CI, policies: ["AmazonEKSViewPolicy"] };
const view = ["AmazonEKSViewPolicy"];
const kro = { principal: LATE, entry: "elsewhere", policies: view };
const found = { principal: TEAM, policies: view };
const wide = ["AmazonEKSViewPolicy", "AmazonEKSAdminViewPolicy"];
const window = (who?: string, as = "") => `${who} has no access while its entry is made again${as}`;
const moved = (who: string | undefined, now: string, wayOut: string) =>
  `the entry of ${who} is destroyed and made again for ${now}: EKS may answer 409, and ${who} is out until the next apply; ${wayOut}`;
const IN_USE = "ResourceInUseException";

transitions(
  "people",
  {
    roles: ["admins", "team", "ci", "others", "late"],
    sections: { access: { admins, team, ci } },
  },
  {
    "a person is added": {
      edit: { access: { admins, team, ci, others: { principal: OTHERS, policies: view } } },
      says: [
        `access.others: ${OTHERS} gets access`,
        `access.others: ${OTHERS} gets AmazonEKSViewPolicy in the whole cluster`,
      ],
      calls: ["CreateAccessEntry", "AssociateAccessPolicy"],
    },
    "a person is taken away": {
      edit: { access: { admins, team, ci } },
      says: [`access.others: ${OTHERS} loses access`],
      calls: ["DisassociateAccessPolicy", "DeleteAccessEntry"],
    },
    "another policy": {
      edit: { access: { admins, team, ci: { ...ci, policies: ["AmazonEKSAdminViewPolicy"] } } },
      says: [
        `access.ci: ${CI} gets AmazonEKSAdminViewPolicy in the whole cluster`,
        `access.ci: ${CI} loses AmazonEKSViewPolicy in the whole cluster`,
      ],
    },
    "another scope": {
      edit: { access: { admins, team: { ...team, policies: ["AmazonEKSEditPolicy"] }, ci } },
      hurts: [
        `access.team: ${TEAM} does not have AmazonEKSEditPolicy while it is taken away in team and given in the whole cluster`,
      ],
    },
    "other groups, a tag and the scope of before": {
      edit: { access: { admins, team: { ...team, groups: ["team", "editors"], tags: { Team: "a" } }, ci } },
      hurts: [
        `access.team: ${TEAM} does not have AmazonEKSEditPolicy while it is taken away in the whole cluster and given in team`,
      ],
      says: [`access.team: ${TEAM} leaves the groups viewers and joins the groups editors`],
    },
    "a user name": {
      edit: { access: { admins, team: { ...team, username: "team" }, ci } },
      says: [
        `access.team: ${TEAM} is team in the cluster: bindings that name arn:aws:sts::111122223333:assumed-role/team/{{SessionName}} hold no more`,
      ],
      calls: ["UntagResource", "UpdateAccessEntry"],
    },
    "a person under another key": {
      edit: { access: { admins, devs: team, ci } },
      hurts: [`access.team: ${moved(TEAM, "access.devs", "write was: team in access.devs")}`],
      fails: IN_USE,
    },
    "the same with was, when that has failed": {
      edit: { access: { admins, devs: { ...team, was: "team" }, ci } },
      says: [`access.devs: ${TEAM} gets access`],
    },
    "a person under another key with was": {
      edit: { access: { admins, devs: { ...team, was: "team" }, robots: { ...ci, was: "ci" } } },
      calls: [],
    },
    "was is left out afterwards, and the order is another": {
      edit: { access: { robots: ci, devs: team, admins } },
      calls: [],
    },
    "another principal": {
      edit: { access: { admins, devs: team, robots: { ...ci, principal: OTHERS } } },
      hurts: [
        `access.robots: ${CI} loses access, and ${OTHERS} gets it; if there is no such principal, the apply fails when ${CI} is out`,
      ],
    },
    "two people change places": {
      edit: { access: { admins, devs: { ...team, principal: OTHERS }, robots: { ...ci, principal: TEAM } } },
      hurts: [
        `access.devs: ${moved(TEAM, "access.robots", "take it out of access.devs in one apply, and write it in access.robots in the next")}`,
        `access.robots: ${moved(OTHERS, "access.devs", "take it out of access.robots in one apply, and write it in access.devs in the next")}`,
      ],
      heals: IN_USE,
    },
    "a principal goes to another item, first apply": {
      edit: { access: { admins, robots: { ...ci, principal: TEAM } } },
      says: [`access.devs: ${OTHERS} loses access`],
    },
    "a principal goes to another item, second apply": {
      edit: { access: { admins, robots: { ...ci, principal: TEAM }, late: { principal: OTHERS, policies: view } } },
      says: [`access.late: ${OTHERS} gets access`],
    },
    "a person becomes nodes": {
      edit: {
        access: {
          admins,
          robots: { ...ci, principal: TEAM },
          late: { principal: OTHERS, type: "EC2", policies: ["AmazonEKSAutoNodePolicy"] },
        },
      },
      hurts: [`access.late: ${window(OTHERS, ", as EC2")}`],
    },
    "nodes of another type": {
      edit: { access: { admins, robots: { ...ci, principal: TEAM }, late: { principal: OTHERS, type: "EC2_LINUX" } } },
      hurts: [`access.late: nodes with the role ${OTHERS} lose access until their entry is made again, as EC2_LINUX`],
    },
    "an entry of others gets a policy": {
      edit: { access: { admins, kro } },
      before: () => seedEntry("demo", { principalArn: String(LATE) }),
      hurts: [`access.late: nodes with the role ${OTHERS} lose access; drain them first`],
      says: [`access.kro: ${LATE} gets AmazonEKSViewPolicy in the whole cluster`],
    },
    "a policy of an entry of others, under another key": {
      edit: { access: { admins, argo: kro } },
      hurts: [
        `access.kro: AmazonEKSViewPolicy of ${LATE} is destroyed and made again for access.argo: AmazonEKSViewPolicy of ${LATE} may be gone until the next apply; write was: kro in access.argo`,
      ],
      heals: "empty result",
    },
    "an entry that exists is taken over": {
      edit: { access: { admins, argo: kro, team: { ...found, adopt: true } } },
      before: () => seedEntry("demo", { principalArn: String(TEAM), policies: view }),
      says: [`access.team: the entry of ${TEAM} is taken over`],
      calls: ["AssociateAccessPolicy"],
    },
    "one more policy while adopt is there": {
      edit: { access: { admins, argo: kro, team: { ...found, policies: wide, adopt: true } } },
      says: [`access.team: ${TEAM} gets AmazonEKSAdminViewPolicy in the whole cluster`],
      calls: ["AssociateAccessPolicy"],
    },
    "a person is let go of": {
      edit: { access: { admins, argo: kro, team: { ...found, policies: wide, release: true } } },
      says: [`access.team: the entry of ${TEAM} is no longer managed here; it stays in AWS`],
      calls: [],
    },
    "who was let go of is taken away": { edit: { access: { admins, argo: kro } }, calls: [] },
    "an entry is taken over with its policies": {
      edit: { access: { admins, argo: kro, team: { ...found, policies: wide, adopt: "with-policies" } } },
      says: [`access.team: the entry of ${TEAM} is taken over`],
      calls: [],
    },
    "one more policy while adopt: with-policies is there": {
      edit: {
        access: {
          admins,
          argo: kro,
          team: { ...found, policies: [...wide, "AmazonEKSEditPolicy"], adopt: "with-policies" },
        },
      },
      refused: "Cannot import non-existent remote object",
    },
    "the same without adopt": {
      edit: { access: { admins, argo: kro, team: { ...found, policies: [...wide, "AmazonEKSEditPolicy"] } } },
      says: [`access.team: ${TEAM} gets AmazonEKSEditPolicy in the whole cluster`],
      calls: ["AssociateAccessPolicy"],
    },
    "a role by its key instead of a principal": {
      edit: {
        otherRoles: { kro: { kind: "capability", arn: LATE } },
        access: {
          admins,
          argo: { role: "kro", entry: "by-eks", policies: view },
          team: { ...found, policies: [...wide, "AmazonEKSEditPolicy"] },
        },
      },
      calls: [],
    },
    "the last administrator goes": {
      edit: { otherRoles: undefined, access: { ci } },
      hurts: [
        `access: nobody is cluster admin any more: "${ADMINS}" lose it; only who has other rights in the cluster can repair that`,
      ],
    },
    "an administrator comes back, with tags for everything, and the cluster is read first": {
      edit: { cluster: { verify: true }, access: { ci, admins }, tags: { Owner: "platform" } },
      says: [`access.admins: ${ADMINS} gets access`],
    },
    "the only administrator for one namespace alone": {
      edit: {
        access: { ci, admins: { ...admins, policies: [{ policy: "AmazonEKSClusterAdminPolicy", namespaces: ["a"] }] } },
      },
      hurts: [
        `access: nobody is cluster admin any more: "${ADMINS}" lose it; only who has other rights in the cluster can repair that`,
        `access.admins: ${ADMINS} does not have AmazonEKSClusterAdminPolicy while it is taken away in the whole cluster and given in a`,
      ],
    },
    "nobody is left": {
      edit: { access: {} },
      says: [`access.admins: ${ADMINS} loses access`, `access.ci: ${CI} loses access`],
    },
  },
);
