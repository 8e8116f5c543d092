import type { PartitionName } from "../partitions";
import { PARTITIONS } from "../partitions";
import { document, type Statement } from "./policy-document";

/** What a trust policy may have to name. The region and the account may be tokens. */
export interface TrustScope {
  readonly partition: PartitionName;
  readonly region: string;
  readonly account: string;
  readonly cluster: string;
  /** @default only for IAM Roles Anywhere */
  readonly trustAnchorArn?: string;
}

const service = (
  name: string | readonly string[],
  Action: string | readonly string[],
  Condition?: Statement["Condition"],
) => document({ Effect: "Allow", Principal: { Service: name }, Action, ...(Condition && { Condition }) });

export const SESSION = ["sts:AssumeRole", "sts:TagSession"] as const;

export const clusterArn = ({ partition, region, account, cluster }: Omit<TrustScope, "trustAnchorArn">) =>
  `arn:${partition}:eks:${region}:${account}:cluster/${cluster}`;

/** A list of one stands for itself in IAM; written so, documents stay as AWS's pages print them. */
export const oneOrMany = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? (values[0] ?? []) : values;

/**
 * Who may take a role, by its purpose. Service principals are written out, never built from a DNS suffix.
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
  /** EKS tags its sessions, and the policies of Auto Mode compare with those tags. */
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
