import * as z from "zod";

/**
 * The words of a schema that no value has used yet: the fields of its mappings, and the words that a field takes. What
 * several sections have in common counts once.
 */
export class Vocabulary {
  private readonly unused = new Map<z.ZodType, Map<string, string>>();

  /** @param without schemas whose words do not count */
  constructor(
    private readonly schema: z.ZodType,
    private readonly without: readonly z.ZodType[],
  ) {
    this.collect(schema, "");
  }

  /** Where the words are that are left. */
  get left(): string[] {
    return [...this.unused.values()].flatMap((words) => [...words.values()]);
  }

  use(value: unknown): void {
    this.strike(this.schema, value);
  }

  private collect(schema: z.ZodType, path: string): void {
    if (this.unused.has(schema) || this.without.includes(schema)) return;
    this.unused.set(schema, new Map(wordsOf(schema).map((word) => [word, `${path}${word}`])));
    for (const [part, inner] of partsOf(schema)) this.collect(inner, part === "" ? path : `${path}${part} `);
  }

  private strike(schema: z.ZodType, value: unknown): void {
    for (const word of wordsOf(schema)) {
      const isUsed = isMapping(value) ? Object.hasOwn(value, word) : String(value) === word;
      if (isUsed) this.unused.get(schema)?.delete(word);
    }
    for (const [part, inner] of partsOf(schema)) {
      for (const item of itemsOf(schema, value, part)) {
        if (!(schema instanceof z.ZodUnion) || inner.safeParse(item).success) this.strike(inner, item);
      }
    }
  }
}

/** The words of a schema itself. */
function wordsOf(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String);
  return schema instanceof z.ZodBoolean ? ["true", "false"] : [];
}

/** The schemas in a schema. */
function partsOf(schema: z.ZodType): readonly (readonly [string, z.ZodType])[] {
  const typed = (part: string, inner: unknown) => (inner instanceof z.ZodType ? [[part, inner] as const] : []);
  if (schema instanceof z.ZodOptional) return typed("", schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => typed("", option));
  if (schema instanceof z.ZodArray) return typed("*", schema.element);
  if (schema instanceof z.ZodRecord) return typed("*", schema.valueType);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([key, field]) => typed(key, field));
}

/** The values that a part of a schema is about. */
function itemsOf(schema: z.ZodType, value: unknown, part: string): unknown[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodUnion) return [value];
  if (Array.isArray(value)) return part === "*" ? value : [];
  if (!isMapping(value)) return [];
  return part === "*" ? Object.values(value) : Object.hasOwn(value, part) ? [value[part]] : [];
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
