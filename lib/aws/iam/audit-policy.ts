import { allow, document, type PolicyDocument } from "./policy-document";
import { arnsInCluster, clusterArn, type TrustScope } from "./trust";

/** A cluster that an audit reads. */
export type AuditScope = Omit<TrustScope, "trustAnchorArn">;

/** Reads of the cluster itself, and lists of what is in it. */
export const CLUSTER_READS = [
  "eks:DescribeCluster",
  "eks:ListAccessEntries",
  "eks:ListCapabilities",
  "eks:ListFargateProfiles",
  "eks:ListIdentityProviderConfigs",
  "eks:ListNodegroups",
  "eks:ListPodIdentityAssociations",
] as const;

/** Reads of what is in the cluster, by the type of its ARN. */
export const READS_BELOW = {
  "access-entry": ["eks:DescribeAccessEntry", "eks:ListAssociatedAccessPolicies"],
  capability: ["eks:DescribeCapability"],
  fargateprofile: ["eks:DescribeFargateProfile"],
  identityproviderconfig: ["eks:DescribeIdentityProviderConfig"],
  nodegroup: ["eks:DescribeNodegroup"],
  podidentityassociation: ["eks:DescribePodIdentityAssociation"],
} as const;

/** Reads of principals. Which ones there are is known only when the entries are read. */
export const PRINCIPAL_READS = ["iam:GetRole", "iam:GetUser"] as const;

/**
 * Returns what an audit of these clusters needs, and nothing that changes anything.
 *
 * A pattern for all clusters would have a star before the name of the cluster, and a star spans slashes: the entry of
 * another cluster whose principal is named like this one would match. So each cluster has patterns of its own.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html
 */
export const auditPolicy = (scopes: readonly AuditScope[]): PolicyDocument =>
  document(
    { Sid: "Clusters", ...allow(CLUSTER_READS, scopes.map(clusterArn)) },
    { Sid: "InThem", ...allow(Object.values(READS_BELOW).flat().sort(), scopes.flatMap(arnsBelow)) },
    { Sid: "Principals", ...allow(PRINCIPAL_READS, [...new Set(scopes.flatMap(principalsOf))]) },
  );

/** IAM answers about the roles and users of the caller's own account alone. */
const principalsOf = ({ partition, account }: AuditScope): string[] =>
  ["role", "user"].map((kind) => `arn:${partition}:iam::${account}:${kind}/*`);

const arnsBelow = (scope: AuditScope): string[] => Object.keys(READS_BELOW).map((type) => arnsInCluster(scope, type));
