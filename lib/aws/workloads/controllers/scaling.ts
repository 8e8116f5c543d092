import { allow, document } from "../../iam/policy-document";
import { controller, PRESENT } from "./template";

/**
 * Scales Auto Scaling groups that have the cluster's tag, with any value. EKS sets it for managed node groups; for
 * self-managed nodes the user must set it.
 */
export const clusterAutoscaler = controller({
  inputs: {},
  serviceAccount: "kube-system/cluster-autoscaler",
  policy: ({ partition, region, account, cluster }) =>
    document(
      allow(
        ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
        `arn:${partition}:autoscaling:${region}:${account}:autoScalingGroup:*`,
        { Null: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${cluster}`]: PRESENT } },
      ),
      allow("eks:DescribeNodegroup", `arn:${partition}:eks:${region}:${account}:nodegroup/${cluster}/*`),
      allow(
        [
          "autoscaling:DescribeAutoScalingGroups",
          "autoscaling:DescribeAutoScalingInstances",
          "autoscaling:DescribeLaunchConfigurations",
          "autoscaling:DescribeScalingActivities",
          "autoscaling:DescribeTags",
          "ec2:DescribeImages",
          "ec2:DescribeInstanceTypes",
          "ec2:DescribeLaunchTemplateVersions",
          "ec2:GetInstanceTypesFromInstanceRequirements",
        ],
        "*",
      ),
    ),
  source: "https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md",
});
