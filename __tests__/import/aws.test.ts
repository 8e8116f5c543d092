import { jsonAnswer } from "../../lib/commands/answer";
import { importAws } from "../../lib/import/aws/import";
import { settle } from "../../lib/import/settle";
import { jsonOf } from "../../lib/import/summary";
import type { ClusterAnswers, FoundAssociation } from "../../lib/live/answers";
import { objections } from "../support/answers";
import { awsLines, clusterAnswers, entry, policy, role } from "./support";

const MODE = "cluster: { authenticationMode: API_AND_CONFIG_MAP }";
const BATCH = role("aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch");
const EKS = role("aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS");
const pods = (more: Partial<FoundAssociation> = {}): FoundAssociation => ({
  id: "a-0a1b2c3d4e5f6a7b8",
  namespace: "apps",
  serviceAccount: "api",
  roleArn: role("api"),
  targetRoleArn: "",
  disableSessionTags: false,
  policy: "",
  ownerArn: "",
  tags: {},
  ...more,
});
const item = (section: string, name: string, ...lines: string[]) => [
  MODE,
  `${section}:`,
  `  # access entry ${role(name)}`,
  ...lines,
];
const denied = (operation: ClusterAnswers["unread"][number]["operation"], subject = "") => ({
  why: "denied" as const,
  operation,
  subject,
  message: "no",
});

/** What AWS says, and what stands in the file. */
const ROWS: readonly (readonly [string, ClusterAnswers, readonly string[]])[] = [
  [
    "an entry with all that a person sets, of which one tag cannot stand in a file",
    clusterAnswers([
      entry(role("team"), {
        groups: ["devs"],
        username: "dev:{{SessionName}}",
        tags: { Team: "a${b}", "aws:x": "y" },
        policies: [policy("AmazonEKSViewPolicy"), { ...policy("AmazonEKSEditPolicy"), namespaces: ["b", "a"] }],
      }),
    ]),
    [
      MODE,
      `# DECIDE: access entry ${role("team")}: refused here: a file is data, and nothing in it is evaluated: no "\${", got "a\${b}"; write the value itself, or describe this cluster in TypeScript [expression]`,
      `#   access: { team: { principal: ${role("team")}, policies: [AmazonEKSViewPolicy, { policy: AmazonEKSEditPolicy, namespaces: [b, a] }], groups: [devs], username: "dev:{{SessionName}}", tags: { Team: "a\${b}" }, adopt: with-policies } }`,
    ],
  ],
  [
    "an entry without anything, whose bindings name its user",
    clusterAnswers([entry(role("team"))]),
    [
      ...item("access", "team", "  team:", `    principal: ${role("team")}`, "    adopt: true"),
      "accept:",
      "  grants-nothing:",
      "    on: [access.team]",
      "    because: the entry is like that; bindings in the cluster may name the username",
    ],
  ],
  [
    "tags that all have, and those of one",
    clusterAnswers([entry(role("a"), { groups: ["g"], tags: { Team: "x" } })], {
      associations: [pods({ tags: { Team: "x" } })],
    }),
    [
      "tags: { Team: x }",
      ...item("access", "a", "  a:", `    principal: ${role("a")}`, "    groups: [g]", "    adopt: true"),
      "workloads:",
      "  # Pod Identity association apps/api",
      "  api:",
      "    serviceAccount: apps/api",
      `    role: { arn: ${role("api")} }`,
      "    adopt: { apps/api: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "self-managed nodes, or what a node group has left",
    clusterAnswers([entry(role("spot"), { type: "EC2_LINUX" })]),
    [
      MODE,
      "nodeRoles:",
      `  # access entry ${role("spot")}. No node group has this role: nodes that you run, or what a deleted node group has left`,
      `  spot: { kind: self-managed, arn: ${role("spot")}, adopt: true }`,
    ],
  ],
  [
    "nodes whose entry has tags, which an item of nodeRoles cannot have",
    clusterAnswers([
      entry(role("w"), { type: "HYBRID_LINUX" }),
      entry(role("n"), { type: "EC2", tags: { A: "b" }, policies: [policy("AmazonEKSAutoNodePolicy")] }),
    ]),
    [
      ...item("access", "w", "  w:", `    principal: ${role("w")}`, "    type: HYBRID_LINUX", "    adopt: true"),
      `  # access entry ${role("n")}`,
      "  n:",
      `    principal: ${role("n")}`,
      "    type: EC2",
      "    policies: [AmazonEKSAutoNodePolicy]",
      "    tags: { A: b }",
      "    adopt: with-policies",
    ],
  ],
  [
    "nodes of Auto Mode with a role of their own",
    clusterAnswers([entry(role("gpu"), { type: "EC2", policies: [policy("AmazonEKSAutoNodePolicy")] })]),
    item("nodeRoles", "gpu", `  gpu: { kind: auto, arn: ${role("gpu")}, adopt: with-policies }`),
  ],
  [
    "entries of node groups, Fargate, Auto Mode's own role and capabilities",
    clusterAnswers(
      ["mng", "fargate", "auto", "ack"].map((name) => entry(role(name), { type: "EC2_LINUX" })),
      {
        makers: [
          { what: "node group main", roleArn: role("mng") },
          { what: "Fargate profile apps", roleArn: role("fargate") },
          { what: "the built-in node pools", roleArn: role("auto") },
          { what: "capability ack", roleArn: role("ack") },
        ],
      },
    ),
    [
      MODE,
      `# left out: access entry ${role("mng")}: of node group main; EKS has made its entry`,
      `# left out: access entry ${role("fargate")}: of Fargate profile apps; EKS has made its entry`,
      `# left out: access entry ${role("auto")}: of the built-in node pools; EKS has made its entry`,
      `# left out: access entry ${role("ack")}: of capability ack; EKS has made its entry`,
    ],
  ],
  [
    "policies that somebody gave a capability, and AWS Batch",
    clusterAnswers(
      [
        entry(role("ack"), { policies: [policy("AmazonEKSACKPolicy"), policy("AmazonEKSViewPolicy")] }),
        entry(BATCH, {
          policies: [policy("AWSBatchClusterPolicy"), { ...policy("AWSBatchNamespacePolicy"), namespaces: ["jobs"] }],
        }),
        entry(EKS, { groups: ["eks:managed"], policies: [policy("AmazonEKSComputePolicy")] }),
      ],
      { makers: [{ what: "capability ack", roleArn: role("ack") }] },
    ),
    [
      ...item(
        "access",
        "ack. EKS has made the entry, for capability ack",
        "  ack:",
        `    principal: ${role("ack")}`,
        "    entry: by-eks",
        "    policies: [AmazonEKSViewPolicy]",
        "    adopt: true",
      ),
      `  # access entry ${BATCH}. Its service makes the entry`,
      "  awsserviceroleforbatch:",
      `    principal: ${BATCH}`,
      "    entry: by-batch",
      "    policies: [{ policy: AWSBatchNamespacePolicy, namespaces: [jobs] }]",
      "    adopt: true",
      `# left out: access entry ${EKS}: a service-linked role; its service makes the entry`,
    ],
  ],
  [
    "an entry whose principal is gone",
    clusterAnswers([entry(role("old"))], { principals: { [role("old")]: { exists: false } } }),
    [MODE, `# DECIDE: access entry ${role("old")}: IAM has no such principal, so the entry lets nobody in: delete it`],
  ],
  [
    "an entry whose principal was made again",
    clusterAnswers([entry(role("old"), { groups: ["g"] })], {
      principals: { [role("old")]: { exists: true, arn: role("old"), createdAt: Date.parse("2026-02-01T00:00:00Z") } },
    }),
    [
      MODE,
      `# DECIDE: access entry ${role("old")}: the principal was deleted and made again at 2026-02-01T00:00:00Z, so the entry lets nobody in: delete it, and let this item make it again`,
      `#   access: { old: { principal: ${role("old")}, groups: [g] } }`,
    ],
  ],
  [
    "an entry whose role has another path now",
    clusterAnswers([entry(role("old"), { groups: ["g"] })], {
      principals: { [role("old")]: { exists: true, arn: role("new/old"), createdAt: 0 } },
    }),
    [
      MODE,
      `# DECIDE: access entry ${role("old")}: IAM has ${role("new/old")} of this name, and not this ARN, so the entry lets nobody in: delete it, and make one for that ARN`,
      `#   access: { old: { principal: ${role("new/old")}, groups: [g] } }`,
    ],
  ],
  [
    "an entry of a type that Terraform does not take",
    clusterAnswers([entry(role("pod"), { type: "HYPERPOD_LINUX" })]),
    [
      MODE,
      `# DECIDE: access entry ${role("pod")}: the Terraform provider does not take this type; HyperPod's guide uses a STANDARD entry with groups, or make the entry outside Terraform`,
    ],
  ],
  [
    "an association of an add-on, and one with all that it can have",
    clusterAnswers([], {
      associations: [
        pods({ serviceAccount: "ebs", ownerArn: "arn:aws:eks:eu-west-1:111122223333:addon/demo/aws-ebs-csi-driver/1" }),
        pods({
          targetRoleArn: "arn:aws:iam::444455556666:role/t",
          disableSessionTags: true,
          policy: '{"Statement":[]}',
          tags: { A: "b" },
        }),
      ],
    }),
    [
      "tags: { A: b }",
      MODE,
      "workloads:",
      "  # Pod Identity association apps/api",
      "  api:",
      "    serviceAccount: apps/api",
      `    role: { arn: ${role("api")} }`,
      "    targetRole: arn:aws:iam::444455556666:role/t",
      "    sessionTags: false",
      "    sessionPolicy: { Statement: [] }",
      "    adopt: { apps/api: a-0a1b2c3d4e5f6a7b8 }",
      "# left out: Pod Identity association apps/ebs: belongs to arn:aws:eks:eu-west-1:111122223333:addon/demo/aws-ebs-csi-driver/1, which makes it and takes it away",
    ],
  ],
  [
    "an identity provider",
    clusterAnswers([], { identityProviders: [{ name: "corp", issuerUrl: "https://id.example.com", clientId: "k8s" }] }),
    [
      MODE,
      "# left out: identity provider corp: who logs in by it needs no entry; it stays as it is, and identityProviders can describe it",
    ],
  ],
  [
    "a cluster of the mode CONFIG_MAP",
    clusterAnswers([], { mode: "CONFIG_MAP" }),
    ["cluster: { authenticationMode: CONFIG_MAP }"],
  ],
  [
    "lists that could not be read",
    {
      ...clusterAnswers([], { unread: [denied("eks:ListAccessEntries")] }),
      entries: undefined,
      associations: undefined,
    },
    [
      MODE,
      "# DECIDE: access entries: could not be read: eks:ListAccessEntries (denied)",
      "# DECIDE: Pod Identity associations: could not be read: eks:ListAccessEntries (denied)",
    ],
  ],
  [
    "an entry that could not be read, and one whose policies could not",
    {
      ...clusterAnswers([entry(role("b"), { policies: undefined })], {
        unread: [denied("eks:DescribeAccessEntry", role("a")), denied("eks:ListAssociatedAccessPolicies", role("b"))],
      }),
      listedEntries: [role("a"), role("b")],
    },
    [
      MODE,
      `# DECIDE: access entry ${role("b")}: its policies could not be read: eks:ListAssociatedAccessPolicies (denied)`,
      `# DECIDE: access entry ${role("a")}: could not be read: eks:DescribeAccessEntry (denied)`,
    ],
  ],
  [
    "nodes, where node groups could not be read",
    {
      ...clusterAnswers([entry(role("n"), { type: "EC2_WINDOWS" })], { unread: [denied("eks:ListNodegroups")] }),
      makers: undefined,
    },
    [
      MODE,
      "nodeRoles:",
      `  # DECIDE: access entry ${role("n")}: whether EKS makes this entry could not be read, eks:ListNodegroups (denied): remove the item if it does`,
      `  n: { kind: windows, arn: ${role("n")}, adopt: true }`,
    ],
  ],
  [
    "an entry whose principal could not be read",
    {
      ...clusterAnswers([entry(role("a"), { groups: ["g"] })], { unread: [denied("iam:GetRole", role("a"))] }),
      principals: new Map(),
    },
    [
      MODE,
      "access:",
      `  # DECIDE: access entry ${role("a")}: whether its principal exists could not be read, iam:GetRole (denied): if it is gone, or was made again after the entry, the entry lets nobody in: delete it`,
      "  a:",
      `    principal: ${role("a")}`,
      "    groups: [g]",
      "    adopt: true",
    ],
  ],
  [
    "an entry of another account, where nobody was asked",
    clusterAnswers([entry(role("a"), { groups: ["g"] })], {
      principals: { [role("a")]: { exists: "unknown", account: "444455556666" } },
    }),
    [
      MODE,
      "access:",
      `  # DECIDE: access entry ${role("a")}: whether its principal exists is not known, nobody was asked in account 444455556666: if it is gone, or was made again after the entry, the entry lets nobody in: delete it`,
      "  a:",
      `    principal: ${role("a")}`,
      "    groups: [g]",
      "    adopt: true",
    ],
  ],
];

test.each(ROWS)("%s", (_, answers, lines) => {
  expect(awsLines(answers)).toEqual(lines);
});

test.each(ROWS)("%s: the answer for programs has the fields of its schema", (_, answers) => {
  const settled = settle(importAws(answers), { name: "demo" });
  expect(objections("import", JSON.parse(jsonAnswer("import", jsonOf(settled))))).toEqual([]);
  const places = settled.imported.rows.flatMap((row) => row.places);
  expect(new Set(places.map(({ name }) => name)).size).toBe(places.length);
});
