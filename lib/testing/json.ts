import { REPLACED_WITH } from "../aws/terraform/replacement";

export type Block = Readonly<Record<string, unknown>>;

/** A resource of a stack, as Terraform's JSON has it. */
export interface Thing {
  /** `aws_iam_role.node-class_gpu`. */
  readonly address: string;
  readonly type: string;
  /** The id of its construct. Undefined if the JSON does not say it. */
  readonly constructId?: string;
  /** Its name in Terraform. */
  readonly name: string;
  readonly attributes: Block;
}

/** What one address says of others, by address. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Terraform's JSON of a stack, as far as tests ask about it. */
export interface StackJson {
  readonly things: ReadonlyMap<string, Thing>;
  /** What each thing and local value depends on directly: `depends_on` and references. */
  readonly needs: Graph;
  /** With what each thing is replaced. */
  readonly replacedWith: Graph;
  /** The import IDs, by address. */
  readonly imports: ReadonlyMap<string, string>;
}

export const block = (value: unknown): Block =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Reads the JSON of a stack, with or without the comments of cdktf. */
export function readStack(json: unknown): StackJson {
  const { resource, data, locals, import: imports } = block(json);
  const things = new Map(thingsOf(resource).map((thing) => [thing.address, thing]));
  const nodes = new Map<string, unknown>([
    ...[...things].map(([address, { attributes }]): [string, unknown] => [address, attributes]),
    ...thingsOf(data).map(({ address, attributes }): [string, unknown] => [`data.${address}`, attributes]),
    ...Object.entries(block(locals)).map(([name, value]): [string, unknown] => [`local.${name}`, value]),
  ]);
  const addressesIn = (texts: readonly string[]) =>
    new Set(texts.flatMap((text) => text.match(ADDRESS) ?? []).filter((address) => nodes.has(address)));
  return {
    things,
    needs: new Map([...nodes].map(([address, value]) => [address, addressesIn(expressionsIn(value))])),
    replacedWith: new Map([...things].map(([address, thing]) => [address, addressesIn(triggersOf(thing))])),
    imports: new Map(
      listOf(imports)
        .map(block)
        .map(({ to, id }) => [String(to), String(id)]),
    ),
  };
}

const ADDRESS = /(?:\bdata\.)?\b[a-z][\w-]*\.[A-Za-z_][\w-]*/g;

const thingsOf = (types: unknown): Thing[] =>
  Object.entries(block(types)).flatMap(([type, items]) =>
    Object.entries(block(items)).map(([name, item]) => {
      const { "//": comment, ...attributes } = block(item);
      const { path } = block(block(comment).metadata);
      const constructId = typeof path === "string" ? path.split("/").at(-1) : undefined;
      return { address: `${type}.${name}`, type, name, attributes, ...(constructId && { constructId }) };
    }),
  );

/** Returns the texts below a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...textsIn(item)]);
}

/** Returns the texts that are evaluated: addresses as they stand in `depends_on` and `lifecycle`, and templates. */
function expressionsIn(value: unknown): string[] {
  if (typeof value === "string") return templatesIn([value]);
  const { depends_on, lifecycle, ...others } = block(value);
  const { replace_triggered_by, ...checks } = block(lifecycle);
  return [...textsIn(depends_on), ...textsIn(replace_triggered_by), ...templatesIn(textsIn({ ...others, ...checks }))];
}

/** Returns the expressions in texts. `$${` is no expression. */
const templatesIn = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => [...text.matchAll(/(?<!\$)\$\{([^}]*)\}/g)].map(([, expression = ""]) => expression));

/** Returns the expressions that replace a thing when their value changes. */
function triggersOf({ type, attributes }: Thing): string[] {
  const named = templatesIn(textsIn((REPLACED_WITH[type] ?? []).map((name) => attributes[name])));
  return [
    ...textsIn(block(attributes.lifecycle).replace_triggered_by),
    ...named.filter((expression) => expression.endsWith(".arn")),
  ];
}
