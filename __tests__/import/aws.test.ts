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
    "tags of associations, of which an entry has another value, and one that no entry has",
    clusterAnswers([entry(role("a"), { groups: ["g"], tags: { Team: "y" } })], {
      associations: [pods({ tags: { Team: "x", Env: "p" } })],
    }),
    [
      "tags: { Team: x }",
      ...item(
        "access",
        "a",
        "  a:",
        `    principal: ${role("a")}`,
        "    groups: [g]",
        "    tags: { Team: y }",
        "    adopt: true",
      ),
      "workloads:",
      "  # DECIDE: Pod Identity association apps/api: the association has the tag Env, which an item cannot have: the first apply takes it off",
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
      ...clusterAnswers([entry(role("n"), { type: "EC2_WINDOWS" })], {
        unread: [denied("eks:ListIdentityProviderConfigs"), denied("eks:ListNodegroups")],
      }),
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
    "an entry whose tags say that it ends, of an account where nobody was asked",
    clusterAnswers([entry(role("a"), { groups: ["g"], tags: { "eks-access/until": "2027-03-31" } })], {
      principals: { [role("a")]: { exists: "unknown", account: "444455556666" } },
    }),
    [
      MODE,
      "access:",
      `  # DECIDE: access entry ${role("a")}: its tags say that it ends (2027-03-31), and this item has no end: after the apply, write until and reason in place of adopt and of these tags; whether its principal exists is not known, nobody was asked in account 444455556666: if it is gone, or was made again after the entry, the entry lets nobody in: delete it`,
      "  a:",
      `    principal: ${role("a")}`,
      "    groups: [g]",
      "    tags: { eks-access/until: 2027-03-31 }",
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

const ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const HOST = ISSUER.replace("https://", "");
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${HOST}`;
const sub = (operator: string, value: unknown) => ({ [operator]: { [`${HOST}:sub`]: value } });
const trusting = (Condition: object, more: object = {}) => ({
  Effect: "Allow",
  Principal: { Federated: PROVIDER },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition,
  ...more,
});
const AUD = { StringEquals: { [`${HOST}:aud`]: "sts.amazonaws.com" } };

/** Lines of a file with one role that has this trust policy. */
const roleLines = (...Statement: readonly object[]) =>
  awsLines(
    clusterAnswers([], {
      irsa: { issuer: ISSUER, provider: true, roles: [{ arn: role("pods/api"), trust: { Statement } }] },
    }),
  );
const HEAD = [
  "cluster:",
  "  authenticationMode: API_AND_CONFIG_MAP",
  `  oidcIssuer: ${ISSUER}`,
  "  oidcProvider: existing",
];
const workload = (serviceAccount: string) => [
  ...HEAD,
  "workloads:",
  `  # role ${role("pods/api")}. The role and its trust stay where they are managed`,
  "  api:",
  `    serviceAccount: ${serviceAccount}`,
  "    via: irsa",
  `    role: { arn: ${role("pods/api")} }`,
];

describe("a role that pods take by IRSA", () => {
  test.each([
    [
      "one service account",
      [trusting({ StringEquals: { ...sub("x", "system:serviceaccount:apps:api").x, ...AUD.StringEquals } })],
      "apps/api",
    ],
    [
      "several",
      [trusting(sub("StringLike", ["system:serviceaccount:apps:api", "system:serviceaccount:b:jobs"]))],
      "[apps/api, b/jobs]",
    ],
    ["a namespace", [trusting(sub("StringLike", "system:serviceaccount:apps:*"))], "apps/*"],
    [
      "two statements",
      [
        trusting(sub("StringEquals", "system:serviceaccount:apps:api")),
        trusting(sub("StringEquals", "system:serviceaccount:apps:jobs")),
      ],
      "[apps/api, apps/jobs]",
    ],
    [
      "a key in another case",
      [trusting({ StringEquals: { [`${HOST}:SUB`]: "system:serviceaccount:apps:api" } })],
      "apps/api",
    ],
    [
      "a statement for EC2 beside",
      [
        { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" } },
        trusting(sub("StringEquals", "system:serviceaccount:apps:api")),
      ],
      "apps/api",
    ],
  ])("with %s is an item", (_, statements, serviceAccount) => {
    expect(roleLines(...statements)).toEqual(workload(serviceAccount));
  });

  const QUESTION =
    "pods take this role by the OIDC provider of the cluster, on conditions that are not read here; write a workload with via: irsa and role: { arn: … } if this file is to name it";
  test.each([
    ["no condition on the service account", [trusting(AUD)]],
    ["no condition", [trusting({})]],
    ["every service account, without a namespace", [trusting(sub("StringLike", "system:serviceaccount:*"))]],
    ["a star that is a star", [trusting(sub("StringEquals", "system:serviceaccount:apps:*"))]],
    ["another operator", [trusting(sub("ForAnyValue:StringLike", "system:serviceaccount:apps:*"))]],
    [
      "two conditions that must both hold",
      [
        trusting({
          ...sub("StringEquals", "system:serviceaccount:apps:api"),
          ...sub("StringLike", "system:serviceaccount:b:*"),
        }),
      ],
    ],
    [
      "a denial",
      [
        trusting(sub("StringEquals", "system:serviceaccount:apps:api")),
        trusting(sub("StringEquals", "system:serviceaccount:b:x"), { Effect: "Deny" }),
      ],
    ],
    [
      "a second statement that is not read",
      [trusting(sub("StringEquals", "system:serviceaccount:apps:api")), trusting({})],
    ],
    ["values that are no texts", [trusting(sub("StringEquals", [{ a: 1 }]))]],
  ])("with %s is to decide", (_, statements) => {
    expect(roleLines(...statements)).toEqual([...HEAD, `# DECIDE: role ${role("pods/api")}: ${QUESTION}`]);
  });

  test("with a name that our rules refuse is to decide", () => {
    expect(roleLines(trusting(sub("StringEquals", "system:serviceaccount:apps:A_b"))).slice(4)).toEqual([
      expect.stringMatching(/^# DECIDE: role .*: refused here: /),
      `#   workloads: { api: { serviceAccount: apps/A_b, via: irsa, role: { arn: ${role("pods/api")} } } }`,
    ]);
  });

  test.each([
    ["another cluster", { Principal: { Federated: `${PROVIDER}0` } }],
    ["nobody by a provider", { Principal: "*" }],
  ])("of %s has no row", (_, more) => {
    expect(roleLines(trusting(sub("StringEquals", "system:serviceaccount:apps:api"), more))).toEqual(HEAD);
  });

  const of = (irsa: ClusterAnswers["irsa"], unread: ClusterAnswers["unread"] = []) =>
    awsLines(clusterAnswers([], { ...(irsa && { irsa }), unread }));
  const ISSUER_ALONE = HEAD.slice(0, 3);

  test("is of no cluster whose issuer has no provider in IAM: a workload with via: irsa would make it", () => {
    expect(of({ issuer: ISSUER, provider: false, roles: undefined })).toEqual(ISSUER_ALONE);
  });

  test("shows that there is a provider, where it could not be read", () => {
    const trust = { Statement: trusting(sub("StringEquals", "system:serviceaccount:apps:api")) };
    const roles = [{ arn: role("pods/api"), trust }];
    expect(of({ issuer: ISSUER, provider: undefined, roles })).toEqual(workload("apps/api"));
    expect(of({ issuer: ISSUER, provider: undefined, roles: [] })).toEqual(ISSUER_ALONE);
  });

  test("that could not be read is to decide, with the permission that is missing", () => {
    const unread = [denied("eks:ListCapabilities"), denied("iam:ListRoles")];
    expect(of({ issuer: ISSUER, provider: true, roles: undefined }, unread)).toEqual([
      ...HEAD,
      "# DECIDE: roles of pods by IRSA: could not be read: iam:ListRoles (denied)",
    ]);
    const roles = ["a", "b"].map((name) => ({ arn: role(name), trust: undefined }));
    expect(of({ issuer: ISSUER, provider: true, roles })).toEqual([
      ...HEAD,
      `# DECIDE: role ${role("a")}; role ${role("b")}: the answer has no trust policy that is JSON, so that nobody knows whether pods take it`,
    ]);
  });
});

test.each(ROWS)("%s", (_, answers, lines) => {
  expect(awsLines(answers)).toEqual(lines);
});

test.each(ROWS)("%s: the answer for programs has the fields of its schema", (_, answers) => {
  const settled = settle(importAws(answers), { name: "demo" });
  expect(objections("import", JSON.parse(jsonAnswer("import", jsonOf(settled))))).toEqual([]);
  const places = settled.imported.rows.flatMap((row) => row.places);
  expect(new Set(places.map(({ name }) => name)).size).toBe(places.length);
});
