import { list } from "../../../lib/aws/text";
import { CONTROLLERS } from "../../../lib/aws/workloads/policy-templates";
import { decides, head } from "../../support/decide";

const ROLE = "arn:aws:iam::111122223333:role";
const ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";
const WORKSPACE = "arn:aws:aps:eu-west-1:111122223333:workspace/ws-0a1b";
const BUCKET = "arn:aws:s3:::data";
const workloads = (items: object, top: object = {}) => head({ workloads: items, ...top });
const one = (item: object, top: object = {}) => workloads({ a: item }, top);
const irsa = (item: object) => one({ via: "irsa", ...item }, { cluster: { oidcIssuer: ISSUER } });
const AUTO = {
  cluster: { create: { subnetIds: ["subnet-1", "subnet-2"], autoMode: { nodePools: [] } } },
  accept: { "no-admin": "a test" },
};

describe("add-ons and controllers", () => {
  decides([
    ["R715", "a known add-on brings its service account and policies", one({ addon: "aws-efs-csi-driver" })],
    [
      "R715",
      "an unknown add-on is refused with the nearest",
      one({ addon: "aws-ebs-csi-drivr" }),
      'workloads.a.addon: no add-on "aws-ebs-csi-drivr" is known here; did you mean "aws-ebs-csi-driver"?',
    ],
    [
      "R715",
      "one that resembles none is refused with the way out",
      one({ addon: "my-own-thing-of-sorts" }),
      'workloads.a.addon: no add-on "my-own-thing-of-sorts" is known here; write serviceAccount and policies instead',
    ],
    ...["coredns", "kube-proxy", "snapshot-controller", "eks-node-monitoring-agent", "aws-guardduty-agent"].map(
      (addon) =>
        [
          "R716",
          `${addon} needs no role`,
          one({ addon }),
          `workloads.a.addon: the add-on ${addon} needs no role; leave it out`,
        ] as const,
    ),
    [
      "R717",
      "an add-on whose service account nobody publishes is refused without one",
      one({ addon: "aws-network-flow-monitoring-agent" }),
      "workloads.a.addon: AWS does not publish the service account of aws-network-flow-monitoring-agent; write serviceAccount: namespace/name as it is installed",
    ],
    [
      "R717",
      "with one it is allowed",
      one({ addon: "aws-network-flow-monitoring-agent", serviceAccount: "monitoring/agent" }),
    ],
    ...["vpc-cni", "aws-ebs-csi-driver", "aws-efs-csi-driver", "aws-fsx-csi-driver"].flatMap((addon) => [
      ["R718", `${addon} by Pod Identity is allowed`, one({ addon })] as const,
      ["R718", `${addon} by IRSA is allowed`, irsa({ addon })] as const,
    ]),
    [
      "R719",
      "an add-on that Auto Mode has built in is a warning",
      one({ addon: "vpc-cni" }, AUTO),
      "warning workloads.a: vpc-cni is built into Auto Mode, whose nodes do not need it; leave it out unless the cluster has other nodes",
    ],
    ["R719", "on a cluster made elsewhere it is allowed", one({ addon: "vpc-cni" })],
    [
      "R720",
      "a policy that compares with a session tag is a warning by IRSA",
      irsa({ serviceAccount: "kube-system/ebs", policies: ["AmazonEBSCSIDriverEKSClusterScopedPolicy"] }),
      "warning workloads.a.via: AmazonEBSCSIDriverEKSClusterScopedPolicy compares with the session tag eks-cluster-name, which IRSA does not bring; use Pod Identity",
    ],
    ["R720", "by Pod Identity it is allowed", one({ addon: "aws-ebs-csi-driver", variant: "cluster-scoped" })],
    [
      "R715",
      "a variant that an add-on has not is refused",
      one({ addon: "vpc-cni", variant: "ipv8" }),
      'workloads.a.variant: vpc-cni has one variant, ipv6, got "ipv8"; did you mean "ipv6"?',
    ],
    [
      "R717",
      "a controller whose installation decides on the service account is refused without one",
      one({ controller: "amazon-managed-prometheus", inputs: { workspaceArns: WORKSPACE } }),
      "workloads.a.controller: the service account of amazon-managed-prometheus depends on how it is installed; write serviceAccount: namespace/name",
    ],
    [
      "R717",
      "with one it is allowed, too",
      one({
        controller: "amazon-managed-prometheus",
        serviceAccount: "monitoring/prometheus",
        inputs: { workspaceArns: WORKSPACE },
      }),
    ],
    [
      "R715",
      "a controller narrowed to its inputs is allowed",
      one({ controller: "velero", inputs: { bucketArns: BUCKET } }),
    ],
    [
      "R715",
      "what only stands beside the policy of an add-on is no controller",
      one({ controller: "ebs-csi-kms", inputs: { kmsKeyArns: "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d" } }),
      `workloads.a.controller: one of ${list(CONTROLLERS.words)}, got "ebs-csi-kms"`,
    ],
    [
      "R821",
      "one policy twice is refused",
      one({
        serviceAccount: "a/b",
        policies: ["AmazonS3ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
      }),
      'workloads.a.policies[1]: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" stands here twice: policies[0] is "AmazonS3ReadOnlyAccess"; leave one out',
    ],
    [
      "R314",
      "policies for a role that exists would be lost",
      one({ serviceAccount: "a/b", role: { arn: `${ROLE}/x` }, policies: ["AmazonS3ReadOnlyAccess"] }),
      "workloads.a.role: with arn nothing is made or attached here, so policies would be lost; write it where the role is made",
    ],
    [
      "R723",
      "an add-on and a controller in one workload are refused",
      one({ addon: "vpc-cni", controller: "velero" }),
      "workloads.a: an add-on or a controller, got both; write a workload for each",
    ],
    [
      "R715",
      "inputs of what takes none are refused",
      one({ serviceAccount: "a/b", inputs: { bucketArns: BUCKET } }),
      "workloads.a.inputs: nothing here takes inputs; leave them out",
    ],
    [
      "R718",
      "a way that the page of an add-on does not know is a warning",
      irsa({ addon: "amazon-sagemaker-hyperpod-training-operator", serviceAccount: "a/b" }),
      'warning workloads.a.via: AWS\'s page on amazon-sagemaker-hyperpod-training-operator knows it by pod-identity only, got "irsa"',
    ],
    [
      "R311",
      "the ARN of something else than IAM's is refused",
      one({ serviceAccount: "a/b", role: { arn: BUCKET } }),
      'workloads.a.role.arn: the ARN of an IAM role, got "arn:aws:s3:::data"; write arn:aws:iam::111122223333:role/<path><name>',
    ],
  ]);
});
