import { allow, document } from "../../iam/policy-document";
import { ARNS } from "./arns";
import { allowOn, controller, one, optional, PRESENT, some } from "./template";

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

/** The second action extends a hook while a node drains, if heartbeats are turned on. */
const HOOKS = ["autoscaling:CompleteLifecycleAction", "autoscaling:RecordLifecycleActionHeartbeat"] as const;

/**
 * Drains nodes on events of the given queue, and ends the lifecycle hooks of their Auto Scaling groups: of the given
 * groups, or of those that have the tag that it looks for by default, with any value. For its mode that reads a queue;
 * the one that reads instance metadata needs no role.
 */
export const nodeTerminationHandler = controller({
  inputs: { queueArn: one(ARNS.queue), autoScalingGroupArns: optional(some(ARNS.autoScalingGroup)) },
  serviceAccount: "kube-system/aws-node-termination-handler",
  policy: ({ partition, region, account }, { queueArn, autoScalingGroupArns }) =>
    document(
      ...allowOn(["sqs:DeleteMessage", "sqs:ReceiveMessage"], queueArn),
      ...(autoScalingGroupArns.length > 0
        ? allowOn(HOOKS, autoScalingGroupArns)
        : [
            allow(HOOKS, `arn:${partition}:autoscaling:${region}:${account}:autoScalingGroup:*`, {
              Null: { "aws:ResourceTag/aws-node-termination-handler/managed": PRESENT },
            }),
          ]),
      allow(
        [
          "autoscaling:DescribeAutoScalingInstances",
          "autoscaling:DescribeLifecycleHooks",
          "autoscaling:DescribeTags",
          "ec2:DescribeInstances",
        ],
        "*",
      ),
    ),
  source: "https://github.com/aws/aws-node-termination-handler#5-create-an-iam-role-for-the-pods",
});
