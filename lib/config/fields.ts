import { z } from "zod";
import { type ListFact, listProblem, type NumberFact, numberProblem, type TextFact, textProblem } from "../domain/fact";
import { KEY } from "../domain/kubernetes";

/**
 * The words in which the schema is written. Each binds a fact of the domain to a place of the configuration; the check,
 * its message and the JSON Schema all come from that fact.
 */

/** Advice on keys that people bring from elsewhere: printed where such a key is found. */
export const foreignKeys = z.registry<Readonly<Record<string, string>>>();

const doc = (fact: { source: string } | undefined, description: string) =>
  fact ? `${description}\n\n${fact.source}` : description;

const limits = ({ min, max, pattern }: TextFact) => ({
  ...(min !== undefined && { minLength: min }),
  ...(max !== undefined && { maxLength: max }),
  ...(pattern && { pattern: pattern.source }),
});

export const text = (fact: TextFact, description: string) =>
  z
    .string()
    .check(({ value, issues }) => {
      const message = textProblem(fact, value);
      if (message) issues.push({ code: "custom", message, input: value });
    })
    .meta({
      description: doc(fact, description),
      ...limits(fact),
    });

/** Text that is judged together with other values, in the domain. */
export const plainText = (description: string) => z.string().meta({ description });

export const integer = (fact: NumberFact, description: string) =>
  z
    .number()
    .check(({ value, issues }) => {
      const message = numberProblem(fact, value);
      if (message) issues.push({ code: "custom", message, input: value });
    })
    .meta({
      type: "integer",
      description: doc(fact, description),
      minimum: fact.min,
      ...(fact.max !== undefined && { maximum: fact.max }),
    });

export const flag = (description: string) => z.boolean().meta({ description });

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T, description: string) =>
  z.enum(values).meta({ description });

export const listOf = <T extends z.ZodType>(item: T, fact: ListFact | undefined, description: string) =>
  z
    .array(item)
    .check(({ value, issues }) => {
      const message = fact && listProblem(fact, value);
      if (message) issues.push({ code: "custom", message, input: value });
    })
    .meta({
      description: doc(fact, description),
      ...(fact?.min !== undefined && { minItems: fact.min }),
      ...(fact?.max !== undefined && { maxItems: fact.max }),
    });

export const object = <T extends z.ZodRawShape>(
  shape: T,
  description: string,
  foreign?: Readonly<Record<string, string>>,
) => {
  const schema = z.strictObject(shape).meta({ description });
  if (foreign) foreignKeys.add(schema, foreign);
  return schema;
};

interface MapFacts {
  readonly keys: TextFact;
  readonly size?: ListFact;
}

/** A mapping whose keys the user chooses. */
export const mapOf = <T extends z.ZodType>(value: T, { keys, size }: MapFacts, description: string) =>
  z
    .record(z.string(), value)
    .check(({ value: given, issues }) => {
      for (const key of Object.keys(given)) {
        const message = textProblem(keys, key);
        if (message) issues.push({ code: "custom", message, input: given, path: [key] });
      }
      const message = size && listProblem(size, Object.keys(given));
      if (message) issues.push({ code: "custom", message, input: given });
    })
    .meta({
      description: doc(size ?? keys, description),
      propertyNames: limits(keys),
      ...(size?.min !== undefined && { minProperties: size.min }),
      ...(size?.max !== undefined && { maxProperties: size.max }),
    });

/** Items under keys of the user's: the keys become part of Terraform addresses. */
export const keyed = <T extends z.ZodType>(value: T, description: string, keys: TextFact = KEY) =>
  mapOf(value, { keys }, description);
