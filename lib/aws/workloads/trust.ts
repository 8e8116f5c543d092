import { allow, document, type PolicyDocument, type Statement } from "../iam/policy-document";
import { clusterArn, oneOrMany, SESSION, STS_AUDIENCE, type TrustScope } from "../iam/trust";
import type { PartitionName } from "../partitions";
import { byCodePoint } from "../text";

/** A Kubernetes service account. Its parts may be tokens. With IRSA they may contain wildcards. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** Parses `namespace/name`. Returns undefined for any other form. */
export function parseServiceAccount(text: string): ServiceAccount | undefined {
  const [namespace, name, ...more] = text.split("/");
  return namespace && name && more.length === 0 ? { namespace, name } : undefined;
}

export interface PodIdentityOptions {
  /** ARNs of further clusters of the account whose pods take the role. */
  readonly otherClusters?: readonly string[];
  /** Whether EKS sets session tags. Without them, conditions on request tags never match. */
  readonly sessionTags: boolean;
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort(byCodePoint);

/** Groups service accounts by namespace. A single statement for `a/x` and `b/y` would also allow `a/y`. */
function byNamespace(serviceAccounts: readonly ServiceAccount[]): [string, string | readonly string[]][] {
  const namespaces = new Map<string, string[]>();
  for (const { namespace, name } of serviceAccounts) {
    const names = namespaces.get(namespace);
    if (names) names.push(name);
    else namespaces.set(namespace, [name]);
  }
  return [...namespaces]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([namespace, names]) => [namespace, oneOrMany(unique(names))]);
}

const tagged = (namespace: string, names: string | readonly string[]) => ({
  "aws:RequestTag/kubernetes-namespace": namespace,
  "aws:RequestTag/kubernetes-service-account": names,
});

/** Returns the ARNs of all clusters whose pods take a role. */
const clustersOf = (scope: TrustScope, otherClusters: readonly string[] = []): string[] =>
  unique([clusterArn(scope), ...otherClusters]);

/**
 * Returns a trust policy that lets pods of these service accounts assume the role with EKS Pod Identity, in this
 * cluster and in the others that are named.
 *
 * Without session tags a request does not identify the pod, so any association of this cluster with the role can assume
 * it. `sts:TagSession` is always allowed, as on AWS's page, so that session tags can be enabled without a change of the
 * trust policy.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function podIdentityTrust(
  scope: TrustScope,
  serviceAccounts: readonly ServiceAccount[],
  { sessionTags, otherClusters }: PodIdentityOptions,
): PolicyDocument {
  const trusted = (tags: Readonly<Record<string, string | readonly string[]>> = {}): Statement => ({
    Effect: "Allow",
    Principal: { Service: POD_IDENTITY_SERVICE },
    Action: SESSION,
    Condition: {
      StringEquals: { "aws:SourceAccount": scope.account, ...tags },
      ArnEquals: { "aws:SourceArn": oneOrMany(clustersOf(scope, otherClusters)) },
    },
  });
  return sessionTags
    ? document(...byNamespace(serviceAccounts).map(([namespace, names]) => trusted(tagged(namespace, names))))
    : document(trusted());
}

/**
 * Returns the issuer of a cluster as IAM names it: host and path, without `https://`.
 *
 * Only a literal prefix can be removed. An issuer that is a token is returned unchanged, so pass an expression without
 * the scheme. The expression is used inside JSON, so it must not contain quotation marks. A local value that calls
 * `trimprefix` meets both conditions.
 */
export const issuerPath = (issuer: string): string => issuer.replace(/^https:\/\//, "");

export interface IrsaTrust {
  readonly partition: PartitionName;
  /** The role's account. It needs an OIDC provider for each issuer. */
  readonly account: string;
  /** Host and path of each cluster's issuer, see `issuerPath`. */
  readonly issuers: readonly string[];
  readonly serviceAccounts: readonly ServiceAccount[];
}

/**
 * Returns a trust policy that lets pods of these service accounts assume the role with a token of their cluster. Each
 * issuer has its own statement, so that a token is checked against its own issuer.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function irsaTrust({ partition, account, issuers, serviceAccounts }: IrsaTrust): PolicyDocument {
  const subjects = unique(serviceAccounts.map(({ namespace, name }) => `system:serviceaccount:${namespace}:${name}`));
  const like = subjects.some((subject) => /[*?]/.test(subject.replace(/\$\{[^}]*\}/g, "")));
  return document(
    ...unique(issuers).map((issuer): Statement => {
      const aud = { [`${issuer}:aud`]: STS_AUDIENCE };
      const sub = { [`${issuer}:sub`]: oneOrMany(subjects) };
      return {
        Effect: "Allow",
        Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: like ? { StringEquals: aud, StringLike: sub } : { StringEquals: { ...aud, ...sub } },
      };
    }),
  );
}

export interface TargetRoleTrust extends PodIdentityOptions {
  /** The cluster of the pods. */
  readonly scope: TrustScope;
  /** The role of the Pod Identity association, in the cluster's account. */
  readonly sourceRoleArn: string;
  readonly serviceAccounts: readonly ServiceAccount[];
}

/**
 * Returns the trust policy of a target role, in any account, that Pod Identity assumes from the association's role.
 * Without session tags, EKS puts cluster and service account in the external ID instead.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */
export function targetRoleTrust({
  scope,
  sourceRoleArn,
  serviceAccounts,
  sessionTags,
  otherClusters,
}: TargetRoleTrust): PolicyDocument {
  const { partition, account } = scope;
  const clusters = clustersOf(scope, otherClusters);
  const trusted = (Action: Statement["Action"], StringEquals?: Record<string, string | readonly string[]>) => ({
    Effect: "Allow" as const,
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action,
    Condition: { ...(StringEquals && { StringEquals }), ArnEquals: { "aws:PrincipalArn": sourceRoleArn } },
  });
  if (sessionTags) {
    const here = { "aws:RequestTag/eks-cluster-arn": oneOrMany(clusters) };
    return document(
      ...byNamespace(serviceAccounts).map(([namespace, names]) =>
        trusted(SESSION, { ...here, ...tagged(namespace, names) }),
      ),
    );
  }
  const externalIds = clusters.flatMap((arn) => {
    const [, , , region, owner, cluster = ""] = arn.split(":");
    const place = [region, owner, cluster.replace("cluster/", "")];
    return serviceAccounts.map(({ namespace, name }) => [...place, namespace, name].join("/"));
  });
  return document(
    trusted("sts:AssumeRole", { "sts:ExternalId": oneOrMany(unique(externalIds)) }),
    trusted("sts:TagSession"),
  );
}

/**
 * Returns the permission that the association's role needs to assume the target role.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */
export const targetRolePermission = (targetRoleArn: string): PolicyDocument => document(allow(SESSION, targetRoleArn));

/** The placeholder in documents for an issuer that is only known to Terraform: host and path without `https://`. */
export const UNKNOWN_ISSUER = "${oidc-issuer}";

/** Returns a text with words in place of the placeholder, as a reader sees it. */
export const shownIssuer = (text: string): string => text.replaceAll(UNKNOWN_ISSUER, "<issuer of the cluster>");

/**
 * The permission that nodes need so that the Pod Identity agent can get credentials for pods.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export const POD_IDENTITY_ACTION = "eks-auth:AssumeRoleForPodIdentity";

/**
 * The session tags that EKS sets for Pod Identity. They are transitive: a role that a pod takes on from its own has them
 * too, and nobody can change them on the way.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export const SESSION_TAGS = [
  "eks-cluster-arn",
  "eks-cluster-name",
  "kubernetes-namespace",
  "kubernetes-pod-name",
  "kubernetes-pod-uid",
  "kubernetes-service-account",
] as const;

/** EKS as it takes roles for pods. */
export const POD_IDENTITY_SERVICE = "pods.eks.amazonaws.com";

/**
 * Matches a condition on the session tags that EKS sets for Pod Identity.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export const SESSION_TAG_CONDITION = /aws:(RequestTag|PrincipalTag)\/(eks-cluster-(arn|name)|kubernetes-[a-z-]+)/;
