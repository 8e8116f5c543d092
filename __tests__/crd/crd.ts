import { Environment } from "@marcbachmann/cel-js";
import Ajv from "ajv";

/** A part of a CRD's OpenAPI schema: JSON Schema with rules in CEL. */
export interface CrdSchema {
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly additionalProperties?: CrdSchema;
  readonly items?: CrdSchema;
  readonly "x-kubernetes-validations"?: readonly { readonly rule: string; readonly message?: string }[];
}

// Kubernetes adds `find` to CEL: the first match of a pattern
const cel = new Environment()
  .registerVariable("self", "dyn")
  .registerFunction("string.find(string): string", (text: string, pattern: string) => text.match(pattern)?.[0] ?? "");

/**
 * Validates objects as the API server does when one is created: defaults, then structure, then rules in CEL. Rules that
 * compare with the earlier object do not apply.
 */
export class Crd {
  private readonly structure;

  constructor(private readonly schema: CrdSchema) {
    const ajv = new Ajv({ strict: false, validateFormats: false, useDefaults: true, allErrors: true });
    this.structure = ajv.compile(schema);
  }

  /** Returns why the API server refuses an object, a line a reason. */
  refuses(object: object): string[] {
    const defaulted = structuredClone(object);
    if (!this.structure(defaulted)) {
      return (this.structure.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
    }
    return [...violations(this.schema, defaulted, "")];
  }

  /** Returns the fields that the CRD does not have, without indexes. The API server drops them. */
  unknownFields(object: object): Set<string> {
    return new Set(unknownFields(this.schema, object, ""));
  }
}

/** Yields each part of a value with its schema. */
function* parts(schema: CrdSchema, value: unknown, path: string): Generator<[CrdSchema | undefined, unknown, string]> {
  if (Array.isArray(value)) for (const item of value) yield [schema.items, item, `${path}[]`];
  else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const known = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
      yield [known ?? schema.additionalProperties, item, path === "" ? key : `${path}.${key}`];
    }
  }
}

function* violations(schema: CrdSchema, value: unknown, path: string): Generator<string> {
  for (const { rule, message = rule } of schema["x-kubernetes-validations"] ?? []) {
    if (!rule.includes("oldSelf") && !holds(rule, value)) yield `${path}: ${message}`;
  }
  for (const [part, item, where] of parts(schema, value, path)) if (part) yield* violations(part, item, where);
}

/** A rule that cannot be evaluated, for instance because a field is missing, refuses the object as well. */
function holds(rule: string, self: unknown): boolean {
  try {
    return cel.evaluate(rule, { self }) === true;
  } catch {
    return false;
  }
}

function* unknownFields(schema: CrdSchema, value: unknown, path: string): Generator<string> {
  // `metadata` and its like have no fields in a CRD
  if (schema.properties === undefined && schema.additionalProperties === undefined && schema.items === undefined)
    return;
  for (const [part, item, where] of parts(schema, value, path)) {
    if (part) yield* unknownFields(part, item, where);
    else yield where;
  }
}
