import { MAX_SESSION } from "../../aws/iam/limits";
import { DESCRIPTION, IAM_PATH, NAME_PREFIX, ROLE_NAME } from "../../aws/iam/names";
import { numberRule, rules, textRule } from "../rule";

const QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const NODES_GUIDE = "docs/guides/nodes.md";

const SPEC =
  "spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] }";

/** A node role with so many managed policies besides the two that its kind has. */
const withPolicies = (count: number) => () =>
  [
    "nodeRoles:",
    "  workers:",
    "    kind: managed",
    "    additionalPolicies:",
    ...Array.from({ length: count }, (_, index) => `      - arn:aws:iam::111122223333:policy/team-${index + 1}`),
    "",
  ].join("\n");

/** A workload whose role many service accounts share. */
const withServiceAccounts = (count: number) => () =>
  [
    "workloads:",
    "  shared:",
    "    serviceAccount:",
    ...Array.from({ length: count }, (_, index) => `      - apps/service-account-number-${1000 + index}`),
    "",
  ].join("\n");

/** A node role with an inline policy that names so many buckets. */
const withInlinePolicy = (count: number) => () =>
  [
    "nodeRoles:",
    "  workers:",
    "    kind: managed",
    "    inlinePolicies:",
    "      Buckets:",
    '        Version: "2012-10-17"',
    "        Statement:",
    "          - Effect: Allow",
    "            Action: s3:GetObject",
    "            Resource:",
    ...Array.from(
      { length: count },
      (_, index) => `              - arn:aws:s3:::a-bucket-of-some-team-${1000 + index}/*`,
    ),
    "",
  ].join("\n");

/** Rules of IAM roles and policies, whatever they are for. */
export const ROLE_RULES = rules({
  "access-policy-as-iam": {
    severity: "error",
    summary: "An EKS access policy stands where an IAM policy belongs. IAM cannot attach it to a role.",
    wayOut: "Write it under `access`, on the entry of the principal that is to have it.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
    numbers: ["R322"],
    bad: `
nodeRoles:
  workers:
    kind: managed
    additionalPolicies: [arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy]
`,
    good: `
nodeRoles:
  workers: { kind: managed }
access:
  auditors:
    principal: arn:aws:iam::111122223333:role/auditors
    policies: [AmazonEKSViewPolicy]
`,
  },
  "address-taken": {
    severity: "error",
    summary:
      "Two inline policies of one role would have one Terraform address, because an address holds letters, digits, - and _ only.",
    wayOut: "Rename one of them.",
    source: "docs/guides/limits.md",
    numbers: ["R820"],
    bad: `
nodeRoles:
  workers:
    kind: managed
    inlinePolicies:
      read.logs: { Statement: [{ Effect: Allow, Action: "logs:GetLogEvents", Resource: "*" }] }
      readlogs: { Statement: [{ Effect: Allow, Action: "logs:GetLogRecord", Resource: "*" }] }
`,
    good: `
nodeRoles:
  workers:
    kind: managed
    inlinePolicies:
      read.logs: { Statement: [{ Effect: Allow, Action: "logs:GetLogEvents", Resource: "*" }] }
      read-records: { Statement: [{ Effect: Allow, Action: "logs:GetLogRecord", Resource: "*" }] }
`,
  },
  "description-length": textRule(DESCRIPTION, {
    wayOut: "Shorten it.",
    numbers: ["R325"],
    bad: () => `nodeRoles:\n  workers: { kind: managed, description: ${"long ".repeat(201)}}\n`,
    good: `
nodeRoles:
  workers: { kind: managed, description: Nodes of the batch team }
`,
  }),
  "duplicate-policy": {
    severity: "error",
    summary: "A role would have one managed policy twice, by name or by ARN, or again beside those that its kind has.",
    wayOut: "Leave one of the two out.",
    source: NODES_GUIDE,
    numbers: ["R820", "R821"],
    bad: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: [AmazonEKSWorkerNodePolicy] }
`,
    good: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: [AmazonSSMManagedInstanceCore] }
`,
  },
  "iam-path": textRule(IAM_PATH, {
    wayOut: "Write the path with a slash at both ends.",
    numbers: ["R308", "R309"],
    bad: `
nodeRoles:
  workers: { kind: managed, path: team/batch }
`,
    good: `
nodeRoles:
  workers: { kind: managed, path: /team/batch/ }
`,
  }),
  "identity-policy-name-taken": {
    severity: "error",
    summary: "Two identity policies of one file have one name. IAM does not tell upper and lower case apart.",
    wayOut: "Give one of them another name.",
    source: QUOTAS,
    numbers: ["R815"],
    bad: `
identityPolicies:
  console: { kind: view-resources, name: eks-people }
  viewers: { kind: describe, name: EKS-people }
`,
    good: `
identityPolicies:
  console: { kind: view-resources, name: eks-console }
  viewers: { kind: describe, name: eks-viewers }
`,
  },
  "inline-policy-size": {
    severity: "error",
    summary: "All inline policies of a role together have at most 10,240 characters, white space not counted.",
    wayOut: "Make some of them managed policies, and give their ARNs as `additionalPolicies`.",
    source: QUOTAS,
    numbers: ["R326"],
    bad: withInlinePolicy(300),
    good: withInlinePolicy(3),
  },
  "inline-policy-taken": {
    severity: "error",
    summary: "An inline policy has the name of a policy that every role of this kind has already.",
    wayOut: "Give your policy another name.",
    source: NODES_GUIDE,
    numbers: [],
    bad: `
nodeRoles:
  edge:
    kind: hybrid-ssm
    inlinePolicies:
      HybridNodes: { Statement: [{ Effect: Allow, Action: "s3:ListAllMyBuckets", Resource: "*" }] }
`,
    good: `
nodeRoles:
  edge:
    kind: hybrid-ssm
    inlinePolicies:
      Buckets: { Statement: [{ Effect: Allow, Action: "s3:ListAllMyBuckets", Resource: "*" }] }
`,
  },
  "lost-with-existing-role": {
    severity: "error",
    summary:
      "The item takes an existing role by `arn`, or shares one by `use`, but also has fields for a role that is created here. These fields would have no effect.",
    wayOut: "Remove these fields, or write them where the role is created.",
    source: NODES_GUIDE,
    numbers: ["R314"],
    bad: `
nodeRoles:
  workers:
    kind: managed
    arn: arn:aws:iam::111122223333:role/workers
    additionalPolicies: [AmazonSSMManagedInstanceCore]
`,
    good: `
nodeRoles:
  workers:
    kind: managed
    arn: arn:aws:iam::111122223333:role/workers
`,
  },
  "name-prefix": textRule(NAME_PREFIX, {
    wayOut: "Shorten it, and leave other characters out.",
    numbers: ["R301"],
    bad: `
iam: { namePrefix: "team/batch-" }
`,
    good: `
iam: { namePrefix: team-batch- }
`,
  }),
  "permissions-boundary": {
    severity: "error",
    summary:
      "A permissions boundary is the ARN of an IAM policy of AWS or of the cluster's account, in the partition of the cluster.",
    wayOut: "Write arn:aws:iam::<account>:policy/<name>, with the partition of the cluster.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    numbers: ["R310", "R321"],
    bad: `
iam: { permissionsBoundary: developers }
`,
    good: `
iam: { permissionsBoundary: "arn:aws:iam::111122223333:policy/developers" }
`,
  },
  "node-policy-template": {
    severity: "warning",
    summary:
      "A role of nodes has the policy of a controller. Not the pods of the controller alone have it, but every pod that reaches the instance metadata of these nodes.",
    wayOut: "Describe a workload with `controller`, or accept the warning where pods cannot have a role of their own.",
    source: "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
    numbers: [],
    bad: `
nodeRoles:
  workers: { kind: managed, policyTemplates: { cluster-autoscaler: {} } }
`,
    good: `
nodeRoles:
  workers: { kind: managed }
workloads:
  autoscaler: { controller: cluster-autoscaler }
`,
  },
  "policy-account": {
    severity: "error",
    summary:
      "The policy is one of another account. IAM attaches to a role only policies of its own account and of AWS.",
    wayOut: "Make the policy in the account of the cluster, and write its ARN there.",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html",
    numbers: [],
    bad: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: ["arn:aws:iam::444455556666:policy/team"] }
`,
    good: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: ["arn:aws:iam::111122223333:policy/team"] }
`,
  },
  "policy-arn": {
    severity: "error",
    summary:
      "The ARN is not that of a managed policy, or its path differs from that of the AWS managed policy of this name.",
    wayOut: "Write an AWS managed policy by its name alone, and a policy of your own by its whole ARN.",
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html",
    numbers: ["R302", "R317"],
    bad: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: ["arn:aws:iam::aws:policy/AmazonEBSCSIDriverPolicy"] }
`,
    good: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: [AmazonEBSCSIDriverPolicy] }
`,
  },
  "policy-count": {
    severity: "error",
    summary: "A role has at most 20 managed policies, and only with a raised quota.",
    wayOut: "Join some policies into one.",
    source: QUOTAS,
    numbers: ["R316"],
    bad: withPolicies(19),
    good: withPolicies(8),
  },
  "policy-name": {
    severity: "error",
    summary: "The name of a managed policy is made of letters, digits and _+=,.@-, and has at most 128 characters.",
    wayOut: "Write the name of an AWS managed policy, or the ARN of any policy.",
    source: QUOTAS,
    numbers: [],
    bad: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: [service-role/AmazonEBSCSIDriverPolicy] }
`,
    good: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: [AmazonEBSCSIDriverPolicy] }
`,
  },
  "policy-of-other-partition": {
    severity: "error",
    summary: "AWS has this managed policy in another partition only.",
    wayOut: "Leave it out.",
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html",
    numbers: ["R320"],
    bad: `
account: "111122223333"
region: us-gov-west-1
nodeRoles:
  workers: { kind: managed, additionalPolicies: [AmazonElasticContainerRegistryPublicReadOnly] }
`,
    good: `
account: "111122223333"
region: us-gov-west-1
nodeRoles:
  workers: { kind: managed }
`,
  },
  "policy-of-service-linked-role": {
    severity: "error",
    summary:
      "The policy belongs to a service-linked role, such as that of EKS. IAM refuses to attach it to any other role.",
    wayOut: "Leave it out.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html",
    numbers: ["R319"],
    bad: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: [AmazonEKSServiceRolePolicy] }
`,
    good: `
nodeRoles:
  workers: { kind: managed }
`,
  },
  "policy-partition": {
    severity: "error",
    summary: "The policy lies in another AWS partition than the cluster. No role of the cluster can have it.",
    wayOut: "Write an AWS managed policy by its name, or the ARN of a policy of the cluster's partition.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html",
    numbers: ["R321"],
    bad: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: ["arn:aws-us-gov:iam::111122223333:policy/team"] }
`,
    good: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: ["arn:aws:iam::111122223333:policy/team"] }
`,
  },
  "policy-quota": {
    severity: "warning",
    summary: "A role has more than 10 managed policies. That is AWS's default quota; AWS raises it to 20 on request.",
    wayOut: "Ask AWS for the quota before you apply, or join some policies into one.",
    source: QUOTAS,
    numbers: ["R315"],
    bad: withPolicies(9),
    good: withPolicies(8),
  },
  "role-account": {
    severity: "error",
    summary:
      "The role lies in another account. Nodes, clusters, Pod Identity and Terraform take only roles of the cluster's account.",
    wayOut: "Write a role of the cluster's account; for pods, write the other one as `targetRole`.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html",
    numbers: ["R114", "R312", "R707", "R915"],
    bad: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws:iam::444455556666:role/nodes" }
    ${SPEC}
`,
    good: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws:iam::111122223333:role/nodes" }
    ${SPEC}
`,
  },
  "role-arn": {
    severity: "error",
    summary:
      "What is given is not the whole ARN of an IAM role, but a name, a user, a session, an instance profile or a service-linked role.",
    wayOut: "Write arn:aws:iam::<account>:role/<path><name>.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    numbers: ["R104", "R105", "R106", "R107", "R111", "R115", "R311", "R707", "R915"],
    bad: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws:iam::111122223333:instance-profile/nodes" }
    ${SPEC}
`,
    good: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws:iam::111122223333:role/nodes" }
    ${SPEC}
`,
  },
  "role-choice": {
    severity: "error",
    summary:
      "A role has at most one of `name`, `arn` and `use`: it is created here, exists already, or belongs to another item.",
    wayOut: "Keep one of them, or none for a role that is created here with its default name.",
    source: NODES_GUIDE,
    numbers: ["R313"],
    bad: `
nodeClasses:
  gpu:
    role: { name: gpu-nodes, arn: "arn:aws:iam::111122223333:role/nodes" }
    ${SPEC}
`,
    good: `
nodeClasses:
  gpu:
    role: { name: gpu-nodes }
    ${SPEC}
`,
  },
  "role-given-twice": {
    severity: "error",
    summary:
      "Two items name one role by its ARN, and each would create its access entry. EKS keeps one entry for each role.",
    wayOut: "Let one item name the ARN, and the other share its role by `use`.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html",
    numbers: ["R806", "R807"],
    bad: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws:iam::111122223333:role/nodes" }
    ${SPEC}
  cpu:
    role: { arn: "arn:aws:iam::111122223333:role/nodes" }
    ${SPEC}
`,
    good: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws:iam::111122223333:role/nodes" }
    ${SPEC}
  cpu:
    role: { use: gpu }
    ${SPEC}
`,
  },
  "role-name": textRule(ROLE_NAME, {
    wayOut: "Write the name alone: a path goes under `path`, the ARN of a role that exists under `arn`.",
    numbers: ["R301", "R302"],
    bad: `
nodeClasses:
  gpu:
    role: { name: team/gpu }
    ${SPEC}
`,
    good: `
nodeClasses:
  gpu:
    role: { name: team-gpu }
    ${SPEC}
`,
  }),
  "role-name-taken": {
    severity: "error",
    summary:
      "Two roles that this file makes have one name, given or by default. IAM does not tell upper and lower case apart.",
    wayOut: "Give one of them another name, or let nodes share one role by `use`.",
    source: QUOTAS,
    numbers: ["R614", "R815", "R817"],
    bad: `
nodeRoles:
  workers: { kind: managed, name: nodes }
  windows: { kind: self-managed, name: Nodes }
`,
    good: `
nodeRoles:
  workers: { kind: managed, name: nodes }
  windows: { kind: self-managed, name: other-nodes }
`,
  },
  "role-of-two-kinds": {
    severity: "error",
    summary:
      "One role is to serve nodes of two kinds, or the cluster and its nodes. A role has one trust and one access entry.",
    wayOut: "Give each a role of its own.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html",
    numbers: ["R614", "R810", "R811", "R812"],
    bad: `
nodeClasses:
  gpu:
    role: { use: serverless }
    ${SPEC}
nodeRoles:
  serverless: { kind: fargate }
`,
    good: `
nodeClasses:
  gpu:
    role: { use: auto }
    ${SPEC}
nodeRoles:
  auto: { kind: auto }
`,
  },
  "role-partition": {
    severity: "error",
    summary: "The role lies in another AWS partition than the cluster.",
    wayOut: "Write a role of the cluster's partition.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html",
    numbers: ["R112", "R321"],
    bad: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws-us-gov:iam::111122223333:role/nodes" }
    ${SPEC}
`,
    good: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws:iam::111122223333:role/nodes" }
    ${SPEC}
`,
  },
  "session-duration": numberRule(MAX_SESSION, {
    wayOut: "Write a number of seconds from one hour to twelve.",
    numbers: ["R324"],
    bad: `
nodeRoles:
  workers: { kind: managed, maxSessionSeconds: 60 }
`,
    good: `
nodeRoles:
  workers: { kind: managed, maxSessionSeconds: 7200 }
`,
  }),
  "trust-quota": {
    severity: "warning",
    summary: "The trust policy of a role has more than 2,048 characters. AWS raises this quota to 4,096 on request.",
    wayOut: "Ask AWS for the quota before you apply, or let fewer service accounts share the role.",
    source: QUOTAS,
    numbers: ["R711"],
    bad: withServiceAccounts(70),
    good: withServiceAccounts(5),
  },
  "trust-size": {
    severity: "error",
    summary: "The trust policy of a role has more than 4,096 characters, which no quota allows.",
    wayOut: "Let fewer service accounts share the role.",
    source: QUOTAS,
    numbers: ["R711"],
    bad: withServiceAccounts(200),
    good: withServiceAccounts(5),
  },
  "unknown-policy": {
    severity: "warning",
    summary:
      "No AWS managed policy has this name, by the list whose date the message gives. The name is misspelled, or AWS has added it since. It is taken as a policy without a path.",
    wayOut: "Correct the name. If AWS has added it since, write the whole ARN, which passes as it is.",
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html",
    numbers: ["R318"],
    bad: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: [AmazonSSMManagedInstanceCor] }
`,
    good: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: [AmazonSSMManagedInstanceCore] }
`,
  },
  "use-cycle": {
    severity: "error",
    summary: "Items share their role by `use` in a circle, and none of them has a role of its own.",
    wayOut: "Give one of them a role of its own.",
    source: NODES_GUIDE,
    numbers: ["R814"],
    bad: `
nodeRoles:
  workers: { kind: managed, use: workers }
`,
    good: `
nodeRoles:
  workers: { kind: managed }
`,
  },
  "use-key": {
    severity: "error",
    summary: "`use` names a key that no item of nodeClasses or nodeRoles has, or one that both have.",
    wayOut: "Write the key of the item whose role is to be shared.",
    source: NODES_GUIDE,
    numbers: ["R813"],
    bad: `
nodeClasses:
  gpu:
    role: { use: worker }
    ${SPEC}
nodeRoles:
  workers: { kind: auto }
`,
    good: `
nodeClasses:
  gpu:
    role: { use: workers }
    ${SPEC}
nodeRoles:
  workers: { kind: auto }
`,
  },
  "wide-policy": {
    severity: "warning",
    summary:
      "A role of pods, nodes, a capability or the cluster may do nearly everything: by AdministratorAccess, PowerUserAccess or IAMFullAccess, or by a policy that allows `*` or all actions but some. Whoever gets into a pod or onto a node has the role too.",
    wayOut: "Allow the actions that are needed, on the resources that are needed.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    numbers: [],
    bad: `
workloads:
  deployer:
    serviceAccount: ci/deployer
    policies: [AdministratorAccess]
`,
    good: `
workloads:
  deployer:
    serviceAccount: ci/deployer
    policies: [AmazonS3ReadOnlyAccess]
`,
  },
  "escalating-policy": {
    severity: "warning",
    summary:
      "An IAM policy for people lets its holders give themselves more access to the cluster than they have: it allows making or changing access entries.",
    wayOut: "Attach it only to those who may be cluster admin, and accept the warning with that reason.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html",
    numbers: [],
    bad: `
identityPolicies:
  operators: { kind: manage-access-entries }
`,
    good: `
identityPolicies:
  operators: { kind: view-resources }
`,
  },
  "adopted-role": {
    severity: "warning",
    summary:
      "`adopt` makes Terraform take over a role that exists: its trust is replaced, the policies described here are its, and all others that are attached to it stay unless `iam.exclusive` is true. A role of somebody else, named by mistake, would stop working.",
    wayOut: "Compare the trust and the policies with those of the role, and accept the warning with what you found.",
    source: "docs/guides/adopting.md",
    numbers: [],
    bad: `
nodeRoles:
  workers: { kind: managed, name: nodes, adopt: true }
`,
    good: `
nodeRoles:
  workers: { kind: managed, name: nodes, adopt: true }
accept:
  adopted-role: { on: [nodeRoles.workers], because: made by hand in March for these nodes }
`,
  },
  "own-role-by-arn": {
    severity: "warning",
    summary:
      "An item names a role by ARN that has the name of the role that this item makes by default. If Terraform made it here, the next apply destroys it, with what is attached to it, while nodes or pods use it.",
    wayOut:
      "Leave `arn` out to keep the role here. To hand it to another owner, let go of the item first: `release: true`, an apply, and then `arn`, with `adopt: true` for its entry and instance profile. If it was never made here, accept the warning.",
    source: "docs/guides/changing.md",
    numbers: [],
    bad: `
nodeRoles:
  workers: { kind: managed, arn: "arn:aws:iam::111122223333:role/demo-workers-node" }
`,
    good: `
nodeRoles:
  workers: { kind: managed, arn: "arn:aws:iam::111122223333:role/demo-workers-node" }
accept:
  own-role-by-arn: { on: [nodeRoles.workers], because: the network team has always made this role }
`,
  },
  "boundary-override": {
    severity: "error",
    summary:
      "A role has a permissions boundary of its own in place of `iam.permissionsBoundary`, which bounds every role.",
    wayOut: "Leave it out, or allow it beside the boundary that it replaces: `iam.allowOwnBoundary: true`.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    numbers: [],
    bad: `
iam: { permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary" }
nodeRoles:
  workers: { kind: managed, permissionsBoundary: "arn:aws:iam::111122223333:policy/wider" }
`,
    good: `
iam: { permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary", allowOwnBoundary: true }
nodeRoles:
  workers: { kind: managed, permissionsBoundary: "arn:aws:iam::111122223333:policy/wider" }
`,
  },
  "policy-document": {
    severity: "error",
    summary:
      "A statement of an inline policy has an element that IAM does not know, such as Actions, or an effect other than Allow and Deny, in exactly this spelling.",
    wayOut: "Write the element as IAM does.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    numbers: [],
    bad: `
nodeRoles:
  workers:
    kind: managed
    inlinePolicies:
      logs: { Statement: { Effect: Allow, Actions: "logs:PutLogEvents", Resource: "*" } }
`,
    good: `
nodeRoles:
  workers:
    kind: managed
    inlinePolicies:
      logs: { Statement: { Effect: Allow, Action: "logs:PutLogEvents", Resource: "*" } }
`,
  },
});
