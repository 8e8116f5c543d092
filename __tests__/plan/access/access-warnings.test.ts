import { ACCEPTABLE_NAMES } from "../../../lib/plan/checks/catalogue";
import { plan } from "../../../lib/plan/plan";
import { decides, diagnose, head, type Row } from "../../support/decide";

const ARN = "arn:aws:iam::111122223333";
const ADMIN = "AmazonEKSClusterAdminPolicy";
const admin = (principal: string) => ({ principal, policies: [ADMIN] });
const admins = (count: number) =>
  Object.fromEntries([..."abcdefg"].slice(0, count).map((key) => [key, admin(`${ARN}:role/${key}`)]));
const access = (items: object, top: object = {}) => head({ access: items, ...top });

describe("who is administrator", () => {
  decides([
    ["R208", "one role is allowed", access(admins(1))],
    ["R208", "three are allowed", access(admins(3))],
    [
      "R208",
      "more than three are a warning that names them",
      access(admins(4)),
      "warning access: 4 principals are cluster admin: a, b, c and d; a role that several people assume is easier to watch",
    ],
    [
      "R208",
      "those in namespaces do not count",
      access({ ...admins(3), d: { principal: `${ARN}:role/d`, policies: [{ policy: ADMIN, namespaces: ["x"] }] } }),
      `warning access.d.policies[0].policy: ${ADMIN} in namespaces gives nothing outside them, whatever its name says; AmazonEKSAdminPolicy is meant for that`,
    ],
    [
      "R116",
      "a user is a warning",
      access({ a: admin(`${ARN}:user/kim`) }),
      `warning access.a.policies[0]: cluster admin for an IAM user, "${ARN}:user/kim", whose keys do not expire; use a role`,
    ],
    [
      "R116",
      "a user with less is not",
      access({ a: { principal: `${ARN}:user/kim`, policies: ["AmazonEKSViewPolicy"] } }),
    ],
    [
      "R113",
      "a role of another account is a warning",
      access({ a: admin("arn:aws:iam::444455556666:role/dev") }),
      'warning access.a.policies[0]: cluster admin for a principal of another account, "arn:aws:iam::444455556666:role/dev"; use a role of the cluster\'s account that they may assume',
    ],
    [
      "R113",
      "a user of another account is two",
      access({ a: admin("arn:aws:iam::444455556666:user/kim") }),
      'warning access.a.policies[0]: cluster admin for an IAM user, "arn:aws:iam::444455556666:user/kim", whose keys do not expire; use a role',
      'warning access.a.policies[0]: cluster admin for a principal of another account, "arn:aws:iam::444455556666:user/kim"; use a role of the cluster\'s account that they may assume',
    ],
    [
      "R113",
      "where an account is a token nothing is compared",
      access({ a: admin(`${ARN}:role/a`) }, { account: "${var.account}" }),
    ],
    ["R113", "nor where the principal is one", access({ a: admin("${var.arn}") })],
    [
      "R208",
      "the same by ARN",
      access({ a: { principal: `${ARN}:user/kim`, policies: [`arn:aws:eks::aws:cluster-access-policy/${ADMIN}`] } }),
      `warning access.a.policies[0]: cluster admin for an IAM user, "${ARN}:user/kim", whose keys do not expire; use a role`,
    ],
  ]);
});

describe("who sees Secrets", () => {
  const holds = (policy: string, key: string) => ({
    principal: `${ARN}:role/${key}`,
    policies: [{ policy, namespaces: ["team-a"] }],
  });
  const CAVEATS: Readonly<Record<string, string>> = {
    AmazonEKSAdminPolicy: " (it makes no RoleBindings, because it may neither bind nor escalate)",
    AmazonEKSAdminViewPolicy: " (by AWS's page it may also get pods/exec and nodes/proxy, which AWS's support denies)",
  };
  const shows = (policy: string, key: string, what = "read and write"): string =>
    `warning access.${key}.policies[0].policy: ${policy} also lets ${key} ${what} Secrets${CAVEATS[policy] ?? ""}; AmazonEKSViewPolicy does not`;
  decides([
    ...(
      [
        ["AmazonEKSAdminViewPolicy", "read"],
        ["AmazonEKSEditPolicy", "read and write"],
        ["AmazonEKSAdminPolicy", "read and write"],
      ] as const
    ).map(
      ([name, what]): Row => ["R208", `${name} is a warning`, access({ a: holds(name, "a") }), shows(name, "a", what)],
    ),
    [
      "R208",
      "said where each is given",
      access({
        a: holds("AmazonEKSEditPolicy", "a"),
        b: holds("AmazonEKSViewPolicy", "b"),
        c: holds("AmazonEKSAdminPolicy", "c"),
      }),
      shows("AmazonEKSEditPolicy", "a"),
      shows("AmazonEKSAdminPolicy", "c"),
    ],
    ...["AmazonEKSViewPolicy", "AmazonEKSSecretReaderPolicy", "AmazonEKSSecretAdminPolicy"].map(
      (name): Row => ["R208", `${name} says in its name what it shows`, access({ a: holds(name, "a") })],
    ),
    [
      "R208",
      "cluster admin says in its name what it shows",
      access({ a: { principal: `${ARN}:role/a`, policies: [ADMIN] } }),
    ],
  ]);

  const given = (policy: string, namespaces?: readonly string[]) =>
    access(
      { a: { principal: `${ARN}:role/a`, policies: [namespaces ? { policy, namespaces } : policy] } },
      {
        accept: { "secrets-visible": "they own these Secrets" },
      },
    );
  const impersonates = (policy: string, where: string, at: string) =>
    `warning access.a.policies[0]${at}: ${policy} ${where} may impersonate the service accounts of kube-system, so whoever has it is as good as cluster admin; name the namespaces of the team`;
  decides([
    ...["AmazonEKSEditPolicy", "AmazonEKSAdminPolicy"].flatMap((policy): Row[] => [
      [
        "impersonation",
        `${policy} for the whole cluster is a warning`,
        given(policy),
        impersonates(policy, "for the whole cluster", ""),
      ],
      ...["*", "kube-*", "kube-system"].map(
        (namespace): Row => [
          "impersonation",
          `${policy} in ${namespace} is a warning`,
          given(policy, ["team-a", namespace]),
          impersonates(policy, `in the namespaces "${namespace}"`, ".policy"),
        ],
      ),
      [
        "impersonation",
        `${policy} in other namespaces is allowed`,
        given(policy, ["team-a", "kube-public", "a*", `${"*".repeat(60)}x`]),
      ],
    ]),
    ["impersonation", "a policy that only reads is allowed", given("AmazonEKSAdminViewPolicy")],
  ]);

  const outsider = (principal: string, who: string, policy: string) =>
    `warning access.a.policies[0]: ${policy} gives what Secrets hold to ${who}, "${principal}"; use a role of the cluster's account`;
  const KIM = `${ARN}:user/kim`;
  const OTHER = "arn:aws:iam::444455556666:role/x";
  decides([
    ...[
      "AmazonEKSSecretReaderPolicy",
      "AmazonEKSSecretAdminPolicy",
      "AWSBackupFullAccessPolicyForBackup",
      "AWSBackupFullAccessPolicyForRestore",
    ].flatMap((policy): Row[] => [
      [
        "secrets-of-outsider",
        `${policy} for a user is a warning`,
        access({ a: { principal: KIM, policies: [policy] } }),
        outsider(KIM, "an IAM user, whose keys do not expire", policy),
      ],
      [
        "secrets-of-outsider",
        `${policy} for another account is a warning`,
        access({ a: { principal: OTHER, policies: [policy] } }),
        outsider(OTHER, "a principal of another account", policy),
      ],
    ]),
    [
      "R208",
      "one whose name does not say it is said to show Secrets, and no more",
      access({ a: { principal: OTHER, policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team-a"] }] } }),
      shows("AmazonEKSEditPolicy", "a"),
    ],
    [
      "secrets-of-outsider",
      "one that shows none is not",
      access({ a: { principal: OTHER, policies: ["AmazonEKSViewPolicy"] } }),
    ],
  ]);
});

describe("who is more than it seems", () => {
  const pods = { workloads: { ci: { serviceAccount: "ci/deployer" } } };
  const warned =
    "warning access.a.policies[0]: cluster admin for the pods of workloads.ci: who may start such a pod may do everything; give the pods a policy for what they do";
  const SSO = `${ARN}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_x_0123456789abcdef`;
  decides([
    ["admin-pods", "pods, by key", access({ a: { role: "ci", policies: [ADMIN] } }, pods), warned],
    ["admin-pods", "pods, by ARN", access({ a: admin(`${ARN}:role/demo-ci-pod`) }, pods), warned],
    [
      "admin-pods",
      "pods with a role that exists",
      access(
        { a: admin(`${ARN}:role/x`) },
        { workloads: { ci: { serviceAccount: "a/b", role: { arn: `${ARN}:role/x` } } } },
      ),
      warned,
    ],
    ["admin-pods", "not pods with less", access({ a: { role: "ci", policies: ["AmazonEKSViewPolicy"] } }, pods)],
    ...["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"].map(
      (type): Row => [
        "node-entry-of-people",
        `people as nodes, type ${type}`,
        access({ a: { principal: SSO, type } }),
        `warning access.a.type: an entry of type ${type} is for nodes, and "${SSO}" is a role of people in IAM Identity Center; leave type out`,
      ],
    ),
    [
      "admin-user",
      "an admin of every namespace who is a user",
      access({ a: { principal: `${ARN}:user/a`, policies: [{ policy: ADMIN, namespaces: ["**"] }] } }),
      `warning access.a.policies[0].policy: ${ADMIN} in the namespace "*" is admin of every namespace, their Secrets and roles included; name the namespaces, or leave namespaces out if that is meant`,
      `warning access.a.policies[0].policy: cluster admin for an IAM user, "${ARN}:user/a", whose keys do not expire; use a role`,
    ],
    [
      "admin-in-namespaces",
      "an admin of every namespace",
      access({ a: { principal: `${ARN}:role/a`, policies: [{ policy: ADMIN, namespaces: ["x", "*"] }] } }),
      `warning access.a.policies[0].policy: ${ADMIN} in the namespace "*" is admin of every namespace, their Secrets and roles included; name the namespaces, or leave namespaces out if that is meant`,
    ],
  ]);
});

describe("capabilities of this cluster", () => {
  const capability = (policy: string) =>
    access(
      { ack: { role: "ack", entry: "by-eks", policies: [policy] } },
      { otherRoles: { ack: { kind: "capability" } } },
    );
  decides([
    [
      "gitops-admin",
      "cluster admin is a warning",
      capability(ADMIN),
      "warning access.ack.policies[0]: cluster admin for a capability of this cluster: who may deploy by it may do everything here; give it AmazonEKSEditPolicy in the namespaces that it deploys to",
    ],
    [
      "capability-secrets",
      "the Secrets of the whole cluster are a warning",
      capability("AmazonEKSSecretReaderPolicy"),
      "warning access.ack.policies[0]: AmazonEKSSecretReaderPolicy gives a capability the Secrets of the whole cluster; name the namespaces that it works in",
    ],
  ]);
});

describe("accept", () => {
  const WHY = "said in the design of the platform";
  /** Everything that `access` warns of, each once or more. */
  const everything = {
    ...admins(3),
    a: admin(`${ARN}:user/a`),
    other: admin("arn:aws:iam::444455556666:role/x"),
    narrow: { principal: `${ARN}:role/narrow`, policies: [{ policy: ADMIN, namespaces: ["x"] }] },
    editors: { principal: `${ARN}:role/editors`, policies: ["AmazonEKSEditPolicy"] },
    cased: { principal: `${ARN}:role/Editors`, groups: ["x"] },
    empty: { principal: `${ARN}:role/empty` },
    sso: { principal: `${ARN}:role/AWSReservedSSO_x_0123456789abcdef`, groups: ["x"] },
    new: { principal: `${ARN}:role/new`, policies: ["AmazonQuantumWidgetPolicy2030"] },
    name: { principal: `${ARN}:role/name`, groups: ["x"], username: "x:{{AccountID}}" },
    nodes: { principal: `${ARN}:role/nodes`, type: "EC2" },
    odd: { principal: `${ARN}:role/odd`, type: "EC2", policies: ["AmazonEKSAutoNodePolicy", "AmazonEKSViewPolicy"] },
    standard: { principal: `${ARN}:role/standard`, policies: ["AmazonEKSAutoNodePolicy"] },
    people: { principal: `${ARN}:role/a/AWSReservedSSO_y_0123456789abcdef`, type: "EC2_LINUX" },
    backup: { principal: "arn:aws:iam::444455556666:role/y", policies: ["AWSBackupFullAccessPolicyForBackup"] },
    pods: { role: "pods", policies: [ADMIN] },
    workers: { role: "workers", type: "STANDARD", groups: ["x"], adopt: true },
    argocd: { principal: { of: "hub", role: "argocd" }, policies: [ADMIN] },
    ack: { role: "ack", entry: "by-eks", policies: ["AmazonEKSSecretReaderPolicy"] },
    batch: {
      principal: `${ARN}:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`,
      entry: "by-batch",
      policies: ["AWSBatchClusterPolicy"],
    },
    jobs: { principal: `${ARN}:role/jobs`, policies: ["AWSBatchNamespacePolicy"] },
  };
  const config = (accept: object = {}) =>
    access(everything, {
      nodeRoles: { workers: { kind: "managed" } },
      otherRoles: { ack: { kind: "capability" } },
      workloads: { pods: { serviceAccount: "a/b" } },
      accept,
    });
  const roleOfFile = () =>
    ({ arn: `${ARN}:role/hub-argocd`, kind: "capability", made: true, key: "argocd", file: "hub.yaml" }) as const;
  const names = (given: ReturnType<typeof config>) =>
    plan(given, { name: "demo", roleOfFile }).warnings.map(({ rule }) => rule);
  const ALL = [
    "admin-in-namespaces",
    "admin-of-other-account",
    "admin-pods",
    "admin-user",
    "adopted-type",
    "batch-namespaces",
    "capability-secrets",
    "case-only",
    "gitops-admin",
    "grants-nothing",
    "impersonation",
    "many-admins",
    "node-entry-of-people",
    "node-policy",
    "node-policy-missing",
    "node-policy-on-standard",
    "policy-for-namespaces",
    "policy-of-maker",
    "secrets-of-outsider",
    "secrets-visible",
    "sso-path",
    "unknown-access-policy",
    "username-variable",
  ] as const;

  test("without it, all of them are said", () => {
    expect([...new Set(names(config()))].sort()).toEqual(ALL);
  });

  test.each(ALL)("%s silences that warning and no other", (name) => {
    expect(names(config({ [name]: WHY }))).toEqual(names(config()).filter((other) => other !== name));
  });

  test("all of them silence everything", () => {
    expect(names(config(Object.fromEntries(ALL.map((name) => [name, WHY]))))).toEqual([]);
  });

  test("what is refused stays refused", () => {
    const wrong = access({ a: { principal: `${ARN}:root` } }, { accept: { "grants-nothing": WHY } });
    expect(diagnose(wrong)).toEqual({
      errors: [`access.a.principal: an IAM role or user, got "${ARN}:root"; write a role of that account`],
      warnings: [],
    });
  });

  decides([
    [
      "accept-unused",
      "an acceptance that nothing needs is a warning",
      access({}, { accept: { "many-admins": WHY } }),
      "warning accept.many-admins: nothing here has the warning many-admins; leave it out",
    ],
    [
      "accept-unused",
      "and one for an item that does not have the warning",
      access(
        { a: { principal: `${ARN}:role/a` }, b: { principal: `${ARN}:role/b`, groups: ["b"] } },
        { accept: { "grants-nothing": { on: ["a", "b"], because: WHY } } },
      ),
      "warning accept.grants-nothing.on[1]: access.b does not have the warning grants-nothing; leave it out",
    ],
    [
      "R903",
      "an unknown name is refused with the list",
      access({}, { accept: { "too-many-admins": WHY } }),
      `accept.too-many-admins: a warning or check is one of ${ACCEPTABLE_NAMES.join(", ")}, got "too-many-admins"; did you mean "many-admins"?`,
    ],
    [
      "R903",
      "a reason of three characters is enough",
      access({ a: { principal: `${ARN}:role/a` } }, { accept: { "grants-nothing": "yes" } }),
    ],
    [
      "R903",
      "an empty reason is refused",
      access({}, { accept: { "many-admins": "" } }),
      'accept.many-admins: a reason has at least 3 characters, got 0 (""); say why this is all right here',
    ],
    [
      "R903",
      "two characters are no reason",
      access({}, { accept: { "many-admins": "ok" } }),
      'accept.many-admins: a reason has at least 3 characters, got 2 ("ok"); say why this is all right here',
    ],
    [
      "R903",
      "true is no reason",
      access({}, { accept: { "many-admins": true } }),
      'accept.many-admins: text or a mapping, got true (true or false); write it in quotes: "true"',
    ],
    [
      "R903",
      "nothing is no reason",
      access({}, { accept: { "many-admins": null } }),
      "accept.many-admins: text or a mapping, got nothing; leave the key out, or write something under it",
    ],
    ["R903", "a list of names is refused", access({}, { accept: ["many-admins"] }), "accept: a mapping, got a list"],
  ]);
});
