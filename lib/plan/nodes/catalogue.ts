import { INSTANCE_PROFILE_NAME } from "../../aws/iam/names";
import { NODE_KEY } from "../../aws/kubernetes/names";
import { NODE_KINDS } from "../../aws/nodes/node-kinds";
import { rules, textRule } from "../rule";
import { NODE_CLASS_RULES } from "./node-class-catalogue";
import { NODE_POOL_RULES } from "./node-pool-catalogue";

/** A minimal NodeClass spec. */
const SPEC = `spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]`;

/** Rules of nodes: node roles, instance profiles, NodeClasses and NodePools. */
export const NODE_RULES = rules({
  ...NODE_CLASS_RULES,
  ...NODE_POOL_RULES,
  "cni-of-kind": {
    severity: "error",
    summary:
      "`cni` and `ipFamily` say how the VPC CNI gets its permissions from a node role. Nodes of kinds auto, fargate, hybrid-ssm and hybrid-roles-anywhere do not use it that way, so the option would be lost.",
    wayOut: "Leave it out.",
    source: "docs/guides/nodes.md",
    numbers: ["R314"],
    bad: `
nodeRoles:
  batch: { kind: fargate, cni: node }
`,
    good: `
nodeRoles:
  batch: { kind: fargate }
`,
  },
  "instance-profile-name": textRule(INSTANCE_PROFILE_NAME, {
    wayOut: "Write the name alone, not the ARN of the instance profile and not its path.",
    numbers: ["R303", "R304"],
    bad: `
nodeClasses:
  gpu:
    instanceProfile: { name: "arn:aws:iam::111122223333:instance-profile/eks-gpu" }
    ${SPEC}
`,
    good: `
nodeClasses:
  gpu:
    instanceProfile: { name: eks-gpu }
    ${SPEC}
`,
  }),
  "instance-profile-name-taken": {
    severity: "error",
    summary:
      "Two instance profiles that this file makes have one name, given or by default. IAM does not tell upper and lower case apart.",
    wayOut: "Give one of them another name.",
    source: INSTANCE_PROFILE_NAME.source,
    numbers: ["R816", "R817"],
    bad: `
nodeRoles:
  spot: { kind: self-managed, instanceProfile: { name: workers } }
  steady: { kind: self-managed, instanceProfile: { name: Workers } }
`,
    good: `
nodeRoles:
  spot: { kind: self-managed, instanceProfile: { name: workers-spot } }
  steady: { kind: self-managed, instanceProfile: { name: workers-steady } }
`,
  },
  "instance-profile-of-kind": {
    severity: "error",
    summary:
      "An instance profile gives a role to EC2 instances. Nodes of kinds fargate, hybrid-ssm and hybrid-roles-anywhere are none.",
    wayOut: "Leave `instanceProfile` out.",
    source: "docs/guides/nodes.md",
    numbers: ["R304"],
    bad: `
nodeRoles:
  factory: { kind: hybrid-ssm, instanceProfile: true }
`,
    good: `
nodeRoles:
  factory: { kind: hybrid-ssm }
`,
  },
  "no-ipv6": {
    severity: "error",
    summary: "Windows nodes have no IPv6.",
    wayOut: "Leave `ipFamily` out, or use Linux nodes.",
    source: NODE_KINDS.windows.source,
    numbers: ["R328"],
    bad: `
nodeRoles:
  legacy: { kind: windows, cni: node, ipFamily: ipv6 }
`,
    good: `
nodeRoles:
  legacy: { kind: windows, cni: node }
`,
  },
  "role-with-path": {
    severity: "warning",
    summary:
      "The role of a NodeClass has a path other than `/`. Users report that nodes with such a role never become ready.",
    wayOut: "Use a role with the path `/`.",
    source: "https://github.com/aws/containers-roadmap/issues/2486",
    numbers: ["R108"],
    bad: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws:iam::111122223333:role/eks/gpu-nodes" }
    ${SPEC}
`,
    good: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws:iam::111122223333:role/gpu-nodes" }
    ${SPEC}
`,
  },
  "trust-anchor": {
    severity: "error",
    summary:
      "Hybrid nodes of kind hybrid-roles-anywhere take their role by way of a trust anchor of IAM Roles Anywhere, so they need its ARN. On nodes of another kind the ARN would be lost.",
    wayOut:
      "Write `trustAnchorArn: arn:aws:rolesanywhere:<region>:<account>:trust-anchor/<id>`, with the cluster's own partition; on another kind leave it out.",
    source: NODE_KINDS["hybrid-roles-anywhere"].source,
    numbers: ["R330"],
    bad: `
nodeRoles:
  factory: { kind: hybrid-roles-anywhere }
`,
    good: `
nodeRoles:
  factory:
    kind: hybrid-roles-anywhere
    trustAnchorArn: arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/0a1b2c3d-1111-2222-3333-444455556666
`,
  },
  "node-class-address": {
    severity: "error",
    summary:
      "Two names of NodeClasses differ in dots only, which are left out of Terraform addresses, so they would be one.",
    wayOut: "Choose another key for one of them.",
    source: "docs/guides/limits.md",
    numbers: ["R402", "R820"],
    bad: `
nodeClasses:
  gpu.large: { spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] } }
  gpularge: { spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] } }
`,
    good: `
nodeClasses:
  gpu.large: { spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] } }
  gpu-large: { spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] } }
`,
  },
  "node-key": textRule(NODE_KEY, {
    wayOut: "Write the name as Kubernetes takes it.",
    numbers: ["R402", "R820"],
    bad: `
nodeClasses:
  GPU: { spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] } }
`,
    good: `
nodeClasses:
  gpu.large: { spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] } }
`,
  }),
  "pod-identity-of-kind": {
    severity: "error",
    summary:
      "`podIdentity` adds the permission of the EKS Pod Identity agent to the role of hybrid nodes. Roles of other nodes have it, or cannot use it, as on Fargate.",
    wayOut: "Leave it out.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-creds.html",
    numbers: [],
    bad: `
nodeRoles:
  workers: { kind: managed, podIdentity: true }
`,
    good: `
nodeRoles:
  edge: { kind: hybrid-ssm, podIdentity: true }
`,
  },
});
