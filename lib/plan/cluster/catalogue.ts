import { ACCOUNT, REGION } from "../../aws/accounts";
import {
  AUTHENTICATION_MODES,
  BUILT_IN_NODE_POOLS,
  CIDR,
  CLUSTER_NAME,
  KUBERNETES_VERSION,
  SUBNETS,
} from "../../aws/eks/cluster";
import { CLUSTER_KINDS } from "../../aws/eks/cluster-kinds";
import { KEY } from "../../aws/kubernetes/names";
import { NODE_KINDS } from "../../aws/nodes/node-kinds";
import { PARTITION_NAMES } from "../../aws/partitions";
import { TAGS } from "../../aws/tags";
import { rules, textRule } from "../rule";
import { BACKEND_RULES } from "./backend-catalogue";
import { IDENTITY_PROVIDER_RULES } from "./identity-provider-catalogue";

/** An administrator of a cluster that the file creates. */
const ADMINS = `access:
  platform-admins:
    principal: arn:aws:iam::111122223333:role/platform-admins
    policies: [AmazonEKSClusterAdminPolicy]
`;

/** A NodeClass with tags. */
const TAGGED_NODES = `nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
      tags: { CostCentre: "42" }
`;

const tagLines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `  Tag${index + 1}: "yes"\n`).join("");

/** Rules of the cluster and its role. */
export const CLUSTER_RULES = rules({
  ...BACKEND_RULES,
  ...IDENTITY_PROVIDER_RULES,
  "accept-item": {
    severity: "warning",
    summary: "`on` under `accept` names an item that is not in the file, so nothing is accepted by it.",
    wayOut: "Write the section and the key of an item of this file, such as `access.ops`.",
    source: "docs/guides/access.md",
    numbers: [],
    bad: `
access:
  ops:
    principal: arn:aws:iam::111122223333:role/ops
    policies: [AmazonEKSViewPolicy]
accept:
  secrets-visible: { on: [access.opps], because: they run the cluster }
`,
    good: `
access:
  ops:
    principal: arn:aws:iam::111122223333:role/ops
    policies: [AmazonEKSAdminViewPolicy]
accept:
  secrets-visible: { on: [access.ops], because: they run the cluster }
`,
  },
  "accept-unused": {
    severity: "warning",
    summary:
      "A file accepts a warning that nothing in it has any more, or for an item that does not have it. It would silence the warning when it comes back.",
    wayOut:
      "Leave the acceptance out. One in defaults.yaml is for all files, and needed if one of them has the warning.",
    source: "docs/guides/access.md",
    numbers: [],
    bad: `
access:
  ops:
    principal: arn:aws:iam::111122223333:role/ops
    policies: [AmazonEKSViewPolicy]
accept:
  secrets-visible: they run the cluster
`,
    good: `
access:
  ops:
    principal: arn:aws:iam::111122223333:role/ops
    policies: [AmazonEKSAdminViewPolicy]
accept:
  secrets-visible: they run the cluster
`,
  },
  "accept-name": {
    severity: "error",
    summary: "A name under `accept` is not that of a warning or a check, so nothing would be accepted.",
    wayOut: "Write the name that stands in brackets behind the warning, or that `eks-access check` prints.",
    source: "docs/guides/access.md",
    numbers: ["R903"],
    bad: `
access:
  guests: { principal: "arn:aws:iam::111122223333:role/guests" }
accept:
  grants-no-access: their rights come with the next release
`,
    good: `
access:
  guests: { principal: "arn:aws:iam::111122223333:role/guests" }
accept:
  grants-nothing: their rights come with the next release
`,
  },
  "accept-reason": {
    severity: "error",
    summary:
      "An accepted warning has a reason of fewer than three characters, white space not counted, which tells nothing to those who come later.",
    wayOut: "Say in a few words why the warning is all right in this file.",
    source: "docs/guides/access.md",
    numbers: ["R903"],
    bad: `
access:
  guests: { principal: "arn:aws:iam::111122223333:role/guests" }
accept:
  grants-nothing: ok
`,
    good: `
access:
  guests: { principal: "arn:aws:iam::111122223333:role/guests" }
accept:
  grants-nothing: their rights come with the next release
`,
  },
  "account-id": textRule(ACCOUNT, {
    wayOut: "Write all twelve in quotes, without hyphens; without quotes YAML drops leading zeros.",
    numbers: ["R905"],
    bad: `
account: "1111-2222-3333"
region: eu-west-1
`,
    good: `
account: "111122223333"
region: eu-west-1
`,
  }),
  "auto-mode-region": {
    severity: "error",
    summary:
      "EKS Auto Mode is not offered in the regions of China. Neither `autoMode` nor NodeClasses nor node roles of kind auto are possible there.",
    wayOut: "Use managed node groups there.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/automode.html",
    numbers: ["R616"],
    bad: `
account: "111122223333"
region: cn-north-1
nodeRoles:
  workers: { kind: auto }
`,
    good: `
account: "111122223333"
region: cn-north-1
nodeRoles:
  workers: { kind: managed }
`,
  },
  "block-storage-policy": {
    severity: "error",
    summary:
      "`blockStoragePolicy` chooses a policy of EKS Auto Mode, which a cluster role of another kind does not get.",
    wayOut: "Leave `blockStoragePolicy` out, or write kind: auto.",
    source: CLUSTER_KINDS.auto.source,
    numbers: ["R314"],
    bad: `
clusterRole:
  kind: standard
  blockStoragePolicy: v1
`,
    good: `
clusterRole:
  kind: auto
  blockStoragePolicy: v1
`,
  },
  "built-in-pools-kind": {
    severity: "error",
    summary: "Nodes of the built-in node pools are nodes of EKS Auto Mode, and their role has another kind than auto.",
    wayOut: "Make a role of kind auto for the built-in pools.",
    source: NODE_KINDS.auto.source,
    numbers: ["R613"],
    bad: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
    autoMode: { nodePools: [general-purpose], nodeRole: workers }
nodeRoles:
  workers: { kind: managed }
${ADMINS}`,
    good: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
    autoMode: { nodePools: [general-purpose], nodeRole: workers }
nodeRoles:
  workers: { kind: auto }
${ADMINS}`,
  },
  "built-in-pools-role": {
    severity: "error",
    summary: "Built-in node pools are switched on without a role for their nodes, which AWS refuses.",
    wayOut: "Write `nodeRole` with the key of a role of kind auto in `nodeRoles`.",
    source: BUILT_IN_NODE_POOLS.source,
    numbers: ["R609"],
    bad: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
    autoMode: { nodePools: [general-purpose] }
${ADMINS}`,
    good: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
    autoMode: { nodePools: [general-purpose], nodeRole: workers }
nodeRoles:
  workers: { kind: auto }
${ADMINS}`,
  },
  "cidr-block": textRule(CIDR, {
    wayOut: "Write the length behind the address: 10.0.0.0/16, or /32 for one IPv4 address.",
    numbers: ["R618"],
    bad: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
    endpoint: { publicCidrs: [203.0.113.7] }
${ADMINS}`,
    good: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
    endpoint: { publicCidrs: [203.0.113.7/32] }
${ADMINS}`,
  }),
  "cluster-name": textRule(CLUSTER_NAME, {
    wayOut: "Write the name as `aws eks list-clusters` shows it.",
    numbers: ["R601"],
    bad: `
name: shop.prod
`,
    good: `
name: shop-prod
`,
  }),
  "cluster-not-created": {
    severity: "error",
    summary: "The cluster role is that of a local cluster on Outposts, and no such cluster is made here.",
    wayOut: "Write kind: auto or kind: standard; for a local cluster leave `cluster.create` out.",
    source: CLUSTER_KINDS["outposts-local"].source,
    numbers: ["R615"],
    bad: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
clusterRole: { kind: outposts-local }
${ADMINS}`,
    good: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
clusterRole: { kind: standard }
${ADMINS}`,
  },
  "cluster-role-kind": {
    severity: "error",
    summary:
      "A cluster with EKS Auto Mode has a cluster role of another kind than auto. Such a role lacks sts:TagSession and the policies of Auto Mode.",
    wayOut: "Write kind: auto.",
    source: CLUSTER_KINDS.auto.source,
    numbers: ["R615"],
    bad: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
    autoMode: { nodePools: [] }
clusterRole: { kind: standard }
${ADMINS}`,
    good: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
    autoMode: { nodePools: [] }
clusterRole: { kind: auto }
${ADMINS}`,
  },
  "cluster-subnets": {
    severity: "error",
    summary: "A cluster made here has fewer than two subnets. EKS wants subnets in at least two availability zones.",
    wayOut: "Add a subnet in another availability zone.",
    source: SUBNETS.source,
    numbers: ["R606"],
    bad: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d]
${ADMINS}`,
    good: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
${ADMINS}`,
  },
  "config-map-mode": {
    severity: "error",
    summary:
      "The cluster is in authentication mode CONFIG_MAP, in which EKS takes no access entries, and something in the file needs one.",
    wayOut: "Change the cluster to API_AND_CONFIG_MAP first, and then the file; there is no way back to CONFIG_MAP.",
    source: AUTHENTICATION_MODES.source,
    numbers: ["R603", "R604"],
    bad: `
cluster:
  authenticationMode: CONFIG_MAP
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: [team-a]
`,
    good: `
cluster:
  authenticationMode: API_AND_CONFIG_MAP
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: [team-a]
`,
  },
  "earlier-key": {
    severity: "error",
    summary:
      "`was` names keys that an item had before, so that Terraform moves what it knows by them. No item has such a key now, and two items cannot have been one.",
    wayOut: "Write the key that this item had, and leave `was` out of an item that is new.",
    source: "https://developer.hashicorp.com/terraform/language/moved",
    numbers: [],
    bad: `
access:
  developers: { principal: "arn:aws:iam::111122223333:role/developers", policies: [AmazonEKSViewPolicy] }
  devs: { was: developers, principal: "arn:aws:iam::111122223333:role/devs", policies: [AmazonEKSViewPolicy] }
`,
    good: `
access:
  devs: { was: developers, principal: "arn:aws:iam::111122223333:role/developers", policies: [AmazonEKSViewPolicy] }
`,
  },
  "adopt-and-release": {
    severity: "error",
    summary:
      "`adopt` makes Terraform take over what exists, and `release` makes it forget what it manages. One item cannot do both.",
    wayOut: "Leave one of the two out: the owner that lets go writes `release`, the new one `adopt`.",
    source: "docs/guides/changing.md",
    numbers: [],
    bad: `
access:
  ops:
    principal: "arn:aws:iam::111122223333:role/ops"
    policies: [AmazonEKSViewPolicy]
    adopt: true
    release: true
`,
    good: `
access:
  ops:
    principal: "arn:aws:iam::111122223333:role/ops"
    policies: [AmazonEKSViewPolicy]
    release: true
`,
  },
  "create-or-existing": {
    severity: "error",
    summary:
      "`authenticationMode`, `verify` and `oidcIssuer`, written directly under `cluster`, are about a cluster that exists, and this file makes the cluster.",
    wayOut: "Write `authenticationMode` under `create`, and leave the others out.",
    source: "docs/guides/nodes.md",
    numbers: ["R602"],
    bad: `
cluster:
  authenticationMode: API_AND_CONFIG_MAP
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
${ADMINS}`,
    good: `
cluster:
  create:
    authenticationMode: API_AND_CONFIG_MAP
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
${ADMINS}`,
  },
  "subnet-twice": {
    severity: "error",
    summary: "`subnetIds` of a cluster names one subnet, several times. EKS needs subnets in two availability zones.",
    wayOut: "Name each subnet once, in at least two availability zones.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
    numbers: [],
    bad: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0a1b2c3d]
${ADMINS}`,
    good: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
${ADMINS}`,
  },
  "custom-tags": {
    severity: "warning",
    summary:
      "A NodeClass has tags, and the cluster role is made elsewhere. No node starts with such tags unless that role has the custom tags policy of EKS Auto Mode.",
    wayOut: "Attach the policy where the role is made, and accept the warning; or leave the tags out.",
    source: CLUSTER_KINDS.auto.source,
    numbers: ["R437"],
    bad: `
${TAGGED_NODES}`,
    good: `
${TAGGED_NODES}accept:
  custom-tags: the network team has attached the custom tags policy to the cluster role
`,
  },
  "custom-tags-missing": {
    severity: "error",
    summary:
      "A NodeClass has tags, and the cluster role that this file makes lacks the custom tags policy of EKS Auto Mode. No node would start.",
    wayOut: "Write clusterRole.customTags: true, or leave the tags out.",
    source: CLUSTER_KINDS.auto.source,
    numbers: ["R436"],
    bad: `
clusterRole: { kind: auto }
${TAGGED_NODES}`,
    good: `
clusterRole: { kind: auto, customTags: true }
${TAGGED_NODES}`,
  },
  "item-key": textRule(KEY, {
    wayOut: "Write the key that the message suggests, in lower case and with hyphens.",
    numbers: ["R402", "R820"],
    bad: `
access:
  Team_A:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: [team-a]
`,
    good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: [team-a]
`,
  }),
  "kubernetes-version": textRule(KUBERNETES_VERSION, {
    wayOut: 'Write it in quotes, without a patch version: "1.34".',
    numbers: ["R912"],
    bad: `
cluster:
  create:
    version: "1.34.2"
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
${ADMINS}`,
    good: `
cluster:
  create:
    version: "1.34"
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
${ADMINS}`,
  }),
  "no-admin": {
    severity: "warning",
    summary:
      "A cluster made here gives its creator no access entry, and no other entry has AmazonEKSClusterAdminPolicy for the whole cluster. Nobody can administer it.",
    wayOut: "Give AmazonEKSClusterAdminPolicy to a role under `access`.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html",
    numbers: ["R607"],
    bad: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
`,
    good: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
${ADMINS}`,
  },
  "node-role-key": {
    severity: "error",
    summary: "`nodeRole`, the role of the built-in node pools, names a key that is not in `nodeRoles`.",
    wayOut: "Write a key of `nodeRoles`, or add the role there.",
    source: "docs/guides/nodes.md",
    numbers: ["R612", "R813"],
    bad: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
    autoMode: { nodePools: [general-purpose], nodeRole: nodes }
nodeRoles:
  workers: { kind: auto }
${ADMINS}`,
    good: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
    autoMode: { nodePools: [general-purpose], nodeRole: workers }
nodeRoles:
  workers: { kind: auto }
${ADMINS}`,
  },
  "node-role-without-pools": {
    severity: "error",
    summary: "A node role is given and no built-in node pool is switched on, which AWS refuses.",
    wayOut: "Leave `nodeRole` out, since NodeClasses bring their own roles, or name a built-in pool.",
    source: BUILT_IN_NODE_POOLS.source,
    numbers: ["R610", "R611"],
    bad: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
    autoMode: { nodePools: [], nodeRole: workers }
nodeRoles:
  workers: { kind: auto }
${ADMINS}`,
    good: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-0b2c3d4e]
    autoMode: { nodePools: [] }
nodeRoles:
  workers: { kind: auto }
${ADMINS}`,
  },
  partition: {
    severity: "error",
    summary: "The region lies in another partition than the one stated.",
    wayOut: "Leave `partition` out: it follows from the region.",
    source: PARTITION_NAMES.source,
    numbers: ["R909", "R910"],
    bad: `
account: "111122223333"
region: us-gov-west-1
partition: aws
`,
    good: `
account: "111122223333"
region: us-gov-west-1
`,
  },
  "partition-missing": {
    severity: "error",
    summary: "The region is a token, whose value only Terraform knows, so the partition cannot follow from it.",
    wayOut: "Write `partition` beside it.",
    source: "docs/guides/typescript.md",
    numbers: ["R910"],
    bad: { "demo.ts": `{ account: "111122223333", region: "\${var.region}" }\n` },
    good: { "demo.ts": `{ account: "111122223333", region: "\${var.region}", partition: "aws" }\n` },
  },
  "issuer-region": {
    severity: "error",
    summary:
      "`cluster.oidcIssuer` is the issuer of a cluster in another region. Tokens of this cluster would not match it, and no pod would get a role.",
    wayOut: "Copy the issuer of this cluster: aws eks describe-cluster --query cluster.identity.oidc.issuer.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html",
    numbers: [],
    bad: `
cluster: { oidcIssuer: "https://oidc.eks.us-east-1.amazonaws.com/id/0A1B2C" }
`,
    good: `
cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C" }
`,
  },
  "unknown-region": {
    severity: "warning",
    summary:
      "The region is unknown here, and one letter away from a known one. Terraform would look for the cluster in vain.",
    wayOut: "Write the known region, or accept the warning if the region is new.",
    source: "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html",
    numbers: [],
    bad: `
account: "111122223333"
region: eu-westt-1
`,
    good: `
account: "111122223333"
region: eu-west-1
`,
  },
  "region-name": textRule(REGION, {
    wayOut: 'Write the name of the region as AWS does: "eu-central-1".',
    numbers: ["R907", "R908"],
    bad: `
account: "111122223333"
region: eu-central
`,
    good: `
account: "111122223333"
region: eu-central-1
`,
  }),
  tags: {
    severity: "error",
    summary:
      "A resource has at most 50 tags. A tag key has 1-128 characters, a tag value at most 256. Tags at the top of the file count on every resource.",
    wayOut: "Leave some tags out, or shorten the key or the value.",
    source: TAGS.source,
    numbers: ["R127", "R916"],
    bad: () => `
tags:
${tagLines(51)}`,
    good: () => `
tags:
${tagLines(50)}`,
  },
  "windows-addresses": {
    severity: "warning",
    summary:
      "Windows nodes get no addresses unless the cluster role has AmazonEKSVPCResourceController, and the cluster role that this file makes lacks it.",
    wayOut: "Write clusterRole.vpcResourceController: true.",
    source: NODE_KINDS.windows.source,
    numbers: ["R329"],
    bad: `
clusterRole: { kind: standard }
nodeRoles:
  windows: { kind: windows }
`,
    good: `
clusterRole: { kind: standard, vpcResourceController: true }
nodeRoles:
  windows: { kind: windows }
`,
  },
  "no-endpoint": {
    severity: "error",
    summary: "A cluster that is created here has neither a public nor a private endpoint. `private` is off by default.",
    wayOut: "Write `private: true`.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
    numbers: ["R617"],
    bad: `
cluster:
  create: { subnetIds: [subnet-0a1b2c3d, subnet-4e5f6a7b], endpoint: { public: false } }
access: { admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: [AmazonEKSClusterAdminPolicy] } }
`,
    good: `
cluster:
  create: { subnetIds: [subnet-0a1b2c3d, subnet-4e5f6a7b], endpoint: { public: false, private: true } }
access: { admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: [AmazonEKSClusterAdminPolicy] } }
`,
  },
  "node-class-without-auto-mode": {
    severity: "error",
    summary:
      "A file has NodeClasses or NodePools and creates a cluster without EKS Auto Mode, which has no such kinds.",
    wayOut: "Write `cluster.create.autoMode`, or roles of managed or self-managed nodes in `nodeRoles`.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html",
    numbers: ["R619"],
    bad: `
cluster:
  create: { subnetIds: [subnet-0a1b2c3d, subnet-4e5f6a7b] }
access: { admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: [AmazonEKSClusterAdminPolicy] } }
nodeClasses:
  gpu:
    spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] }
`,
    good: `
cluster:
  create: { subnetIds: [subnet-0a1b2c3d, subnet-4e5f6a7b], autoMode: { nodePools: [] } }
access: { admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: [AmazonEKSClusterAdminPolicy] } }
nodeClasses:
  gpu:
    spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] }
`,
  },
  "default-node-class": {
    severity: "error",
    summary:
      "A NodePool has the NodeClass that EKS makes, `default`, in a cluster without built-in node pools. EKS has this NodeClass only with one of them.",
    wayOut: "Turn on a built-in node pool, or describe a NodeClass of your own with the pool in it.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html",
    numbers: ["R401"],
    bad: `
cluster:
  create: { subnetIds: [subnet-0a1b2c3d, subnet-4e5f6a7b], autoMode: { nodePools: [] } }
access: { admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: [AmazonEKSClusterAdminPolicy] } }
nodePools:
  batch: { nodeClass: default, requirements: [{ key: kubernetes.io/arch, operator: In, values: [arm64] }] }
`,
    good: `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-4e5f6a7b]
    autoMode: { nodePools: [system], nodeRole: nodes }
nodeRoles: { nodes: { kind: auto } }
access: { admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: [AmazonEKSClusterAdminPolicy] } }
nodePools:
  batch: { nodeClass: default, requirements: [{ key: kubernetes.io/arch, operator: In, values: [arm64] }] }
`,
  },
  "remote-networks": {
    severity: "error",
    summary:
      "Remote networks of hybrid nodes are IPv4 blocks of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, one or more in each list, without overlap between nodes and pods, and not in a cluster of IPv6.",
    wayOut: "Write blocks of these ranges that do not overlap.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html",
    numbers: ["R618"],
    bad: `
cluster:
  create: { subnetIds: [subnet-0a1b2c3d, subnet-4e5f6a7b], remoteNetworks: { nodes: ["8.8.0.0/16"] } }
access: { admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: [AmazonEKSClusterAdminPolicy] } }
`,
    good: `
cluster:
  create: { subnetIds: [subnet-0a1b2c3d, subnet-4e5f6a7b], remoteNetworks: { nodes: ["10.80.0.0/16"], pods: ["10.81.0.0/16"] } }
access: { admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: [AmazonEKSClusterAdminPolicy] } }
`,
  },
  "shared-address-space": {
    severity: "warning",
    summary:
      "A remote network is of 100.64.0.0/10. The guide for hybrid nodes takes it, and the API reference does not.",
    wayOut: "Write a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, or try it and accept the warning.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html",
    numbers: ["R618"],
    bad: `
cluster:
  create: { subnetIds: [subnet-0a1b2c3d, subnet-4e5f6a7b], remoteNetworks: { nodes: ["100.64.0.0/16"] } }
access: { admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: [AmazonEKSClusterAdminPolicy] } }
`,
    good: `
cluster:
  create: { subnetIds: [subnet-0a1b2c3d, subnet-4e5f6a7b], remoteNetworks: { nodes: ["10.80.0.0/16"] } }
access: { admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: [AmazonEKSClusterAdminPolicy] } }
`,
  },
  "only-this-cluster": {
    severity: "error",
    summary:
      "`onlyThisCluster` names the cluster in the trust of its role, and the role of this kind is not taken by EKS.",
    wayOut: "Leave it out.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html",
    numbers: [],
    bad: `
clusterRole: { kind: outposts-local, onlyThisCluster: true }
`,
    good: `
clusterRole: { onlyThisCluster: true }
`,
  },
});
