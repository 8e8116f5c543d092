import type { BackendConfig } from "../config/schema";

/**
 * The oldest Terraform that understands what a stack holds.
 *
 * @see https://developer.hashicorp.com/terraform/language/upgrade-guides
 */
const TERRAFORM = {
  /** `replace_triggered_by`, `precondition` */
  lifecycle: "1.2.0",
  /** `use_lockfile` of the S3 backend */
  s3Lockfile: "1.10.0",
} as const;

/**
 * The AWS providers that have what a stack uses: from the first with entries of type EC2, below the next that may break.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
 */
export const AWS_PROVIDER = ">= 5.79.0, < 7.0.0";

export function terraformVersion(backend: BackendConfig): string {
  const lockfile = backend.type === "s3" && backend.useLockfile === true;
  return `>= ${lockfile ? TERRAFORM.s3Lockfile : TERRAFORM.lifecycle}`;
}
