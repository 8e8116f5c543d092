import { TerraformElement, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/**
 * A Terraform `import` block.
 *
 * cdktf's own `importFrom` runs the Terraform command for every resource, but synth must not need Terraform.
 * `required_version` ensures that Terraform supports the block.
 */
export class ImportBlock extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly resource: TerraformResource,
    private readonly importId: string,
  ) {
    super(scope, id);
  }

  override toTerraform() {
    return { import: [{ to: this.address, id: this.importId }] };
  }

  override toHclTerraform() {
    const to = { value: this.address, type: "simple", storageClassType: "reference" };
    const id = { value: this.importId, type: "simple", storageClassType: "string" };
    return { import: [{ to, id }] };
  }

  private get address(): string {
    return `${this.resource.terraformResourceType}.${this.resource.friendlyUniqueId}`;
  }
}
