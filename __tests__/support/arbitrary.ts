import fc from "fast-check";
import { z } from "zod";

/**
 * Anything that a schema accepts by type, from the schema itself: new fields are covered without a word here. Text is
 * drawn from words that rules look for, from tokens and from noise.
 */
export function arbitraryOf(schema: z.ZodType, words: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const of = (inner: unknown) => arbitraryOf(inner as z.ZodType, words);
  if (schema instanceof z.ZodOptional) return of(schema.unwrap());
  if (schema instanceof z.ZodString) return words;
  if (schema instanceof z.ZodNumber)
    return fc.oneof(fc.integer({ min: -1, max: 20000 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodLiteral) return fc.constant(schema.value);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map(of));
  if (schema instanceof z.ZodArray) return fc.array(of(schema.element), { maxLength: 3 });
  if (schema instanceof z.ZodRecord) return fc.dictionary(words, of(schema.valueType), { maxKeys: 3 });
  if (schema instanceof z.ZodObject) return objectOf(schema, of);
  if (schema instanceof z.ZodUnknown) return fc.jsonValue();
  throw new Error(`no arbitrary for ${schema.constructor.name}`);
}

/** Few of the optional fields at once, so that some of the results are sound. */
function objectOf(schema: z.ZodObject, of: (inner: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const fields = Object.entries(schema.shape).map(([key, field]) => ({
    key,
    field,
    optional: field instanceof z.ZodOptional,
  }));
  const required = fields.filter(({ optional }) => !optional);
  const others = fields.filter(({ optional }) => optional);
  return fc
    .subarray(others, { maxLength: Math.min(2, others.length) })
    .chain((some) => fc.record(Object.fromEntries([...required, ...some].map(({ key, field }) => [key, of(field)]))));
}
