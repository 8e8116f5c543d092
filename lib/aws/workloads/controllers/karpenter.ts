import { allow, document, type PolicyDocument, type Statement } from "../../iam/policy-document";
import { clusterArn, type TrustScope } from "../../iam/trust";
import { PARTITIONS } from "../../partitions";
import { ARNS } from "./arns";
import { INTERRUPTIONS } from "./interruptions";
import { keysVia } from "./keys";
import { allowOn, controller, one, optional, some } from "./template";

interface Given {
  readonly nodeRoleArns: readonly string[];
  readonly queueArn: readonly string[];
  readonly queueKeyArn: readonly string[];
}

type Tags = Readonly<Record<string, string>>;

const on = (what: "Request" | "Resource", tags: Tags): Tags =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:${what}Tag/${key}`, value]));

/**
 * Permissions for instances, their parts and launch templates. Karpenter tags everything it creates with the cluster
 * and NodePool.
 */
const instances = ({ partition, region, account, cluster }: TrustScope): Statement[] => {
  const ec2 = (type: string, owner = account) => `arn:${partition}:ec2:${region}:${owner}:${type}/*`;
  const made = ["fleet", "instance", "launch-template", "network-interface", "spot-instances-request", "volume"];
  const owned = { [`kubernetes.io/cluster/${cluster}`]: "owned" };
  const pool = { "karpenter.sh/nodepool": "*" };
  const asked = { ...owned, "eks:eks-cluster-name": cluster };
  const started = ["ec2:CreateFleet", "ec2:RunInstances"];
  const own = { StringEquals: on("Resource", owned), StringLike: on("Resource", pool) };
  return [
    // images and networks of other accounts can be shared with this one, and need not have the cluster's tag
    allow(started, [
      `arn:${partition}:ec2:${region}::image/*`,
      ...["capacity-reservation", "placement-group", "security-group", "snapshot", "subnet"].map((type) =>
        ec2(type, "*"),
      ),
    ]),
    allow(started, ec2("launch-template"), own),
    allow(
      [...started, "ec2:CreateLaunchTemplate"],
      made.map((type) => ec2(type)),
      { StringEquals: on("Request", asked), StringLike: on("Request", pool) },
    ),
    allow(
      "ec2:CreateTags",
      made.map((type) => ec2(type)),
      {
        StringEquals: {
          ...on("Request", asked),
          "ec2:CreateAction": ["CreateFleet", "CreateLaunchTemplate", "RunInstances"],
        },
        StringLike: on("Request", pool),
      },
    ),
    // Karpenter sets the instance's Name tag once its NodeClaim is registered
    allow("ec2:CreateTags", ec2("instance"), {
      ...own,
      StringEqualsIfExists: on("Request", { "eks:eks-cluster-name": cluster }),
      "ForAllValues:StringEquals": { "aws:TagKeys": ["Name", "eks:eks-cluster-name", "karpenter.sh/nodeclaim"] },
    }),
    allow(["ec2:DeleteLaunchTemplate", "ec2:TerminateInstances"], [ec2("instance"), ec2("launch-template")], own),
  ];
};

/** Permissions for instance profiles, which give instances the node role: one per NodeClass and region. */
const profiles = ({ partition, region, account, cluster }: TrustScope): Statement[] => {
  const all = `arn:${partition}:iam::${account}:instance-profile/*`;
  const owned = { [`kubernetes.io/cluster/${cluster}`]: "owned", "topology.kubernetes.io/region": region };
  const nodeClass = { "karpenter.k8s.aws/ec2nodeclass": "*" };
  const asked = { ...owned, "eks:eks-cluster-name": cluster };
  return [
    allow("iam:CreateInstanceProfile", all, {
      StringEquals: on("Request", asked),
      StringLike: on("Request", nodeClass),
    }),
    allow("iam:TagInstanceProfile", all, {
      StringEquals: { ...on("Resource", owned), ...on("Request", asked) },
      StringLike: { ...on("Resource", nodeClass), ...on("Request", nodeClass) },
    }),
    allow(["iam:AddRoleToInstanceProfile", "iam:DeleteInstanceProfile", "iam:RemoveRoleFromInstanceProfile"], all, {
      StringEquals: on("Resource", owned),
      StringLike: on("Resource", nodeClass),
    }),
    allow("iam:GetInstanceProfile", all),
  ];
};

const karpenterPolicy = (scope: TrustScope, { nodeRoleArns, queueArn, queueKeyArn }: Given): PolicyDocument => {
  const { partition, region } = scope;
  return document(
    ...instances(scope),
    ...allowOn("iam:PassRole", nodeRoleArns, {
      StringEquals: { "iam:PassedToService": PARTITIONS[partition].ec2 },
    }),
    ...profiles(scope),
    allow("eks:DescribeCluster", clusterArn(scope)),
    ...allowOn(["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"], queueArn),
    ...keysVia("sqs", "kms:Decrypt", queueKeyArn),
    allow("ssm:GetParameter", `arn:${partition}:ssm:${region}::parameter/aws/service/*`),
    allow(
      [
        // releases before 1.3
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
      { StringEquals: { "aws:RequestedRegion": region } },
    ),
    allow(["iam:ListInstanceProfiles", "pricing:GetProducts"], "*"),
    // the action list names load balancers only, so the cluster is in a condition, as on Karpenter's page
    allow("arc-zonal-shift:GetManagedResource", "*", {
      StringEquals: { "arc-zonal-shift:ResourceIdentifier": clusterArn(scope) },
    }),
  );
};

/**
 * Self-managed Karpenter, releases 1.0 to 1.14: what it asks for changes from release to release. Without a queue it
 * does not receive interruption events.
 */
export const karpenter = controller({
  inputs: {
    nodeRoleArns: some(ARNS.role),
    queueArn: optional(one(ARNS.queue)),
    queueKeyArn: optional(one(ARNS.key)),
  },
  interruptions: INTERRUPTIONS,
  serviceAccount: "kube-system/karpenter",
  builtIn: true,
  versions: "1.0 to 1.14",
  policy: karpenterPolicy,
  source: "https://karpenter.sh/docs/reference/cloudformation/",
});
