import { arn, attached, INLINE, type Kind, S3, TAGGED, trust } from "./kind";

/** Kinds of IAM. */
export const ROLES: readonly Kind[] = [
  {
    kind: "a role",
    ours: { otherRoles: { bare: { kind: "capability", name: "bare" } } },
    byHand: `
resource "aws_iam_role" "bare" {
  name = "bare"
  ${trust("capabilities.eks.amazonaws.com", TAGGED)}
}`,
    calls: /"bare"/,
  },
  {
    kind: "a role with managed policies",
    ours: { nodeRoles: { managed: { kind: "managed" } } },
    byHand: `
resource "aws_iam_role" "managed" {
  name = "managed-node"
  ${trust("ec2.amazonaws.com")}
}
${attached("managed", ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"])}`,
    calls: /managed-node"/,
  },
  {
    kind: "a role with an inline policy",
    ours: { otherRoles: { inline: { kind: "capability", name: "inline", inlinePolicies: { own: INLINE } } } },
    byHand: `
resource "aws_iam_role" "inline" {
  name = "inline"
  ${trust("capabilities.eks.amazonaws.com", TAGGED)}
}

resource "aws_iam_role_policy" "inline" {
  name = "own"
  role = aws_iam_role.inline.name
  policy = ${S3}
}`,
    calls: /"inline"/,
  },
  {
    kind: "an instance profile",
    ours: { nodeRoles: { workers: { kind: "managed", arn: arn("workers"), instanceProfile: true } } },
    byHand: `
resource "aws_iam_instance_profile" "workers" {
  name = "eks-workers"
  role = "workers"
}`,
    calls: /workers"/,
  },
  {
    kind: "an IAM policy",
    ours: { identityPolicies: { viewers: { kind: "view-resources" } } },
    byHand: `
resource "aws_iam_policy" "viewers" {
  name   = "viewers"
  policy = ${S3}
}`,
    calls: /viewers"/,
  },
];
