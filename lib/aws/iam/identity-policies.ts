import { keysOf } from "../fact";
import { PARTITIONS, type PartitionName } from "../partitions";
import { allow, document, type PolicyDocument, type Statement } from "./policy-document";
import { arnsInCluster, clusterArn, type TrustScope } from "./trust";

/** The cluster and the roles that people may pass. Each text except the partition may be a token. */
export interface IdentityScope extends Omit<TrustScope, "trustAnchorArn"> {
  /** @default - creating a cluster may pass any role of the account to EKS */
  readonly clusterRoleArn?: string;
  readonly nodeRoleArns: readonly string[];
  /** The key that encrypts the cluster's secrets. */
  readonly encryptionKeyArn?: string;
}

const EKS = "eks.amazonaws.com";

const below = (scope: IdentityScope) => (type: string) => arnsInCluster(scope, type);

/** Resource types whose ARN contains the cluster's name. */
const TYPES_BELOW = [
  "access-entry",
  "addon",
  "capability",
  "fargateprofile",
  "identityproviderconfig",
  "nodegroup",
  "podidentityassociation",
] as const;

const rolesOf = ({ partition, account }: IdentityScope) => `arn:${partition}:iam::${account}:role/*`;

/**
 * Allows passing roles to these services only. Otherwise people could pass a role to a function or instance of their
 * own.
 */
const passRole = (roles: string | readonly string[], services: string | readonly string[]): Statement =>
  allow("iam:PassRole", roles, { StringEquals: { "iam:PassedToService": services } });

/** The services that a node role is passed to. Nodes are instances, so EKS passes their role on to EC2. */
export const nodeServices = (partition: PartitionName): string[] => [EKS, ...PARTITIONS[partition].ec2];

const passClusterRole = (scope: IdentityScope): Statement => passRole(scope.clusterRoleArn ?? rolesOf(scope), EKS);

const passNodeRoles = (scope: IdentityScope): Statement[] =>
  scope.nodeRoleArns.length === 0 ? [] : [passRole(scope.nodeRoleArns, nodeServices(scope.partition))];

/** Allows passing the known roles. If none is known, allows any role of the account, as AWS's page does. */
const passKnownRoles = (scope: IdentityScope): Statement[] =>
  scope.clusterRoleArn === undefined && scope.nodeRoleArns.length > 0
    ? passNodeRoles(scope)
    : [passClusterRole(scope), ...passNodeRoles(scope)];

const serviceLinkedRole = ({ partition, account }: IdentityScope, service: string, name: string): Statement =>
  allow("iam:CreateServiceLinkedRole", `arn:${partition}:iam::${account}:role/aws-service-role/${service}/${name}`, {
    StringEquals: { "iam:AWSServiceName": service },
  });

/**
 * The minimum on AWS's page, plus the permissions to watch the cluster being created, to tag it, and to become its
 * first administrator.
 */
const createCluster = (scope: IdentityScope): Statement[] => [
  allow(["eks:CreateCluster", "eks:CreateAccessEntry", "eks:TagResource", "eks:DescribeCluster"], clusterArn(scope)),
  allow(["ec2:DescribeSubnets", "ec2:DescribeVpcs", "ec2:DescribeSecurityGroups"], "*"),
  serviceLinkedRole(scope, EKS, "AWSServiceRoleForAmazonEKS"),
  passClusterRole(scope),
  // EKS makes a grant in the name of whoever creates a cluster with a key
  ...(scope.encryptionKeyArn === undefined
    ? []
    : [allow(["kms:DescribeKey", "kms:CreateGrant"], scope.encryptionKeyArn)]),
];

/** What the console needs to show the Kubernetes resources of the cluster. */
const viewResources = (scope: IdentityScope): Statement[] => [
  allow(
    [
      "eks:AccessKubernetesApi",
      "eks:DescribeCluster",
      "eks:ListAddons",
      "eks:ListFargateProfiles",
      "eks:ListIdentityProviderConfigs",
      "eks:ListNodegroups",
    ],
    clusterArn(scope),
  ),
  allow("eks:DescribeNodegroup", below(scope)("nodegroup")),
  allow("eks:ListUpdates", [clusterArn(scope), ...["addon", "capability", "nodegroup"].map(below(scope))]),
  allow(["eks:DescribeAddonVersions", "eks:ListClusters", "iam:ListRoles"], "*"),
  allow("ssm:GetParameter", `arn:${scope.partition}:ssm:${scope.region}:${scope.account}:parameter/*`),
];

/**
 * AWS's examples, limited to one cluster and its roles where the actions support resource ARNs. Other actions have
 * their own statement with `*`, because with an ARN they would allow nothing.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-iam-id-based-policy-examples.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/view-kubernetes-resources.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html
 */
const POLICIES = {
  console: (scope) => [
    allow("eks:*", [clusterArn(scope), ...TYPES_BELOW.map(below(scope))]),
    allow(
      [
        "eks:DescribeAddonConfiguration",
        "eks:DescribeAddonVersions",
        "eks:DescribeClusterVersions",
        "eks:ListAccessPolicies",
        "eks:ListClusters",
      ],
      "*",
    ),
    ...passKnownRoles(scope),
  ],

  "create-cluster": createCluster,

  "create-auto-cluster": (scope) => [...createCluster(scope), ...passNodeRoles(scope)],

  "create-outpost-cluster": (scope) => [
    allow("eks:CreateCluster", clusterArn(scope)),
    allow(["ec2:DescribeSubnets", "ec2:DescribeVpcs"], "*"),
    allow("iam:GetRole", rolesOf(scope)),
    serviceLinkedRole(scope, "outposts.eks-local.amazonaws.com", "AWSServiceRoleForAmazonEKSLocalOutpost"),
    // the control plane of a local cluster runs on instances with an instance profile
    passRole(scope.clusterRoleArn ?? rolesOf(scope), nodeServices(scope.partition)),
    allow("iam:ListAttachedRolePolicies", scope.clusterRoleArn ?? rolesOf(scope)),
    allow(
      [
        "iam:CreateInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:AddRoleToInstanceProfile",
        "iam:GetInstanceProfile",
        "iam:DeleteInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
      ],
      `arn:${scope.partition}:iam::${scope.account}:instance-profile/eks-local-*`,
    ),
  ],

  "update-version": (scope) => [
    allow(["eks:UpdateClusterVersion", "eks:DescribeUpdate", "eks:DescribeCluster"], clusterArn(scope)),
  ],

  describe: (scope) => [allow("eks:DescribeCluster", clusterArn(scope)), allow("eks:ListClusters", "*")],

  "view-resources": viewResources,

  "mutate-resources": (scope) => [...viewResources(scope), allow("eks:MutateViaKubernetesApi", clusterArn(scope))],

  "manage-access-entries": (scope) => [
    allow(["eks:CreateAccessEntry", "eks:ListAccessEntries"], clusterArn(scope)),
    allow(
      [
        "eks:DescribeAccessEntry",
        "eks:UpdateAccessEntry",
        "eks:DeleteAccessEntry",
        "eks:AssociateAccessPolicy",
        "eks:DisassociateAccessPolicy",
        "eks:ListAssociatedAccessPolicies",
        "eks:TagResource",
        "eks:UntagResource",
      ],
      below(scope)("access-entry"),
    ),
    allow("eks:ListAccessPolicies", "*"),
    // EKS requires this for the entry of a node role
    ...passNodeRoles(scope),
  ],

  "pass-role": passKnownRoles,
} as const satisfies Record<string, (scope: IdentityScope) => readonly Statement[]>;

export type IdentityPolicyKind = keyof typeof POLICIES;

/** Policies for people who operate EKS. */
export const IDENTITY_POLICY_KINDS = keysOf(
  POLICIES,
  "https://docs.aws.amazon.com/eks/latest/userguide/security-iam-id-based-policy-examples.html",
);

/** How holders of a policy can give themselves more, where they can. */
export const ESCALATIONS: Readonly<Partial<Record<IdentityPolicyKind, string>>> = {
  console: "may change every access entry of the cluster, their own included, and so become cluster admin",
  "create-auto-cluster": "may make access entries of the cluster, with any group",
  "create-cluster": "may make access entries of the cluster, with any group",
  "manage-access-entries":
    "may give every access policy to everybody, themselves included, and so become cluster admin",
};

export const identityPolicy = (kind: IdentityPolicyKind, scope: IdentityScope): PolicyDocument =>
  document(...POLICIES[kind](scope));

/** No cluster in particular: only the actions of a policy count. */
const ANY: IdentityScope = { partition: "aws", region: "*", account: "*", cluster: "*", nodeRoleArns: ["*"] };

/** Returns the kinds of policies that name an action. */
export const identityKindsWith = (action: string): IdentityPolicyKind[] =>
  IDENTITY_POLICY_KINDS.words.filter((kind) =>
    identityPolicy(kind, ANY).Statement.some(({ Action }) => [Action].flat().includes(action)),
  );
