import { ACCOUNT } from "../support/simulate";
import {
  ask,
  CLUSTER_ROLE,
  eks,
  KEY,
  NODE_ROLE,
  notOfOthers,
  PROD,
  pass,
  passesClusterRole,
  passesNoClusterRoleToEc2,
  passesNodeRoles,
  passesNodeRolesToNoOther,
  passesNoNodeRole,
  passesNoOther,
  policy,
  ROLELESS,
  role,
} from "./identity-scope";
import { ELSEWHERE, type Law, type Proof, REGION } from "./prove";

const EKS = "eks.amazonaws.com";
const EC2 = "ec2.amazonaws.com";
const LOCAL = "outposts.eks-local.amazonaws.com";

const link = (service: string, name: string, named = service, account = ACCOUNT): Law =>
  ask("iam:CreateServiceLinkedRole", role(`aws-service-role/${service}/${name}`, account), {
    "iam:AWSServiceName": named,
  });

const linksNoOther = (service: string, name: string): Record<string, Law> => ({
  "no other service gets a service-linked role": link("autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling"),
  "no role is made under the name of another service": link(service, name, "autoscaling.amazonaws.com"),
  "no other service-linked role is made": link(service, `${name}Nodegroup`),
  "no service-linked role is made in another account": link(service, name, service, ELSEWHERE),
});

const creates: Record<string, Law> = {
  "the cluster is created": ask("eks:CreateCluster", PROD),
  "the access entry of whoever creates it is created": ask("eks:CreateAccessEntry", PROD),
  "the cluster is tagged": ask("eks:TagResource", PROD),
  "the key of its secrets is looked at": ask("kms:DescribeKey", KEY),
  "EKS gets a grant on the key of its secrets": ask("kms:CreateGrant", KEY),
  "the cluster is described while it comes up": ask("eks:DescribeCluster", PROD),
  "subnets are looked up": ask("ec2:DescribeSubnets"),
  "VPCs are looked up": ask("ec2:DescribeVpcs"),
  "security groups are looked up": ask("ec2:DescribeSecurityGroups"),
  "EKS gets its service-linked role": link(EKS, "AWSServiceRoleForAmazonEKS"),
  ...passesClusterRole,
  "where the cluster's role is not known, any of the account is handed to EKS": {
    ...pass(role("made-by-hand"), EKS),
    document: policy("create-cluster", { ...ROLELESS, clusterRoleArn: undefined }),
  },
};

const createsNoOther: Record<string, Law> = {
  ...notOfOthers("eks:CreateCluster", "cluster"),
  ...notOfOthers("eks:CreateAccessEntry", "cluster"),
  ...notOfOthers("eks:DescribeCluster", "cluster"),
  "the cluster is not deleted": ask("eks:DeleteCluster", PROD),
  "the entry that is created is not given a policy": ask(
    "eks:AssociateAccessPolicy",
    eks(`access-entry/prod/role/${ACCOUNT}/admin/0a1b`),
  ),
  ...linksNoOther(EKS, "AWSServiceRoleForAmazonEKS"),
  "no other key is looked at": ask("kms:DescribeKey", KEY.replace("0a1b", "2c3d")),
  "nobody gets a grant on another key": ask("kms:CreateGrant", KEY.replace("0a1b", "2c3d")),
  "no key of another account is looked at": ask("kms:DescribeKey", KEY.replace(ACCOUNT, ELSEWHERE)),
  "no key of another region is looked at": ask("kms:DescribeKey", KEY.replace(REGION, "us-east-1")),
  "nobody gets a grant on a key of another account": ask("kms:CreateGrant", KEY.replace(ACCOUNT, ELSEWHERE)),
  "nobody gets a grant on a key of another region": ask("kms:CreateGrant", KEY.replace(REGION, "us-east-1")),
  "nothing is read with the key": ask("kms:Decrypt", KEY),
  "where the file has no key, there is no grant": {
    ...ask("kms:CreateGrant", KEY),
    document: policy("create-cluster", { encryptionKeyArn: undefined }),
  },
  "the short name of EKS is no service": link(EKS, "AWSServiceRoleForAmazonEKS", "eks"),
  ...passesNoOther,
  ...passesNoClusterRoleToEc2,
  "where the cluster's role is not known, none of another account is handed over": {
    ...pass(role("made-by-hand", ELSEWHERE), EKS),
    document: policy("create-cluster", { ...ROLELESS, clusterRoleArn: undefined }),
  },
  "where the cluster's role is not known, none is handed to EC2": {
    ...pass(role("made-by-hand"), EC2),
    document: policy("create-cluster", { ...ROLELESS, clusterRoleArn: undefined }),
  },
};

const profile = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:instance-profile/${name}`;

/** Proofs of the policies for whoever creates the cluster. */
export const createProofs: Record<string, Proof> = {
  "create-cluster": {
    document: policy("create-cluster"),
    allowed: creates,
    refused: { ...createsNoOther, ...passesNoNodeRole },
  },

  "create-auto-cluster": {
    document: policy("create-auto-cluster"),
    allowed: {
      ...creates,
      ...passesNodeRoles,
      "in China a node role is handed to EC2 under its own name": {
        ...pass(NODE_ROLE, "ec2.amazonaws.com.cn"),
        document: policy("create-auto-cluster", { partition: "aws-cn" }),
      },
      "in China a node role is handed to EC2 under its plain name": {
        ...pass(NODE_ROLE, EC2),
        document: policy("create-auto-cluster", { partition: "aws-cn" }),
      },
    },
    refused: {
      ...createsNoOther,
      ...passesNodeRolesToNoOther,
      "outside China a node role is not handed to China's EC2": pass(NODE_ROLE, "ec2.amazonaws.com.cn"),
    },
  },

  "create-outpost-cluster": {
    document: policy("create-outpost-cluster"),
    allowed: {
      "the cluster is created": ask("eks:CreateCluster", PROD),
      "subnets are looked up": ask("ec2:DescribeSubnets"),
      "VPCs are looked up": ask("ec2:DescribeVpcs"),
      "roles are looked up, also AWS's own": ask(
        "iam:GetRole",
        role(`aws-service-role/${LOCAL}/AWSServiceRoleForAmazonEKSLocalOutpost`),
      ),
      "EKS on Outposts gets its service-linked role": link(LOCAL, "AWSServiceRoleForAmazonEKSLocalOutpost"),
      ...passesClusterRole,
      "the cluster's role is handed to the instances of the control plane": pass(CLUSTER_ROLE, EC2),
      "the policies of the cluster's role are listed": ask("iam:ListAttachedRolePolicies", CLUSTER_ROLE),
      "an instance profile of the control plane is created": ask(
        "iam:CreateInstanceProfile",
        profile("eks-local-0a1b"),
      ),
      "an instance profile of the control plane is tagged": ask("iam:TagInstanceProfile", profile("eks-local-0a1b")),
      "an instance profile of the control plane gets its role": ask(
        "iam:AddRoleToInstanceProfile",
        profile("eks-local-0a1b"),
      ),
      "an instance profile of the control plane is looked up": ask("iam:GetInstanceProfile", profile("eks-local-0a1b")),
      "an instance profile of the control plane loses its role": ask(
        "iam:RemoveRoleFromInstanceProfile",
        profile("eks-local-0a1b"),
      ),
      "an instance profile of the control plane is deleted": ask(
        "iam:DeleteInstanceProfile",
        profile("eks-local-0a1b"),
      ),
    },
    refused: {
      ...notOfOthers("eks:CreateCluster", "cluster"),
      ...passesNoOther,
      ...passesNoNodeRole,
      ...linksNoOther(LOCAL, "AWSServiceRoleForAmazonEKSLocalOutpost"),
      "EKS in the cloud gets no service-linked role": link(EKS, "AWSServiceRoleForAmazonEKS"),
      "the policies of another role are not listed": ask("iam:ListAttachedRolePolicies", role("admin")),
      "the policies of a role of another account are not listed": ask(
        "iam:ListAttachedRolePolicies",
        role("prod-cluster", ELSEWHERE),
      ),
      "a role of another account is not looked up": ask("iam:GetRole", role("admin", ELSEWHERE)),
      "an instance profile of another account is not created": ask(
        "iam:CreateInstanceProfile",
        profile("eks-local-0a1b", ELSEWHERE),
      ),
      "another instance profile is not created": ask("iam:CreateInstanceProfile", profile("prod-nodes")),
      "another instance profile does not get a role": ask("iam:AddRoleToInstanceProfile", profile("prod-nodes")),
      "another instance profile is not deleted": ask("iam:DeleteInstanceProfile", profile("prod-nodes")),
      "no policy is attached to the cluster's role": ask("iam:AttachRolePolicy", CLUSTER_ROLE),
    },
  },
};
