import { z } from "zod";
import {
  type ListFact,
  listProblem,
  type NumberFact,
  numberProblem,
  type TextFact,
  textProblem,
  type WordList,
} from "../aws/fact";
import { KEY } from "../aws/kubernetes/names";
import { isToken } from "../aws/text";

/**
 * The words in which the schema is written. Each binds a fact of AWS or Kubernetes to a place of the configuration; the
 * check, its message and the JSON Schema all come from that fact.
 */

/** The fact behind a schema: what to do where its value is missing or of another type. */
export const facts = z.registry<Partial<TextFact | NumberFact | ListFact>>();

/** Words that only Kubernetes reads, so that a token may stand for one. */
export const passedOn = z.registry<object>();

/** Advice on keys and words that people bring from elsewhere: printed where one is found. */
export const foreignKeys = z.registry<Readonly<Record<string, string>>>();

/** What a text of this project's own format may be: no page of AWS says it. */
export type OwnFact = Omit<TextFact, "source">;

const doc = (fact: object | undefined, description: string) =>
  fact && "source" in fact && fact.source ? `${description}\n\n${fact.source}` : description;

const limits = ({ min, max, pattern }: OwnFact) => ({
  ...(min !== undefined && { minLength: min }),
  ...(max !== undefined && { maxLength: max }),
  ...(pattern && { pattern: pattern.source }),
});

/** What a check of zod's reports: the message, and the name of the rule that is broken. */
const issueOf = (rule: string, message: string, input: unknown, path: string[] = []) =>
  ({ code: "custom", message, input, path, params: { rule }, continue: true }) as const;

/** Checks a value that has the right type, and lets a token be: only Terraform knows what it stands for. */
const checked =
  <T>(rule: string, problem: (value: T) => string | undefined) =>
  ({ value, issues }: z.core.ParsePayload<T>): void => {
    const message = isToken(value) ? undefined : problem(value);
    if (message) issues.push(issueOf(rule, message, value));
  };

/** Text that a fact describes. */
export const text = (fact: TextFact | OwnFact, description: string) =>
  z
    .string()
    .check(checked(fact.rule, (value) => textProblem({ source: "", ...fact }, value)))
    .meta({ description: doc(fact, description), ...limits(fact) })
    .register(facts, fact);

/** Text that is validated together with other values, by the plan. */
export const plainText = (description: string) => z.string().meta({ description });

/** A whole number that a fact describes. */
export const integer = (fact: NumberFact, description: string) =>
  z
    .number()
    .check(checked(fact.rule, (value) => numberProblem(fact, value)))
    .meta({
      type: "integer",
      description: doc(fact, description),
      minimum: fact.min,
      ...(fact.max !== undefined && { maximum: fact.max }),
    })
    .register(facts, fact);

/** True or false. */
export const flag = (description: string) => z.boolean().meta({ description });

/** A word that decides what is made here: a token cannot stand for it. */
export const oneOf = <Word extends string>(
  { words, source }: WordList<Word>,
  description: string,
  foreign: Readonly<Record<string, string>> = {},
) =>
  z
    .enum(words)
    .meta({ description: doc({ source }, description) })
    .register(foreignKeys, foreign);

/** A word that is passed on to Kubernetes as it is. */
export const word = <Word extends string>({ words, source }: WordList<Word>, description: string) =>
  z
    .enum(words)
    .meta({ description: doc({ source }, description) })
    .register(passedOn, {});

/** A list of any length, or of the length that a fact allows. */
export const listOf = <T extends z.ZodType>(item: T, fact: ListFact | undefined, description: string) =>
  z
    .array(item)
    .check(checked(fact?.rule ?? "", (value) => fact && listProblem(fact, value)))
    .meta({
      description: doc(fact, description),
      ...(fact?.min !== undefined && { minItems: fact.min }),
      ...(fact?.max !== undefined && { maxItems: fact.max }),
    })
    .register(facts, fact ?? {});

/** A mapping with these keys and no others; `foreign` has advice on keys that people bring from elsewhere. */
export const object = <T extends z.ZodRawShape>(
  shape: T,
  description: string,
  foreign: Readonly<Record<string, string>> = {},
) => z.strictObject(shape).meta({ description }).register(foreignKeys, foreign);

interface MapFacts {
  readonly keys?: TextFact;
  readonly size?: ListFact;
  /** Whether a key may be a token: not where it becomes part of an address. */
  readonly tokens?: boolean;
}

/** A mapping whose keys the user chooses. */
export const mapOf = <T extends z.ZodType>(value: T, { keys, size, tokens = true }: MapFacts, description: string) =>
  z
    .record(z.string(), value)
    .check(({ value: given, issues }) => {
      if (keys === undefined) return;
      for (const key of Object.keys(given)) {
        const message = tokens && isToken(key) ? undefined : textProblem(keys, key);
        if (message) issues.push(issueOf(keys.rule, message, given, [key]));
      }
    })
    .check(checked(size?.rule ?? "", (given) => size && listProblem(size, Object.keys(given))))
    .meta({
      description: doc(size ?? keys, description),
      ...(keys && { propertyNames: limits(keys) }),
      ...(size?.min !== undefined && { minProperties: size.min }),
      ...(size?.max !== undefined && { maxProperties: size.max }),
    });

/** Items under keys of the user's: the keys become part of Terraform addresses. */
export const keyed = <T extends z.ZodType>(value: T, description: string, keys: TextFact = KEY) =>
  mapOf(value, { keys, tokens: false }, description);
