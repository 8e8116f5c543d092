import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ClusterAccess } from "../constructs/cluster-access";
import { ofOneCopy } from "../constructs/copies";
import { ACCESS_ID } from "../plan/addresses";
import type { ClusterConfig } from "../schema/types";
import { completeStack } from "./complete";

/**
 * A stack for the access of one cluster: provider, backend, everything the configuration describes, and outputs.
 *
 * The stack's id is the default for the cluster's name.
 */
export class ClusterAccessStack extends TerraformStack {
  readonly access: ClusterAccess;

  /** @throws ConfigError with all errors in the configuration */
  constructor(scope: Construct, id: string, config: ClusterConfig) {
    super(ofOneCopy(scope), id);
    this.access = new ClusterAccess(this, ACCESS_ID, config);
    completeStack(this, this.access);
  }
}
