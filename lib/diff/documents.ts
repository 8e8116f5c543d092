import { byCodePoint } from "../aws/text";
import { contains, containsArns, patternOf, patternWithVariables } from "../power/wildcards";

type Statement = Readonly<Record<string, unknown>>;

/** What policy documents allow beyond others, statement by statement. */
export interface Widened {
  /** Allowed now, and by no single statement before. */
  readonly allowed: readonly Statement[];
  /** Denied before, and by no single statement now. */
  readonly undenied: readonly Statement[];
}

/**
 * Compares documents that hold together, such as all inline policies of a role. A statement is contained in another that
 * names all that it names, by patterns too; whether several statements together contain it is not looked at, so that what is
 * not sure counts as wider.
 */
export function widened(before: readonly object[], after: readonly object[]): Widened {
  const [had, has] = [before, after].map((documents) => documents.flatMap(statementsOf));
  const of = (effect: string, statements: readonly Statement[] = []) =>
    statements.filter(({ Effect }) => (effect === "Deny") === (Effect === "Deny"));
  const beyond = (some: readonly Statement[], others: readonly Statement[]) =>
    some.filter((one) => !others.some((other) => isWithin(one, other)));
  return {
    allowed: beyond(of("Allow", has), of("Allow", had)),
    undenied: beyond(of("Deny", had), of("Deny", has)),
  };
}

export const isWider = ({ allowed, undenied }: Widened): boolean => allowed.length + undenied.length > 0;

export function statementsOf(document: object): Statement[] {
  const statements: unknown = "Statement" in document ? document.Statement : [];
  return [statements].flat().filter((one): one is Statement => typeof one === "object" && one !== null);
}

/** Lists of which a statement with fewer words says less. */
const LISTS = ["Action", "Resource", "Principal"];
/** Lists of which a statement with fewer words says more. */
const EXCEPTIONS = ["NotAction", "NotResource"];

function isWithin(statement: Statement, other: Statement): boolean {
  const isSubset = (key: string, some: Statement, all: Statement) =>
    isWithinWords(key, wordsIn(some, key), wordsIn(all, key));
  return (
    LISTS.every((key) => isSubset(key, statement, other)) &&
    EXCEPTIONS.every((key) => isSubset(key, other, statement)) &&
    isSame(wordsIn(statement, "NotPrincipal"), wordsIn(other, "NotPrincipal")) &&
    isNarrower(conditionsOf(statement), conditionsOf(other))
  );
}

/** Returns the words of a list, those of principals with their type. Actions have no case. */
function wordsIn(statement: Statement, key: string): string[] | undefined {
  const value = statement[key];
  if (value === undefined) return undefined;
  if (key.endsWith("Action")) return textsIn(value).map((text) => text.toLowerCase());
  if (typeof value !== "object" || value === null || Array.isArray(value)) return textsIn(value);
  return Object.entries(value).flatMap(([type, names]) => textsIn(names).map((name) => `${type}:${name}`));
}

export const textsIn = (value: unknown): string[] => [value].flat(2).map(String);

const isWithinWords = (
  key: string,
  some: readonly string[] | undefined,
  all: readonly string[] | undefined,
): boolean =>
  some === undefined || all === undefined
    ? some === all
    : some.every((word) => all.some((other) => containsWord(key, other, word)));

/** Whether a word of a list stands for all that another does. */
function containsWord(key: string, word: string, other: string): boolean {
  if (word === other || (word === "*" && ["Resource", "Principal"].includes(key))) return true;
  // what a variable without a value means for an exception is not said
  if (key.startsWith("Not") && other.includes("${")) return false;
  if (key.endsWith("Action")) return contains(patternOf(word.toLowerCase()), patternOf(other.toLowerCase()));
  const [pattern, asked] = [patternWithVariables(word), patternWithVariables(other)];
  if (key.endsWith("Resource") || key.startsWith("Arn")) return containsArns(pattern, asked);
  return key === "StringLike" && contains(pattern, asked);
}

const isSame = (some: readonly string[] | undefined, others: readonly string[] | undefined): boolean =>
  JSON.stringify(some && sorted(some)) === JSON.stringify(others && sorted(others));

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort(byCodePoint);

/**
 * Operators that hold if one of their values does, so that fewer values are narrower.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
const ONE_OF = ["StringEquals", "StringLike", "StringEqualsIgnoreCase", "ArnEquals", "ArnLike", "IpAddress"];

type Conditions = ReadonlyMap<string, { readonly operator: string; readonly values: readonly string[] }>;

/** Returns the conditions by operator and key. Keys have no case. */
function conditionsOf({ Condition = {} }: Statement): Conditions {
  return new Map(
    Object.entries(Object(Condition)).flatMap(([operator, keys]) =>
      Object.entries(Object(keys)).map(
        ([key, values]) => [`${operator} ${key.toLowerCase()}`, { operator, values: textsIn(values) }] as const,
      ),
    ),
  );
}

/** All conditions of a statement must hold, so that more of them are narrower. */
const isNarrower = (conditions: Conditions, others: Conditions): boolean =>
  [...others].every(([key, { operator, values }]) => {
    const own = conditions.get(key)?.values;
    if (own === undefined) return false;
    return ONE_OF.includes(operator) ? isWithinWords(operator, own, values) : isSame(own, values);
  });

/** Returns the words of a field in some statements that no word before stands for, other than one for everything. */
export function newWords(statements: readonly Statement[], key: string, before: readonly object[]): string[] {
  const had = before.flatMap(statementsOf).flatMap((one) => leaves(one[key]));
  const isNew = (word: string) =>
    !had.some((other) => other === word || (other !== "*" && containsWord(key, other, word)));
  return sorted(statements.flatMap((one) => leaves(one[key]))).filter(isNew);
}

/** All texts below a value. */
const leaves = (value: unknown): string[] =>
  value === undefined
    ? []
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(leaves)
      : [String(value)];
