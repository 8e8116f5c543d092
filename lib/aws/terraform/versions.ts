/**
 * The minimum Terraform versions for features that a stack uses.
 *
 * @see https://developer.hashicorp.com/terraform/language/upgrade-guides
 */
export const TERRAFORM_VERSIONS = {
  /** `replace_triggered_by` and `precondition` */
  lifecycle: "1.2.0",
  /** `kms_encryption_key` of the GCS backend */
  gcsKmsKey: "1.4.0",
  /** `import` blocks */
  import: "1.5.0",
  /** `plantimestamp` */
  planTimestamp: "1.5.0",
  /** `import` blocks whose ID is an expression */
  importOfToken: "1.6.0",
  /** `assume_role` of the S3 backend */
  s3AssumeRole: "1.6.0",
  /** `project` of the workspace of a `cloud` block */
  cloudProject: "1.6.0",
  /** `removed` blocks */
  removed: "1.7.0",
  /** `use_lockfile` of the S3 backend */
  s3Lockfile: "1.10.0",
} as const;

/**
 * The minimum AWS provider versions for features that a stack uses.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
 */
export const PROVIDER_VERSIONS = {
  /** EKS Auto Mode: access entries of type EC2, `compute_config` */
  autoMode: "5.79.0",
  /**
   * Built-in node pools for a cluster that has none. Earlier releases replace the cluster.
   *
   * @see https://github.com/hashicorp/terraform-provider-aws/pull/41925 of March 2025
   */
  nodePoolsInPlace: "5.94.0",
  /** an OIDC provider without thumbprints */
  oidcProvider: "5.81.0",
  /** `target_role_arn` and `disable_session_tags` of a Pod Identity association */
  targetRole: "6.1.0",
  /** `policy` of a Pod Identity association */
  sessionPolicy: "6.57.1",
  /** `deletion_protection` of a cluster */
  deletionProtection: "6.9.0",
} as const;

/**
 * Whether a release is in a range such as `>= 5.79.0, < 7.0.0`. A pre-release is: only Terraform knows what it counts as.
 */
export function isInRange(version: string, range: string): boolean {
  if (version.includes("-")) return true;
  return range.split(", ").every((part) => {
    const [operator = "", bound = ""] = part.split(" ");
    const order = byVersion(version, bound);
    return operator === ">=" ? order >= 0 : order < 0;
  });
}

/** Orders versions, the oldest first. */
export const byVersion = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

/** The next major version of the provider, which may have breaking changes. */
export const NEXT_MAJOR_PROVIDER = "7.0.0";
