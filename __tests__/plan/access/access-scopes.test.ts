import { ACCESS_POLICIES } from "../../../lib/aws/eks/access-policies";
import { plan } from "../../../lib/plan/plan";
import { decides, diagnose, head, type Row } from "../../support/decide";

const ROLE = "arn:aws:iam::111122223333:role/dev";
const ARN = "arn:aws:eks::aws:cluster-access-policy";
const AT = "access.a.policies[0]";
const entry = (policies: unknown) => head({ access: { a: { principal: ROLE, policies } } });

describe("each once", () => {
  const twice = (at: string, name: string) =>
    `${at}: ${name} stands here twice, and the second would overwrite where the first holds; write one item with all namespaces`;
  const view = (namespace: string) => ({ policy: "AmazonEKSViewPolicy", namespaces: [namespace] });
  decides([
    [
      "R216",
      "the same name twice is refused",
      entry([view("a"), view("b")]),
      twice("access.a.policies[1].policy", "AmazonEKSViewPolicy"),
    ],
    [
      "R216",
      "a name and its ARN, too",
      entry([view("a"), `${ARN}/AmazonEKSViewPolicy`]),
      twice("access.a.policies[1]", "AmazonEKSViewPolicy"),
    ],
    [
      "R216",
      "one item with all namespaces is allowed",
      entry([{ policy: "AmazonEKSViewPolicy", namespaces: ["a", "b"] }]),
    ],
    [
      "R221",
      "every policy for customers at once is allowed",
      entry(
        Object.keys(ACCESS_POLICIES).filter(
          (name) => !/^(AmazonEKS(Auto|Admin|Edit)|AWSBatchN)/.test(name) && ACCESS_POLICIES[name]?.for !== "eks",
        ),
      ),
    ],
  ]);

  test("R216 the same policy on two entries is allowed", () => {
    const [a, b] = ["a", "b"].map((key) => ({ principal: `${ROLE}-${key}`, policies: ["AmazonEKSViewPolicy"] }));
    expect(diagnose(head({ access: { a, b } }))).toEqual({ errors: [], warnings: [] });
  });
});

describe("namespaces", () => {
  const grant = (...namespaces: unknown[]) => entry([{ policy: "AmazonEKSViewPolicy", namespaces }]);
  const at = `${AT}.namespaces`;
  const spelled = (given: string, right: string): Row => [
    "R219",
    `"${given}" is refused`,
    grant(given),
    `${at}[0]: a namespace is lower-case letters, digits and -, with * for any text, and begins and ends with a letter or digit, got "${given}"; write "${right}"`,
  ];
  const length = (given: string, right: string): Row => [
    "R219",
    `${given.length} characters are refused`,
    grant(given),
    `${at}[0]: a namespace has 1-63 characters, got ${given.length} (${JSON.stringify(given)}); write "${right}"`,
  ];
  decides([
    [
      "R217",
      "an empty list is neither scope",
      grant(),
      `${at}: one or more namespaces, got 0; leave namespaces out for the whole cluster, or name at least one`,
    ],
    ["R217", "left out it is the whole cluster", entry([{ policy: "AmazonEKSViewPolicy" }])],
    ["R217", "one is enough", grant("apps")],
    ["R218", "wildcards are allowed", grant("dev-*", "*-dev", "a*b", "*")],
    ["R219", "digits and - are allowed inside", grant("1-a-2", "a", "9")],
    ["R219", "63 characters are allowed", grant("n".repeat(63))],
    length("", "team-a"),
    length("n".repeat(64), "n".repeat(63)),
    spelled("Dev", "dev"),
    spelled("team_a", "team-a"),
    spelled("team.a", "team-a"),
    spelled("-a", "a"),
    spelled("a-", "a"),
    spelled("dev-?", "dev"),
    ["R219", "a token stands for any namespace", grant("${var.namespace}")],
    [
      "R217",
      "namespaces are a list",
      entry([{ policy: "AmazonEKSViewPolicy", namespaces: "apps" }]),
      `${at}: a list, got "apps" (text); write ["apps"]`,
    ],
    ["R217", "a grant names its policy", entry([{ namespaces: ["apps"] }]), `${AT}.policy: required: text`],
    [
      "R220",
      "cluster admin may be narrowed to namespaces, which is unwise",
      entry([{ policy: "AmazonEKSClusterAdminPolicy", namespaces: ["apps"] }]),
      `warning ${AT}.policy: AmazonEKSClusterAdminPolicy in namespaces gives nothing outside them, whatever its name says; AmazonEKSAdminPolicy is meant for that`,
    ],
    [
      "R220",
      "the policy of namespaces may hold for the cluster",
      entry(["AmazonEKSAdminPolicy"]),
      "warning access.a.policies[0]: AmazonEKSAdminPolicy also lets a read and write Secrets (it makes no RoleBindings, because it may neither bind nor escalate); AmazonEKSViewPolicy does not",
      "warning access.a.policies[0]: AmazonEKSAdminPolicy for the whole cluster may impersonate the service accounts of kube-system, so whoever has it is as good as cluster admin; name the namespaces of the team",
    ],
  ]);
});

test("R201 R217 what is planned: the ARN of the cluster's partition, and one scope or the other", () => {
  const policies = ["AmazonEKSViewPolicy", { policy: "AmazonEKSACKPolicy", namespaces: ["b", "a"] }];
  const principal = "arn:aws-cn:iam::111122223333:role/dev";
  const config = head({ region: "cn-north-1", access: { a: { principal, policies } } });
  const associations = plan(config, { name: "demo" }).plan?.entries[0]?.associations;
  expect(associations?.map(({ policyArn, scope }) => [policyArn, scope])).toEqual([
    ["arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSACKPolicy", { type: "namespace", namespaces: ["a", "b"] }],
    ["arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", { type: "cluster" }],
  ]);
});
