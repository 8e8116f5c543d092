import { answers, importedLines } from "./support";

const IAM = "arn:aws:iam::111122223333";
const NODES = "username: system:node:{{EC2PrivateDNSName}}; groups: [system:bootstrappers, system:nodes]";
const FARGATE =
  "username: system:node:{{SessionName}}; groups: [system:bootstrappers, system:nodes, system:node-proxier]";

/** A row of mapRoles. */
const role = (name: string, more = "") =>
  [
    `mapRoles:`,
    `  - rolearn: ${IAM}:role/${name}`,
    ...more.split("; ").map((field) => field && `    ${field}`),
    "",
  ].join("\n");

/** What `aws iam list-roles` answers. */
const list = (...names: string[]) => ({ Roles: names.map((name) => ({ Arn: `${IAM}:role/${name}` })) });

/** A row of aws-auth, what AWS answered, and what stands in the file. */
const ROWS: readonly (readonly [string, string, ReturnType<typeof answers>, readonly string[]])[] = [
  [
    "system:masters",
    role("ops", "username: ops; groups: [system:masters]"),
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    policies: [AmazonEKSClusterAdminPolicy]   # was the group system:masters",
      "    username: ops",
    ],
  ],
  [
    "system:masters beside others",
    role("ops", "groups: [system:masters, system:bootstrappers, team, system:authenticated]"),
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2. Without system:bootstrappers and system:authenticated, which AmazonEKSClusterAdminPolicy covers",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    policies: [AmazonEKSClusterAdminPolicy]   # was the group system:masters",
      "    groups: [team]",
    ],
  ],
  [
    "system:nodes without the username",
    role("ops", "groups: [system:nodes]"),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: an entry cannot have the group "system:nodes", because EKS keeps its beginning for itself: the group of nodes: an item of nodeRoles, if this is a role of nodes',
    ],
  ],
  [
    "system:bootstrappers",
    role("ops", "groups: [system:bootstrappers]"),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: an entry cannot have the group "system:bootstrappers", because EKS keeps its beginning for itself: the group of nodes that join: an item of nodeRoles, if this is a role of nodes',
    ],
  ],
  [
    "system:authenticated",
    role("ops", "groups: [system:authenticated, team]"),
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2. Without system:authenticated, which every entry has",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [team]",
    ],
  ],
  [
    "another system: group",
    role("ops", "groups: [system:monitoring]"),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: an entry cannot have the group "system:monitoring", because EKS keeps its beginning for itself: bind a group of your own to the same role, and write that',
    ],
  ],
  [
    "eks:x",
    role("ops", `groups: ["eks:x"]`),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: an entry cannot have the group "eks:x", because EKS keeps its beginning for itself: bind a group of your own to the same role, and write that',
    ],
  ],
  [
    "aws:x",
    role("ops", `groups: ["aws:x"]`),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: an entry cannot have the group "aws:x", because EKS keeps its beginning for itself: bind a group of your own to the same role, and write that',
    ],
  ],
  [
    "amazon:x",
    role("ops", `groups: ["amazon:x"]`),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: an entry cannot have the group "amazon:x", because EKS keeps its beginning for itself: bind a group of your own to the same role, and write that',
    ],
  ],
  [
    "iam:x",
    role("ops", `groups: ["iam:x"]`),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: an entry cannot have the group "iam:x", because EKS keeps its beginning for itself: bind a group of your own to the same role, and write that',
    ],
  ],
  [
    "own groups",
    role("ops", "groups: [a, b, a]"),
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a, b]",
    ],
  ],
  [
    "nodes",
    role("nodes", NODES),
    answers(),
    [
      "nodeRoles:",
      "  # DECIDE: mapRoles[0], line 2: is this the role of a managed node group? EKS makes that entry itself: remove this item then. The answers of aws eks list-nodegroups and describe-nodegroup, given with --iam, decide it",
      "  nodes: { kind: self-managed, arn: arn:aws:iam::111122223333:role/nodes }",
    ],
  ],
  [
    "nodes, where no node group is managed",
    role("nodes", NODES),
    answers({ nodegroups: [] }),
    [
      "nodeRoles:",
      "  # mapRoles[0], line 2",
      "  nodes: { kind: self-managed, arn: arn:aws:iam::111122223333:role/nodes }",
    ],
  ],
  [
    "nodes of managed",
    role("mng", NODES),
    answers(
      { nodegroups: ["mng"] },
      { nodegroup: { nodegroupName: "mng", nodeRole: `${IAM}:role/mng` } },
      { accessEntries: [`${IAM}:role/mng`] },
    ),
    [
      '# left out: mapRoles[0], line 2: arn:aws:iam::111122223333:role/mng is of managed node group "mng"; EKS has made its entry',
    ],
  ],
  [
    "nodes of managed, not asked",
    role("mng", NODES),
    answers({ nodegroup: { nodegroupName: "mng", nodeRole: `${IAM}:role/mng` } }),
    [
      '# left out: mapRoles[0], line 2: arn:aws:iam::111122223333:role/mng is of managed node group "mng"; EKS makes its entry',
    ],
  ],
  [
    "nodes of managed, no entry",
    role("mng", NODES),
    answers({ nodegroup: { nodegroupName: "mng", nodeRole: `${IAM}:role/mng` } }, { accessEntries: [] }),
    [
      '# DECIDE: mapRoles[0], line 2: arn:aws:iam::111122223333:role/mng is of managed node group "mng", and EKS has made no entry: its nodes cannot join without aws-auth; find out why before you remove the row',
    ],
  ],
  [
    "nodes entry exists",
    role("nodes", NODES),
    answers({ nodegroups: [] }, { accessEntries: [`${IAM}:role/nodes`] }),
    [
      "nodeRoles:",
      "  # mapRoles[0], line 2",
      "  nodes: { kind: self-managed, arn: arn:aws:iam::111122223333:role/nodes, adopt: true }",
    ],
  ],
  [
    "windows",
    role(
      "win",
      "username: system:node:{{EC2PrivateDNSName}}; groups: [system:bootstrappers, system:nodes, eks:kube-proxy-windows]",
    ),
    answers({ nodegroups: [] }),
    ["nodeRoles:", "  # mapRoles[0], line 2", "  win: { kind: windows, arn: arn:aws:iam::111122223333:role/win }"],
  ],
  [
    "the username of nodes without their group",
    role("nodes", 'username: "system:node:{{EC2PrivateDNSName}}"'),
    answers(),
    [
      "# DECIDE: mapRoles[0], line 2: the username of nodes without the group system:nodes, which an entry of nodes has: it would let in what aws-auth does not",
      "#   nodeRoles: { nodes: { kind: self-managed, arn: arn:aws:iam::111122223333:role/nodes } }",
    ],
  ],
  [
    "the default username in another case",
    role("ops", 'username: "arn:aws:sts::111122223333:assumed-role/Ops/{{SessionName}}"; groups: [a]'),
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
      '    username: "arn:aws:sts::111122223333:assumed-role/Ops/{{SessionName}}"',
    ],
  ],
  [
    "nodes with own groups",
    role("nodes", "username: system:node:{{EC2PrivateDNSName}}; groups: [system:nodes, team]"),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: a role of nodes with the groups ["team"], which entries of nodes do not take; give people and pipelines another role',
      "#   nodeRoles: { nodes: { kind: self-managed, arn: arn:aws:iam::111122223333:role/nodes } }",
    ],
  ],
  [
    "nodes of another account",
    `mapRoles:\n  - rolearn: arn:aws:iam::444455556666:role/nodes\n    username: system:node:{{EC2PrivateDNSName}}\n    groups: [system:nodes]\n`,
    answers({ nodegroups: [] }),
    [
      '# DECIDE: mapRoles[0], line 2: refused here: a role of the cluster\'s account 111122223333, got "arn:aws:iam::444455556666:role/nodes"; a role of another account cannot be used here [role-account]',
      "#   nodeRoles: { nodes: { kind: self-managed, arn: arn:aws:iam::444455556666:role/nodes } }",
    ],
  ],
  [
    "fargate",
    role("fargate", FARGATE),
    answers(),
    [
      "# left out: mapRoles[0], line 2: arn:aws:iam::111122223333:role/fargate is of a Fargate profile; EKS makes its entry",
    ],
  ],
  [
    "fargate entry",
    role("fargate", FARGATE),
    answers({ accessEntries: [`${IAM}:role/fargate`] }),
    [
      "# left out: mapRoles[0], line 2: arn:aws:iam::111122223333:role/fargate is of a Fargate profile; EKS has made its entry",
    ],
  ],
  [
    "fargate no entry",
    role("fargate", FARGATE),
    answers({ accessEntries: [] }),
    [
      "# DECIDE: mapRoles[0], line 2: arn:aws:iam::111122223333:role/fargate is of a Fargate profile, and EKS has made no entry: its nodes cannot join without aws-auth; find out why before you remove the row",
    ],
  ],
  [
    "hybrid",
    role("hybrid", "username: system:node:{{SessionName}}; groups: [system:bootstrappers, system:nodes]"),
    answers(),
    [
      "# DECIDE: mapRoles[0], line 2: hybrid nodes, by AWS Systems Manager or by IAM Roles Anywhere: write the item of the way that they use",
      "#   nodeRoles: { hybrid: { kind: hybrid-ssm, arn: arn:aws:iam::111122223333:role/hybrid } }",
      "#   nodeRoles: { hybrid: { kind: hybrid-roles-anywhere, arn: arn:aws:iam::111122223333:role/hybrid } }",
    ],
  ],
  [
    "default username of a role",
    role("ops", `username: "arn:aws:sts::111122223333:assumed-role/ops/{{SessionName}}"; groups: [a]`),
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
    ],
  ],
  [
    "default username of user",
    `mapUsers:\n  - userarn: ${IAM}:user/ci\n    username: ${IAM}:user/ci\n    groups: [a]\n`,
    answers(),
    [
      "access:",
      "  # mapUsers[0], line 2",
      "  ci:",
      "    principal: arn:aws:iam::111122223333:user/ci",
      "    groups: [a]",
    ],
  ],
  [
    "reserved username",
    role("ops", "username: system:serviceaccount:a:b; groups: [a]"),
    answers(),
    [
      "access:",
      '  # DECIDE: mapRoles[0], line 2: without the username "system:serviceaccount:a:b", because EKS keeps system: for itself: bindings on that User stop matching; bind a group',
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
    ],
  ],
  [
    "reserved username, no groups",
    role("ops", "username: system:serviceaccount:a:b"),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: no groups, and without the username "system:serviceaccount:a:b", because EKS keeps system: for itself: bindings on that User stop matching; bind a group, and write it here',
      "#   access: { ops: { principal: arn:aws:iam::111122223333:role/ops } }",
    ],
  ],
  [
    "session without a colon",
    role("ops", `username: "ops-{{SessionName}}"; groups: [a]`),
    answers(),
    [
      "access:",
      '  # DECIDE: mapRoles[0], line 2: EKS asks for a colon before {{SessionName}}, so the username is "ops:{{SessionName}}", and bindings on User "ops-{{SessionName}}" stop matching; bind the new one, or a group',
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
      '    username: "ops:{{SessionName}}"',
    ],
  ],
  [
    "session with a colon",
    role("ops", `username: "ops:{{SessionName}}"; groups: [a]`),
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
      '    username: "ops:{{SessionName}}"',
    ],
  ],
  [
    "session of a user",
    `mapUsers:\n  - userarn: ${IAM}:user/ci\n    username: "ci{{SessionName}}"\n    groups: [a]\n`,
    answers(),
    [
      "access:",
      "  # mapUsers[0], line 2",
      "  ci:",
      "    principal: arn:aws:iam::111122223333:user/ci",
      "    groups: [a]",
      "    username: ci",
    ],
  ],
  [
    "AccountID",
    role("ops", `username: "ops:{{AccountID}}:{{SessionName}}"; groups: [a]`),
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2. {{AccountID}} is filled in",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
      '    username: "ops:111122223333:{{SessionName}}"',
    ],
  ],
  [
    "AccessKeyID",
    role("ops", `username: "ops:{{AccessKeyID}}"; groups: [a]`),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: the username "ops:{{AccessKeyID}}" has a variable that access entries do not fill in; choose a fixed name, and bind that',
    ],
  ],
  [
    "template in a group",
    role("ops", `groups: ["team:{{SessionName}}"]`),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: the group "team:{{SessionName}}" is a template, and entries take groups as they are; write one entry for each group, or bind usernames',
    ],
  ],
  [
    "no groups",
    role("ops", "username: ops"),
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    username: ops",
      "accept:",
      "  grants-nothing: { on: [access.ops], because: bindings in the cluster may name the username }",
    ],
  ],
  [
    "no groups and no username",
    role("ops"),
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "accept:",
      "  grants-nothing: { on: [access.ops], because: aws-auth gave it nothing either }",
    ],
  ],
  [
    "path found",
    role("ops", "groups: [a]"),
    answers(list("teams/ops")),
    [
      "access:",
      "  # mapRoles[0], line 2. IAM has this role under /teams/; aws-auth had cut the path",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/teams/ops",
      "    groups: [a]",
    ],
  ],
  [
    "other case",
    role("OPS", "groups: [a]"),
    answers(list("ops")),
    [
      "access:",
      "  # mapRoles[0], line 2. Spelled as IAM spells it",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
    ],
  ],
  [
    "not found",
    role("ops", "groups: [a]"),
    answers(list("other")),
    [
      "# DECIDE: mapRoles[0], line 2: arn:aws:iam::111122223333:role/ops: IAM has no such role in account 111122223333: the row is dead, unless it is made later; leave it out",
    ],
  ],
  [
    "not asked account",
    role("ops", "groups: [a]"),
    answers({ Roles: [{ Arn: "arn:aws:iam::444455556666:role/ops" }] }),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
    ],
  ],
  [
    "get-role alone",
    role("ops", "groups: [a]"),
    answers({ Role: { Arn: `${IAM}:role/other` } }),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
    ],
  ],
  [
    "sso",
    role("AWSReservedSSO_Dev_0123456789abcdef", "groups: [dev]"),
    answers(),
    [
      "# DECIDE: mapRoles[0], line 2: arn:aws:iam::111122223333:role/AWSReservedSSO_Dev_0123456789abcdef: a role of IAM Identity Center, whose path the entry needs: it has the region of Identity Center in it, unless that is us-east-1; --iam with the answer of aws iam list-roles decides it",
      "#   access: { dev: { principal: arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0123456789abcdef, groups: [dev] } }",
      "#   access: { dev: { principal: arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/<region of Identity Center>/AWSReservedSSO_Dev_0123456789abcdef, groups: [dev] } }",
    ],
  ],
  [
    "sso found",
    role("AWSReservedSSO_Dev_0123456789abcdef", "groups: [dev]"),
    answers(list("aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Dev_0123456789abcdef")),
    [
      "access:",
      "  # mapRoles[0], line 2. IAM has this role under /aws-reserved/sso.amazonaws.com/eu-west-1/; aws-auth had cut the path",
      "  dev:",
      "    principal: arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Dev_0123456789abcdef",
      "    groups: [dev]",
    ],
  ],
  [
    "twice",
    `${role("ops", "groups: [a]")}  - rolearn: ${IAM}:role/OPS\n    groups: [b]\n`,
    answers(),
    [
      "access:",
      "  # mapRoles[1], line 4",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/OPS",
      "    groups: [b]",
      "# left out: mapRoles[0], line 2: was overridden by mapRoles[1], line 4, which has the same ARN",
    ],
  ],
  [
    "in both lists",
    `${role("ops", "groups: [a]")}mapUsers:\n  - userarn: ${IAM}:role/ops\n    groups: [b]\n`,
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
      "# left out: mapUsers[0], line 5: was overridden by mapRoles[0], line 2, which has the same ARN",
    ],
  ],
  [
    "session arn",
    `mapRoles:\n  - rolearn: arn:aws:sts::111122223333:assumed-role/ops/me\n    groups: [a]\n`,
    answers(),
    [
      "# left out: mapRoles[0], line 2: arn:aws:sts::111122223333:assumed-role/ops/me is never matched: the ARN of a session, and EKS matches that of the role",
    ],
  ],
  [
    "path",
    role("teams/ops", "groups: [a]"),
    answers(),
    [
      "# left out: mapRoles[0], line 2: arn:aws:iam::111122223333:role/teams/ops is never matched: the ARN has a path, and STS reports roles without",
    ],
  ],
  [
    "root",
    `mapUsers:\n  - userarn: ${IAM}:root\n    groups: [system:masters]\n`,
    answers(),
    [
      "# DECIDE: mapUsers[0], line 2: arn:aws:iam::111122223333:root: matches the root user of the account alone, and no role or user in it; no entry is made for a root user here: write the roles that need access, or leave it out",
    ],
  ],
  [
    "federated",
    `mapUsers:\n  - userarn: arn:aws:sts::111122223333:federated-user/bob\n    groups: [a]\n`,
    answers(),
    [
      "# DECIDE: mapUsers[0], line 2: arn:aws:sts::111122223333:federated-user/bob: matches a federated user, whom no access entry can name; write the role that the federation assumes, or leave it out",
    ],
  ],
  [
    "sso row",
    `mapRoles:\n  - sso: { permissionSetName: Dev, accountID: "111122223333" }\n    groups: [a]\n`,
    answers(),
    ["# left out: mapRoles[0], line 2: sso: is of the authenticator that people run themselves; EKS never matches it"],
  ],
  [
    "no arn",
    `mapRoles:\n  - username: a\n  - text\n  -\n`,
    answers(),
    [
      "# left out: mapRoles[0], line 2: no rolearn, so EKS skips it",
      "# left out: mapRoles[1], line 3: no mapping, so EKS skips it",
      "# left out: mapRoles[2], line 4: no mapping, so EKS skips it",
    ],
  ],
  [
    "not an ARN",
    `mapRoles:\n  - rolearn: ops\n    groups: [a]\n  - rolearn: arn:aws:iam::111122223333:group/ops\n`,
    answers(),
    [
      "# left out: mapRoles[0], line 2: ops is never matched: no ARN of an IAM role or user",
      "# left out: mapRoles[1], line 4: arn:aws:iam::111122223333:group/ops is never matched: no ARN of an IAM role or user",
    ],
  ],
  [
    "batch",
    role("AWSServiceRoleForBatch", "username: aws-batch"),
    answers(),
    [
      "# DECIDE: mapRoles[0], line 2: arn:aws:iam::111122223333:role/AWSServiceRoleForBatch: AWS Batch makes its entry itself: set accessEntry.desiredState=ENABLED on every compute environment of this cluster, then give the entry AWSBatchNamespacePolicy",
      "#   access: { batch: { principal: arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch, entry: by-batch, policies: [{ policy: AWSBatchNamespacePolicy, namespaces: [<namespace of the jobs>] }] } }",
    ],
  ],
  [
    "batch path",
    role("aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch", "username: aws-batch"),
    answers(),
    [
      "# DECIDE: mapRoles[0], line 2: arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch: AWS Batch makes its entry itself: set accessEntry.desiredState=ENABLED on every compute environment of this cluster, then give the entry AWSBatchNamespacePolicy",
      "#   access: { batch: { principal: arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch, entry: by-batch, policies: [{ policy: AWSBatchNamespacePolicy, namespaces: [<namespace of the jobs>] }] } }",
    ],
  ],
  [
    "emr",
    role("AWSServiceRoleForAmazonEMRContainers", "username: emr-containers"),
    answers(),
    [
      "# DECIDE: mapRoles[0], line 2: arn:aws:iam::111122223333:role/AWSServiceRoleForAmazonEMRContainers: Amazon EMR on EKS makes its entries with new virtual clusters, and those that exist cannot move: make new ones, or stay at API_AND_CONFIG_MAP",
    ],
  ],
  [
    "other slr",
    role("aws-service-role/x.amazonaws.com/AWSServiceRoleForX", "username: x"),
    answers(),
    [
      "# DECIDE: mapRoles[0], line 2: arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX: the service-linked role of a service, for which EKS makes no entry on request; see how AWSServiceRoleForX reaches a cluster with access entries, or leave it out",
    ],
  ],
  [
    "mapAccounts",
    `mapAccounts:\n  - "444455556666"\n  - 012345678901\n  - {}\n`,
    answers(),
    [
      '# DECIDE: mapAccounts[0], line 2: "444455556666": every user and role of that account may log in, without groups; no entry can say so: find out who does, and write an entry for each',
      '# DECIDE: mapAccounts[1], line 3: "012345678901": every user and role of that account may log in, without groups; no entry can say so: find out who does, and write an entry for each',
      '# DECIDE: mapAccounts[2], line 4: "{}": every user and role of that account may log in, without groups; no entry can say so: find out who does, and write an entry for each',
    ],
  ],
  [
    "user with path",
    `mapUsers:\n  - userarn: ${IAM}:user/eng/ann\n    groups: [a]\n`,
    answers({ Users: [{ Arn: `${IAM}:user/eng/ann` }] }),
    [
      "access:",
      "  # mapUsers[0], line 2",
      "  ann:",
      "    principal: arn:aws:iam::111122223333:user/eng/ann",
      "    groups: [a]",
    ],
  ],
  [
    "user whose path is missing",
    `mapUsers:\n  - userarn: ${IAM}:user/ann\n    groups: [a]\n`,
    answers({ Users: [{ Arn: `${IAM}:user/eng/ann` }] }),
    [
      "# DECIDE: mapUsers[0], line 2: arn:aws:iam::111122223333:user/ann: IAM has this user as arn:aws:iam::111122223333:user/eng/ann: the row is dead, because STS reports users with their path; leave it out, or write that ARN",
    ],
  ],
  [
    "user gone",
    `mapUsers:\n  - userarn: ${IAM}:user/ann\n    groups: [a]\n`,
    answers({ UserDetailList: [{ Arn: `${IAM}:user/bob` }], RoleDetailList: [] }),
    [
      "# DECIDE: mapUsers[0], line 2: arn:aws:iam::111122223333:user/ann: IAM has no such user in account 111122223333: the row is dead, unless it is made later; leave it out",
    ],
  ],
  [
    "keys in any case",
    `mapRoles:\n  - RoleARN: ${IAM}:role/ops\n    UserName: ops\n    GROUPS: [a]\n`,
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
      "    username: ops",
    ],
  ],
  [
    "ARN in upper case",
    `mapRoles:\n  - rolearn: ARN:AWS:IAM::111122223333:ROLE/ops\n    groups: [a]\n`,
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    groups: [a]",
    ],
  ],
  [
    "groups no list",
    role("ops", "groups: admins"),
    answers(),
    [
      "# DECIDE: mapRoles[0], line 2: groups of this row holds something else than text, which EKS reads as if it were empty; write the entry by hand",
    ],
  ],
  [
    "groups with a number and a list",
    role("ops", "groups: [1, []]"),
    answers(),
    [
      "# DECIDE: mapRoles[0], line 2: groups of this row holds something else than text, which EKS reads as if it were empty; write the entry by hand",
    ],
  ],
  [
    "entry exists",
    role("ops", "groups: [system:masters]"),
    answers({ accessEntries: [`${IAM}:role/ops`] }),
    [
      "access:",
      "  # mapRoles[0], line 2. Its entry exists, and EKS reads it in place of this row: the plan must change nothing",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    policies: [AmazonEKSClusterAdminPolicy]   # was the group system:masters",
      "    adopt: true",
    ],
  ],
  [
    "entry and policy exist",
    role("ops", "groups: [system:masters]"),
    answers(
      { accessEntries: [`${IAM}:role/ops`] },
      {
        principalArn: `${IAM}:role/ops`,
        associatedAccessPolicies: [{ policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy" }],
      },
    ),
    [
      "access:",
      "  # mapRoles[0], line 2. Its entry exists, and EKS reads it in place of this row: the plan must change nothing",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/ops",
      "    policies: [AmazonEKSClusterAdminPolicy]   # was the group system:masters",
      "    adopt: with-policies",
    ],
  ],
  [
    "two keys alike",
    `${role("Ops", "groups: [a]")}  - rolearn: arn:aws:iam::444455556666:role/ops\n    groups: [b]\n`,
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::111122223333:role/Ops",
      "    groups: [a]",
      "  # mapRoles[1], line 4",
      "  ops-2:",
      "    principal: arn:aws:iam::444455556666:role/ops",
      "    groups: [b]",
    ],
  ],
  [
    "another account",
    `mapRoles:\n  - rolearn: arn:aws:iam::444455556666:role/ops\n    groups: [b]\n`,
    answers(),
    [
      "access:",
      "  # mapRoles[0], line 2",
      "  ops:",
      "    principal: arn:aws:iam::444455556666:role/ops",
      "    groups: [b]",
    ],
  ],
  [
    "another partition",
    `mapRoles:\n  - rolearn: arn:aws-cn:iam::111122223333:role/ops\n    groups: [b]\n`,
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: refused here: a principal of the cluster\'s partition aws, got "arn:aws-cn:iam::111122223333:role/ops"; write arn:aws:iam::111122223333:role/ops [principal-partition]',
      "#   access: { ops: { principal: arn:aws-cn:iam::111122223333:role/ops, groups: [b] } }",
    ],
  ],
  [
    "other keys",
    `mapRoles: []\nmaproles: x\n`,
    answers(),
    ["# left out: maproles, line 2: EKS reads mapRoles, mapUsers and mapAccounts alone"],
  ],
  [
    "evaluated",
    role("ops", 'groups: ["a${b}"]'),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: refused here: a file is data, and nothing in it is evaluated: no "${", got "a${b}"; write the value itself, or describe this cluster in TypeScript [expression]',
      '#   access: { ops: { principal: arn:aws:iam::111122223333:role/ops, groups: ["a${b}"] } }',
    ],
  ],
  [
    "hidden",
    role("ops", 'groups: ["a\\u202eb"]'),
    answers(),
    [
      "# DECIDE: mapRoles[0], line 2: U+202E stands here, a character that a reader cannot see; remove it, or write a plain space",
      "#   access: { ops: { principal: arn:aws:iam::111122223333:role/ops, groups: [a\\u202eb] } }",
    ],
  ],
  [
    "space",
    role("ops", 'groups: [" a"]'),
    answers(),
    [
      '# DECIDE: mapRoles[0], line 2: refused here: a group is one line, without spaces before and behind it, got " a"; write it as the binding in the cluster names it [group]',
      '#   access: { ops: { principal: arn:aws:iam::111122223333:role/ops, groups: [" a"] } }',
    ],
  ],
];

test.each(ROWS)("aws-auth: %s", (_, text, given, lines) => {
  expect(importedLines(text, given)).toEqual(lines);
});

const KUBECTL = "write what kubectl -n kube-system get configmap aws-auth -o yaml prints";

test.each([
  [
    "of another namespace",
    "kind: ConfigMap\nmetadata: { name: aws-auth, namespace: default }\ndata: {}\n",
    `aws-auth.yaml: aws-auth of the namespace kube-system, got "default"; ${KUBECTL}`,
  ],
  [
    "of another name",
    "kind: ConfigMap\nmetadata: { name: other }\ndata: {}\n",
    `aws-auth.yaml: the ConfigMap aws-auth, got "other"; ${KUBECTL}`,
  ],
  [
    "with a key twice in a row",
    `mapRoles:\n  - rolearn: ${IAM}:role/ops\n    groups: [a]\n    groups: [system:masters]\n`,
    "aws-auth.yaml:4:5: this key stands twice in its mapping; keep one",
  ],
  [
    "with a key twice in a row of the text",
    `data:\n  mapRoles: |\n    - rolearn: ${IAM}:role/ops\n      groups: [a]\n      groups: [system:masters]\n`,
    expect.stringMatching(/^aws-auth\.yaml:5:\d+: this key stands twice in its mapping; keep one$/),
  ],
])("a ConfigMap %s is refused", (_, text, message) => {
  expect(() => importedLines(text)).toThrow(expect.objectContaining({ message }));
});

const NO_TEXT = ["on", "off", "yes", "No", "y", "N", "true", "1", "1_000", "0b1", "0x1_f", "1_0.5"];

test.each(NO_TEXT)("%s without quotes is no text for EKS, as a group and as a username", (scalar) => {
  const asked = (field: string) => [
    `# DECIDE: mapRoles[0], line 2: ${field} of this row holds something else than text, which EKS reads as if it were empty; write the entry by hand`,
  ];
  expect(importedLines(role("ops", `groups: [a, ${scalar}]`))).toEqual(asked("groups"));
  expect(importedLines(role("ops", `username: ${scalar}; groups: [a]`))).toEqual(asked("username"));
  expect(importedLines(role("ops", `groups: [a, "${scalar}"]`))).toContain("  ops:");
});
