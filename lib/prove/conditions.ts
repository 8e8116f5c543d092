import { type Certainty, least, most, NOT, opposite, PERHAPS, SURELY } from "../power/power";
import { literally, matching, matchingArns, type Token } from "../power/wildcards";
import type { Request } from "./request";

/** How an operator compares one value of a request with one of a policy. */
interface Operator {
  /** Whether `*` and `?` in the policy are wildcards. */
  readonly wildcards?: boolean;
  readonly ignoreCase?: true;
  /** Whether the parts of an ARN are compared one by one. */
  readonly arns?: true;
}

/** The operators that policies of this project have, without their opposites. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: {},
  StringEqualsIgnoreCase: { ignoreCase: true },
  StringLike: { wildcards: true },
  ArnEquals: { wildcards: true, arns: true },
  ArnLike: { wildcards: true, arns: true },
  Bool: { ignoreCase: true },
};

const PARTS = /^(?:(ForAllValues|ForAnyValue):)?(String|Arn)?(Not)?(\w+?)(IfExists)?$/;

/** How sure all conditions of a statement hold. */
export const conditionsHold = (conditions: unknown, request: Request): Certainty =>
  least(
    ...Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys ?? {}).map(([key, values]) => holds(operator, key, [values].flat().map(String), request)),
    ),
  );

function holds(operator: string, key: string, wanted: readonly string[], request: Request): Certainty {
  const given = request.valuesOf(key);
  if (operator === "Null") return isNull(wanted, given);
  const [, set, family = "", not, rest = "", ifExists] = PARTS.exec(operator) ?? [];
  const name = `${family}${rest}`;
  const known = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (known === undefined || given === undefined) return PERHAPS;
  if (given.length === 0) return withoutKey(set, not !== undefined, ifExists !== undefined);
  // what several values mean without a prefix is not said
  if (set === undefined && given.length > 1) return PERHAPS;
  const each = given.map((value) => {
    const found = wanted.map((text) => compare(known, text, value, request));
    // what a variable without a value means for an opposite is not said
    if (not) return opposite(most(...found.map((one) => one ?? PERHAPS)));
    return most(...found.map((one) => one ?? NOT));
  });
  return set === "ForAnyValue" ? most(...each) : least(...each);
}

/** How sure a condition holds of a request that does not have its key. */
function withoutKey(set: string | undefined, not: boolean, ifExists: boolean): Certainty {
  if (set === "ForAllValues") return SURELY;
  // AWS does not say which of the two counts
  if (set === "ForAnyValue") return ifExists ? PERHAPS : NOT;
  return not || ifExists ? SURELY : NOT;
}

/** `Null: true` asks that the request does not have the key. */
function isNull(wanted: readonly string[], given: readonly string[] | undefined): Certainty {
  if (given === undefined) return PERHAPS;
  return wanted.some((value) => value.toLowerCase() === String(given.length === 0)) ? SURELY : NOT;
}

/** Returns undefined if a variable of the policy has no value. */
function compare(
  { wildcards = false, ignoreCase, arns }: Operator,
  text: string,
  value: string,
  request: Request,
): Certainty | undefined {
  const pattern = request.read(text, wildcards);
  if (pattern === undefined || pattern === "unknown") return pattern && PERHAPS;
  const asked = literally(value);
  if (arns) return matchingArns(pattern, asked);
  return ignoreCase ? matching(pattern.map(folded), asked.map(folded)) : matching(pattern, asked);
}

const folded = (token: Token): Token => (typeof token === "string" ? token.toLowerCase() : token);
