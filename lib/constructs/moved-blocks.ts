import { TerraformElement, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { MOVED_BLOCKS_ID } from "../plan/addresses";
import type { Moved } from "../terraform/lower";

/** Terraform `moved` blocks, by addresses, for the resources of items that had other keys before. */
export class MovedBlocks extends TerraformElement {
  private readonly moves: readonly { readonly from: string; readonly to: string }[];

  constructor(scope: Construct, moved: readonly Moved[]) {
    super(scope, MOVED_BLOCKS_ID);
    this.moves = moved.map(({ type, from, to }) => ({
      from: `${type}.${logicalIdOf(scope, from)}`,
      to: `${type}.${logicalIdOf(scope, to)}`,
    }));
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
export function logicalIdOf(scope: Construct, id: string): string {
  const stack = TerraformStack.of(scope);
  const resource = scope.node.tryFindChild(id);
  if (resource) return stack.getLogicalId(resource.node);
  const { node } = new Construct(scope, id);
  const name = stack.getLogicalId(node);
  scope.node.tryRemoveChild(id);
  return name;
}
