/** A value that Terraform knows when it plans or applies. */
export type Expression = Attribute | Local | Call | Text;

/** An attribute of a resource or data source of this plan, such as `arn` or `identity[0].oidc[0].issuer`. */
export class Attribute {
  readonly kind = "attribute";

  constructor(
    readonly id: string,
    readonly name: string,
  ) {}
}

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
