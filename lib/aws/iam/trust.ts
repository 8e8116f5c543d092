import type { PartitionName } from "../partitions";
import { PARTITIONS } from "../partitions";
import { withConditions } from "./conditions";
import { document, type PolicyDocument, type Statement } from "./policy-document";

/** The properties that a trust policy can refer to. The region and the account may be tokens. */
export interface TrustScope {
  readonly partition: PartitionName;
  readonly region: string;
  readonly account: string;
  readonly cluster: string;
  /** Only needed for IAM Roles Anywhere. */
  readonly trustAnchorArn?: string;
}

const service = (
  name: string | readonly string[],
  Action: string | readonly string[],
  Condition?: Statement["Condition"],
) => document({ Effect: "Allow", Principal: { Service: name }, Action, ...(Condition && { Condition }) });

export const SESSION = ["sts:AssumeRole", "sts:TagSession"] as const;

/**
 * What STS asks for as the audience of a token: what AWS's own guides name as the client of an OIDC provider.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export const STS_AUDIENCE = "sts.amazonaws.com";

export const clusterArn = ({ partition, region, account, cluster }: Omit<TrustScope, "trustAnchorArn">) =>
  `arn:${partition}:eks:${region}:${account}:cluster/${cluster}`;

/**
 * Returns the pattern of all ARNs of a type in a cluster. The `/` excludes clusters whose name only begins the same.
 */
export const arnsInCluster = (
  { partition, region, account, cluster }: Omit<TrustScope, "trustAnchorArn">,
  type: string,
): string => `arn:${partition}:eks:${region}:${account}:${type}/${cluster}/*`;

/** Returns a single value without its list, which is how AWS's pages print documents. */
export const oneOrMany = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? (values[0] ?? []) : values;

/**
 * Trust policies by the role's purpose. Service principals are literals and never built from a DNS suffix.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-outposts-local-cluster-create.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-creds.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/capability-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/connector-iam-role.html
 */
export const TRUST = {
  /** EKS sets session tags, and the policies of Auto Mode compare them. */
  autoCluster: () => service("eks.amazonaws.com", SESSION),
  cluster: () => service("eks.amazonaws.com", "sts:AssumeRole"),
  nodes: ({ partition }: TrustScope) => service(oneOrMany(PARTITIONS[partition].ec2), "sts:AssumeRole"),
  fargate: ({ partition, region, account, cluster }: TrustScope) =>
    service("eks-fargate-pods.amazonaws.com", "sts:AssumeRole", {
      ArnLike: { "aws:SourceArn": `arn:${partition}:eks:${region}:${account}:fargateprofile/${cluster}/*` },
    }),
  systemsManager: ({ partition, region, account }: TrustScope) =>
    service("ssm.amazonaws.com", "sts:AssumeRole", {
      StringEquals: { "aws:SourceAccount": account },
      ArnEquals: { "aws:SourceArn": `arn:${partition}:ssm:${region}:${account}:*` },
    }),
  connector: () => service("ssm.amazonaws.com", "sts:AssumeRole"),
  rolesAnywhere: ({ trustAnchorArn = "" }: TrustScope) => {
    const CN = "aws:PrincipalTag/x509Subject/CN";
    const ArnEquals = { "aws:SourceArn": trustAnchorArn };
    const Principal = { Service: "rolesanywhere.amazonaws.com" };
    return document(
      {
        Effect: "Allow",
        Principal,
        Action: ["sts:TagSession", "sts:SetSourceIdentity"],
        Condition: { StringEquals: { [CN]: `\${${CN}}` }, ArnEquals },
      },
      {
        Effect: "Allow",
        Principal,
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:RoleSessionName": `\${${CN}}`, [CN]: `\${${CN}}` }, ArnEquals },
      },
    );
  },
  capability: () => service("capabilities.eks.amazonaws.com", SESSION),
} as const;

export type TrustKind = keyof typeof TRUST;

/**
 * Returns the trust of a cluster role for one cluster alone.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export const trustOfCluster = (trust: PolicyDocument, scope: TrustScope): PolicyDocument =>
  withConditions(trust, {
    ArnLike: { "aws:SourceArn": clusterArn(scope) },
    StringEquals: { "aws:SourceAccount": scope.account },
  });
