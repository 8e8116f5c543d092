import { ENTRY_TYPE_NAMES, GROUP, MAX_ENTRIES, USERNAME } from "../../aws/eks/entry-types";
import { NAMESPACE, NAMESPACES } from "../../aws/eks/namespaces";
import { rules, textRule } from "../rule";
import { ENTRY_MAKER_RULES } from "./entry-maker-catalogue";
import { EXPIRY_RULES } from "./expiry-catalogue";

const EKS_GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";
const ENTRIES = ENTRY_TYPE_NAMES.source;
const POLICIES = `${EKS_GUIDE}/access-policy-permissions.html`;
const AUTO_NODE_ENTRY = `${EKS_GUIDE}/create-node-class.html#auto-node-access-entry`;
const ACCESS_GUIDE = "docs/guides/access.md";

const entries = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `  developer-${index + 1}:
    principal: arn:aws:iam::111122223333:role/developer-${index + 1}
    groups: [developers]
`,
  ).join("");

/** A file with the role of an Argo CD capability. */
const HUB = `
otherRoles:
  argocd: { kind: capability }
`;

/** Rules of the `access` section. */
export const ACCESS_RULES = rules({
  ...ENTRY_MAKER_RULES,
  ...EXPIRY_RULES,
  "role-of-file": {
    severity: "error",
    summary:
      "A principal `{ of, role }` leads to no role: there is no such file, or no such key in its `otherRoles`, or it is the same file, or the configuration is TypeScript, which has no files.",
    wayOut: "Write the name of a file beside this one and a key of its `otherRoles`. In TypeScript write the ARN.",
    source: ACCESS_GUIDE,
    numbers: [],
    bad: {
      "clusters/hub.yaml": HUB,
      "clusters/shop.yaml": `
access:
  argocd:
    principal: { of: hub, role: argo }
    groups: [deployers]
`,
    },
    good: {
      "clusters/hub.yaml": HUB,
      "clusters/shop.yaml": `
access:
  argocd:
    principal: { of: hub, role: argocd }
    groups: [deployers]
accept: { role-of-another-file: the pipeline applies the hub first }
`,
    },
  },
  "gitops-admin": {
    severity: "warning",
    summary:
      "The role of a capability of another cluster, such as Argo CD, is cluster admin. Who may deploy by it there may do everything here.",
    wayOut: "Give it AmazonEKSEditPolicy in the namespaces that it deploys to.",
    source: ACCESS_GUIDE,
    numbers: [],
    bad: {
      "clusters/hub.yaml": HUB,
      "clusters/shop.yaml": `
access:
  argocd:
    principal: { of: hub, role: argocd }
    policies: [AmazonEKSClusterAdminPolicy]
accept: { role-of-another-file: the pipeline applies the hub first }
`,
    },
    good: {
      "clusters/hub.yaml": HUB,
      "clusters/shop.yaml": `
access:
  argocd:
    principal: { of: hub, role: argocd }
    policies: [{ policy: AmazonEKSEditPolicy, namespaces: [shop] }]
accept:
  role-of-another-file: the pipeline applies the hub first
  secrets-visible: Argo CD deploys the Secrets of the shop
`,
    },
  },
  "access-namespace": textRule(NAMESPACE, {
    wayOut: "Write the namespace as Kubernetes spells it.",
    numbers: ["R218", "R219"],
    bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies:
      - { policy: AmazonEKSViewPolicy, namespaces: [Team_A] }
`,
    good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies:
      - { policy: AmazonEKSViewPolicy, namespaces: [team-a] }
`,
  }),
  "access-policy-arn": {
    severity: "error",
    summary:
      "The text is neither the name nor the ARN of an EKS access policy. Such an ARN has no region, the word `aws` as its account, and one name at its end.",
    wayOut: "Write the policy's name alone.",
    source: POLICIES,
    numbers: ["R201", "R204"],
    bad: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: ["arn:aws:eks:eu-west-1:111122223333:cluster-access-policy/AmazonEKSViewPolicy"]
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
`,
  },
  "access-policy-given-twice": {
    severity: "error",
    summary:
      "An entry has the same access policy twice. EKS keeps each policy once, so the second would overwrite where the first holds.",
    wayOut: "Write the policy once, with all its namespaces.",
    source: ENTRIES,
    numbers: ["R216", "R221"],
    bad: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies:
      - { policy: AmazonEKSViewPolicy, namespaces: [team-a] }
      - { policy: AmazonEKSViewPolicy, namespaces: [team-b] }
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies:
      - { policy: AmazonEKSViewPolicy, namespaces: [team-a, team-b] }
`,
  },
  "access-policy-of-eks": {
    severity: "error",
    summary:
      "The access policy is for EKS's own service-linked role alone, and cannot be used with other roles. EKS gives it to that role itself.",
    wayOut:
      "Leave it out. Where an IAM policy has the same name, that one belongs on the cluster role, and `clusterRole` attaches it.",
    source: POLICIES,
    numbers: ["R206", "R207"],
    bad: `
access:
  operators:
    principal: arn:aws:iam::111122223333:role/operators
    policies: [AmazonEKSViewPolicy, AmazonEKSClusterInsightsPolicy]
`,
    good: `
access:
  operators:
    principal: arn:aws:iam::111122223333:role/operators
    policies: [AmazonEKSViewPolicy]
`,
  },
  "access-policy-partition": {
    severity: "error",
    summary:
      "The ARN of the access policy is of another partition than the cluster's region, and EKS would not find the policy.",
    wayOut: "Write the policy's name alone: the ARN then gets the right partition.",
    source: POLICIES,
    numbers: ["R202"],
    bad: `
account: "111122223333"
region: cn-north-1
access:
  developers:
    principal: arn:aws-cn:iam::111122223333:role/developers
    policies: ["arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"]
`,
    good: `
account: "111122223333"
region: cn-north-1
access:
  developers:
    principal: arn:aws-cn:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
`,
  },
  "admin-in-namespaces": {
    severity: "warning",
    summary:
      "AmazonEKSClusterAdminPolicy is narrowed to namespaces. It then gives nothing outside them, although its name says cluster admin; in the namespace `*` it gives everything in every namespace.",
    wayOut:
      "Write AmazonEKSAdminPolicy, which is meant for administrators of namespaces, or leave `namespaces` out for an administrator of the whole cluster.",
    source: POLICIES,
    numbers: ["R208", "R220"],
    bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies:
      - { policy: AmazonEKSClusterAdminPolicy, namespaces: [team-a] }
`,
    good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies:
      - { policy: AmazonEKSAdminPolicy, namespaces: [team-a] }
accept:
  secrets-visible: team-a manages its own Secrets
`,
  },
  "admin-pods": {
    severity: "warning",
    summary:
      "The role of a workload is cluster admin. Whoever may start a pod with its service account, or gets into such a pod, may then do everything in the cluster.",
    wayOut: "Give the pods an access policy or a group for what they do.",
    source: "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
    numbers: [],
    bad: `
workloads:
  deployer: { serviceAccount: ci/deployer }
access:
  deployer: { role: deployer, policies: [AmazonEKSClusterAdminPolicy] }
`,
    good: `
workloads:
  deployer: { serviceAccount: ci/deployer }
access:
  deployer: { role: deployer, groups: [deployers] }
`,
  },
  "admin-of-other-account": {
    severity: "warning",
    summary:
      "A principal of another account is cluster admin. Whoever administers that account then decides who may do everything in this cluster.",
    wayOut:
      "Write a role of the cluster's account, which people of the other account may assume, or accept the warning with the reason.",
    source: ACCESS_GUIDE,
    numbers: ["R113"],
    bad: `
access:
  platform-admins:
    principal: arn:aws:iam::444455556666:role/platform-admins
    policies: [AmazonEKSClusterAdminPolicy]
`,
    good: `
access:
  platform-admins:
    principal: arn:aws:iam::111122223333:role/platform-admins
    policies: [AmazonEKSClusterAdminPolicy]
`,
  },
  "admin-user": {
    severity: "warning",
    summary:
      "An IAM user is cluster admin. The access keys of a user do not expire, and AWS advises against users in access entries.",
    wayOut: "Write a role: its credentials expire.",
    source: ENTRIES,
    numbers: ["R116", "R208"],
    bad: `
access:
  platform-admins:
    principal: arn:aws:iam::111122223333:user/kim
    policies: [AmazonEKSClusterAdminPolicy]
`,
    good: `
access:
  platform-admins:
    principal: arn:aws:iam::111122223333:role/platform-admins
    policies: [AmazonEKSClusterAdminPolicy]
`,
  },
  "adopted-type": {
    severity: "warning",
    summary:
      "EKS has made the entry that is adopted here, with another type. The type of an entry cannot change, so Terraform would put another entry in its place.",
    wayOut: "Leave `type` out: an adopted entry of nodes gets the type that EKS gives it.",
    source: "docs/guides/adopting.md",
    numbers: ["R805"],
    bad: `
nodeRoles:
  workers: { kind: managed }
access:
  workers:
    role: workers
    adopt: true
    type: FARGATE_LINUX
`,
    good: `
nodeRoles:
  workers: { kind: managed }
access:
  workers:
    role: workers
    adopt: true
`,
  },
  "case-only": {
    severity: "warning",
    summary:
      "Two ARNs differ in upper and lower case only. IAM cannot have both, so one of them names a principal that does not exist.",
    wayOut: "Write the ARN as IAM shows it.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    numbers: ["R822"],
    bad: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
  team-a:
    principal: arn:aws:iam::111122223333:role/Developers
    groups: [team-a]
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
    groups: [team-a]
`,
  },
  "empty-namespaces": {
    severity: "error",
    summary:
      "The list of namespaces is empty. The policy would hold neither in the whole cluster nor in any namespace, and EKS refuses that.",
    wayOut: "Leave `namespaces` out for the whole cluster, or name at least one.",
    source: NAMESPACES.source,
    numbers: ["R217"],
    bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies:
      - { policy: AmazonEKSViewPolicy, namespaces: [] }
`,
    good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies:
      - { policy: AmazonEKSViewPolicy, namespaces: [team-a] }
`,
  },
  "entry-count": {
    severity: "error",
    summary: `A cluster has at most ${MAX_ENTRIES} access entries, those of nodes included, and AWS does not raise this quota.`,
    wayOut: "Let several people assume one role, or share one role between several NodeClasses.",
    source: `${EKS_GUIDE}/service-quotas.html`,
    numbers: ["R128"],
    bad: () => `
access:
${entries(MAX_ENTRIES + 1)}`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    groups: [developers]
`,
  },
  "entry-of-built-in-pools": {
    severity: "error",
    summary:
      "The role is that of the built-in node pools of the cluster. EKS makes its entry with these pools and refuses a second one.",
    wayOut: "Leave this item of `access` out.",
    source: AUTO_NODE_ENTRY,
    numbers: ["R804"],
    bad: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-1b2c3d4e]
    autoMode: { nodePools: [system], nodeRole: workers }
nodeRoles:
  workers: { kind: auto }
access:
  platform-admins:
    principal: arn:aws:iam::111122223333:role/platform-admins
    policies: [AmazonEKSClusterAdminPolicy]
  workers:
    role: workers
    type: EC2
    policies: [AmazonEKSAutoNodePolicy]
`,
    good: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-1b2c3d4e]
    autoMode: { nodePools: [system], nodeRole: workers }
nodeRoles:
  workers: { kind: auto }
access:
  platform-admins:
    principal: arn:aws:iam::111122223333:role/platform-admins
    policies: [AmazonEKSClusterAdminPolicy]
`,
  },
  "entry-of-eks": {
    severity: "error",
    summary:
      "The role is that of managed node groups, Fargate profiles or capabilities. EKS makes its entry with the first of them and refuses a second one.",
    wayOut:
      "Leave this item of `access` out, or write `adopt: true` to take over the entry that exists. For a capability, `entry: by-eks` gives policies to its entry and leaves the entry to EKS.",
    source: ENTRIES,
    numbers: ["R805"],
    bad: `
nodeRoles:
  workers: { kind: managed }
access:
  workers:
    role: workers
    type: EC2_LINUX
`,
    good: `
nodeRoles:
  workers: { kind: managed }
`,
  },
  "entry-of-nodes": {
    severity: "error",
    summary:
      "A NodeClass or a node role of this file has this role and brings its entry. EKS keeps one entry for each principal and refuses a second one.",
    wayOut: "Leave this item of `access` out.",
    source: ENTRIES,
    numbers: ["R802", "R803"],
    bad: `
nodeRoles:
  spot: { kind: self-managed }
access:
  spot:
    role: spot
    type: EC2_LINUX
`,
    good: `
nodeRoles:
  spot: { kind: self-managed }
`,
  },
  "grants-nothing": {
    severity: "warning",
    summary: "The entry has neither a policy nor a group. Its principal may log in, and sees nothing in the cluster.",
    wayOut: "Give the entry a policy, or a group that a RoleBinding or ClusterRoleBinding names.",
    source: ENTRIES,
    numbers: ["R126"],
    bad: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
`,
  },
  "groups-of-node-entry": {
    severity: "error",
    summary:
      "An entry of a node type brings its groups itself, and EKS takes no others. An empty list is refused too, since Terraform could not change such an entry later.",
    wayOut: "Leave `groups` out.",
    source: ENTRIES,
    numbers: ["R118", "R805"],
    bad: `
access:
  batch-nodes:
    principal: arn:aws:iam::111122223333:role/batch-nodes
    type: EC2_LINUX
    groups: ["system:nodes"]
`,
    good: `
access:
  batch-nodes:
    principal: arn:aws:iam::111122223333:role/batch-nodes
    type: EC2_LINUX
`,
  },
  "iam-policy-as-access-policy": {
    severity: "error",
    summary:
      "The ARN is that of an IAM policy. An access entry takes EKS access policies, which are others, although some have the same names.",
    wayOut: "Write the name of an access policy, such as AmazonEKSViewPolicy.",
    source: POLICIES,
    numbers: ["R205", "R203"],
    bad: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
`,
  },
  "many-admins": {
    severity: "warning",
    summary: "More than three principals are cluster admin, and it is hard to keep watch over so many.",
    wayOut: "Let several people assume one role, and give the others less.",
    source: ACCESS_GUIDE,
    numbers: ["R208"],
    bad: `
access:
  ana:
    principal: arn:aws:iam::111122223333:role/ana
    policies: [AmazonEKSClusterAdminPolicy]
  ben:
    principal: arn:aws:iam::111122223333:role/ben
    policies: [AmazonEKSClusterAdminPolicy]
  kim:
    principal: arn:aws:iam::111122223333:role/kim
    policies: [AmazonEKSClusterAdminPolicy]
  lee:
    principal: arn:aws:iam::111122223333:role/lee
    policies: [AmazonEKSClusterAdminPolicy]
`,
    good: `
access:
  platform-admins:
    principal: arn:aws:iam::111122223333:role/platform-admins
    policies: [AmazonEKSClusterAdminPolicy]
`,
  },
  "node-entry-of-people": {
    severity: "warning",
    summary:
      "An entry for nodes has a role of IAM Identity Center as its principal. People who take the role could pass as nodes, and they get none of the access that they need.",
    wayOut: "Leave `type` out, and write the policies or groups of these people.",
    source: ENTRIES,
    numbers: [],
    bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_team-a_0123456789abcdef
    type: EC2_LINUX
`,
    good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_team-a_0123456789abcdef
    groups: [team-a]
`,
  },
  "node-policy": {
    severity: "warning",
    summary:
      "Nodes of EKS Auto Mode need AmazonEKSAutoNodePolicy in the whole cluster. This entry has another policy, or narrows that one to namespaces.",
    wayOut: "Write `policies: [AmazonEKSAutoNodePolicy]` and nothing else.",
    source: AUTO_NODE_ENTRY,
    numbers: ["R211", "R213", "R214"],
    bad: `
access:
  gpu-nodes:
    principal: arn:aws:iam::111122223333:role/gpu-nodes
    type: EC2
    policies: [AmazonEKSAutoNodePolicy, AmazonEKSViewPolicy]
`,
    good: `
access:
  gpu-nodes:
    principal: arn:aws:iam::111122223333:role/gpu-nodes
    type: EC2
    policies: [AmazonEKSAutoNodePolicy]
`,
  },
  "node-policy-missing": {
    severity: "warning",
    summary:
      "An entry of type EC2 is for nodes of EKS Auto Mode, and has no AmazonEKSAutoNodePolicy. Without it they cannot join the cluster.",
    wayOut: "Write `policies: [AmazonEKSAutoNodePolicy]`.",
    source: AUTO_NODE_ENTRY,
    numbers: ["R114", "R212", "R213"],
    bad: `
access:
  gpu-nodes:
    principal: arn:aws:iam::111122223333:role/gpu-nodes
    type: EC2
`,
    good: `
access:
  gpu-nodes:
    principal: arn:aws:iam::111122223333:role/gpu-nodes
    type: EC2
    policies: [AmazonEKSAutoNodePolicy]
`,
  },
  "node-policy-on-standard": {
    severity: "warning",
    summary:
      "AmazonEKSAutoNodePolicy is for nodes of EKS Auto Mode, whose entries have the type EC2. This entry is of type STANDARD.",
    wayOut: "Write `type: EC2` for nodes, or another policy for people.",
    source: AUTO_NODE_ENTRY,
    numbers: ["R101", "R215"],
    bad: `
access:
  gpu-nodes:
    principal: arn:aws:iam::111122223333:role/gpu-nodes
    policies: [AmazonEKSAutoNodePolicy]
`,
    good: `
access:
  gpu-nodes:
    principal: arn:aws:iam::111122223333:role/gpu-nodes
    type: EC2
    policies: [AmazonEKSAutoNodePolicy]
`,
  },
  "one-principal": {
    severity: "error",
    summary:
      "An item of `access` is for one principal. It has both `principal` and `role`, or neither, so nobody can tell whom it is for.",
    wayOut: "Write `principal` with an ARN, or `role` with the key of a role in this file.",
    source: ACCESS_GUIDE,
    numbers: ["R103"],
    bad: `
access:
  developers:
    policies: [AmazonEKSViewPolicy]
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
`,
  },
  "policies-of-node-entry": {
    severity: "error",
    summary:
      "Entries of the types EC2_LINUX, EC2_WINDOWS, FARGATE_LINUX and HYBRID_LINUX take no access policies, and their nodes need none.",
    wayOut:
      "Leave `policies` out. Nodes of EKS Auto Mode have the type EC2; people and pipelines have the type STANDARD and a role of their own.",
    source: ENTRIES,
    numbers: ["R210", "R211"],
    bad: `
access:
  batch-nodes:
    principal: arn:aws:iam::111122223333:role/batch-nodes
    type: EC2_LINUX
    policies: [AmazonEKSViewPolicy]
`,
    good: `
access:
  batch-nodes:
    principal: arn:aws:iam::111122223333:role/batch-nodes
    type: EC2_LINUX
`,
  },
  "principal-arn": {
    severity: "error",
    summary:
      "The principal is not the whole ARN of an IAM role or IAM user. EKS takes no groups, federated users, sessions of a role, instance profiles or account roots, and no wildcards.",
    wayOut: "Write the ARN of the role as IAM shows it, with its path.",
    source: ENTRIES,
    numbers: ["R104", "R105", "R106", "R108", "R111"],
    bad: `
access:
  developers:
    principal: arn:aws:sts::111122223333:assumed-role/developers/kim
    policies: [AmazonEKSViewPolicy]
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
`,
  },
  "principal-given-twice": {
    severity: "error",
    summary: "Two items of `access` have the same principal. EKS keeps one entry for each principal of a cluster.",
    wayOut: "Write one item with all groups and policies.",
    source: ENTRIES,
    numbers: ["R801"],
    bad: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
  team-a:
    principal: arn:aws:iam::111122223333:role/developers
    groups: [team-a]
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
    groups: [team-a]
`,
  },
  "principal-of-node-entry": {
    severity: "error",
    summary:
      "An entry of a node type is for a role of the cluster's account. EKS takes no user and no role of another account in it.",
    wayOut: "Write a role of the cluster's account, or `type: STANDARD` for people and pipelines.",
    source: ENTRIES,
    numbers: ["R113", "R114", "R115"],
    bad: `
access:
  batch-nodes:
    principal: arn:aws:iam::444455556666:role/batch-nodes
    type: EC2_LINUX
`,
    good: `
access:
  batch-nodes:
    principal: arn:aws:iam::111122223333:role/batch-nodes
    type: EC2_LINUX
`,
  },
  "principal-partition": {
    severity: "error",
    summary:
      "The principal is of another partition than the cluster's region. An account, with its roles and users, belongs to one partition.",
    wayOut: "Write the ARN of a role in the cluster's partition: `arn:aws-cn` in China, `arn:aws-us-gov` in GovCloud.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    numbers: ["R112"],
    bad: `
account: "111122223333"
region: cn-north-1
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
`,
    good: `
account: "111122223333"
region: cn-north-1
access:
  developers:
    principal: arn:aws-cn:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
`,
  },
  group: textRule(GROUP, {
    wayOut: "Write it as the binding in the cluster names it.",
    numbers: [],
    bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: ["team-a "]
`,
    good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: [team-a]
`,
  }),
  "reserved-group": {
    severity: "error",
    summary:
      "EKS keeps groups that begin with `system:`, `eks:`, `aws:`, `amazon:` or `iam:` for itself. Not even system:masters is possible.",
    wayOut:
      "Write AmazonEKSClusterAdminPolicy in place of system:masters, the type of the nodes in place of system:nodes, and otherwise a group of your own that a binding in the cluster names.",
    source: ENTRIES,
    numbers: ["R123", "R124", "R125"],
    bad: `
access:
  platform-admins:
    principal: arn:aws:iam::111122223333:role/platform-admins
    groups: ["system:masters"]
`,
    good: `
access:
  platform-admins:
    principal: arn:aws:iam::111122223333:role/platform-admins
    policies: [AmazonEKSClusterAdminPolicy]
`,
  },
  "reserved-username": {
    severity: "error",
    summary:
      "EKS keeps usernames that begin with `system:`, `eks:`, `aws:`, `amazon:` or `iam:` for itself. Other beginnings are free.",
    wayOut: "Choose another beginning, or leave `username` out: EKS then sets one.",
    source: ENTRIES,
    numbers: ["R119", "R120", "R123"],
    bad: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    groups: [developers]
    username: "system:developers"
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    groups: [developers]
`,
  },
  "role-key": {
    severity: "error",
    summary:
      "No role of this file has the key that `role` names, or two roles have it. Such roles stand in `nodeClasses`, `nodeRoles`, `otherRoles` and `workloads`.",
    wayOut: "Write a key that the message names, or `principal` with the ARN of a role made elsewhere.",
    source: ACCESS_GUIDE,
    numbers: ["R813"],
    bad: `
workloads:
  deployer:
    serviceAccount: ci/deployer
access:
  deployer:
    role: deployers
    policies: [AmazonEKSViewPolicy]
`,
    good: `
workloads:
  deployer:
    serviceAccount: ci/deployer
access:
  deployer:
    role: deployer
    policies: [AmazonEKSViewPolicy]
`,
  },
  "secrets-of-outsider": {
    severity: "warning",
    summary:
      "An IAM user, or a principal of another account, gets an access policy for Secrets, or one that copies all that a cluster holds, as the policies of AWS Backup do.",
    wayOut: "Write a role of the cluster's account that these people or tools may assume.",
    source: POLICIES,
    numbers: [],
    bad: `
access:
  backup:
    principal: arn:aws:iam::444455556666:role/backup
    policies: [AWSBackupFullAccessPolicyForBackup]
`,
    good: `
access:
  backup:
    principal: arn:aws:iam::111122223333:role/backup
    policies: [AWSBackupFullAccessPolicyForBackup]
`,
  },
  impersonation: {
    severity: "warning",
    summary:
      "AmazonEKSEditPolicy and AmazonEKSAdminPolicy may impersonate service accounts. Where they hold for kube-system, their holder becomes a service account that may do everything.",
    wayOut: "Name the namespaces of the team, or accept the warning with the reason.",
    source: POLICIES,
    numbers: [],
    bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies: [AmazonEKSEditPolicy]
accept: { secrets-visible: the team runs this cluster }
`,
    good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies: [{ policy: AmazonEKSEditPolicy, namespaces: [team-a] }]
accept: { secrets-visible: the team owns these Secrets }
`,
  },
  "secrets-visible": {
    severity: "warning",
    summary:
      "An access policy shows Secrets, and some also change them, although its name does not say so: AmazonEKSEditPolicy, for example.",
    wayOut: "Write AmazonEKSViewPolicy, which shows no Secrets, or accept the warning with the reason.",
    source: POLICIES,
    numbers: ["R208", "R220"],
    bad: `
access:
  auditors:
    principal: arn:aws:iam::111122223333:role/auditors
    policies: [AmazonEKSAdminViewPolicy]
`,
    good: `
access:
  auditors:
    principal: arn:aws:iam::111122223333:role/auditors
    policies: [AmazonEKSViewPolicy]
`,
  },
  "service-linked-principal": {
    severity: "error",
    summary:
      "A service-linked role, with the path aws-service-role/, can have no entry of yours. Its service makes the entry.",
    wayOut: "Leave this item of `access` out, or write `entry` with who makes the entry, to give it policies.",
    source: ENTRIES,
    numbers: ["R107"],
    bad: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
  eks:
    principal: arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS
    policies: [AmazonEKSViewPolicy]
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
`,
  },
  "sso-suffix": {
    severity: "error",
    summary:
      "The principal is a role of IAM Identity Center without the end of its name. Identity Center makes this end, and EKS knows no role without it.",
    wayOut: "Copy the whole ARN: aws iam list-roles --path-prefix /aws-reserved/sso.amazonaws.com/.",
    source: ENTRIES,
    numbers: [],
    bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_team-a
    groups: [team-a]
`,
    good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_team-a_0123456789abcdef
    groups: [team-a]
`,
  },
  "sso-path": {
    severity: "warning",
    summary:
      "The principal is a role of IAM Identity Center whose path was cut off, as aws-auth wanted it. EKS knows no such role.",
    wayOut: "Write the whole ARN, with aws-reserved/sso.amazonaws.com/ and the region where it has one.",
    source: ENTRIES,
    numbers: ["R109", "R110"],
    bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/AWSReservedSSO_team-a_0123456789abcdef
    groups: [team-a]
`,
    good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_team-a_0123456789abcdef
    groups: [team-a]
`,
  },
  "unknown-access-policy": {
    severity: "warning",
    summary:
      "No access policy of this name is known here. AWS adds new ones, so the name may be right, but EKS refuses one that does not exist.",
    wayOut: "Correct the name, or accept the warning if AWS lists the policy.",
    source: POLICIES,
    numbers: ["R205", "R209"],
    bad: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolice]
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
`,
  },
  "username-of-node-entry": {
    severity: "error",
    summary: "EKS sets the username of an entry of a node type, and takes no other.",
    wayOut: "Leave `username` out.",
    source: ENTRIES,
    numbers: ["R117"],
    bad: `
access:
  batch-nodes:
    principal: arn:aws:iam::111122223333:role/batch-nodes
    type: EC2_LINUX
    username: "system:node:{{EC2PrivateDNSName}}"
`,
    good: `
access:
  batch-nodes:
    principal: arn:aws:iam::111122223333:role/batch-nodes
    type: EC2_LINUX
`,
  },
  username: textRule(USERNAME, {
    wayOut: "Leave it out, or write it as the binding in the cluster names it.",
    numbers: [],
    bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: [team-a]
    username: "team-a\\nadmin"
`,
    good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: [team-a]
    username: team-a
`,
  }),
  "username-session": {
    severity: "error",
    summary:
      "In a username, a colon must stand somewhere before `{{SessionName}}` or `{{SessionNameRaw}}`. EKS refuses the entry without it.",
    wayOut: "Write a beginning with a colon, such as `dev:{{SessionName}}`.",
    source: ENTRIES,
    numbers: ["R121"],
    bad: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    groups: [developers]
    username: dev-{{SessionName}}
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    groups: [developers]
    username: dev:{{SessionName}}
`,
  },
  "username-variable": {
    severity: "warning",
    summary:
      "The username has a variable of the aws-auth ConfigMap. Access entries do not fill in `{{AccountID}}`, `{{AccessKeyID}}` and `{{EC2PrivateDNSName}}`.",
    wayOut: "Use `{{SessionName}}` or a fixed name.",
    source: ENTRIES,
    numbers: ["R122"],
    bad: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    groups: [developers]
    username: dev:{{AccountID}}
`,
    good: `
access:
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    groups: [developers]
    username: dev:{{SessionName}}
`,
  },
  "no-access-policy": {
    severity: "error",
    summary: "The name of an access policy begins with Amazon or AWS, and is spelled as AWS does. This one is none.",
    wayOut: "Write the name that the message suggests, or one of the list of AWS.",
    source: POLICIES,
    numbers: ["R205"],
    bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies: [view]
`,
    good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies: [AmazonEKSViewPolicy]
`,
  },
});
