import * as z from "zod";
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
import { isMapToken } from "../aws/terraform/template";
import { UNTIL } from "../aws/terraform/until";
import { isToken } from "../aws/text";

/**
 * Functions that declare fields of the schema. Each connects a fact of AWS or Kubernetes to a field. The check, its
 * message and the JSON Schema are all derived from the fact.
 */

/** The facts of schemas, for advice on values that are missing or have the wrong type. */
export const facts = z.registry<Partial<TextFact | NumberFact | ListFact>>();

/** Schemas of words that only Kubernetes interprets, so that a token may replace them. */
export const kubernetesWords = z.registry<object>();

/** Schemas of IAM documents, in which `${…}` is text and no expression. */
export const iamDocuments = z.registry<object>();

/** Schemas of lists and mappings that go to Terraform as they are, so that a token may stand for all of one. */
export const wholeValues = z.registry<object>();

/** Advice on keys and words that belong to another place or tool, printed when a file contains one. */
export const foreignKeys = z.registry<Readonly<Record<string, string>>>();

/** The constraints on a text of this project's own format, which no AWS page documents. */
export type OwnFact = Omit<TextFact, "source">;

const doc = (fact: object | undefined, description: string) =>
  fact && "source" in fact && fact.source ? `${description}\n\n${fact.source}` : description;

const limits = ({ min, max, pattern }: OwnFact) => ({
  ...(min !== undefined && { minLength: min }),
  ...(max !== undefined && { maxLength: max }),
  ...(pattern && { pattern: pattern.source }),
});

/** An issue of a zod check: the message, and the name of the violated rule. */
const issueOf = (rule: string, message: string, input: unknown, path: string[] = []) =>
  ({ code: "custom", message, input, path, params: { rule }, continue: true }) as const;

/** Checks a value of the right type. Tokens pass, because only Terraform knows their value. */
const checked =
  <T>(rule: string, problem: (value: T) => string | undefined) =>
  ({ value, issues }: z.core.ParsePayload<T>): void => {
    const message = isToken(value) ? undefined : problem(value);
    if (message) issues.push(issueOf(rule, message, value));
  };

const checkedKeys =
  (fact: TextFact, tokens: boolean) =>
  ({ value, issues }: z.core.ParsePayload<object>): void => {
    for (const key of Object.keys(value)) {
      const message = tokens && (isToken(key) || isMapToken(key)) ? undefined : textProblem(fact, key);
      if (message) issues.push(issueOf(fact.rule, message, value, [key]));
    }
  };

/** Adds checks. A schema is made once more for them, so that there must be one. */
function withChecks<Schema extends z.ZodType>(
  schema: Schema,
  ...checks: readonly (Check<z.output<Schema>> | undefined)[]
) {
  const some = checks.filter((check) => check !== undefined);
  return some.length === 0 ? schema : schema.check(...some);
}

type Check<T> = (payload: z.core.ParsePayload<T>) => void;

/** A text with the constraints of a fact. */
export const text = (fact: TextFact | OwnFact, description: string) =>
  z
    .string()
    .check(checked(fact.rule, (value) => textProblem({ source: "", ...fact }, value)))
    .register(z.globalRegistry, { description: doc(fact, description), ...limits(fact) })
    .register(facts, fact);

/** A text that the plan validates, together with other values. */
export const plainText = (description: string) => z.string().register(z.globalRegistry, { description });

/** A whole number with the constraints of a fact. */
export const integer = (fact: NumberFact, description: string) =>
  z
    .number()
    .check(checked(fact.rule, (value) => numberProblem(fact, value)))
    .register(z.globalRegistry, {
      type: "integer",
      description: doc(fact, description),
      minimum: fact.min,
      ...(fact.max !== undefined && { maximum: fact.max }),
    })
    .register(facts, fact);

/** A boolean. */
export const flag = (description: string) => z.boolean().register(z.globalRegistry, { description });

/** A word that decides what is created. It cannot be a token. */
export const oneOf = <Word extends string>(
  { words, source }: WordList<Word>,
  description: string,
  foreign: Readonly<Record<string, string>> = {},
) =>
  z
    .enum(words)
    .register(z.globalRegistry, { description: doc({ source }, description) })
    .register(foreignKeys, foreign);

/** A word that is passed to Kubernetes. It can be a token. */
export const kubernetesWord = <Word extends string>({ words, source }: WordList<Word>, description: string) =>
  z
    .enum(words)
    .register(z.globalRegistry, { description: doc({ source }, description) })
    .register(kubernetesWords, {});

/** A list, whose length a fact may limit. */
export const listOf = <T extends z.ZodType>(item: T, fact: ListFact | undefined, description: string) =>
  withChecks(z.array(item), fact && checked<unknown[]>(fact.rule, (value) => listProblem(fact, value)))
    .register(z.globalRegistry, {
      description: doc(fact, description),
      ...(fact?.min !== undefined && { minItems: fact.min }),
      ...(fact?.max !== undefined && { maxItems: fact.max }),
    })
    .register(facts, fact ?? {});

/** A mapping with exactly these keys. `foreign` has advice on keys that belong to another place or tool. */
export const object = <T extends z.ZodRawShape>(
  shape: T,
  description: string,
  foreign: Readonly<Record<string, string>> = {},
) => z.strictObject(shape).register(z.globalRegistry, { description }).register(foreignKeys, foreign);

interface MapFacts {
  readonly keys?: TextFact;
  readonly size?: ListFact;
  /** Whether keys may be tokens. They may not if they become part of an address. */
  readonly tokens?: boolean;
}

/** A mapping with keys of the user's choice. */
export const mapOf = <T extends z.ZodType>(value: T, { keys, size, tokens = true }: MapFacts, description: string) =>
  withChecks(
    z.record(z.string(), value),
    keys && checkedKeys(keys, tokens),
    size && checked<object>(size.rule, (given) => listProblem(size, Object.keys(given))),
  ).register(z.globalRegistry, {
    description: doc(size ?? keys, description),
    ...(keys && { propertyNames: limits(keys) }),
    ...(size?.min !== undefined && { minProperties: size.min }),
    ...(size?.max !== undefined && { maxProperties: size.max }),
  });

/** Schemas of sections whose items have keys of the user's choice. */
export const keyedSections = z.registry<object>();

/** Items by keys of the user's choice. The keys become part of Terraform addresses. */
export const keyed = <T extends z.ZodType>(value: T, description: string, keys: TextFact = KEY) =>
  mapOf(value, { keys, tokens: false }, description).register(keyedSections, {});

/** Whether something that can exist only once exists already, and Terraform takes it over. */
export const adoptOne = (what: string) =>
  flag(`${what} exists: Terraform takes it over. Take it out after the apply. Default: false.`).optional();

const takesOver = (what: string, more = "") =>
  `${what}: Terraform takes it over. true: what AWS makes only once; policies on it are put again, which changes nothing if they are there. with-policies: these too, and each must exist.${more} Take it out after the apply. Default: false.`;

const words = [z.boolean(), z.literal("with-policies")] as const;

/** Whether an item exists already, and Terraform takes it over. */
export const adopt = (what: string) =>
  z
    .union(words)
    .register(z.globalRegistry, { description: takesOver(what) })
    .optional();

/** The same for an item that is a role and more. */
export const adoptOrRole = (what: string) =>
  z
    .union([...words, z.literal("role")])
    .register(z.globalRegistry, { description: takesOver(what, " role: the role alone.") })
    .optional();

export type AdoptConfig = NonNullable<z.input<ReturnType<typeof adopt>>>;

/** Whether Terraform lets go of an item. */
export const release = (what: string) =>
  flag(
    `Let go of ${what}: Terraform forgets it and destroys nothing, so that another owner can take it over. After the apply, take the item out. Needs Terraform 1.7. Default: false.\n\nhttps://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources`,
  ).optional();

const REASON: OwnFact = {
  rule: "until-reason",
  is: "the reason of an end",
  min: 3,
  max: 256,
  form: "3 characters or more, white space not counted",
  isValid: (given) => given.replace(/\s/g, "").length >= 3,
  advice: "say who asked for the access, and for what",
};

/** When an access ends, and why it has an end. `what` ends, and `how`. */
export const expiry = (what: string, how: string) => ({
  until: text(
    UNTIL,
    `The last day of ${what}, in UTC, or a time with its zone: 2027-03-31T18:00:00Z. ${how} Needs reason, and Terraform 1.5.`,
  ).optional(),
  reason: text(REASON, `Who asked for ${what} until then, and for what.`).optional(),
});

/** The earlier keys of an item, the oldest first. */
export const was = (keys: TextFact = KEY) =>
  text(keys, "The earlier key.")
    .or(listOf(text(keys, "An earlier key."), undefined, "The earlier keys, the oldest first."))
    .register(z.globalRegistry, {
      description:
        "The earlier key of this item, or several, the oldest first. Terraform moves what it knows by that key, and default names stay. It may stand here for ever.\n\nhttps://developer.hashicorp.com/terraform/language/moved",
    })
    .optional();
