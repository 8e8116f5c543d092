import { Lazy, ref, type TerraformResource, Token } from "cdktf";

/**
 * One attribute of a resource as `replace_triggered_by` takes it: no expression, and never the whole resource, or a
 * change of its tags would count.
 */
export function attributeOf(resource: TerraformResource, name: string): string {
  return Lazy.stringValue({ produce: () => `${resource.terraformResourceType}.${resource.friendlyUniqueId}.${name}` });
}

/**
 * A value as an argument of a Terraform function: an expression that was written out, `${var.role}`, counts as the
 * expression it is, and not as text with a dollar sign in it.
 */
export function argument(value: string): string {
  const written = Token.isUnresolved(value) ? undefined : /^\$\{([^{}]*)\}$/.exec(value)?.[1];
  return written === undefined ? value : Token.asString(ref(written));
}
