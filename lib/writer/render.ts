import { MAPS } from "../terraform/resource";
import { snakeCase } from "../terraform/stack";
import { type Expression, isExpression } from "../terraform/values";

/** Renders values of records as Terraform's JSON has them. */
export class Renderer {
  /** @param addresses of resources and data sources, such as `aws_iam_role.node-role_a`, by id */
  constructor(private readonly addresses: ReadonlyMap<string, string>) {}

  address(id: string): string {
    const address = this.addresses.get(id);
    if (address === undefined) {
      throw new Error(`internal: "${id}" is used and not made; please report this with the configuration`);
    }
    return address;
  }

  /** Renders the arguments of a resource or of a block in it. */
  arguments(given: object): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        snakeCase(name),
        MAPS.includes(name) ? this.map(value) : this.value(value),
      ]),
    );
  }

  /** Renders the value of an output or argument. */
  private value(value: unknown): unknown {
    if (isExpression(value)) return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    return typeof value === "object" && value !== null ? this.arguments(value) : value;
  }

  /** Renders a mapping with the user's own keys. */
  map(value: unknown): unknown {
    if (isExpression(value)) return this.text(value);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.map(item)]));
  }

  text(value: string | Expression): string {
    if (typeof value === "string") return value;
    return value.kind === "text"
      ? value.parts.map((part) => this.text(part)).join("")
      : `\${${this.expression(value)}}`;
  }

  /** Renders an expression as it stands in others. */
  expression(value: Exclude<Expression, { kind: "text" }>): string {
    switch (value.kind) {
      case "attribute":
        return value.of(this.address(value.id));
      case "local":
        return `local.${value.id}`;
      case "call":
        return `${value.name}(${value.arguments.map((given) => this.argument(given)).join(", ")})`;
    }
  }

  private argument(given: string | Expression): string {
    if (typeof given !== "string" && given.kind !== "text") return this.expression(given);
    // literals are patterns and beginnings of URLs, which need no escapes
    return `"${this.text(given)}"`;
  }
}
