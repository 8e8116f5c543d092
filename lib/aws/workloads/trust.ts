import { allow, document, type PolicyDocument, type Statement } from "../iam/policy-document";
import { clusterArn, oneOrMany, SESSION, type TrustScope } from "../iam/trust";
import type { PartitionName } from "../partitions";
import { byCodePoint } from "../text";

/** A Kubernetes service account. Its parts may be tokens; by IRSA they may have wildcards. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** `namespace/name`, as the configuration has it; undefined for any other form. */
export function parseServiceAccount(text: string): ServiceAccount | undefined {
  const [namespace, name, ...more] = text.split("/");
  return namespace && name && more.length === 0 ? { namespace, name } : undefined;
}

export interface PodIdentityOptions {
  /** Whether EKS tags its sessions: conditions on the tags of a request never match without them. */
  readonly sessionTags: boolean;
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort(byCodePoint);

/** Each namespace with its service accounts: in one statement `a/x` and `b/y` would let `a/y` in, too. */
const byNamespace = (serviceAccounts: readonly ServiceAccount[]): [string, string | readonly string[]][] =>
  unique(serviceAccounts.map(({ namespace }) => namespace)).map((namespace) => [
    namespace,
    oneOrMany(unique(serviceAccounts.flatMap((one) => (one.namespace === namespace ? one.name : [])))),
  ]);

const tagged = (namespace: string, names: string | readonly string[]) => ({
  "aws:RequestTag/kubernetes-namespace": namespace,
  "aws:RequestTag/kubernetes-service-account": names,
});

/**
 * Pods of these service accounts take the role by EKS Pod Identity, and none of another cluster.
 *
 * Without session tags a request says nothing of the pod: then any association of this cluster that names the role
 * may take it. `sts:TagSession` stays: AWS's page prints both actions whatever the tags, and so nothing has to happen
 * to the trust at the moment the tags of an association are switched on again.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function podIdentityTrust(
  scope: TrustScope,
  serviceAccounts: readonly ServiceAccount[],
  { sessionTags }: PodIdentityOptions,
): PolicyDocument {
  const trusted = (tags: Readonly<Record<string, string | readonly string[]>> = {}): Statement => ({
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: SESSION,
    Condition: {
      StringEquals: { "aws:SourceAccount": scope.account, ...tags },
      ArnEquals: { "aws:SourceArn": clusterArn(scope) },
    },
  });
  return sessionTags
    ? document(...byNamespace(serviceAccounts).map(([namespace, names]) => trusted(tagged(namespace, names))))
    : document(trusted());
}

/**
 * The issuer of a cluster as IAM names it: host and path, without `https://`.
 *
 * Only what is written out can be cut. An issuer known to Terraform alone begins with its token and comes back as it
 * is: hand in an expression that has no scheme any more. It stands inside a JSON text, so it must have no quotation
 * marks either; a local value that calls `trimprefix` has neither.
 */
export const issuerPath = (issuer: string): string => issuer.replace(/^https:\/\//, "");

export interface IrsaTrust {
  readonly partition: PartitionName;
  /** The role's account: it must have a provider for each issuer. */
  readonly account: string;
  /** Host and path of each cluster's issuer, see `issuerPath`. */
  readonly issuers: readonly string[];
  readonly serviceAccounts: readonly ServiceAccount[];
}

/**
 * Pods of these service accounts take the role with a token of their cluster. Each issuer has a statement of its own,
 * so that no cluster answers for another.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function irsaTrust({ partition, account, issuers, serviceAccounts }: IrsaTrust): PolicyDocument {
  const subjects = unique(serviceAccounts.map(({ namespace, name }) => `system:serviceaccount:${namespace}:${name}`));
  const like = subjects.some((subject) => /[*?]/.test(subject.replace(/\$\{[^}]*\}/g, "")));
  return document(
    ...unique(issuers).map((issuer): Statement => {
      const aud = { [`${issuer}:aud`]: "sts.amazonaws.com" };
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
  /** The cluster that the pods run in. */
  readonly scope: TrustScope;
  /** The role of the Pod Identity association, in the cluster's account. */
  readonly sourceRoleArn: string;
  readonly serviceAccounts: readonly ServiceAccount[];
}

/**
 * Trust of a role, of whatever account, that Pod Identity takes after the one of the association. Without session
 * tags EKS names cluster and service account in the external id instead.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */
export function targetRoleTrust({
  scope,
  sourceRoleArn,
  serviceAccounts,
  sessionTags,
}: TargetRoleTrust): PolicyDocument {
  const { partition, region, account, cluster } = scope;
  const trusted = (Action: Statement["Action"], StringEquals?: Record<string, string | readonly string[]>) => ({
    Effect: "Allow" as const,
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action,
    Condition: { ...(StringEquals && { StringEquals }), ArnEquals: { "aws:PrincipalArn": sourceRoleArn } },
  });
  if (sessionTags) {
    const here = { "aws:RequestTag/eks-cluster-arn": clusterArn(scope) };
    return document(
      ...byNamespace(serviceAccounts).map(([namespace, names]) =>
        trusted(SESSION, { ...here, ...tagged(namespace, names) }),
      ),
    );
  }
  const externalIds = serviceAccounts.map(({ namespace, name }) =>
    [region, account, cluster, namespace, name].join("/"),
  );
  return document(
    trusted("sts:AssumeRole", { "sts:ExternalId": oneOrMany(unique(externalIds)) }),
    trusted("sts:TagSession"),
  );
}

/**
 * What the role of the association needs before Pod Identity can go on to the target.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */
export const targetRolePermission = (targetRoleArn: string): PolicyDocument => document(allow(SESSION, targetRoleArn));

/** Stands in a document for an issuer that only Terraform knows, host and path without `https://`. */
export const UNKNOWN_ISSUER = "${oidc-issuer}";

/**
 * How Pod Identity's agent gets credentials for pods: a permission of nodes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export const POD_IDENTITY_ACTION = "eks-auth:AssumeRoleForPodIdentity";

/**
 * A condition on the tags that EKS puts on Pod Identity's sessions.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export const SESSION_TAG_CONDITION = /aws:(RequestTag|PrincipalTag)\/(eks-cluster-(arn|name)|kubernetes-[a-z-]+)/;
