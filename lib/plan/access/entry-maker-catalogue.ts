import { ENTRY_MAKER_NAMES } from "../../aws/eks/entry-makers";
import { rules } from "../rule";

const CAPABILITIES = "https://docs.aws.amazon.com/eks/latest/userguide/capabilities-security.html";
const BATCH = ENTRY_MAKER_NAMES.source;
const ACCESS_GUIDE = "docs/guides/access.md";

/** Rules of items of `access` that give policies to an entry which somebody else makes. */
export const ENTRY_MAKER_RULES = rules({
  "batch-namespaces": {
    severity: "warning",
    summary:
      "AWS Batch gets no AWSBatchNamespacePolicy. The policy that it gives to its entry itself starts no pods, so jobs stay in RUNNABLE.",
    wayOut: "Add AWSBatchNamespacePolicy, with the namespaces of the compute environments.",
    source: BATCH,
    numbers: [],
    bad: `
access:
  batch:
    principal: arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch
    entry: by-batch
    policies: [AmazonEKSViewPolicy]
`,
    good: `
access:
  batch:
    principal: arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch
    entry: by-batch
    policies: [{ policy: AWSBatchNamespacePolicy, namespaces: [jobs] }]
`,
  },
  "capability-secrets": {
    severity: "warning",
    summary:
      "A capability gets an access policy for the Secrets of the whole cluster. It reads only those that its own resources name, and everybody who may make such resources can use it.",
    wayOut: "Name the namespaces that the capability works in.",
    source: CAPABILITIES,
    numbers: [],
    bad: `
otherRoles:
  ack: { kind: capability }
access:
  ack: { role: ack, entry: by-eks, policies: [AmazonEKSSecretReaderPolicy] }
`,
    good: `
otherRoles:
  ack: { kind: capability }
access:
  ack:
    role: ack
    entry: by-eks
    policies: [{ policy: AmazonEKSSecretReaderPolicy, namespaces: [databases] }]
`,
  },
  "entry-maker": {
    severity: "error",
    summary:
      "Whoever `entry` names makes no entry of this principal: AWS Batch and Amazon EMR make one for their service-linked role, and EKS for roles of capabilities in the cluster's account. Without an entry EKS refuses its policies.",
    wayOut: "Write the principal that the message names, or `entry: elsewhere` if somebody else makes the entry.",
    source: BATCH,
    numbers: ["R107"],
    bad: `
access:
  batch:
    principal: arn:aws:iam::111122223333:role/batch-jobs
    entry: by-batch
    policies: [{ policy: AWSBatchNamespacePolicy, namespaces: [jobs] }]
`,
    good: `
access:
  batch:
    principal: arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch
    entry: by-batch
    policies: [{ policy: AWSBatchNamespacePolicy, namespaces: [jobs] }]
`,
  },
  "entry-without-policies": {
    severity: "error",
    summary: "An item with `entry` gives policies to an entry that others make. Without policies it makes nothing.",
    wayOut: "Write `policies`, or leave the item out.",
    source: ACCESS_GUIDE,
    numbers: [],
    bad: `
otherRoles:
  ack: { kind: capability }
access:
  ack: { role: ack, entry: by-eks }
`,
    good: `
otherRoles:
  ack: { kind: capability }
access:
  ack:
    role: ack
    entry: by-eks
    policies: [{ policy: AmazonEKSSecretReaderPolicy, namespaces: [databases] }]
`,
  },
  "field-of-entry": {
    severity: "error",
    summary:
      "An item with `entry` has `type`, `groups`, `username` or `tags`. They belong to the entry, so who makes it decides them.",
    wayOut: "Leave the field out, or `entry` if the entry is made here.",
    source: ACCESS_GUIDE,
    numbers: [],
    bad: `
access:
  ci:
    principal: arn:aws:iam::111122223333:role/ci
    entry: elsewhere
    groups: [ci]
    policies: [AmazonEKSViewPolicy]
`,
    good: `
access:
  ci:
    principal: arn:aws:iam::111122223333:role/ci
    entry: elsewhere
    policies: [AmazonEKSViewPolicy]
`,
  },
  "policy-for-namespaces": {
    severity: "warning",
    summary:
      "AWSBatchNamespacePolicy lets AWS Batch make and change pods, and holds in the whole cluster here. AWS Batch needs it in the namespaces of its compute environments.",
    wayOut: "Name these namespaces.",
    source: BATCH,
    numbers: [],
    bad: `
access:
  batch:
    principal: arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch
    entry: by-batch
    policies: [AWSBatchNamespacePolicy]
`,
    good: `
access:
  batch:
    principal: arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch
    entry: by-batch
    policies: [{ policy: AWSBatchNamespacePolicy, namespaces: [jobs] }]
`,
  },
  "policy-of-maker": {
    severity: "warning",
    summary:
      "The service that makes the entry gives it this access policy itself. Two owners of one association undo each other's work: Terraform would take it away with this item.",
    wayOut: "Leave the policy out.",
    source: BATCH,
    numbers: ["R209"],
    bad: `
access:
  batch:
    principal: arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch
    entry: by-batch
    policies:
      - AWSBatchClusterPolicy
      - { policy: AWSBatchNamespacePolicy, namespaces: [jobs] }
`,
    good: `
access:
  batch:
    principal: arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch
    entry: by-batch
    policies: [{ policy: AWSBatchNamespacePolicy, namespaces: [jobs] }]
`,
  },
  "service-linked-path": {
    severity: "error",
    summary:
      "The ARN of a service-linked role has lost its path. EKS knows the entry of such a role by the whole ARN: role/aws-service-role/, the service, and the name.",
    wayOut: "Write the ARN as IAM shows it.",
    source: BATCH,
    numbers: ["R107"],
    bad: `
access:
  batch:
    principal: arn:aws:iam::111122223333:role/AWSServiceRoleForBatch
    entry: by-batch
    policies: [{ policy: AWSBatchNamespacePolicy, namespaces: [jobs] }]
`,
    good: `
access:
  batch:
    principal: arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch
    entry: by-batch
    policies: [{ policy: AWSBatchNamespacePolicy, namespaces: [jobs] }]
`,
  },
});
