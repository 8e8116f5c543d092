import { z } from "zod";
import { type ListFact, listProblem, type NumberFact, numberProblem, type TextFact, textProblem } from "../aws/fact";
import { KEY } from "../aws/kubernetes/kubernetes";
import { isToken } from "../aws/text";

/**
 * The words in which the schema is written. Each binds a fact of the domain to a place of the configuration; the check,
 * its message and the JSON Schema all come from that fact.
 */

/** The fact behind a schema: what to do where its value is missing or of another type. */
export const facts = z.registry<Partial<TextFact | NumberFact | ListFact>>();

/** Words that only Kubernetes reads, so that a token may stand for one. */
export const passedOn = z.registry<object>();

/** Advice on keys and words that people bring from elsewhere: printed where one is found. */
export const foreignKeys = z.registry<Readonly<Record<string, string>>>();

const doc = (fact: { source: string } | undefined, description: string) =>
  fact ? `${description}\n\n${fact.source}` : description;

const limits = ({ min, max, pattern }: TextFact) => ({
  ...(min !== undefined && { minLength: min }),
  ...(max !== undefined && { maxLength: max }),
  ...(pattern && { pattern: pattern.source }),
});

/** Judges a value that has the right type, and lets a token be: only Terraform knows what it stands for. */
const judged =
  <T>(problem: (value: T) => string | undefined) =>
  ({ value, issues }: z.core.ParsePayload<T>): void => {
    const message = isToken(value) ? undefined : problem(value);
    if (message) issues.push({ code: "custom", message, input: value, continue: true });
  };

export const text = (fact: TextFact, description: string) =>
  z
    .string()
    .check(judged((value) => textProblem(fact, value)))
    .meta({ description: doc(fact, description), ...limits(fact) })
    .register(facts, fact);

/** Text that is judged together with other values, in the domain. */
export const plainText = (description: string) => z.string().meta({ description });

export const integer = (fact: NumberFact, description: string) =>
  z
    .number()
    .check(judged((value) => numberProblem(fact, value)))
    .meta({
      type: "integer",
      description: doc(fact, description),
      minimum: fact.min,
      ...(fact.max !== undefined && { maximum: fact.max }),
    })
    .register(facts, fact);

export const flag = (description: string) => z.boolean().meta({ description });

/** A word that decides what is made here: a token cannot stand for it. */
export const oneOf = <const T extends readonly [string, ...string[]]>(
  values: T,
  description: string,
  foreign: Readonly<Record<string, string>> = {},
) => z.enum(values).meta({ description }).register(foreignKeys, foreign);

/** A word that is passed on to Kubernetes as it is. */
export const word = <const T extends readonly [string, ...string[]]>(values: T, description: string) =>
  z.enum(values).meta({ description }).register(passedOn, {});

/** A list of any length, or of the length that a fact allows. */
export const listOf = <T extends z.ZodType>(item: T, fact: ListFact | undefined, description: string) =>
  z
    .array(item)
    .check(judged((value) => fact && listProblem(fact, value)))
    .meta({
      description: doc(fact, description),
      ...(fact?.min !== undefined && { minItems: fact.min }),
      ...(fact?.max !== undefined && { maxItems: fact.max }),
    })
    .register(facts, fact ?? {});

export const object = <T extends z.ZodRawShape>(
  shape: T,
  description: string,
  foreign: Readonly<Record<string, string>> = {},
) => z.strictObject(shape).meta({ description }).register(foreignKeys, foreign);

interface MapFacts {
  readonly keys: TextFact;
  readonly size?: ListFact;
  /** Whether a key may be a token: not where it becomes part of an address. */
  readonly tokens?: boolean;
}

/** A mapping whose keys the user chooses. */
export const mapOf = <T extends z.ZodType>(value: T, { keys, size, tokens = true }: MapFacts, description: string) =>
  z
    .record(z.string(), value)
    .check(({ value: given, issues }) => {
      for (const key of Object.keys(given)) {
        const message = tokens && isToken(key) ? undefined : textProblem(keys, key);
        // marked, since the value at this path is not what the issue is about
        if (message)
          issues.push({ code: "custom", message, input: given, path: [key], params: { key }, continue: true });
      }
    })
    .check(judged((given) => size && listProblem(size, Object.keys(given))))
    .meta({
      description: doc(size ?? keys, description),
      propertyNames: limits(keys),
      ...(size?.min !== undefined && { minProperties: size.min }),
      ...(size?.max !== undefined && { maxProperties: size.max }),
    });

/** Items under keys of the user's: the keys become part of Terraform addresses. */
export const keyed = <T extends z.ZodType>(value: T, description: string, keys: TextFact = KEY) =>
  mapOf(value, { keys, tokens: false }, description);
