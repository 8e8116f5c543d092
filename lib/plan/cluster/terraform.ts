import { byVersion, NEXT_MAJOR_PROVIDER, PROVIDER_VERSIONS, TERRAFORM_VERSIONS } from "../../aws/terraform/versions";
import { isToken } from "../../aws/text";
import type { PlanContext } from "../context";
import type { ResolvedConfig } from "../defaults";
import { validateRoleArn } from "../roles/role-arn";
import type { TerraformPlan } from "../types";
import { managesOidcProvider } from "../workloads/issuer";
import { needsOfBackend, validateBackend } from "./backend";

interface Planned {
  /** The ids of all resources that Terraform imports. */
  readonly importIds: readonly string[];
  /** Whether Terraform decides by the time of its plan what there is. */
  readonly ends: boolean;
}

/**
 * Plans the Terraform settings: versions, backend, and the role that the provider assumes.
 *
 * @param planned what other parts of the plan need of Terraform
 */
export function planTerraform(planned: Planned, context: PlanContext): TerraformPlan {
  const { backend, assumeRole } = context.config.terraform;
  if (assumeRole !== undefined) {
    validateRoleArn({ given: assumeRole, path: ["terraform", "assumeRole"] }, context);
  }
  validateBackend(context);
  return {
    requiredVersion: `>= ${terraformVersion(planned, context)}`,
    awsVersion: providerVersions(context.config),
    backend,
    ...(assumeRole !== undefined && { assumeRole }),
  };
}

function terraformVersion({ importIds, ends }: Planned, { config, released }: PlanContext): string {
  return newest<keyof typeof TERRAFORM_VERSIONS>(TERRAFORM_VERSIONS, [
    "lifecycle",
    ends && "planTimestamp",
    importIds.length > 0 && "import",
    importIds.some(isToken) && "importOfToken",
    released.size > 0 && "removed",
    ...needsOfBackend(config.terraform.backend),
  ]);
}

/**
 * Returns the version constraint of the AWS provider, a range below the next major version. The cdktf bindings would
 * pin one exact version.
 */
function providerVersions(config: ResolvedConfig): string {
  const { cluster, workloads } = config;
  const items = Object.values(workloads);
  const needs: readonly (keyof typeof PROVIDER_VERSIONS | false)[] = [
    "autoMode",
    Boolean(cluster.create?.autoMode) && "nodePoolsInPlace",
    cluster.create?.deletionProtection !== undefined && "deletionProtection",
    managesOidcProvider(config) && "oidcProvider",
    items.some(({ targetRole, sessionTags }) => targetRole !== undefined || !sessionTags) && "targetRole",
    items.some(({ sessionPolicy }) => sessionPolicy !== undefined) && "sessionPolicy",
  ];
  return `>= ${newest(PROVIDER_VERSIONS, needs)}, < ${NEXT_MAJOR_PROVIDER}`;
}

/** Returns the newest of the versions that a stack needs. */
const newest = <Need extends string>(
  versions: Readonly<Record<Need, string>>,
  needs: readonly (Need | false)[],
): string =>
  needs
    .flatMap((need) => (need ? [versions[need]] : []))
    .sort(byVersion)
    .at(-1) ?? "";
