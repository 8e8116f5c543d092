import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import { REMOVED_BLOCKS_ID } from "../plan/addresses";
import type { Removed } from "../terraform/lower";
import { logicalIdOf } from "./moved-blocks";

/** Terraform `removed` blocks for resources that Terraform forgets and does not destroy. */
export class RemovedBlocks extends TerraformElement {
  private readonly addresses: readonly string[];

  constructor(scope: Construct, removed: readonly Removed[]) {
    super(scope, REMOVED_BLOCKS_ID);
    this.addresses = removed.map(({ type, id }) => `${type}.${logicalIdOf(scope, id)}`);
  }

  override toTerraform() {
    return { removed: this.addresses.map((from) => ({ from, lifecycle: { destroy: false } })) };
  }

  override toHclTerraform() {
    return {
      removed: this.addresses.map((from) => ({
        from: { value: from, type: "simple", storageClassType: "reference" },
        lifecycle: { value: { destroy: false }, isBlock: true, type: "struct", storageClassType: "struct" },
      })),
    };
  }
}
