import { controlsOf } from "../../lib/checks/controls";
import type { CheckName } from "../../lib/plan/checks/catalogue";
import { checked, resultsOf } from "./support";

const ROLE = "arn:aws:iam::111122223333:role";

/** A cluster that is made here. */
const made = (more: string): string => `
cluster: { create: { subnetIds: [subnet-0a1b2c3d, subnet-1a2b3c4d], ${more} } }
access: { platform: { principal: "${ROLE}/platform", policies: [AmazonEKSClusterAdminPolicy] } }
`;
const nodeClass = (key: string, more: string): string => `
  ${key}:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
      ${more}
`;
const access = (principal: string, ...policies: string[]): string => `
access: { team: { principal: "${principal}", policies: [${policies.join(", ")}] } }
`;
const workloads = (...items: string[]): string => `
cluster: { oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE }
workloads:
${items.map((item) => `  ${item}\n`).join("")}`;
const inline = (item: string, statement: string): string =>
  `${item}, inlinePolicies: { own: { Version: "2012-10-17", Statement: [${statement}] } } }`;
const nodes = (statement: string): string => `\nnodeRoles: { workers: ${inline("{ kind: managed", statement)} }\n`;
const SIX_HOURS = "{ maxSessionSeconds: 21600 }";
const EVERY_LOG = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const without = (log: string) => made(`logs: [${EVERY_LOG.filter((one) => one !== log).join(", ")}]`);

/** `[check, what, file, verdict, the level and text of each finding, or why it is open]` */
type Row = readonly [CheckName, string, string, string, ...string[]];

const ROWS: readonly Row[] = [
  ["entry-for-user", "a role", access(`${ROLE}/user/alice`, "AmazonEKSViewPolicy"), "met"],
  [
    "entry-for-user",
    "a user of another account",
    access("arn:aws:iam::444455556666:user/alice", "AmazonEKSViewPolicy"),
    "broken",
    'warning access.team.principal: an entry for an IAM user, "arn:aws:iam::444455556666:user/alice", whose keys do not expire; use a role',
  ],
  [
    "wildcard-namespaces",
    "every namespace",
    access(`${ROLE}/a`, '{ policy: AmazonEKSViewPolicy, namespaces: [shop, "*"] }'),
    "broken",
    'warning access.team.policies[0].policy: AmazonEKSViewPolicy in the namespaces "*" covers namespaces of others, and later ones; write at least 3 characters that all its namespaces have',
  ],
  [
    "wildcard-namespaces",
    "two characters",
    access(`${ROLE}/a`, '{ policy: AmazonEKSViewPolicy, namespaces: ["*a-*"] }'),
    "broken",
    'warning access.team.policies[0].policy: AmazonEKSViewPolicy in the namespaces "*a-*" covers namespaces of others, and later ones; write at least 3 characters that all its namespaces have',
  ],
  [
    "wildcard-namespaces",
    "three characters",
    access(`${ROLE}/a`, '{ policy: AmazonEKSViewPolicy, namespaces: ["*a-b*"] }'),
    "met",
  ],
  [
    "wildcard-namespaces",
    "a short name",
    access(`${ROLE}/a`, "{ policy: AmazonEKSViewPolicy, namespaces: [a] }"),
    "met",
  ],
  [
    "may-escalate",
    "cluster admin, which has checks of its own",
    access(`${ROLE}/a`, "AmazonEKSClusterAdminPolicy"),
    "met",
  ],
  ["may-escalate", "AmazonEKSAdminPolicy, which does neither", access(`${ROLE}/a`, "AmazonEKSAdminPolicy"), "met"],
  [
    "may-escalate",
    "a restore in one namespace",
    access(`${ROLE}/a`, "{ policy: AWSBackupFullAccessPolicyForRestore, namespaces: [shop] }"),
    "broken",
    "warning access.team.policies[0].policy: AWSBackupFullAccessPolicyForRestore may bind roles of Kubernetes, and so gives anybody any rights; keep it for the role of the service that needs it",
  ],
  [
    "open-ended-break-glass",
    "a user, whose policy alone has an end",
    access(
      "arn:aws:iam::111122223333:user/eve",
      "{ policy: AmazonEKSClusterAdminPolicy, until: 2027-03-31, reason: ACME-1 }",
    ),
    "met",
  ],
  [
    "open-ended-break-glass",
    "a user without an end",
    access("arn:aws:iam::111122223333:user/eve", "AmazonEKSClusterAdminPolicy"),
    "broken",
    'warning access.team: cluster admin for an IAM user, "arn:aws:iam::111122223333:user/eve", has no end; write until and reason',
  ],
  [
    "open-ended-break-glass",
    "a role of the account without an end",
    access(`${ROLE}/a`, "AmazonEKSClusterAdminPolicy"),
    "met",
  ],
  [
    "open-ended-break-glass",
    "less than admin",
    access("arn:aws:iam::444455556666:role/a", "AmazonEKSViewPolicy"),
    "met",
  ],
  [
    "aws-auth-mode",
    "both, of a cluster that is made here",
    made("authenticationMode: API_AND_CONFIG_MAP"),
    "broken",
    "warning cluster.create.authenticationMode: mode API_AND_CONFIG_MAP also reads aws-auth, and whoever may write aws-auth in the cluster lets in whom they want; write API once nobody needs aws-auth",
  ],
  ["aws-auth-mode", "left out, of a cluster that is made here", made("deletionProtection: true"), "met"],
  [
    "aws-auth-mode",
    "left out, of a cluster that exists",
    access(`${ROLE}/a`, "AmazonEKSViewPolicy"),
    "not decidable here",
    "account: the file does not say which mode the cluster has; write cluster.authenticationMode, or run eks-access audit",
  ],
  [
    "creator-admin",
    "a cluster that exists",
    access(`${ROLE}/a`, "AmazonEKSViewPolicy"),
    "not decidable here",
    "account: the file does not make the cluster; aws eks describe-cluster tells",
  ],
  [
    "terraform-role-admin",
    "no role",
    access(`${ROLE}/a`, "AmazonEKSClusterAdminPolicy"),
    "not decidable here",
    "people: the file does not say with which role Terraform runs; write terraform.assumeRole",
  ],
  [
    "terraform-role-admin",
    "the role with less than admin",
    `terraform: { assumeRole: "${ROLE}/a" }${access(`${ROLE}/a`, "AmazonEKSViewPolicy")}`,
    "met",
  ],
  [
    "open-endpoint",
    "nothing said",
    made("deletionProtection: true"),
    "broken",
    "error cluster.create.endpoint: the API server is reachable from everywhere on the internet; write publicCidrs, or private: true and public: false",
  ],
  ["open-endpoint", "no public one", made("endpoint: { private: true, public: false }"), "met"],
  [
    "open-endpoint",
    "everywhere among others",
    made('endpoint: { publicCidrs: ["203.0.113.0/24", "::/0"] }'),
    "broken",
    "error cluster.create.endpoint: the API server is reachable from everywhere on the internet; write publicCidrs, or private: true and public: false",
  ],
  [
    "open-endpoint",
    "everywhere in parts that overlap",
    made('endpoint: { publicCidrs: ["64.0.0.0/2", "0.0.0.0/2", "128.0.0.0/1", "10.0.0.0/8"] }'),
    "broken",
    "error cluster.create.endpoint: the API server is reachable from everywhere on the internet; write publicCidrs, or private: true and public: false",
  ],
  [
    "open-endpoint",
    "everywhere of IPv6 in halves",
    made('endpoint: { publicCidrs: ["::/1", "8000::/1"] }'),
    "broken",
    "error cluster.create.endpoint: the API server is reachable from everywhere on the internet; write publicCidrs, or private: true and public: false",
  ],
  [
    "open-endpoint",
    "the same half twice",
    made('endpoint: { publicCidrs: ["0.0.0.0/1", "0.0.0.0/2", "64.0.0.0/2", "::/1"] }'),
    "met",
  ],
  ["open-endpoint", "half of everywhere", made('endpoint: { publicCidrs: ["0.0.0.0/1"] }'), "met"],
  [
    "public-endpoint",
    "none in the VPC",
    made('endpoint: { publicCidrs: ["203.0.113.0/24"] }'),
    "broken",
    "warning cluster.create.endpoint: the API server has a public endpoint, and none in the VPC; write private: true and public: false",
  ],
  [
    "public-endpoint",
    "both",
    made("endpoint: { private: true }"),
    "broken",
    "warning cluster.create.endpoint: the API server has a public endpoint beside the one in the VPC; write private: true and public: false",
  ],
  [
    "audit-log",
    "none",
    made("deletionProtection: true"),
    "broken",
    "error cluster.create.logs: EKS does not write the log audit, and nobody can find out later who did what; write it under logs",
  ],
  [
    "control-plane-logs",
    "none",
    made("deletionProtection: true"),
    "broken",
    "warning cluster.create.logs: EKS does not write the logs api, authenticator, controllerManager and scheduler; write them under logs",
  ],
  ["audit-log", "all but another", without("scheduler"), "met"],
  ["control-plane-logs", "all but audit", without("audit"), "met"],
  [
    "control-plane-logs",
    "all but one",
    without("authenticator"),
    "broken",
    "warning cluster.create.logs: EKS does not write the log authenticator; write it under logs",
  ],
  [
    "old-version",
    "no version",
    made("deletionProtection: true"),
    "not decidable here",
    "account: the file does not say the version; write cluster.create.version",
  ],
  ["old-version", "a newer one", made('version: "1.99"'), "met"],
  [
    "any-cluster-role",
    "a role that exists",
    `clusterRole: { arn: "${ROLE}/cluster" }`,
    "not decidable here",
    "account: the file does not make the cluster role; aws iam get-role tells",
  ],
  ["cni-on-node", "nothing said", "nodeRoles: { workers: { kind: managed } }", "met"],
  [
    "cni-on-node",
    "a role that exists",
    `nodeRoles: { workers: { kind: managed, arn: "${ROLE}/nodes" } }`,
    "not decidable here",
    "account: the role of nodeRoles.workers is made elsewhere",
  ],
  [
    "node-powers",
    "all of one service on everything",
    nodes('{ Effect: Allow, Action: ["s3:*"], Resource: "*" }'),
    "broken",
    "error nodeRoles.workers.inlinePolicies.own: a policy with s3:* gives the nodes more than they need, and every pod that reaches the metadata of its node has it too; give it to the role of the pods that need it",
  ],
  [
    "node-powers",
    "all of one service on one bucket",
    nodes('{ Effect: Allow, Action: "s3:*", Resource: "arn:aws:s3:::a/*" }'),
    "met",
  ],
  ["node-powers", "a denial", nodes('{ Effect: Deny, Action: "s3:*", Resource: "*" }'), "met"],
  [
    "node-powers",
    "everything",
    nodes('{ Effect: Allow, Action: "*", Resource: "*" }'),
    "broken",
    "error nodeRoles.workers.inlinePolicies.own: a policy with all actions gives the nodes more than they need, and every pod that reaches the metadata of its node has it too; give it to the role of the pods that need it",
  ],
  [
    "cni-on-node",
    "its policy among others",
    "\nnodeRoles: { workers: { kind: managed, additionalPolicies: [AmazonSSMManagedInstanceCore, AmazonEKS_CNI_Policy] } }\n",
    "broken",
    "warning nodeRoles.workers.additionalPolicies[1]: AmazonEKS_CNI_Policy gives the permissions of the VPC CNI to the nodes, which pods can reach; leave it out, and write the add-on vpc-cni under workloads",
  ],
  [
    "registry-write",
    "a pattern of actions",
    nodes('{ Effect: Allow, Action: "ecr:Put*", Resource: "*" }'),
    "broken",
    "error nodeRoles.workers.inlinePolicies.own: a policy with ecr:Put* lets the nodes push images; nodes only pull, so leave it out",
  ],
  [
    "registry-write",
    "a pattern with one open character",
    nodes('{ Effect: Allow, Action: "ecr:?utImage", Resource: "*" }'),
    "broken",
    "error nodeRoles.workers.inlinePolicies.own: a policy with ecr:?utImage lets the nodes push images; nodes only pull, so leave it out",
  ],
  ...["AdministratorAccess", "PowerUserAccess", "IAMFullAccess"].map(
    (policy): Row => [
      "registry-write",
      `${policy}, which allows it among all else`,
      `\nnodeRoles: { workers: { kind: managed, additionalPolicies: [${policy}] } }\n`,
      "broken",
      `error nodeRoles.workers.additionalPolicies[0]: ${policy} lets the nodes push images; nodes only pull, so leave it out`,
    ],
  ),
  ...(["registry-write", "node-powers"] as const).map(
    (name): Row => [
      name,
      "a policy of the account",
      '\nnodeRoles: { workers: { kind: managed, additionalPolicies: ["arn:aws:iam::111122223333:policy/own"] } }\n',
      "not decidable here",
      'account: the file does not say what "arn:aws:iam::111122223333:policy/own" of nodeRoles.workers.additionalPolicies[0] allows; aws iam get-policy-version tells',
    ],
  ),
  [
    "registry-write",
    "a policy of the account beside one that pushes",
    '\nnodeRoles: { workers: { kind: managed, additionalPolicies: ["arn:aws:iam::111122223333:policy/own", PowerUserAccess] } }\n',
    "broken",
    "error nodeRoles.workers.additionalPolicies[1]: PowerUserAccess lets the nodes push images; nodes only pull, so leave it out",
  ],
  ["registry-write", "reading", nodes('{ Effect: Allow, Action: "ecr:Get*", Resource: "*" }'), "met"],
  [
    "registry-write",
    "all actions but some",
    nodes('{ Effect: Allow, NotAction: "iam:*", Resource: "*" }'),
    "broken",
    "error nodeRoles.workers.inlinePolicies.own: a policy with * lets the nodes push images; nodes only pull, so leave it out",
  ],
  [
    "public-node-address",
    "nothing said",
    `nodeClasses:${nodeClass("gpu", "")}`,
    "not decidable here",
    "account: the subnets decide about the nodes of nodeClasses.gpu; write associatePublicIPAddress: false, or look at the subnets",
  ],
  [
    "public-node-address",
    "one of two, where nothing is said of the other",
    `nodeClasses:${nodeClass("cpu", "")}${nodeClass("gpu", "advancedNetworking: { associatePublicIPAddress: true }")}`,
    "broken",
    "warning nodeClasses.gpu.spec.advancedNetworking.associatePublicIPAddress: nodes get public addresses; write associatePublicIPAddress: false",
  ],
  [
    "no-network-policy",
    "nothing said",
    `nodeClasses:${nodeClass("gpu", "")}`,
    "broken",
    "note nodeClasses.gpu.spec.networkPolicy: pods reach everything that no network policy refuses; write networkPolicy: DefaultDeny",
  ],
  [
    "no-network-policy",
    "no NodeClass",
    "nodeRoles: { workers: { kind: managed } }",
    "not decidable here",
    "cluster: the file has no NodeClass",
  ],
  [
    "default-service-account",
    "by IRSA, among others",
    workloads("backend: { serviceAccount: [apps/backend, apps/default], via: irsa }"),
    "broken",
    'error workloads.backend.serviceAccount: every pod of apps that names no service account gets this role, by "apps/default"; name a service account of the application',
  ],
  [
    "default-service-account",
    "the namespace default",
    workloads("backend: { serviceAccount: default/backend }"),
    "met",
  ],
  ["irsa-not-needed", "during a move", workloads("backend: { serviceAccount: apps/backend, via: both }"), "met"],
  [
    "irsa-not-needed",
    "no nodes that need it",
    workloads("backend: { serviceAccount: apps/backend, via: irsa }"),
    "broken",
    "note workloads.backend.via: the file has no nodes of kind fargate or windows, so Pod Identity reaches the pods; leave via out",
  ],
  [
    "no-session-tags",
    "off for a session policy",
    workloads(
      'backend: { serviceAccount: apps/backend, sessionTags: false, sessionPolicy: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "*" }] } }',
    ),
    "met",
  ],
  [
    "no-session-tags",
    "off for a target role",
    workloads(
      `backend: { serviceAccount: apps/backend, sessionTags: false, targetRole: "arn:aws:iam::444455556666:role/target" }`,
    ),
    "met",
  ],
  [
    "shared-role",
    "one role of two workloads",
    workloads(
      `backend: { serviceAccount: apps/backend, role: { arn: "${ROLE}/pods" } }`,
      `frontend: { serviceAccount: shop/frontend, role: { arn: "${ROLE}/pods" } }`,
    ),
    "broken",
    'warning workloads.backend.serviceAccount: pods of the namespaces "apps" and "shop" share this role; write a workload for each',
  ],
  [
    "wildcard-service-account",
    "by namespace",
    workloads('backend: { serviceAccount: "team-*/backend", via: irsa }'),
    "broken",
    'warning workloads.backend.serviceAccount: whoever may make a service account that fits "team-*/backend" gets this role; name each service account',
  ],
  [
    "service-wide-policy",
    "all of one service on everything",
    workloads(
      `backend: { serviceAccount: apps/backend, role: ${inline("{ maxSessionSeconds: 3600", '{ Effect: Allow, Action: ["s3:Get*", "sqs:*"], Resource: ["*"] }')} }`,
    ),
    "broken",
    "warning workloads.backend.role.inlinePolicies.own: a policy with sqs:* allows all of one service of AWS; allow the actions and resources that are needed",
  ],
  [
    "service-wide-policy",
    "more than one service, which is a rule",
    workloads("backend: { serviceAccount: apps/backend, policies: [AdministratorAccess, IAMFullAccess] }"),
    "met",
  ],
  [
    "no-boundary",
    "one role of two",
    `nodeRoles: { a: { kind: managed, permissionsBoundary: "arn:aws:iam::111122223333:policy/b" }, b: { kind: managed } }`,
    "broken",
    "warning iam: no permissions boundary for the role of nodeRoles.b; write iam: { permissionsBoundary: … }",
  ],
  [
    "long-session",
    "four hours",
    workloads("backend: { serviceAccount: a/b, role: { maxSessionSeconds: 14400 } }"),
    "met",
  ],
  [
    "long-session",
    "more than one hour as admin",
    `${workloads("backend: { serviceAccount: a/b, role: { maxSessionSeconds: 3601 } }")}access: { pods: { role: backend, policies: [AmazonEKSClusterAdminPolicy] } }\n`,
    "broken",
    "note workloads.backend: sessions of a role that is cluster admin last 3601 seconds, and one hour is 3600; leave maxSessionSeconds out",
  ],
  [
    "long-session",
    "two roles",
    workloads(`a: { serviceAccount: apps/a, role: ${SIX_HOURS} }`, `b: { serviceAccount: apps/b, role: ${SIX_HOURS} }`),
    "broken",
    "note workloads.a: sessions of this role last 21600 seconds, and four hours are 14400; leave maxSessionSeconds out",
    "note workloads.b: sessions of this role last 21600 seconds, and four hours are 14400; leave maxSessionSeconds out",
  ],
];

test.each(ROWS.map(([name, what, file, ...said]) => ({ title: `${name}: ${what}`, name, file, said })))(
  "$title",
  ({ name, file, said }) => {
    const [result] = resultsOf(name, file);
    const { findings = [], undecided } = result ?? {};
    expect([
      result?.verdict,
      ...findings.map(({ level, path, text }) => `${level} ${path}: ${text}`),
      ...(undecided ? [`${undecided.teller}: ${undecided.why}`] : []),
    ]).toEqual(said);
  },
);

test("an acceptance names the items that it covers, and is stale for one that does not need it", () => {
  const file = (more: string) => `
nodeRoles: { workers: { kind: managed } }
workloads:
  a: { serviceAccount: apps/default }
  b: { serviceAccount: shop/default }
  c: { serviceAccount: shop/c }
accept: { default-service-account: ${more} }
`;
  const resultOf = (more: string) => resultsOf("default-service-account", file(more))[0];
  expect(resultOf("one for all")).toMatchObject({ verdict: "broken", findings: [{}, {}] });
  expect(resultOf("{ on: [a], because: a is old }")).toMatchObject({
    verdict: "broken",
    findings: [{ path: "workloads.b.serviceAccount" }, { path: "workloads.a.serviceAccount", accepted: "a is old" }],
  });
  expect(resultOf("{ on: [a, b, c], because: all are old }")).toMatchObject({ verdict: "accepted" });
});

test.each([
  ["5.4.4", "a note, of which the cluster can tell more", "networkPolicy: DefaultAllow", "not decidable here"],
  ["5.4.4", "nothing", "networkPolicy: DefaultDeny", "met"],
  ["5.4.3", "a warning", "advancedNetworking: { associatePublicIPAddress: true }", "broken"],
])("control %s with %s", (control, _, more, verdict) => {
  const [file] = checked(`nodeClasses:${nodeClass("gpu", more)}`);
  const found = file && controlsOf("cis-eks-1.8", file).find((one) => one.control === control);
  expect(found?.verdict).toBe(verdict);
});
