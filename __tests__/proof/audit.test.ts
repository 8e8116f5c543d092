import { auditPolicy, CLUSTER_READS, PRINCIPAL_READS, READS_BELOW } from "../../lib/aws/iam/audit-policy";
import { IRSA_READS, OPERATION_NAMES } from "../../lib/live/operations";
import { ACCOUNT, actionsOf } from "../support/simulate";
import { ask, eks, notOfOthers, PROD, role } from "./identity-scope";
import { ELSEWHERE, type Law, type Proof, proveAll, SCOPE } from "./prove";

const REST: Readonly<Record<keyof typeof READS_BELOW, string>> = {
  "access-entry": `/role/${ACCOUNT}/dev/0a1b`,
  capability: "/ack/one/0a1b",
  fargateprofile: "/apps/0a1b",
  identityproviderconfig: "/oidc/corp/0a1b",
  nodegroup: "/main/0a1b",
  podidentityassociation: "/a-0a1b",
};

const TYPES = Object.keys(READS_BELOW) as (keyof typeof READS_BELOW)[];

const lawsOf = (laws: readonly (readonly [string, Law])[]): Record<string, Law> => Object.fromEntries(laws);

const PROOFS: Readonly<Record<string, Proof>> = {
  audit: {
    document: auditPolicy([SCOPE]),
    allowed: lawsOf([
      ...CLUSTER_READS.map((action) => [`${action} of the cluster`, ask(action, PROD)] as const),
      ...TYPES.flatMap((type) =>
        READS_BELOW[type].map(
          (action) => [`${action} in the cluster`, ask(action, eks(`${type}/prod${REST[type]}`))] as const,
        ),
      ),
      ["iam:GetRole of any role", ask("iam:GetRole", role("team/dev"))],
      ["iam:GetUser of any user", ask("iam:GetUser", `arn:aws:iam::${ACCOUNT}:user/eve`)],
    ]),
    refused: {
      ...Object.assign({}, ...CLUSTER_READS.map((action) => notOfOthers(action, "cluster"))),
      ...Object.assign(
        {},
        ...TYPES.flatMap((type) => READS_BELOW[type].map((action) => notOfOthers(action, type, REST[type]))),
      ),
      "the entry of another cluster, whose principal is named like this one, is refused": ask(
        "eks:DescribeAccessEntry",
        eks(`access-entry/dev/role/${ACCOUNT}/prod/0a1b`),
      ),
      "a role of another account is refused": ask("iam:GetRole", role("team/dev", ELSEWHERE)),
      "a user of another account is refused": ask("iam:GetUser", `arn:aws:iam::${ELSEWHERE}:user/eve`),
      ...lawsOf(
        [
          ["eks:CreateAccessEntry", PROD],
          ["eks:UpdateAccessEntry", eks(`access-entry/prod${REST["access-entry"]}`)],
          ["eks:DeleteAccessEntry", eks(`access-entry/prod${REST["access-entry"]}`)],
          ["eks:AssociateAccessPolicy", eks(`access-entry/prod${REST["access-entry"]}`)],
          ["eks:AccessKubernetesApi", PROD],
          ["iam:ListRoles", "*"],
          ["iam:UpdateRole", role("team/dev")],
        ].map(([action = "", resource = ""]) => [`${action} is refused`, ask(action, resource)] as const),
      ),
    },
  },
};

proveAll("policy of an audit", ["audit"], PROOFS);

test("it allows what an audit reads, and nothing else", () => {
  const allowed = auditPolicy([SCOPE]).Statement.flatMap(actionsOf);
  expect([...allowed].sort()).toEqual(OPERATION_NAMES.filter((name) => !IRSA_READS.includes(name as never)).sort());
  expect([...CLUSTER_READS, ...Object.values(READS_BELOW).flat(), ...PRINCIPAL_READS].sort()).toEqual(
    [...allowed].sort(),
  );
});

test("several clusters have patterns of their own", () => {
  const [clusters, inThem] = auditPolicy([SCOPE, { ...SCOPE, cluster: "dev" }]).Statement;
  expect(clusters?.Resource).toEqual([PROD, eks("cluster/dev")]);
  expect(inThem?.Resource).toContain(eks("access-entry/dev/*"));
});
