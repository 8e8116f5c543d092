import { isToken } from "../../aws/text";
import type { BackendConfig, ClusterConfig } from "../../schema/config";

/**
 * The oldest Terraform that understands what a stack holds.
 *
 * @see https://developer.hashicorp.com/terraform/language/upgrade-guides
 */
const TERRAFORM = {
  /** `replace_triggered_by`, `precondition` */
  lifecycle: "1.2.0",
  /** `import` blocks */
  import: "1.5.0",
  /** with an id that is an expression */
  importOfToken: "1.6.0",
  /** `use_lockfile` of the S3 backend */
  s3Lockfile: "1.10.0",
} as const;

/**
 * The oldest AWS provider that has what a stack uses.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
 */
const AWS = {
  /** EKS Auto Mode: entries of type EC2, `compute_config` */
  autoMode: "5.79.0",
  /** an OIDC provider without thumbprints */
  oidcProvider: "5.81.0",
  /** `target_role_arn` and `disable_session_tags` of a Pod Identity association */
  targetRole: "6.1.0",
  /** `policy` of a Pod Identity association */
  sessionPolicy: "6.57.1",
  /** `deletion_protection` of a cluster */
  deletionProtection: "6.9.0",
} as const;

/** A range, below the next version that may break: the bindings would pin one exact version on every pipeline. */
export function awsVersion({ cluster, workloads = {} }: ClusterConfig): string {
  const items = Object.values(workloads);
  const needs: readonly (keyof typeof AWS | false)[] = [
    "autoMode",
    cluster?.create?.deletionProtection !== undefined && "deletionProtection",
    items.some(({ via }) => via === "irsa" || via === "both") && cluster?.oidcProvider !== "existing" && "oidcProvider",
    items.some(({ targetRole, sessionTags }) => targetRole !== undefined || sessionTags === false) && "targetRole",
    items.some(({ sessionPolicy }) => sessionPolicy !== undefined) && "sessionPolicy",
  ];
  const versions = needs.flatMap((need) => (need ? [AWS[need]] : []));
  return `>= ${versions.sort(byVersion).at(-1)}, < 7.0.0`;
}

const byVersion = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

export function terraformVersion(backend: BackendConfig, importIds: readonly string[]): string {
  if (backend.type === "s3" && backend.useLockfile === true) return `>= ${TERRAFORM.s3Lockfile}`;
  if (importIds.some(isToken)) return `>= ${TERRAFORM.importOfToken}`;
  return `>= ${importIds.length > 0 ? TERRAFORM.import : TERRAFORM.lifecycle}`;
}
