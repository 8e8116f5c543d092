import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ClusterAccess } from "../constructs/cluster-access";
import type { ClusterConfig } from "../schema/types";
import { ACCESS_ID, completeStack } from "./complete";

/**
 * One cluster's access as a stack of its own: provider, backend, everything the configuration describes, outputs.
 *
 * The stack's id is the cluster's name where the configuration gives none.
 */
export class ClusterAccessStack extends TerraformStack {
  readonly access: ClusterAccess;

  /** @throws ConfigError with everything that is wrong with the configuration */
  constructor(scope: Construct, id: string, config: ClusterConfig) {
    super(scope, id);
    this.access = new ClusterAccess(this, ACCESS_ID, config);
    completeStack(this, this.access);
  }
}
