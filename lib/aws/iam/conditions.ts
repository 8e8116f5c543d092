import type { PolicyDocument, Statement } from "./policy-document";

type Conditions = NonNullable<Statement["Condition"]>;

const of = (kind: string, ...endings: string[]) => endings.map((ending) => `${kind}${ending}`);
const COMPARISONS = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];

/**
 * Operators of conditions, less their prefixes and the ending `IfExists`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const CONDITION_OPERATORS: readonly string[] = [
  ...of("String", "Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"),
  ...of("Numeric", ...COMPARISONS),
  ...of("Date", ...COMPARISONS),
  ...of("Arn", "Equals", "Like", "NotEquals", "NotLike"),
  "Bool",
  "BinaryEquals",
  "IpAddress",
  "NotIpAddress",
  "Null",
];

/** Returns an operator less its prefix for keys with several values, and its ending `IfExists`. */
export const bareOperator = (operator: string): string =>
  operator.replace(/^For(AllValues|AnyValue):/, "").replace(/(?<!^Null)IfExists$/, "");

/** Whether a condition with this operator holds where a request does not have the key. It then narrows nothing. */
export const holdsWithoutKey = (operator: string): boolean => /^ForAllValues:|IfExists$|Not/.test(operator);

/**
 * Keys that only requests of AWS's services have, and not those of pods with a token of their cluster (IRSA).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export const isKeyOfServices = (key: string): boolean =>
  /^aws:(source(account|arn|orgid|orgpaths)$|requesttag\/|tagkeys$|principalservicename)/i.test(key);

/** Adds conditions to every statement of a document. All conditions of a statement must hold, so it becomes narrower. */
export const withConditions = (document: PolicyDocument, conditions: Conditions): PolicyDocument => ({
  ...document,
  Statement: document.Statement.map((statement) => ({
    ...statement,
    Condition: joined(statement.Condition ?? {}, conditions),
  })),
});

/**
 * Returns a trust that holds until an instant. Sessions that were begun before it run to their own end.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-currenttime
 */
export const trustUntil = (trust: PolicyDocument, instant: string): PolicyDocument =>
  withConditions(trust, { DateLessThan: { [TIME]: instant } });

const TIME = "aws:CurrentTime";

/** Returns the trust without what {@link trustUntil} adds. */
export const trustWithoutEnd = (trust: PolicyDocument): PolicyDocument => ({
  ...trust,
  Statement: trust.Statement.map(
    ({ Condition: { DateLessThan: { [TIME]: _, ...dates } = {}, ...others } = {}, ...rest }) => ({
      ...rest,
      Condition: { ...others, ...(Object.keys(dates).length > 0 && { DateLessThan: dates }) },
    }),
  ),
});

const joined = (a: Conditions, b: Conditions): Conditions =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, { ...a[key], ...b[key] }]),
  );
