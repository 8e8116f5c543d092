import type { ClusterConfig } from "../../../lib/schema/types";
import { head, spec } from "../../support/decide";
import type { Hand } from "./drift";
import { ACCOUNT } from "./endpoint";

export const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const awsPolicy = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const accessPolicy = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;
const allow = (action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});
const ADMIN = JSON.stringify(allow("*"));
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** One of almost everything that is made here. */
export const driftConfig = (iam: object, create: object = {}, web: object = {}): ClusterConfig =>
  head({
    tags: { Team: "platform" },
    iam,
    cluster: {
      create: {
        version: "1.33",
        subnetIds: ["subnet-a", "subnet-b"],
        authenticationMode: "API_AND_CONFIG_MAP",
        logs: ["api"],
        autoMode: { nodePools: [] },
        ...create,
      },
    },
    nodeClasses: { gpu: { spec: spec() }, old: { spec: spec() } },
    nodeRoles: {
      spot: {
        kind: "self-managed",
        instanceProfile: true,
        description: "Nodes",
        permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
        inlinePolicies: { own: allow("s3:GetObject"), more: allow("s3:ListBucket") },
      },
      batch: { kind: "self-managed", instanceProfile: true },
    },
    access: {
      admins: { principal: role("admins"), policies: ["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminViewPolicy"] },
      team: {
        principal: role("team"),
        groups: ["team"],
        username: "team:{{SessionName}}",
        policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team"] }],
      },
      viewers: { principal: role("viewers"), policies: ["AmazonEKSViewPolicy"] },
      editors: { principal: role("editors"), policies: ["AmazonEKSEditPolicy"] },
      guests: { principal: role("guests"), groups: ["guests"] },
    },
    workloads: {
      api: { serviceAccount: "apps/api", policies: ["AmazonS3ReadOnlyAccess"] },
      web: { serviceAccount: ["apps/web", "apps/site"], policies: ["AmazonS3ReadOnlyAccess"], ...web },
      reports: { serviceAccount: "apps/reports", via: "irsa" },
    },
    identityPolicies: { viewers: { kind: "view-resources" }, operators: { kind: "manage-access-entries" } },
  });

type Change = (hand: Hand) => Promise<unknown>;

const SPOT = { RoleName: "demo-spot-node" };
const SPOT_ROLE = "aws_iam_role.node-role_spot";
const OLD = "node-class_old";
const policyOf = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/demo-${name}`;

/** A change by hand, and what the plan after it does about it. */
export const SHOWN: readonly (readonly [what: string, by: Change, ...does: string[]])[] = [
  [
    "the trust of a role",
    ({ iam }) => iam("UpdateAssumeRolePolicy", { ...SPOT, PolicyDocument: TRUST }),
    `${SPOT_ROLE} assume_role_policy`,
  ],
  [
    "the permissions boundary taken off",
    ({ iam }) => iam("DeleteRolePermissionsBoundary", SPOT),
    `${SPOT_ROLE} permissions_boundary`,
  ],
  [
    "a permissions boundary put on",
    ({ iam }) =>
      iam("PutRolePermissionsBoundary", {
        RoleName: "demo-batch-node",
        PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
      }),
    "aws_iam_role.node-role_batch permissions_boundary",
  ],
  [
    "the description of a role",
    ({ iam }) => iam("UpdateRole", { ...SPOT, Description: "x" }),
    `${SPOT_ROLE} description`,
  ],
  [
    "how long a session is",
    ({ iam }) => iam("UpdateRole", { ...SPOT, MaxSessionDuration: "7200" }),
    `${SPOT_ROLE} max_session_duration`,
  ],
  [
    "a tag besides",
    ({ iam }) => iam("TagRole", { ...SPOT, Tags: [{ Key: "Owner", Value: "x" }] }),
    `${SPOT_ROLE} tags_all`,
  ],
  [
    "a policy detached",
    ({ iam }) => iam("DetachRolePolicy", { ...SPOT, PolicyArn: awsPolicy("AmazonEKSWorkerNodePolicy") }),
    "aws_iam_role_policy_attachment.node-role_spot_policy_AmazonEKSWorkerNodePolicy is made",
  ],
  [
    "a policy attached besides, with iam.exclusive",
    ({ iam }) => iam("AttachRolePolicy", { ...SPOT, PolicyArn: awsPolicy("AdministratorAccess") }),
    "aws_iam_role_policy_attachments_exclusive.node-role_spot_policies-exclusive policy_arns",
  ],
  [
    "an inline policy changed",
    ({ iam }) => iam("PutRolePolicy", { ...SPOT, PolicyName: "own", PolicyDocument: ADMIN }),
    "aws_iam_role_policy.node-role_spot_inline_own policy",
  ],
  [
    "an inline policy deleted",
    ({ iam }) => iam("DeleteRolePolicy", { ...SPOT, PolicyName: "more" }),
    "aws_iam_role_policy.node-role_spot_inline_more is made",
  ],
  [
    "an inline policy put besides, with iam.exclusive",
    ({ iam }) => iam("PutRolePolicy", { ...SPOT, PolicyName: "besides", PolicyDocument: ADMIN }),
    "aws_iam_role_policies_exclusive.node-role_spot_inline-exclusive policy_names",
  ],
  [
    "the role of a Pod Identity association",
    async ({ eks, associationOf }) =>
      eks("UpdatePodIdentityAssociation", { associationId: await associationOf("web"), roleArn: role("demo-api-pod") }),
    "aws_eks_pod_identity_association.workload_web_apps_web role_arn",
  ],
  [
    "the role of a workload deleted",
    async ({ iam }) => {
      const api = { RoleName: "demo-api-pod" };
      await iam("DetachRolePolicy", { ...api, PolicyArn: awsPolicy("AmazonS3ReadOnlyAccess") });
      await iam("DeleteRole", api);
    },
    "aws_eks_pod_identity_association.workload_api_apps_api role_arn",
    "aws_iam_role.workload_api is made",
    "aws_iam_role_policies_exclusive.workload_api_inline-exclusive is made",
    "aws_iam_role_policy_attachment.workload_api_policy_AmazonS3ReadOnlyAccess is made",
    "aws_iam_role_policy_attachments_exclusive.workload_api_policies-exclusive is made",
  ],
  [
    "the role of a NodeClass deleted, whose entry is dead then",
    async ({ iam }) => {
      const old = { RoleName: "demo-old-node" };
      for (const name of ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"])
        await iam("DetachRolePolicy", { ...old, PolicyArn: awsPolicy(name) });
      await iam("DeleteRole", old);
    },
    `aws_eks_access_entry.${OLD}_entry is replaced`,
    `aws_eks_access_policy_association.${OLD}_entry_AmazonEKSAutoNodePolicy is replaced`,
    `aws_iam_role.${OLD} is made`,
    `aws_iam_role_policies_exclusive.${OLD}_inline-exclusive is made`,
    `aws_iam_role_policy_attachment.${OLD}_policy_AmazonEC2ContainerRegistryPullOnly is made`,
    `aws_iam_role_policy_attachment.${OLD}_policy_AmazonEKSWorkerNodeMinimalPolicy is made`,
    `aws_iam_role_policy_attachments_exclusive.${OLD}_policies-exclusive is made`,
  ],
  [
    "the role taken out of an instance profile",
    ({ iam }) => iam("RemoveRoleFromInstanceProfile", { ...SPOT, InstanceProfileName: "eks-demo-spot" }),
    "aws_iam_instance_profile.node-role_spot_instance-profile role",
  ],
  [
    "an instance profile deleted",
    async ({ iam }) => {
      const profile = { InstanceProfileName: "eks-demo-batch" };
      await iam("RemoveRoleFromInstanceProfile", { ...profile, RoleName: "demo-batch-node" });
      await iam("DeleteInstanceProfile", profile);
    },
    "aws_iam_instance_profile.node-role_batch_instance-profile is made",
  ],
  [
    "the policy of people changed",
    ({ iam }) =>
      iam("CreatePolicyVersion", { PolicyArn: policyOf("viewers"), PolicyDocument: ADMIN, SetAsDefault: "true" }),
    "aws_iam_policy.identity-policy_viewers policy",
  ],
  [
    "the policy of people deleted",
    ({ iam }) => iam("DeletePolicy", { PolicyArn: policyOf("operators") }),
    "aws_iam_policy.identity-policy_operators is made",
  ],
  [
    "the audiences of the OIDC provider",
    async ({ iam, provider }) => {
      const about = { OpenIDConnectProviderArn: await provider() };
      await iam("RemoveClientIDFromOpenIDConnectProvider", { ...about, ClientID: "sts.amazonaws.com" });
      await iam("AddClientIDToOpenIDConnectProvider", { ...about, ClientID: "other" });
    },
    "aws_iam_openid_connect_provider.oidc-provider client_id_list",
  ],
  [
    "groups and username of an entry",
    ({ eks }) =>
      eks("UpdateAccessEntry", {
        principalArn: role("team"),
        kubernetesGroups: ["x"],
        username: "x:{{SessionName}}",
      }),
    "aws_eks_access_entry.access_team kubernetes_groups",
    "aws_eks_access_entry.access_team user_name",
  ],
  [
    "groups of an entry that should have none",
    ({ eks }) => eks("UpdateAccessEntry", { principalArn: role("admins"), kubernetesGroups: ["x"] }),
    "aws_eks_access_entry.access_admins kubernetes_groups",
  ],
  [
    "an entry deleted",
    ({ eks }) => eks("DeleteAccessEntry", { principalArn: role("viewers") }),
    "aws_eks_access_entry.access_viewers is made",
    "aws_eks_access_policy_association.access_viewers_AmazonEKSViewPolicy is made",
  ],
  [
    "an entry deleted and made again, without tags and policies",
    async ({ eks }) => {
      await eks("DeleteAccessEntry", { principalArn: role("editors") });
      await eks("CreateAccessEntry", { principalArn: role("editors") });
    },
    "aws_eks_access_entry.access_editors tags_all",
    "aws_eks_access_policy_association.access_editors_AmazonEKSEditPolicy is made",
  ],
  [
    "an entry of another type",
    async ({ eks }) => {
      await eks("DeleteAccessEntry", { principalArn: role("guests") });
      await eks("CreateAccessEntry", { principalArn: role("guests"), type: "EC2_LINUX" });
    },
    "aws_eks_access_entry.access_guests is replaced",
  ],
  [
    "an entry of nodes deleted",
    ({ eks }) => eks("DeleteAccessEntry", { principalArn: role("demo-batch-node") }),
    "aws_eks_access_entry.node-role_batch_entry is made",
  ],
  [
    "an access policy taken away",
    ({ eks }) =>
      eks("DisassociateAccessPolicy", {
        principalArn: role("admins"),
        policyArn: accessPolicy("AmazonEKSAdminViewPolicy"),
      }),
    "aws_eks_access_policy_association.access_admins_AmazonEKSAdminViewPolicy is made",
  ],
  [
    "the scope of an access policy",
    ({ eks }) =>
      eks("AssociateAccessPolicy", {
        principalArn: role("team"),
        policyArn: accessPolicy("AmazonEKSEditPolicy"),
        accessScope: { type: "cluster" },
      }),
    "aws_eks_access_policy_association.access_team_AmazonEKSEditPolicy is replaced",
  ],
  [
    "a Pod Identity association deleted",
    async ({ eks, associationOf }) =>
      eks("DeletePodIdentityAssociation", { associationId: await associationOf("site") }),
    "aws_eks_pod_identity_association.workload_web_apps_site is made",
  ],
  [
    "the logs of the cluster",
    ({ eks }) => eks("UpdateClusterConfig", { logging: { clusterLogging: [{ types: ["api"], enabled: false }] } }),
    "aws_eks_cluster.cluster enabled_cluster_log_types",
  ],
];

interface Hidden {
  readonly what: string;
  readonly by: Change;
  /** The command that finds it; the guide has it too. */
  readonly command: string;
  /** What it answers then. */
  readonly answer: unknown;
  /** The cure, if an apply as it is does not touch it and the file need not say more. */
  readonly replace?: string;
}

const has = (part: object): unknown => expect.objectContaining(part);
export const GPU = { RoleName: "demo-gpu-node" };
/** The command that shows an entry. */
export const entry = (name: string) =>
  `aws eks describe-access-entry --cluster-name demo --principal-arn ${role(name)}`;

/** What no plan shows as a change of a resource. */
export const HIDDEN: readonly Hidden[] = [
  {
    what: "a policy attached besides, without iam.exclusive",
    by: ({ iam }) => iam("AttachRolePolicy", { ...SPOT, PolicyArn: awsPolicy("AdministratorAccess") }),
    command: "aws iam list-attached-role-policies --role-name demo-spot-node",
    answer: has({
      AttachedPolicies: expect.arrayContaining([has({ PolicyName: "AdministratorAccess" })]),
    }),
  },
  {
    what: "an inline policy put besides, without iam.exclusive",
    by: ({ iam }) => iam("PutRolePolicy", { ...SPOT, PolicyName: "besides", PolicyDocument: ADMIN }),
    command: "aws iam list-role-policies --role-name demo-spot-node",
    answer: has({ PolicyNames: expect.arrayContaining(["besides"]) }),
  },
  {
    what: "an access policy given besides",
    by: ({ eks }) =>
      eks("AssociateAccessPolicy", {
        principalArn: role("team"),
        policyArn: accessPolicy("AmazonEKSClusterAdminPolicy"),
        accessScope: { type: "cluster" },
      }),
    command: `aws eks list-associated-access-policies --cluster-name demo --principal-arn ${role("team")}`,
    answer: has({
      associatedAccessPolicies: expect.arrayContaining([
        has({ policyArn: accessPolicy("AmazonEKSClusterAdminPolicy") }),
      ]),
    }),
  },
  {
    what: "an entry besides",
    by: ({ eks }) => eks("CreateAccessEntry", { principalArn: role("others") }),
    command: "aws eks list-access-entries --cluster-name demo",
    answer: has({ accessEntries: expect.arrayContaining([role("others")]) }),
  },
  {
    what: "a Pod Identity association besides",
    by: ({ eks }) =>
      eks("CreatePodIdentityAssociation", { namespace: "x", serviceAccount: "x", roleArn: role("demo-web-pod") }),
    command: "aws eks list-pod-identity-associations --cluster-name demo",
    answer: has({
      associations: expect.arrayContaining([has({ namespace: "x", serviceAccount: "x" })]),
    }),
  },
  {
    what: "a username that the file does not state",
    by: ({ eks }) => eks("UpdateAccessEntry", { principalArn: role("viewers"), username: "x:{{SessionName}}" }),
    command: entry("viewers"),
    answer: has({ accessEntry: has({ username: "x:{{SessionName}}" }) }),
    replace: "aws_eks_access_entry.access_viewers",
  },
  {
    what: "a setting of the cluster that the file does not state",
    by: ({ eks }) => eks("UpdateClusterConfig", { resourcesVpcConfig: { publicAccessCidrs: ["192.0.2.0/24"] } }),
    command: "aws eks describe-cluster --name demo",
    answer: has({
      cluster: has({
        resourcesVpcConfig: has({ publicAccessCidrs: ["192.0.2.0/24"] }),
      }),
    }),
  },
  {
    what: "the role of a person deleted",
    by: ({ iam }) => iam("DeleteRole", { RoleName: "guests" }),
    command: "aws iam get-role --role-name guests",
    answer: expect.stringContaining("The role with name guests cannot be found."),
  },
  {
    what: "the role of a person deleted and made again",
    by: ({ remake }) => remake("admins"),
    command: entry("admins"),
    answer: has({ accessEntry: expect.anything() }),
    replace: "aws_eks_access_entry.access_admins",
  },
  {
    what: "the role of a NodeClass deleted and made again",
    by: ({ remake }) => remake(GPU.RoleName),
    command: entry(GPU.RoleName),
    answer: has({ accessEntry: expect.anything() }),
    replace: "aws_eks_access_entry.node-class_gpu_entry",
  },
];
