import { allow, document, type PolicyDocument, type Statement } from "./policy-document";
import { clusterArn, type TrustScope } from "./trust";

const CLUSTER_TAG = { "aws:RequestTag/eks:eks-cluster-name": "${aws:PrincipalTag/eks:eks-cluster-name}" } as const;

/**
 * The permissions that Auto Mode needs to set custom tags on what it creates for NodeClasses, load balancers and
 * volumes. Values with `*` need StringLike, because StringEquals would match the character.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html
 */
export const customTags = ({ partition }: TrustScope): PolicyDocument =>
  document(
    {
      Sid: "Compute",
      ...allow(["ec2:CreateFleet", "ec2:RunInstances", "ec2:CreateLaunchTemplate"], "*", {
        StringEquals: CLUSTER_TAG,
        StringLike: {
          "aws:RequestTag/eks:kubernetes-node-class-name": "*",
          "aws:RequestTag/eks:kubernetes-node-pool-name": "*",
        },
      }),
    },
    {
      Sid: "Storage",
      ...allow(
        ["ec2:CreateVolume", "ec2:CreateSnapshot"],
        [`arn:${partition}:ec2:*:*:volume/*`, `arn:${partition}:ec2:*:*:snapshot/*`],
        { StringEquals: CLUSTER_TAG },
      ),
    },
    {
      Sid: "Networking",
      ...allow("ec2:CreateNetworkInterface", "*", {
        StringEquals: CLUSTER_TAG,
        StringLike: { "aws:RequestTag/eks:kubernetes-cni-node-name": "*" },
      }),
    },
    {
      Sid: "LoadBalancer",
      ...allow(
        [
          "elasticloadbalancing:CreateLoadBalancer",
          "elasticloadbalancing:CreateTargetGroup",
          "elasticloadbalancing:CreateListener",
          "elasticloadbalancing:CreateRule",
          "ec2:CreateSecurityGroup",
        ],
        "*",
        { StringEquals: CLUSTER_TAG },
      ),
    },
    { Sid: "ShieldProtection", ...allow(["shield:CreateProtection"], "*", { StringEquals: CLUSTER_TAG }) },
    {
      Sid: "ShieldTagResource",
      ...allow(["shield:TagResource"], `arn:${partition}:shield::*:protection/*`, { StringEquals: CLUSTER_TAG }),
    },
  );

/**
 * The permissions that the cluster role needs to encrypt Secrets with a customer managed KMS key.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
 */
export const encryption = (keyArn: string): PolicyDocument =>
  document(allow(["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"], keyArn));

/**
 * The permissions of the VPC CNI with IPv6. AWS has no managed policy for it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
 */
export const ipv6Cni = ({ partition }: TrustScope): PolicyDocument =>
  document(
    allow(
      [
        "ec2:AssignIpv6Addresses",
        "ec2:DescribeInstances",
        "ec2:DescribeTags",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeInstanceTypes",
      ],
      "*",
    ),
    allow(["ec2:CreateTags"], [`arn:${partition}:ec2:*:*:network-interface/*`]),
  );

/**
 * The EKS permissions that a hybrid node needs to join.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-creds.html
 */
const joinCluster = (scope: TrustScope): Statement =>
  allow(["eks:DescribeCluster", "eks:ListAccessEntries"], clusterArn(scope));

export const hybridRolesAnywhere = (scope: TrustScope): PolicyDocument => document(joinCluster(scope));

/** With Systems Manager, a node can also deregister itself, but no node of another cluster. */
export const hybridSystemsManager = (scope: TrustScope): PolicyDocument =>
  document(
    joinCluster(scope),
    allow("ssm:DescribeInstanceInformation", "*"),
    allow(
      "ssm:DeregisterManagedInstance",
      `arn:${scope.partition}:ssm:${scope.region}:${scope.account}:managed-instance/*`,
      {
        StringEquals: { "ssm:resourceTag/EKSClusterARN": clusterArn(scope) },
      },
    ),
  );

/**
 * What the EKS Pod Identity agent on hybrid nodes does. AWS's page has it as optional.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-creds.html
 */
export const podIdentityAgent = (scope: TrustScope): PolicyDocument =>
  document({ Sid: "PodIdentityAgent", ...allow("eks-auth:AssumeRoleForPodIdentity", clusterArn(scope)) });

/**
 * The permissions of the EKS Connector agent. AWS's page mentions a managed policy, but there is none.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/connector-iam-role.html
 */
export const connector = ({ partition }: TrustScope): PolicyDocument =>
  document(
    {
      Sid: "SsmControlChannel",
      ...allow(["ssmmessages:CreateControlChannel"], `arn:${partition}:eks:*:*:cluster/*`),
    },
    {
      Sid: "ssmDataplaneOperations",
      ...allow(["ssmmessages:CreateDataChannel", "ssmmessages:OpenDataChannel", "ssmmessages:OpenControlChannel"], "*"),
    },
  );
