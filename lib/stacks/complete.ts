import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, type TerraformStack } from "cdktf";
import type { PlannedAccess } from "../constructs/planned-access";
import { addBackend } from "./backend";

/** An id that cdktf omits from addresses. */
export const ACCESS_ID = "Default";

/** Adds what a stack needs besides its access: provider, backend, versions, outputs. */
export function completeStack(stack: TerraformStack, access: PlannedAccess): void {
  const { cluster, tags, terraform } = access.plan;
  new AwsProvider(stack, "aws", {
    region: cluster.region,
    allowedAccountIds: [cluster.account],
    ...(Object.keys(tags).length > 0 && { defaultTags: [{ tags }] }),
    ...(terraform.assumeRole !== undefined && { assumeRole: [{ roleArn: terraform.assumeRole }] }),
  });
  addBackend(stack, terraform.backend);
  // the cdktf bindings would pin one exact version of the provider
  stack.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: terraform.awsVersion });
  stack.addOverride("terraform.required_version", terraform.requiredVersion);
  addOutput(stack, "cluster", access.cluster);
  addOutput(stack, "cluster_role", access.clusterRole);
  addOutputs(stack, "node_classes", access.nodeClasses);
  addOutputs(stack, "node_roles", access.nodeRoles);
  addOutputs(stack, "other_roles", access.otherRoles);
  addOutputs(stack, "workloads", access.workloads);
  addOutputs(stack, "identity_policies", access.identityPolicies);
  if (access.nextSteps !== undefined) new TerraformOutput(stack, "next_steps", { value: access.nextSteps });
}

function addOutput(stack: TerraformStack, name: string, item: object | undefined): void {
  if (item) new TerraformOutput(stack, name, { value: snakeCase(item) });
}

function addOutputs(stack: TerraformStack, name: string, items: Readonly<Record<string, object>>): void {
  const entries = Object.entries(items);
  if (entries.length === 0) return;
  const value = Object.fromEntries(entries.map(([key, item]) => [key, snakeCase(item)]));
  new TerraformOutput(stack, name, { value });
}

/** Terraform's `null`. All items of an output have the same keys, and cdktf does not accept JavaScript's null. */
const NULL = "${null}";

function snakeCase(item: object): object {
  return Object.fromEntries(
    Object.entries(item).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value ?? NULL,
    ]),
  );
}
