import { NEXT_MAJOR_PROVIDER, PROVIDER_VERSIONS, TERRAFORM_VERSIONS } from "../../aws/terraform/versions";
import { isToken } from "../../aws/text";
import type { PlanContext } from "../context";
import type { ResolvedConfig } from "../defaults";
import { validateRoleArn } from "../roles/role-arn";
import type { TerraformPlan } from "../types";

/**
 * Plans the Terraform settings: versions, backend, and the role that the provider assumes.
 *
 * @param importIds ids of all resources that Terraform imports
 */
export function planTerraform(importIds: readonly string[], context: PlanContext): TerraformPlan {
  const { backend, assumeRole } = context.config.terraform;
  if (assumeRole !== undefined) {
    validateRoleArn({ given: assumeRole, path: ["terraform", "assumeRole"] }, context);
  }
  return {
    requiredVersion: `>= ${terraformVersion(backend, importIds)}`,
    awsVersion: providerVersions(context.config),
    backend,
    ...(assumeRole !== undefined && { assumeRole }),
  };
}

function terraformVersion(backend: ResolvedConfig["terraform"]["backend"], importIds: readonly string[]): string {
  if (backend.type === "s3" && backend.useLockfile === true) return TERRAFORM_VERSIONS.s3Lockfile;
  if (importIds.some(isToken)) return TERRAFORM_VERSIONS.importOfToken;
  return importIds.length > 0 ? TERRAFORM_VERSIONS.import : TERRAFORM_VERSIONS.lifecycle;
}

/**
 * Returns the version constraint of the AWS provider, a range below the next major version. The cdktf bindings would
 * pin one exact version.
 */
function providerVersions({ cluster, workloads }: ResolvedConfig): string {
  const items = Object.values(workloads);
  const needs: readonly (keyof typeof PROVIDER_VERSIONS | false)[] = [
    "autoMode",
    cluster.create?.deletionProtection !== undefined && "deletionProtection",
    items.some(({ via }) => via !== "pod-identity") && cluster.oidcProvider !== "existing" && "oidcProvider",
    items.some(({ targetRole, sessionTags }) => targetRole !== undefined || !sessionTags) && "targetRole",
    items.some(({ sessionPolicy }) => sessionPolicy !== undefined) && "sessionPolicy",
  ];
  const versions = needs.flatMap((need) => (need ? [PROVIDER_VERSIONS[need]] : []));
  return `>= ${versions.sort(byVersion).at(-1)}, < ${NEXT_MAJOR_PROVIDER}`;
}

const byVersion = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });
