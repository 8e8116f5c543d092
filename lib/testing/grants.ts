import type { AccessRow } from "../answers/access";
import { parseArn } from "../aws/arn";
import { ENTRY_MAKER_NAMES } from "../aws/eks/entry-makers";
import { ENTRY_TYPE_NAMES } from "../aws/eks/entry-types";
import { didYouMean, isToken, list, quote } from "../aws/text";
import type { Access, Stack } from "./facts";
import { mustBeAccessPolicy, mustBeKey, NameError } from "./lookup";
import { sameKey } from "./names";

/** A matcher of the test runner, such as `expect.stringMatching(…)`. */
export interface Asymmetric {
  asymmetricMatch(value: unknown): boolean;
}

const ANYONE_BUT: unique symbol = Symbol.for("cdktf-eks-access/anyone-but");

/** All principals but some. */
export interface AnyoneBut {
  readonly [ANYONE_BUT]: readonly string[];
}

/** Matches every principal but these, each given by its key in the configuration, or by its ARN. */
export const anyoneBut = (...names: readonly [string, ...string[]]): AnyoneBut => ({ [ANYONE_BUT]: names });

const isAnyoneBut = (value: object): value is AnyoneBut => ANYONE_BUT in value;

/** What a row of access is asked for. What is left out may be anything. */
export interface Grant<Key extends string = string> {
  /** A key of the configuration, or the principal's ARN. */
  readonly to?: Key | (string & {}) | Asymmetric | AnyoneBut;
  /** The name of an access policy, or its ARN. */
  readonly policy?: string | Asymmetric;
  readonly group?: string | Asymmetric;
  /** All namespaces of the policy, in any order. */
  readonly namespaces?: readonly (string | Asymmetric)[];
  /** Whether the policy holds in the whole cluster. */
  readonly cluster?: boolean;
  /** The type of the entry, or who makes it. */
  readonly type?: AccessRow["type"];
}

/** A grant whose names are known. */
export interface Wanted {
  readonly grant: Grant;
  /** `AmazonEKSEditPolicy in team-a`. */
  readonly what: string;
  readonly whom: string;
  isTo(principal: string): boolean;
  fits(row: AccessRow): boolean;
}

const GRANT_KEYS = ["to", "policy", "group", "namespaces", "cluster", "type"];

/** Looks up the names of a grant. @throws NameError */
export function wanted(grant: Grant, { stacks }: Access): Wanted {
  for (const key of Object.keys(grant)) {
    if (GRANT_KEYS.includes(key)) continue;
    throw new NameError(`a grant has no ${quote(key)}${didYouMean(key, GRANT_KEYS) || `; it has ${list(GRANT_KEYS)}`}`);
  }
  const { to, policy, group, namespaces, cluster, type } = grant;
  if (typeof policy === "string") mustBeAccessPolicy(policy, stacks);
  const types: readonly string[] = [...ENTRY_TYPE_NAMES.words, ...ENTRY_MAKER_NAMES.words];
  if (type !== undefined && !types.includes(type)) {
    throw new NameError(`no entry has the type ${quote(type)}${didYouMean(type, types) || `; write ${list(types)}`}`);
  }
  const isTo = principalTest(to, stacks);
  return {
    grant,
    what: whatOf(grant),
    whom: to === undefined ? "anybody" : whomOf(to),
    isTo,
    fits: (row) =>
      isTo(row.principal) &&
      (policy === undefined || matches(policy, row.policy) || (typeof policy === "string" && isArnOf(policy, row))) &&
      (group === undefined || matches(group, row.group)) &&
      (namespaces === undefined || haveAll(namespaces, row)) &&
      (cluster === undefined || cluster === (row.scope?.type === "cluster")) &&
      (type === undefined || type === row.type),
  };
}

function principalTest(to: Grant["to"], stacks: readonly Stack[]): (principal: string) => boolean {
  if (to === undefined) return () => true;
  if (typeof to === "string") {
    const principals = principalsNamed(to, stacks);
    return (principal) => principals.includes(principal);
  }
  if (!isAnyoneBut(to)) return (principal) => to.asymmetricMatch(principal);
  const others = to[ANYONE_BUT].flatMap((name) => principalsNamed(name, stacks));
  return (principal) => !others.includes(principal);
}

function principalsNamed(name: string, stacks: readonly Stack[]): string[] {
  if (parseArn(name) || isToken(name)) return [name];
  mustBeKey(name, stacks);
  return stacks.flatMap(({ holders }) =>
    holders.filter(({ key }) => sameKey(key, name)).map(({ principal }) => principal),
  );
}

const matches = (expected: string | Asymmetric, given: string | undefined): boolean =>
  given !== undefined && (typeof expected === "string" ? expected === given : expected.asymmetricMatch(given));

/** A row has the name of a policy that AWS publishes, whatever the test has. */
const isArnOf = (arn: string, { policy }: AccessRow): boolean =>
  policy !== undefined && parseArn(arn)?.resource === `cluster-access-policy/${policy}`;

function haveAll(expected: readonly (string | Asymmetric)[], { scope }: AccessRow): boolean {
  if (scope?.type !== "namespace") return false;
  const { namespaces } = scope;
  return (
    expected.every((one) => namespaces.some((given) => matches(one, given))) &&
    namespaces.every((given) => expected.some((one) => matches(one, given)))
  );
}

const shown = (value: string | Asymmetric): string => (typeof value === "string" ? value : "what the test matches");

function whatOf({ policy, group, namespaces, cluster, type }: Grant): string {
  const parts = [
    ...(policy === undefined ? [] : [shown(policy)]),
    ...(group === undefined ? [] : [`group ${shown(group)}`]),
  ];
  const scope = [
    ...(namespaces === undefined ? [] : [`in ${list(namespaces.map(shown), "and")}`]),
    ...(cluster === undefined ? [] : [cluster ? "in the whole cluster" : "in some namespaces alone"]),
    ...(type === undefined ? [] : [`of type ${type}`]),
  ];
  return [parts.length > 0 ? list(parts, "and") : "access", ...scope].join(" ");
}

function whomOf(to: NonNullable<Grant["to"]>): string {
  if (typeof to === "string") return to;
  return isAnyoneBut(to) ? `somebody else than ${list(to[ANYONE_BUT], "and")}` : "a principal that the test matches";
}
