import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ClusterAccess } from "../constructs/cluster-access";
import type { ClusterConfig } from "../schema/config";
import { addBackend } from "./backend";

/** One cluster's access as a stack of its own: provider, backend, everything the configuration describes, outputs. */
export class ClusterAccessStack extends TerraformStack {
  readonly access: ClusterAccess;

  constructor(scope: Construct, id: string, config: ClusterConfig) {
    super(scope, id);
    // Default: an id that cdktf leaves out of addresses
    this.access = new ClusterAccess(this, "Default", config);
    const { cluster, tags, terraform } = this.access.plan;
    new AwsProvider(this, "aws", {
      region: cluster.region,
      allowedAccountIds: [cluster.account],
      ...(Object.keys(tags).length > 0 && { defaultTags: [{ tags }] }),
      ...(terraform.assumeRole !== undefined && { assumeRole: [{ roleArn: terraform.assumeRole }] }),
    });
    addBackend(this, terraform.backend);
    // the bindings would pin one exact version of the provider
    this.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: terraform.awsVersion });
    this.addOverride("terraform.required_version", terraform.requiredVersion);
    const { access } = this;
    this.addOutput("cluster", access.cluster);
    this.addOutput("cluster_role", access.clusterRole);
    this.addOutputs("node_classes", access.nodeClasses);
    this.addOutputs("node_roles", access.nodeRoles);
    this.addOutputs("other_roles", access.otherRoles);
    this.addOutputs("workloads", access.workloads);
    this.addOutputs("identity_policies", access.identityPolicies);
  }

  private addOutput(name: string, item: object | undefined): void {
    if (item) new TerraformOutput(this, name, { value: snakeCase(item) });
  }

  private addOutputs(name: string, items: Readonly<Record<string, object>>): void {
    const entries = Object.entries(items);
    if (entries.length === 0) return;
    const value = Object.fromEntries(entries.map(([key, item]) => [key, snakeCase(item)]));
    new TerraformOutput(this, name, { value });
  }
}

/** Terraform's null: every item of an output has the same keys, and cdktf takes no JavaScript null. */
const NULL = "${null}";

function snakeCase(item: object): object {
  return Object.fromEntries(
    Object.entries(item).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value ?? NULL,
    ]),
  );
}
