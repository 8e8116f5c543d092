import { ACCESS_POLICIES } from "../../../lib/aws/eks/access-policies";
import { decides, diagnose, head, type Row } from "../../support/decide";

const ROLE = "arn:aws:iam::111122223333:role/dev";
const ARN = "arn:aws:eks::aws:cluster-access-policy";
const AT = "access.a.policies[0]";
const FORM = `${ARN}/<name>`;
const entry = (policies: unknown, more: object = {}) => head({ access: { a: { principal: ROLE, policies, ...more } } });
const nodes = (type: string, policies: unknown) => entry(policies, { type });
const china = { region: "cn-north-1", access: { a: { principal: "arn:aws-cn:iam::111122223333:role/dev" } } };
const inChina = (policy: string) => head({ ...china, access: { a: { ...china.access.a, policies: [policy] } } });
const SECRETS = /also lets a read( and write)? Secrets|may impersonate the service accounts/;

const PEOPLE = [
  "AmazonEKSClusterAdminPolicy",
  "AmazonEKSAdminPolicy",
  "AmazonEKSEditPolicy",
  "AmazonEKSViewPolicy",
  "AmazonEKSAdminViewPolicy",
  "AmazonEKSSecretReaderPolicy",
  "AmazonEKSSecretAdminPolicy",
];
const SERVICES = [
  "AmazonEKSACKPolicy",
  "AmazonEKSKROPolicy",
  "AmazonEKSArgoCDPolicy",
  "AmazonEKSArgoCDClusterPolicy",
  "AWSBatchClusterPolicy",
  "AWSBatchNamespacePolicy",
  "AWSBackupFullAccessPolicyForBackup",
  "AWSBackupFullAccessPolicyForRestore",
  "AmazonAIOpsAssistantPolicy",
  "AmazonARCRegionSwitchScalingPolicy",
  "AmazonEMRJobPolicy",
  "AmazonSagemakerHyperpodInferenceMonitoringPolicy",
];
const BOTH = "; the IAM policy of the same name belongs on the cluster role";
const BATCH = /AWSBatchNamespacePolicy is meant for namespaces, and holds in the whole cluster here/;
const ALONE = "is for EKS's own service-linked role alone; leave it out";
const EKS_ONLY: Readonly<Record<string, string>> = {
  AmazonEKSBlockStoragePolicy: ALONE + BOTH,
  AmazonEKSBlockStorageClusterPolicy: ALONE,
  AmazonEKSComputePolicy: ALONE + BOTH,
  AmazonEKSComputeClusterPolicy: ALONE,
  AmazonEKSHybridPolicy: "is for EKS's own service-linked role alone, and not for hybrid nodes; leave it out",
  AmazonEKSClusterInsightsPolicy: ALONE,
  AmazonEKSPodIdentityPolicy: ALONE,
};
const EKS_ONLY_TOO: Readonly<Record<string, string>> = {
  AmazonEKSLoadBalancingPolicy: ALONE + BOTH,
  AmazonEKSLoadBalancingClusterPolicy: ALONE,
  AmazonEKSNetworkingPolicy: ALONE + BOTH,
  AmazonEKSNetworkingClusterPolicy: ALONE,
  AmazonEKSEventPolicy: ALONE,
};

test("every access policy that is known here has its row below", () => {
  const rows = [...PEOPLE, ...SERVICES, ...Object.keys(EKS_ONLY), ...Object.keys(EKS_ONLY_TOO)];
  expect(Object.keys(ACCESS_POLICIES).sort()).toEqual([...rows, "AmazonEKSAutoNodePolicy"].sort());
});

describe("which policy", () => {
  const refused = (rule: string, title: string, given: string, message: string): Row => [
    rule,
    `${title} is refused`,
    entry([given]),
    `${AT}: ${message}`,
  ];
  const iam = (given: string, advice: string) =>
    refused("R203", given, given, `an IAM policy is not an access policy, got "${given}"; write ${advice}`);
  const form = (title: string, given: string) =>
    refused(
      "R204",
      title,
      given,
      `the ARN of an access policy is ${FORM}, got "${given}"; write the policy's name alone`,
    );
  const unknown = (given: string, advice: string): Row => [
    "R205",
    `${given} is a warning`,
    entry([given]),
    `warning ${AT}: "${given}" is no access policy that is known here; ${advice}`,
  ];
  decides([
    ["R201", "a name is allowed", entry(["AmazonEKSViewPolicy"])],
    ["R201", "an ARN is allowed", entry([`${ARN}/AmazonEKSViewPolicy`])],
    ["R201", "in another partition, its ARN", inChina("arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSViewPolicy")],
    [
      "R202",
      "the ARN of another partition is refused",
      inChina(`${ARN}/AmazonEKSViewPolicy`),
      `${AT}: an access policy of partition aws-cn, got "${ARN}/AmazonEKSViewPolicy"; write AmazonEKSViewPolicy alone`,
    ],
    iam(
      "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
      `AmazonEKSClusterAdminPolicy or ${ARN}/AmazonEKSClusterAdminPolicy`,
    ),
    iam("arn:aws:iam::aws:policy/AmazonEKSViewPolicy", `AmazonEKSViewPolicy or ${ARN}/AmazonEKSViewPolicy`),
    iam(
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      `AmazonEKSAutoNodePolicy or ${ARN}/AmazonEKSAutoNodePolicy`,
    ),
    iam("arn:aws:iam::aws:policy/ReadOnlyAccess", `the name of one, or ${FORM}`),
    iam("arn:aws:iam::111122223333:policy/backend", `the name of one, or ${FORM}`),
    iam("arn:aws:iam::111122223333:policy/constructor", `the name of one, or ${FORM}`),
    form("a region in the ARN", "arn:aws:eks:eu-west-1:aws:cluster-access-policy/AmazonEKSViewPolicy"),
    form("an account in the ARN", "arn:aws:eks::111122223333:cluster-access-policy/AmazonEKSViewPolicy"),
    form("an empty account in the ARN", "arn:aws:eks:::cluster-access-policy/AmazonEKSViewPolicy"),
    form("a missing part of the ARN", "arn:aws:eks::cluster-access-policy/AmazonEKSViewPolicy"),
    form("another kind of resource", "arn:aws:eks::aws:access-policy/AmazonEKSViewPolicy"),
    form("a path before the name", `${ARN}/team/AmazonEKSViewPolicy`),
    form("an ARN without a name", `${ARN}/`),
    form("another service", "arn:aws:s3::aws:cluster-access-policy/AmazonEKSViewPolicy"),
    form("the end of an ARN", "cluster-access-policy/AmazonEKSViewPolicy"),
    form("a name with a space", "Amazon EKS View"),
    form("no name", ""),
    unknown("AmazonQuantumWidgetPolicy2030", "it may be newer"),
    unknown("AmazonEKSVeiwPolicy", 'did you mean "AmazonEKSViewPolicy"?'),
    unknown(
      "AmazonEKSClusterAdmnPolicy",
      'did you mean "AmazonEKSClusterAdminPolicy", which gives everything in the cluster?',
    ),
    ...(
      [
        [
          "AmazonEKSClusterPolicy",
          'did you mean "AmazonEKSClusterAdminPolicy", which gives everything in the cluster?',
        ],
        ["AmazonEKSWorkerNodePolicy", 'did you mean "AmazonEKSAutoNodePolicy"?'],
        ["AdministratorAccess", "write the name of an access policy"],
      ] as const
    ).map(
      ([given, advice]): Row => [
        "R205",
        `${given} is an IAM policy`,
        entry([given]),
        `${AT}: ${given} is an IAM policy, not an access policy; ${advice}`,
      ],
    ),
    ...(
      [
        ["amazoneksviewpolicy", 'did you mean "AmazonEKSViewPolicy"?'],
        ["EKSViewPolicy", "write it as AWS does, such as AmazonEKSViewPolicy"],
        ["ClusterAdmin", "write it as AWS does, such as AmazonEKSViewPolicy"],
        ["cluster-admin", "write it as AWS does, such as AmazonEKSViewPolicy"],
        ["constructor", "write it as AWS does, such as AmazonEKSViewPolicy"],
      ] as const
    ).map(
      ([given, advice]): Row => [
        "R205",
        `${given} is none`,
        entry([given]),
        `${AT}: the name of an access policy begins with Amazon or AWS, got "${given}"; ${advice}`,
      ],
    ),
    [
      "R205",
      "an ARN of that form, too",
      entry([`${ARN}/AmazonQuantumWidgetPolicy2030`]),
      `warning ${AT}: "AmazonQuantumWidgetPolicy2030" is no access policy that is known here; it may be newer`,
    ],
    ["R201", "a token stands for any policy", entry(["${var.policy}", { policy: "${var.p}", namespaces: ["a"] }])],
    [
      "R201",
      "a policy is text or a mapping",
      entry([7]),
      `${AT}: text or a mapping, got 7 (a number); write it in quotes: "7"`,
    ],
    [
      "R201",
      "policies are a list",
      entry("AmazonEKSViewPolicy"),
      'access.a.policies: a list, got "AmazonEKSViewPolicy" (text); write ["AmazonEKSViewPolicy"]',
    ],
    ...Object.entries(EKS_ONLY).map(([name, message]) => refused("R206", name, name, `${name} ${message}`)),
    refused(
      "R206",
      "one of them by its ARN",
      `${ARN}/AmazonEKSComputePolicy`,
      `AmazonEKSComputePolicy ${ALONE}${BOTH}`,
    ),
    ...Object.entries(EKS_ONLY_TOO).map(([name, message]) => refused("R207", name, name, `${name} ${message}`)),
  ]);

  test.each([...PEOPLE.map((name) => ["R208", name]), ...SERVICES.map((name) => ["R209", name])])(
    "%s %s is allowed on a STANDARD entry, at both scopes",
    (_, name) => {
      for (const policy of [name, `${ARN}/${name}`, { policy: name, namespaces: ["apps"] }]) {
        const { errors, warnings } = diagnose(entry([policy]));
        const about = warnings.filter(
          (line) => !SECRETS.test(line) && !line.startsWith(`${AT}.policy: ${PEOPLE[0]} in`) && !BATCH.test(line),
        );
        expect([errors, about]).toEqual([[], []]);
      }
    },
  );
});

describe("nodes", () => {
  const MISSING =
    "warning access.a: nodes of this role cannot join without AmazonEKSAutoNodePolicy; write policies: [AmazonEKSAutoNodePolicy]";
  const auto = "AmazonEKSAutoNodePolicy";
  decides([
    ...["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"].flatMap((type): Row[] => [
      [
        "R210",
        `type ${type} takes no policy`,
        nodes(type, [auto, { policy: "AmazonEKSViewPolicy", namespaces: ["apps"] }]),
        `access.a.policies: an entry of type ${type} takes no access policy and needs none, got AmazonEKSAutoNodePolicy and AmazonEKSViewPolicy; use type EC2 for nodes of Auto Mode, or type STANDARD and another role for people and pipelines`,
      ],
      ["R210", `type ${type} takes an empty list of policies`, nodes(type, [])],
    ]),
    ["R211", "type EC2 takes policies", nodes("EC2", [auto])],
    ["R211", "by ARN, too", nodes("EC2", [`${ARN}/${auto}`])],
    ["R212", "without any it is a warning", nodes("EC2", undefined), MISSING],
    ["R212", "with an empty list, too", nodes("EC2", []), MISSING],
    [
      "R213",
      "another policy instead is two warnings",
      nodes("EC2", ["AmazonEKSViewPolicy"]),
      MISSING,
      `warning ${AT}: nodes of Auto Mode need AmazonEKSAutoNodePolicy and no other policy, got AmazonEKSViewPolicy`,
    ],
    [
      "R213",
      "another policy besides is a warning",
      nodes("EC2", [auto, "AmazonEKSViewPolicy"]),
      "warning access.a.policies[1]: nodes of Auto Mode need AmazonEKSAutoNodePolicy and no other policy, got AmazonEKSViewPolicy",
    ],
    ["R212", "a token may be the policy", nodes("EC2", ["${var.policy}"])],
    [
      "R214",
      "in namespaces it is a warning",
      nodes("EC2", [{ policy: auto, namespaces: ["a", "b-*"] }]),
      `warning ${AT}.policy: AmazonEKSAutoNodePolicy is meant for the whole cluster, got namespaces a and b-*; leave namespaces out`,
    ],
    ["R214", "in a mapping without namespaces it holds for the cluster", nodes("EC2", [{ policy: auto }])],
    [
      "R215",
      "on a STANDARD entry it is a warning",
      entry([auto]),
      `warning ${AT}: AmazonEKSAutoNodePolicy is for nodes; write type: EC2`,
    ],
  ]);
});
