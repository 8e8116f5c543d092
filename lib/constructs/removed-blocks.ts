import { TerraformElement } from "cdktf";
import type { ResourceRegistry } from "./resource-registry";

/**
 * Terraform `removed` blocks for resources that Terraform forgets and does not destroy. The resources leave the stack:
 * Terraform takes no block for what is configured.
 */
export class RemovedBlocks extends TerraformElement {
  private readonly addresses: readonly string[];

  constructor(registry: ResourceRegistry, id: string, resources: readonly string[]) {
    super(registry.scope, id);
    this.addresses = resources.map((resource) => {
      const { terraformResourceType, friendlyUniqueId } = registry.get(resource);
      return `${terraformResourceType}.${friendlyUniqueId}`;
    });
    for (const resource of resources) registry.scope.node.tryRemoveChild(resource);
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
