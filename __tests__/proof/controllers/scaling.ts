import { arn, around, ask, each, type Laws } from "../around";
import { ELSEWHERE } from "../prove";
import { GIVEN, given, type Proofs, policyOf, throughService } from "./support";

const group = (account?: string) => arn("autoscaling", "autoScalingGroup:0a1b:autoScalingGroupName/batch", account);
const PROD = arn("eks", "cluster/prod");

const groups = each(["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"], group(), {
  "aws:ResourceTag/k8s.io/cluster-autoscaler/prod": "owned",
});
const nodeGroups = each(["eks:DescribeNodegroup"], arn("eks", "nodegroup/prod/batch/0a1b"));

const ec2 = (rest: string, account?: string) => arn("ec2", rest, account);
const owned = "kubernetes.io/cluster/prod";
const asked = {
  [`aws:RequestTag/${owned}`]: "owned",
  "aws:RequestTag/eks:eks-cluster-name": "prod",
  "aws:RequestTag/karpenter.sh/nodepool": "batch",
};
const own = { [`aws:ResourceTag/${owned}`]: "owned", "aws:ResourceTag/karpenter.sh/nodepool": "batch" };

const INSTANCE = ec2("instance/i-0a1b");
const TEMPLATE = ec2("launch-template/lt-0a1b");

const parts = ["network-interface/eni-0a1b", "spot-instances-request/sir-0a1b", "volume/vol-0a1b"].map((rest) =>
  ec2(rest),
);
const FLEET = ec2("fleet/fleet-0a1b");

const tagsInMaking = Object.assign(
  {},
  ...[INSTANCE, ...parts].map((one) => each(["ec2:CreateTags"], one, { ...asked, "ec2:CreateAction": "RunInstances" })),
  each(["ec2:CreateTags"], FLEET, { ...asked, "ec2:CreateAction": "CreateFleet" }),
  each(["ec2:CreateTags"], TEMPLATE, { ...asked, "ec2:CreateAction": "CreateLaunchTemplate" }),
);
const makes = Object.assign(
  {
    "a fleet is started from a template of this cluster": ask("ec2:CreateFleet", TEMPLATE, own),
    "an instance is started from a template of this cluster": ask("ec2:RunInstances", TEMPLATE, own),
    "a template is made": ask("ec2:CreateLaunchTemplate", TEMPLATE, asked),
    "a fleet is made": ask("ec2:CreateFleet", FLEET, asked),
  },
  ...[INSTANCE, ...parts].map((one) => each(["ec2:RunInstances"], one, asked)),
  each(["ec2:TerminateInstances"], INSTANCE, own),
  each(["ec2:DeleteLaunchTemplate"], TEMPLATE, own),
);
const named = { "an instance is named": ask("ec2:CreateTags", INSTANCE, { ...own, "aws:TagKeys": ["Name"] }) };

const PROFILE = "arn:aws:iam::111122223333:instance-profile/prod_1234";
const region = "topology.kubernetes.io/region";
const nodeClass = "karpenter.k8s.aws/ec2nodeclass";
const profileAsked = {
  [`aws:RequestTag/${owned}`]: "owned",
  "aws:RequestTag/eks:eks-cluster-name": "prod",
  [`aws:RequestTag/${region}`]: "eu-west-1",
  [`aws:RequestTag/${nodeClass}`]: "default",
};
const profileOwn = {
  [`aws:ResourceTag/${owned}`]: "owned",
  [`aws:ResourceTag/${region}`]: "eu-west-1",
  [`aws:ResourceTag/${nodeClass}`]: "default",
};
const profiles = {
  ...each(["iam:CreateInstanceProfile"], PROFILE, profileAsked),
  ...each(["iam:TagInstanceProfile"], PROFILE, { ...profileAsked, ...profileOwn }),
  ...each(
    ["iam:AddRoleToInstanceProfile", "iam:DeleteInstanceProfile", "iam:RemoveRoleFromInstanceProfile"],
    PROFILE,
    profileOwn,
  ),
};
const looks = { "a profile is looked at": ask("iam:GetInstanceProfile", PROFILE.replace("prod_1234", "any")) };

const [ROLE] = GIVEN.karpenter.nodeRoleArns;
const pass = (role: string, service: string) => ask("iam:PassRole", role, { "iam:PassedToService": service });
const passes = { "a node role is handed to EC2": pass(ROLE, "ec2.amazonaws.com") };

const queue = each(["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"], GIVEN.karpenter.queueArn);
const queueKey = throughService("kms:Decrypt", "sqs");
const zonalShift = {
  "a zonal shift of the cluster is seen": ask("arc-zonal-shift:GetManagedResource", "*", {
    "arc-zonal-shift:ResourceIdentifier": PROD,
  }),
};
const cluster = each(["eks:DescribeCluster"], PROD);
const parameter = {
  "the newest image is looked up": ask("ssm:GetParameter", "arn:aws:ssm:eu-west-1::parameter/aws/service/eks/image"),
};
const described = each(
  [
    "ec2:DescribeAvailabilityZones",
    "ec2:DescribeCapacityReservations",
    "ec2:DescribeImages",
    "ec2:DescribeInstanceStatus",
    "ec2:DescribeInstanceTypeOfferings",
    "ec2:DescribeInstanceTypes",
    "ec2:DescribeInstances",
    "ec2:DescribeLaunchTemplates",
    "ec2:DescribePlacementGroups",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSpotPriceHistory",
    "ec2:DescribeSubnets",
  ],
  "*",
  { "aws:RequestedRegion": "eu-west-1" },
);

const DRAINER = "aws-node-termination-handler";
const HOOKS = ["autoscaling:CompleteLifecycleAction", "autoscaling:RecordLifecycleActionHeartbeat"];
const MANAGED = { "aws:ResourceTag/aws-node-termination-handler/managed": "true" };
const events = each(["sqs:DeleteMessage", "sqs:ReceiveMessage"], GIVEN[DRAINER].queueArn);
const hooks = each(HOOKS, group(), MANAGED);
/** The same for a group that is named, tagged or not. */
const ofNamed = (laws: Laws) =>
  given(
    DRAINER,
    { ...GIVEN[DRAINER], autoScalingGroupArns: arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/batch") },
    laws,
  );

export const scalingProofs: Proofs = {
  [DRAINER]: {
    document: policyOf(DRAINER),
    allowed: {
      ...events,
      ...hooks,
      "a hook of a group with the tag and no value is ended": ask(HOOKS[0] ?? "", group(), {
        "aws:ResourceTag/aws-node-termination-handler/managed": "",
      }),
      ...Object.fromEntries(
        Object.entries(ofNamed(each(HOOKS, group()))).map(([name, law]) => [`${name}, named and without a tag`, law]),
      ),
      ...each([
        "autoscaling:DescribeAutoScalingInstances",
        "autoscaling:DescribeLifecycleHooks",
        "autoscaling:DescribeTags",
        "ec2:DescribeInstances",
      ]),
    },
    refused: {
      ...around(events),
      ...around(hooks),
      "another queue is not read": ask("sqs:ReceiveMessage", arn("sqs", "orders")),
      "nothing is sent to the queue": ask("sqs:SendMessage", GIVEN[DRAINER].queueArn),
      "an instance is not terminated": ask("ec2:TerminateInstances", arn("ec2", "instance/i-0a1b")),
      "a group is not scaled": ask("autoscaling:SetDesiredCapacity", group(), MANAGED),
      "a hook is not deleted": ask("autoscaling:DeleteLifecycleHook", group(), MANAGED),
      ...ofNamed({
        "beside named groups another is refused, tag or not": ask(
          HOOKS[0] ?? "",
          arn("autoscaling", "autoScalingGroup:0a1b:autoScalingGroupName/web"),
          MANAGED,
        ),
        "a named group of another account is refused": ask(HOOKS[0] ?? "", group(ELSEWHERE)),
      }),
    },
  },

  "cluster-autoscaler": {
    document: policyOf("cluster-autoscaler"),
    allowed: {
      ...groups,
      "a group with the tag and no value is scaled": ask("autoscaling:SetDesiredCapacity", group(), {
        "aws:ResourceTag/k8s.io/cluster-autoscaler/prod": "",
      }),
      ...nodeGroups,
      ...each([
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeAutoScalingInstances",
        "autoscaling:DescribeLaunchConfigurations",
        "autoscaling:DescribeScalingActivities",
        "autoscaling:DescribeTags",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplateVersions",
        "ec2:GetInstanceTypesFromInstanceRequirements",
      ]),
    },
    refused: {
      ...around(groups),
      ...around(nodeGroups),
      "a node group of a cluster whose name begins like this one is refused": ask(
        "eks:DescribeNodegroup",
        arn("eks", "nodegroup/prod-2/batch/0a1b"),
      ),
      "a group is not deleted": ask("autoscaling:DeleteAutoScalingGroup", group()),
      "a group is not given another size": ask("autoscaling:UpdateAutoScalingGroup", group()),
    },
  },

  karpenter: {
    document: policyOf("karpenter"),
    allowed: {
      ...makes,
      ...tagsInMaking,
      ...named,
      "an image of another account is started": ask("ec2:RunInstances", "arn:aws:ec2:eu-west-1::image/ami-0a1b"),
      "an instance starts in a subnet shared by another account": ask(
        "ec2:RunInstances",
        ec2("subnet/subnet-0a1b", ELSEWHERE),
      ),
      ...each(["ec2:RunInstances"], ec2("security-group/sg-0a1b")),
      ...each(["ec2:RunInstances"], ec2("capacity-reservation/cr-0a1b")),
      ...each(["ec2:RunInstances"], ec2("placement-group/pg-0a1b")),
      ...each(["ec2:RunInstances"], "arn:aws:ec2:eu-west-1::snapshot/snap-0a1b"),
      ...profiles,
      ...looks,
      ...passes,
      ...queue,
      ...queueKey.laws,
      ...zonalShift,
      ...cluster,
      ...parameter,
      ...described,
      ...each(["iam:ListInstanceProfiles", "pricing:GetProducts"]),
    },
    refused: {
      ...around(makes),
      ...around(tagsInMaking),
      "an instance of another cluster is not named": ask("ec2:CreateTags", INSTANCE, {
        "aws:TagKeys": ["Name"],
        "aws:ResourceTag/kubernetes.io/cluster/dev": "owned",
        "aws:ResourceTag/karpenter.sh/nodepool": "batch",
      }),
      "an instance of no NodePool is not named": ask("ec2:CreateTags", INSTANCE, {
        "aws:TagKeys": ["Name"],
        "aws:ResourceTag/kubernetes.io/cluster/prod": "owned",
      }),
      "an instance gets no other tag": ask("ec2:CreateTags", INSTANCE, { ...own, "aws:TagKeys": ["Name", "team"] }),
      "an instance is not given to another cluster": ask("ec2:CreateTags", INSTANCE, {
        ...own,
        "aws:TagKeys": ["eks:eks-cluster-name"],
        "aws:RequestTag/eks:eks-cluster-name": "dev",
      }),
      "a volume is not named": ask("ec2:CreateTags", ec2("volume/vol-0a1b"), { ...own, "aws:TagKeys": ["Name"] }),
      ...Object.fromEntries(
        [ELSEWHERE, "us-east-1"].map((other) => [
          `an instance in ${other} is not named`,
          ask("ec2:CreateTags", INSTANCE.replace(other === ELSEWHERE ? "111122223333" : "eu-west-1", other), {
            ...own,
            "aws:TagKeys": ["Name"],
          }),
        ]),
      ),
      ...each(["ec2:RunInstances"], "arn:aws:ec2:us-east-1::image/ami-0a1b"),
      ...Object.assign(
        {},
        ...["subnet/s", "security-group/s", "capacity-reservation/c", "placement-group/p"].map((rest) =>
          each(["ec2:RunInstances"], arn("ec2", rest, undefined, "us-east-1")),
        ),
        each(["ec2:RunInstances"], "arn:aws:ec2:us-east-1::snapshot/snap-0a1b"),
      ),
      ...around(profiles),
      ...around(looks),
      ...around(passes),
      "a role that is no node's is not handed over": pass("arn:aws:iam::111122223333:role/admin", "ec2.amazonaws.com"),
      "a node role is not handed to Lambda": pass(ROLE, "lambda.amazonaws.com"),
      ...around(queue),
      ...queueKey.near,
      "another queue is not read": ask("sqs:ReceiveMessage", arn("sqs", "orders")),
      "nothing is sent to the queue": ask("sqs:SendMessage", GIVEN.karpenter.queueArn),
      ...around(zonalShift),
      ...around(cluster),
      "a parameter of this account is not read": ask("ssm:GetParameter", arn("ssm", "parameter/team/value")),
      "a public parameter of another region is not read": ask(
        "ssm:GetParameter",
        "arn:aws:ssm:us-east-1::parameter/aws/service/eks/image",
      ),
      "a public parameter that is no service's is not read": ask(
        "ssm:GetParameter",
        "arn:aws:ssm:eu-west-1::parameter/aws/reference/x",
      ),
      ...around(described),
      "another region is not looked at": ask("ec2:DescribeInstances", "*", { "aws:RequestedRegion": "us-east-1" }),
      ...given(
        "karpenter",
        { nodeRoleArns: ROLE },
        { "without a queue none is read": ask("sqs:ReceiveMessage", GIVEN.karpenter.queueArn) },
      ),
    },
  },
};
