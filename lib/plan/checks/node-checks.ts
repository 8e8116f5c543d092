import { checks } from "./check";

const BEST_PRACTICES = "https://docs.aws.amazon.com/eks/latest/best-practices";
const GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";

/** A NodeClass. */
const nodeClass = (more: string): string => `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
      ${more}
`;

/** Checks of nodes and their roles. */
export const NODE_CHECKS = checks({
  "cni-on-node": {
    level: "warning",
    about: "nodes",
    controls: { "eks-best-practices": ["iam/cni-role"] },
    summary:
      "The VPC CNI takes its permissions from the role of the nodes, so that every pod that reaches the metadata of its node has them too.",
    wayOut: "Write `cni: separate`, the default, and the add-on `vpc-cni` under `workloads`.",
    source: `${BEST_PRACTICES}/identity-and-access-management.html`,
    bad: `
nodeRoles:
  workers: { kind: managed, cni: node }
`,
    good: `
nodeRoles:
  workers: { kind: managed, cni: separate }
`,
  },
  "default-disk-key": {
    level: "note",
    about: "NodeClasses",
    controls: { "eks-best-practices": ["data/at-rest"] },
    summary: "The disks of the nodes are encrypted with a key of AWS, and not with one of your own.",
    wayOut: "Write `ephemeralStorage: { kmsKeyID: … }`, if your rules ask for keys of your own.",
    source: `${BEST_PRACTICES}/data-encryption-and-secrets-management.html`,
    bad: nodeClass("ephemeralStorage: { size: 100Gi }"),
    good: nodeClass(
      "ephemeralStorage: { kmsKeyID: arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f }",
    ),
  },
  "no-lockdown": {
    level: "note",
    about: "NodeClasses",
    controls: { "eks-best-practices": ["guide/kernel-lockdown"] },
    summary: "The kernel of the nodes is not locked down: root on a node may change it while it runs.",
    wayOut: "Write `advancedSecurity: { kernelLockdown: integrity }`, unless something on the nodes loads modules.",
    source: `${GUIDE}/create-node-class.html`,
    bad: nodeClass("advancedSecurity: { kernelLockdown: none }"),
    good: nodeClass("advancedSecurity: { kernelLockdown: integrity }"),
  },
  "no-network-policy": {
    level: "note",
    about: "NodeClasses",
    controls: {
      "eks-best-practices": ["network/deny"],
      "cis-eks-1.8": ["5.4.4"],
      nsa: ["network/deny"],
    },
    summary: "Pods on the nodes of a NodeClass reach everything that no network policy refuses.",
    wayOut: "Write `networkPolicy: DefaultDeny`, once policies allow what the pods need.",
    source: `${BEST_PRACTICES}/network-security.html`,
    bad: nodeClass("networkPolicy: DefaultAllow"),
    good: nodeClass("networkPolicy: DefaultDeny"),
  },
  "node-powers": {
    level: "error",
    about: "nodes",
    controls: { "eks-best-practices": ["iam/instance-profile"], nsa: ["access/least", "network/metadata"] },
    summary:
      "The role of nodes may do all that one service of AWS can, or more. Every pod that reaches the metadata of its node has the role.",
    wayOut: "Give the rights to the role of the pods that need them, under `workloads`.",
    source: `${BEST_PRACTICES}/identity-and-access-management.html`,
    bad: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: [AmazonFSxFullAccess] }
`,
    good: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: [AmazonS3ReadOnlyAccess] }
`,
  },
  "public-node-address": {
    level: "warning",
    about: "NodeClasses",
    controls: {
      "eks-best-practices": ["hosts/private-subnets"],
      "cis-eks-1.8": ["5.4.3"],
      nsa: ["network/nodes"],
    },
    summary: "Nodes get public addresses, so that the internet reaches what security groups leave open.",
    wayOut: "Write `advancedNetworking: { associatePublicIPAddress: false }`, and private subnets.",
    source: `${BEST_PRACTICES}/protecting-the-infrastructure.html`,
    bad: nodeClass("advancedNetworking: { associatePublicIPAddress: true }"),
    good: nodeClass("advancedNetworking: { associatePublicIPAddress: false }"),
  },
  "registry-write": {
    level: "error",
    about: "nodes",
    controls: { "eks-best-practices": ["images/registry-policies"], "cis-eks-1.8": ["5.1.3"] },
    summary:
      "The role of nodes may push images to Amazon ECR. Whoever gets onto a node, or into a pod that has its role, can then replace the images of others.",
    wayOut: "Leave the policy out: the role has AmazonEC2ContainerRegistryPullOnly, which is all that nodes need.",
    source: `${BEST_PRACTICES}/image-security.html`,
    bad: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: [AmazonEC2ContainerRegistryPowerUser] }
`,
    good: `
nodeRoles:
  workers: { kind: managed, additionalPolicies: [AmazonEC2ContainerRegistryReadOnly] }
`,
  },
});
