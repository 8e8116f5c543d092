import { Lazy, type TerraformResource } from "cdktf";

/**
 * One attribute of a resource as `replace_triggered_by` takes it: no expression, and never the whole resource, or a
 * change of its tags would count.
 */
export function attributeOf(resource: TerraformResource, name: string): string {
  return Lazy.stringValue({ produce: () => `${resource.terraformResourceType}.${resource.friendlyUniqueId}.${name}` });
}
