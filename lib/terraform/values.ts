/** A value that Terraform knows when it plans or applies. */
export type Expression = Attribute | Local | Call | Text;

/** An attribute of a resource or data source of this plan, such as `arn` or `identity[0].oidc[0].issuer`. */
export class Attribute {
  readonly kind = "attribute";

  /** @param counted whether the resource has a `count`, as the one that refers to it has; they go together */
  constructor(
    readonly id: string,
    readonly name: string,
    readonly counted = false,
  ) {}

  /** The expression, given the address of the resource. */
  of(address: string): string {
    return `${address}${this.counted ? "[count.index]" : ""}.${this.name}`;
  }
}

/**
 * The `count` of a resource that has an end: 1 in a plan before this instant, then 0. Terraform moves a resource from and
 * to the address without index by itself.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions/plantimestamp
 */
export const countUntil = (instant: string): string => `\${timecmp(plantimestamp(), "${instant}") < 0 ? 1 : 0}`;

/** A local value of this plan. */
export class Local {
  readonly kind = "local";

  constructor(readonly id: string) {}
}

/** A call of a Terraform function. Its texts are string literals. */
export class Call {
  readonly kind = "call";
  readonly arguments: readonly (string | Expression)[];

  constructor(
    readonly name: "can" | "regex" | "trimprefix",
    ...args: readonly (string | Expression)[]
  ) {
    this.arguments = args;
  }
}

/** A text with expressions in it. */
export class Text {
  readonly kind = "text";

  constructor(readonly parts: readonly (string | Expression)[]) {}
}

/** Values of arguments are plain data or expressions. */
export const isExpression = (value: unknown): value is Expression =>
  value instanceof Attribute || value instanceof Local || value instanceof Call || value instanceof Text;

/** Expressions may stand in place of texts. */
export type Unresolved<T> = { readonly [K in keyof T]: T[K] | Expression };
