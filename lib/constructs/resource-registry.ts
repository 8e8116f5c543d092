import {
  dependable,
  Fn,
  type ITerraformDependable,
  Lazy,
  type Precondition,
  ref,
  type TerraformDataSource,
  TerraformLocal,
  type TerraformResource,
  type TerraformResourceLifecycle,
  Token,
} from "cdktf";
import type { Construct } from "constructs";
import { importBlockId } from "../plan/addresses";
import type { DataSource, Lifecycle, Resource } from "../terraform/resource";
import { snakeCase } from "../terraform/stack";
import {
  type Attribute,
  type Call,
  countUntil,
  type Expression,
  isExpression,
  type Unresolved,
} from "../terraform/values";
import { DATA_SOURCES, RESOURCES } from "./classes";
import { ImportBlock } from "./import-block";
import { argument, attributeOf } from "./reference";

const FUNCTIONS: Readonly<Record<Call["name"], (...args: [string, string]) => string>> = {
  can: (expression) => Token.asString(Fn.can(expression)),
  regex: Fn.regex,
  trimprefix: Fn.trimprefix,
};

/** The resources created so far, by their ids. It turns references between records into those of cdktf. */
export class ResourceRegistry {
  private readonly byId = new Map<string, TerraformResource | TerraformDataSource>();
  private readonly locals = new Map<string, TerraformLocal>();

  constructor(readonly scope: Construct) {}

  /** Adds a local value. What its expression refers to may be added later. */
  addLocal(id: string, expression: Expression): void {
    const value = Lazy.stringValue({ produce: () => this.text(expression) });
    this.locals.set(id, new TerraformLocal(this.scope, id, value));
  }

  addDataSource({ type, id, attributes }: DataSource): void {
    this.byId.set(id, new DATA_SOURCES[type](this.scope, id, this.value(attributes) as never));
  }

  /** Adds a resource as the provider's class. With `importId`, Terraform imports the existing resource. */
  add({ type, id, attributes, dependsOn = [], lifecycle, until, importId }: Resource): void {
    const config = {
      ...(this.value(attributes) as object),
      dependsOn: dependsOn.length > 0 ? this.all(dependsOn) : undefined,
      lifecycle: lifecycle && this.lifecycle(lifecycle),
      ...(until !== undefined && { count: Token.asNumber(countUntil(until)) }),
    };
    const resource = new RESOURCES[type](this.scope, id, config as never);
    // an earlier release of the provider's classes would leave out what it does not know
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && !(name in resource)) resource.addOverride(snakeCase(name), this.value(value));
    }
    this.byId.set(id, resource);
    if (importId !== undefined) new ImportBlock(this.scope, importBlockId(id), resource, importId);
  }

  all(ids: readonly string[]): ITerraformDependable[] {
    return ids.map((id) => this.get(id));
  }

  /** Returns a text with cdktf's tokens in place of expressions. */
  text(value: string | Expression): string {
    if (typeof value === "string") return value;
    switch (value.kind) {
      case "attribute":
        return value.counted
          ? Token.asString(ref(attributeOf(this.get(value.id), value)))
          : this.get(value.id).getStringAttribute(value.name);
      case "local":
        return this.local(value.id).asString;
      case "text":
        return value.parts.map((part) => this.text(part)).join("");
      case "call": {
        const [first = "", second = ""] = value.arguments.map((given) =>
          typeof given === "string" ? argument(given) : this.text(given),
        );
        return FUNCTIONS[value.name](first, second);
      }
    }
  }

  /** Returns attributes with cdktf's tokens in place of expressions. */
  texts<T extends object>(attributes: Unresolved<T>): T {
    return this.value(attributes) as T;
  }

  /** Returns the addresses of resources. */
  addresses(ids: readonly string[]): { readonly fqn: string }[] {
    // cdktf writes the fqn of a dependency of an output unchanged, so it must be an address and not an expression
    return this.all(ids).map((resource) => ({ fqn: dependable(resource) }));
  }

  /** Returns a value with cdktf's tokens in place of expressions. */
  value(given: unknown): unknown {
    if (isExpression(given)) return this.text(given);
    if (Array.isArray(given)) return given.map((item) => this.value(item));
    if (typeof given !== "object" || given === null) return given;
    return Object.fromEntries(Object.entries(given).map(([key, item]) => [key, this.value(item)]));
  }

  private get(id: string): TerraformResource | TerraformDataSource {
    return this.byId.get(id) ?? missing(id);
  }

  private local(id: string): TerraformLocal {
    return this.locals.get(id) ?? missing(id);
  }

  private lifecycle({
    replaceTriggeredBy,
    precondition,
    ignoreChanges,
    ...others
  }: Lifecycle): TerraformResourceLifecycle {
    const trigger = (attribute: Attribute) => attributeOf(this.get(attribute.id), attribute);
    const check = ({ condition, errorMessage }: NonNullable<Lifecycle["precondition"]>[number]): Precondition => ({
      condition: this.text(condition),
      errorMessage: this.text(errorMessage),
    });
    return {
      ...others,
      ...(ignoreChanges && { ignoreChanges: [...ignoreChanges] }),
      ...(replaceTriggeredBy && { replaceTriggeredBy: replaceTriggeredBy.map(trigger) }),
      ...(precondition && { precondition: precondition.map(check) }),
    };
  }
}

function missing(id: string): never {
  throw new Error(`internal: "${id}" is used before it is made; please report this with the configuration`);
}
