import { TerraformElement, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { movesOf } from "../plan/renames";
import type { Rename } from "../plan/types";
import type { ResourceRegistry } from "./resource-registry";

/** Terraform `moved` blocks, by addresses, for the resources of items that had other keys before. */
export class MovedBlocks extends TerraformElement {
  private readonly moves: readonly Rename[];

  constructor(registry: ResourceRegistry, id: string, renames: readonly Rename[]) {
    super(registry.scope, id);
    this.moves = movesOf(registry.ids, renames).map(({ id: resource, from, to }) => {
      const { terraformResourceType } = registry.get(resource);
      const addressOf = (name: string) => `${terraformResourceType}.${logicalIdOf(registry.scope, name)}`;
      return { from: addressOf(from), to: addressOf(to) };
    });
  }

  override toTerraform() {
    return { moved: this.moves };
  }

  override toHclTerraform() {
    const reference = (value: string) => ({ value, type: "simple", storageClassType: "reference" });
    return { moved: this.moves.map(({ from, to }) => ({ from: reference(from), to: reference(to) })) };
  }
}

/** Returns the name that Terraform has for a resource with this id, which depends on where the resource is. */
function logicalIdOf(scope: Construct, id: string): string {
  const stack = TerraformStack.of(scope);
  const resource = scope.node.tryFindChild(id);
  if (resource) return stack.getLogicalId(resource.node);
  const { node } = new Construct(scope, id);
  const name = stack.getLogicalId(node);
  scope.node.tryRemoveChild(id);
  return name;
}
