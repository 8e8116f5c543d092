import type { AccessRow } from "../answers/access";
import { nameOfArn, parseArn } from "../aws/arn";
import { accessPolicyArn } from "../aws/eks/access-policies";
import { ENTRY_TYPE_NAMES } from "../aws/eks/entry-types";
import { lastOf } from "../aws/terraform/until";
import { byCodePoint } from "../aws/text";
import type { AccessPlan } from "../plan/types";
import { block, type Thing } from "./json";

/** Whom an access entry is for. */
export type Holder = Pick<AccessRow, "principal" | "type">;

const ENTRY = "aws_eks_access_entry";
const ASSOCIATION = "aws_eks_access_policy_association";

/** Returns a function that says whom an access entry or association is for. Undefined for other things. */
export function holdersOf(
  things: ReadonlyMap<string, Thing>,
  plans: readonly AccessPlan[],
): (thing: Thing) => Holder | undefined {
  const planned = new Map(plans.flatMap(holdersOfPlan));
  const byArgument = new Map(
    [...things.values()].flatMap(({ type, attributes }): [string, Holder["type"]][] =>
      type === ENTRY ? [[String(attributes.principal_arn), typeName(attributes.type)]] : [],
    ),
  );
  return function holderOf({ type, attributes, constructId, name }: Thing): Holder | undefined {
    if (type !== ENTRY && type !== ASSOCIATION) return undefined;
    const principal = String(attributes.principal_arn);
    const entry = things.get(
      /^\$\{(aws_eks_access_entry\.[\w-]+)(?:\[count\.index\])?\.principal_arn\}$/.exec(principal)?.[1] ?? "",
    );
    if (entry) return holderOf(entry);
    return planned.get(constructId ?? name) ?? { principal, type: byArgument.get(principal) ?? "elsewhere" };
  };
}

const holdersOfPlan = ({ entries }: AccessPlan): [string, Holder][] =>
  entries.flatMap(({ id, associations, principalArn: principal, type, madeBy = type }) =>
    [id, ...associations.map((association) => association.id)].map((one): [string, Holder] => [
      one,
      { principal, type: madeBy },
    ]),
  );

const typeName = (given: unknown): Holder["type"] =>
  given === undefined ? "STANDARD" : (ENTRY_TYPE_NAMES.words.find((word) => word === given) ?? "elsewhere");

/** Returns the rows of a stack's JSON. Its places are addresses. */
export function rowsOfStack(
  things: ReadonlyMap<string, Thing>,
  holderOf: (thing: Thing) => Holder | undefined,
): AccessRow[] {
  const all = [...things.values()].flatMap((thing) => {
    const holder = holderOf(thing);
    return holder ? [{ ...thing, row: { ...holder, ...endOf(thing), location: thing.address } }] : [];
  });
  const granted = all
    .filter(({ type }) => type === ASSOCIATION)
    .map(({ attributes, row }) => withPolicy(attributes, row));
  const withPolicies = new Set(granted.map(({ principal }) => principal));
  const others = all.flatMap(({ type, attributes, row }): AccessRow[] => {
    if (type !== ENTRY) return [];
    const groups = texts(attributes.kubernetes_groups);
    if (groups.length > 0) return groups.map((group) => ({ ...row, group }));
    return withPolicies.has(row.principal) ? [] : [row];
  });
  return [...granted, ...others].sort(byPrincipal);
}

/** Returns until when a thing is there. Without its plan, its reason is not known. */
function endOf({ attributes: { count } }: Thing): Pick<AccessRow, "until"> {
  const [, instant] = /^\$\{timecmp\(plantimestamp\(\), "([^"]*)"\)/.exec(String(count)) ?? [];
  return instant === undefined ? {} : { until: lastOf(instant) };
}

function withPolicy({ policy_arn, access_scope }: Thing["attributes"], row: AccessRow): AccessRow {
  const { type, namespaces } = block(access_scope);
  const scope: AccessRow["scope"] =
    type === "namespace" ? { type, namespaces: texts(namespaces) } : { type: "cluster" };
  return { ...row, policy: policyName(String(policy_arn)), scope };
}

/** Returns the name of an access policy, or its ARN if AWS does not publish it, as `eks-access access` does. */
function policyName(arn: string): string {
  const name = nameOfArn(arn);
  return arn === accessPolicyArn(parseArn(arn)?.partition ?? "", name) ? name : arn;
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const byPrincipal = (a: AccessRow, b: AccessRow): number =>
  byCodePoint(a.principal, b.principal) ||
  byCodePoint(a.policy ?? "", b.policy ?? "") ||
  byCodePoint(a.group ?? "", b.group ?? "");
