import { Lazy, ref, type TerraformDataSource, type TerraformResource, Token } from "cdktf";
import type { Attribute } from "../terraform/values";

/**
 * Returns a reference to one attribute of a resource for `replace_triggered_by`, which takes no `${…}` expressions. A
 * reference to the whole resource would trigger on every change, even of its tags.
 */
export function attributeOf(resource: TerraformResource | TerraformDataSource, attribute: Attribute): string {
  return Lazy.stringValue({
    produce: () => attribute.of(`${resource.terraformResourceType}.${resource.friendlyUniqueId}`),
  });
}

/**
 * Converts a value to an argument of a Terraform function. A text that is an expression, such as `${var.role}`, is
 * passed as this expression and not as a string literal.
 */
export function argument(value: string): string {
  const written = Token.isUnresolved(value) ? undefined : /^\$\{([^{}]*)\}$/.exec(value)?.[1];
  return written === undefined ? value : Token.asString(ref(written));
}
