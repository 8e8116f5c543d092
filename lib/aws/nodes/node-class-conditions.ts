const GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";

/** Why a NodeClass is not ready. */
export interface NodeClassReason {
  readonly means: string;
  readonly source: string;
}

/**
 * What the reasons in the conditions of a NodeClass mean, and what to do. Those of subnets and security groups are those of
 * Karpenter, from which EKS Auto Mode derives.
 */
export const NODE_CLASS_REASONS = {
  UnauthorizedNodeRole: {
    means:
      "The role of the nodes has no access entry of type EC2 with AmazonEKSAutoNodePolicy, or got it after the NodeClass was created. Run terraform apply, then this script with --recreate-unready.",
    source: `${GUIDE}/auto-troubleshoot.html`,
  },
  InstanceProfileCreationFailed: {
    means:
      "EKS could not create an instance profile with the role of the nodes. The cluster role needs AmazonEKSComputePolicy, and sts:TagSession in its trust policy. If a service control policy forbids it, write instanceProfile: true in the file.",
    source: `${GUIDE}/auto-cluster-iam-role.html`,
  },
  SubnetsNotFound: {
    means: "No subnet has the id or the tags of subnetSelectorTerms. Correct the terms, or tag the subnets.",
    source: "https://github.com/aws/karpenter-provider-aws/blob/main/pkg/controllers/nodeclass/subnet.go",
  },
  SecurityGroupsNotFound: {
    means:
      "No security group has the id, the name or the tags of securityGroupSelectorTerms. Correct the terms, or tag the security groups.",
    source: "https://github.com/aws/karpenter-provider-aws/blob/main/pkg/controllers/nodeclass/securitygroup.go",
  },
} as const satisfies Readonly<Record<string, NodeClassReason>>;
