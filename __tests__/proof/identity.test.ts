import { IDENTITY_POLICY_KINDS } from "../../lib/aws/iam/identity-policies";
import { ACCOUNT } from "../support/simulate";
import { createProofs } from "./identity-create";
import {
  ask,
  CLUSTER_ROLE,
  eks,
  NODE_ROLE,
  notOfOthers,
  PROD,
  pass,
  passesClusterRole,
  passesNoClusterRoleToEc2,
  passesNodeRoles,
  passesNodeRolesToNoOther,
  passesNoOther,
  passesNoRole,
  policy,
  ROLELESS,
  role,
} from "./identity-scope";
import { ELSEWHERE, type Law, type Proof, proveAll, REGION } from "./prove";

const EKS = "eks.amazonaws.com";

const ENTRY_REST = `/role/${ACCOUNT}/dev/0a1b`;
const ENTRY = eks(`access-entry/prod${ENTRY_REST}`);
const parameter = (account = ACCOUNT, region = REGION) => `arn:aws:ssm:${region}:${account}:parameter/team/value`;

const rolelessPass = (kind: "console" | "pass-role", to: string, service: string): Law => ({
  ...pass(to, service),
  document: policy(kind, { ...ROLELESS, clusterRoleArn: undefined }),
});

const passesAnyToEks = (kind: "console" | "pass-role"): Record<string, Law> => ({
  "where no role is known, any of the account is handed to EKS": rolelessPass(kind, role("made-by-hand"), EKS),
});

const passesAnyToEksOnly = (kind: "console" | "pass-role"): Record<string, Law> => ({
  "where no role is known, none is handed to EC2": rolelessPass(kind, role("made-by-hand"), "ec2.amazonaws.com"),
  "where no role is known, none of another account is handed over": rolelessPass(kind, role("x", ELSEWHERE), EKS),
  "where node roles alone are known, no other is handed over": {
    ...pass(CLUSTER_ROLE, EKS),
    document: policy(kind, { clusterRoleArn: undefined }),
  },
});

const seesResources: Record<string, Law> = {
  "Kubernetes is looked into": ask("eks:AccessKubernetesApi", PROD),
  "the cluster is described": ask("eks:DescribeCluster", PROD),
  "its add-ons are listed": ask("eks:ListAddons", PROD),
  "its Fargate profiles are listed": ask("eks:ListFargateProfiles", PROD),
  "its identity providers are listed": ask("eks:ListIdentityProviderConfigs", PROD),
  "its node groups are listed": ask("eks:ListNodegroups", PROD),
  "its node groups are described": ask("eks:DescribeNodegroup", eks("nodegroup/prod/batch/0a1b")),
  "its updates are listed": ask("eks:ListUpdates", PROD),
  "the updates of its node groups are listed": ask("eks:ListUpdates", eks("nodegroup/prod/batch/0a1b")),
  "the updates of its add-ons are listed": ask("eks:ListUpdates", eks("addon/prod/vpc-cni/0a1b")),
  "the updates of its capabilities are listed": ask("eks:ListUpdates", eks("capability/prod/ack/ack/0a1b")),
  "versions of add-ons are looked up": ask("eks:DescribeAddonVersions"),
  "clusters are listed": ask("eks:ListClusters"),
  "roles are listed": ask("iam:ListRoles"),
  "a parameter is read": ask("ssm:GetParameter", parameter()),
};

const seesNoMore: Record<string, Law> = {
  ...notOfOthers("eks:AccessKubernetesApi", "cluster"),
  ...notOfOthers("eks:ListNodegroups", "cluster"),
  ...notOfOthers("eks:DescribeNodegroup", "nodegroup", "/batch/0a1b"),
  ...notOfOthers("eks:ListUpdates", "cluster"),
  ...notOfOthers("eks:ListUpdates", "addon", "/vpc-cni/0a1b"),
  ...notOfOthers("eks:ListUpdates", "capability", "/ack/ack/0a1b"),
  ...notOfOthers("eks:ListUpdates", "nodegroup", "/batch/0a1b"),
  "a parameter of another account is not read": ask("ssm:GetParameter", parameter(ELSEWHERE)),
  "a parameter of another region is not read": ask("ssm:GetParameter", parameter(ACCOUNT, "us-east-1")),
  "a node group is not changed": ask("eks:UpdateNodegroupConfig", eks("nodegroup/prod/batch/0a1b")),
  ...passesNoRole,
};

const proofs: Record<string, Proof> = {
  ...createProofs,

  console: {
    document: policy("console"),
    allowed: {
      "the cluster is described": ask("eks:DescribeCluster", PROD),
      "the cluster is deleted": ask("eks:DeleteCluster", PROD),
      "the cluster gets a version": ask("eks:UpdateClusterVersion", PROD),
      "an access entry is changed": ask("eks:UpdateAccessEntry", ENTRY),
      "an add-on is changed": ask("eks:UpdateAddon", eks("addon/prod/vpc-cni/0a1b")),
      "a capability is changed": ask("eks:UpdateCapability", eks("capability/prod/ack/ack/0a1b")),
      "a Fargate profile is deleted": ask("eks:DeleteFargateProfile", eks("fargateprofile/prod/web/0a1b")),
      "an identity provider is taken away": ask(
        "eks:DisassociateIdentityProviderConfig",
        eks("identityproviderconfig/prod/oidc/corp/0a1b"),
      ),
      "a node group is updated": ask("eks:UpdateNodegroupVersion", eks("nodegroup/prod/batch/0a1b")),
      "a Pod Identity association is changed": ask(
        "eks:UpdatePodIdentityAssociation",
        eks("podidentityassociation/prod/a-0a1b"),
      ),
      "clusters are listed": ask("eks:ListClusters"),
      "versions of clusters are looked up": ask("eks:DescribeClusterVersions"),
      "versions of add-ons are looked up": ask("eks:DescribeAddonVersions"),
      "settings of add-ons are looked up": ask("eks:DescribeAddonConfiguration"),
      "access policies are listed": ask("eks:ListAccessPolicies"),
      ...passesClusterRole,
      ...passesNodeRoles,
      ...passesAnyToEks("console"),
    },
    refused: {
      ...notOfOthers("eks:DescribeCluster", "cluster"),
      ...notOfOthers("eks:UpdateAccessEntry", "access-entry", ENTRY_REST),
      ...notOfOthers("eks:UpdateAddon", "addon", "/vpc-cni/0a1b"),
      ...notOfOthers("eks:UpdateCapability", "capability", "/ack/ack/0a1b"),
      ...notOfOthers("eks:DeleteFargateProfile", "fargateprofile", "/web/0a1b"),
      ...notOfOthers("eks:DisassociateIdentityProviderConfig", "identityproviderconfig", "/oidc/corp/0a1b"),
      ...notOfOthers("eks:UpdateNodegroupVersion", "nodegroup", "/batch/0a1b"),
      ...notOfOthers("eks:UpdatePodIdentityAssociation", "podidentityassociation", "/a-0a1b"),
      ...passesNoOther,
      ...passesNodeRolesToNoOther,
      ...passesNoClusterRoleToEc2,
      ...passesAnyToEksOnly("console"),
      "a subscription of EKS Anywhere is not bought": ask("eks:CreateEksAnywhereSubscription"),
      "no role is created": ask("iam:CreateRole", role("admin")),
    },
  },

  "update-version": {
    document: policy("update-version"),
    allowed: {
      "the cluster gets a version": ask("eks:UpdateClusterVersion", PROD),
      "the update is followed": ask("eks:DescribeUpdate", PROD),
      "the cluster is looked at meanwhile": ask("eks:DescribeCluster", PROD),
      "in China the cluster there gets a version": {
        ...ask("eks:UpdateClusterVersion", PROD.replace("arn:aws:", "arn:aws-cn:")),
        document: policy("update-version", { partition: "aws-cn" }),
      },
      "in GovCloud the cluster there gets a version": {
        ...ask("eks:UpdateClusterVersion", PROD.replace("arn:aws:", "arn:aws-us-gov:")),
        document: policy("update-version", { partition: "aws-us-gov" }),
      },
    },
    refused: {
      ...notOfOthers("eks:UpdateClusterVersion", "cluster"),
      ...notOfOthers("eks:DescribeUpdate", "cluster"),
      "nothing else of the cluster is changed": ask("eks:UpdateClusterConfig", PROD),
      "the cluster is not deleted": ask("eks:DeleteCluster", PROD),
      "a node group does not get a version": ask("eks:UpdateNodegroupVersion", eks("nodegroup/prod/batch/0a1b")),
      ...passesNoRole,
    },
  },

  describe: {
    document: policy("describe"),
    allowed: {
      "the cluster is described": ask("eks:DescribeCluster", PROD),
      "clusters are listed": ask("eks:ListClusters"),
      "in China the cluster there is described": {
        ...ask("eks:DescribeCluster", PROD.replace("arn:aws:", "arn:aws-cn:")),
        document: policy("describe", { partition: "aws-cn" }),
      },
    },
    refused: {
      ...notOfOthers("eks:DescribeCluster", "cluster"),
      "access entries are not listed": ask("eks:ListAccessEntries", PROD),
      "the cluster is not changed": ask("eks:UpdateClusterConfig", PROD),
      ...passesNoRole,
    },
  },

  "view-resources": {
    document: policy("view-resources"),
    allowed: seesResources,
    refused: { ...seesNoMore, "nothing in Kubernetes is changed": ask("eks:MutateViaKubernetesApi", PROD) },
  },

  "mutate-resources": {
    document: policy("mutate-resources"),
    allowed: {
      ...seesResources,
      "Kubernetes is changed": ask("eks:MutateViaKubernetesApi", PROD),
      "in China Kubernetes of the cluster there is changed": {
        ...ask("eks:MutateViaKubernetesApi", PROD.replace("arn:aws:", "arn:aws-cn:")),
        document: policy("mutate-resources", { partition: "aws-cn" }),
      },
    },
    refused: {
      ...seesNoMore,
      ...notOfOthers("eks:MutateViaKubernetesApi", "cluster"),
      "the cluster is not changed": ask("eks:UpdateClusterConfig", PROD),
      "access entries are not changed": ask("eks:UpdateAccessEntry", ENTRY),
    },
  },

  "manage-access-entries": {
    document: policy("manage-access-entries"),
    allowed: {
      "an entry is created": ask("eks:CreateAccessEntry", PROD, { "eks:principalArn": role("dev") }),
      "entries are listed": ask("eks:ListAccessEntries", PROD),
      "an entry is described": ask("eks:DescribeAccessEntry", ENTRY),
      "an entry is changed": ask("eks:UpdateAccessEntry", ENTRY),
      "an entry is deleted": ask("eks:DeleteAccessEntry", ENTRY),
      "an entry is tagged": ask("eks:TagResource", ENTRY),
      "an entry loses a tag": ask("eks:UntagResource", ENTRY),
      "an entry is given a policy": ask("eks:AssociateAccessPolicy", ENTRY),
      "a policy is taken from an entry": ask("eks:DisassociateAccessPolicy", ENTRY),
      "the policies of an entry are listed": ask("eks:ListAssociatedAccessPolicies", ENTRY),
      "access policies are listed": ask("eks:ListAccessPolicies"),
      ...passesNodeRoles,
    },
    refused: {
      ...notOfOthers("eks:CreateAccessEntry", "cluster"),
      ...notOfOthers("eks:AssociateAccessPolicy", "access-entry", ENTRY_REST),
      ...notOfOthers("eks:DeleteAccessEntry", "access-entry", ENTRY_REST),
      "the cluster is not tagged": ask("eks:TagResource", PROD),
      "the authentication mode of the cluster is not changed": ask("eks:UpdateClusterConfig", PROD),
      ...passesNodeRolesToNoOther,
      "the cluster's role is not handed over": pass(CLUSTER_ROLE, EKS),
      "where no node role is known, none is handed over": {
        ...pass(NODE_ROLE, EKS),
        document: policy("manage-access-entries", { nodeRoleArns: [] }),
      },
    },
  },

  "pass-role": {
    document: policy("pass-role"),
    allowed: { ...passesClusterRole, ...passesNodeRoles, ...passesAnyToEks("pass-role") },
    refused: {
      ...passesNoOther,
      ...passesNodeRolesToNoOther,
      ...passesNoClusterRoleToEc2,
      ...passesAnyToEksOnly("pass-role"),
      "the cluster's role is not changed": ask("iam:AttachRolePolicy", CLUSTER_ROLE),
    },
  },
};

proveAll("identity policy", IDENTITY_POLICY_KINDS.words, proofs);
