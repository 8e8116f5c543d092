import type { Statement } from "../aws/iam/policy-document";
import { oneOrMany } from "../aws/iam/trust";
import { byCodePoint } from "../aws/text";
import { SESSION_TAGS } from "../aws/workloads/trust";
import type { SidName } from "./kinds";
import type { GuardStatement } from "./types";

type Condition = NonNullable<Statement["Condition"]>;

/**
 * Holds of a request with one of the tags that Pod Identity sets. IAM takes `Kubernetes-Namespace` for the same key of a
 * role, a user or a session, so the case does not count.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#case-sensitivity
 */
export const HAS_POD_TAGS: Condition = { "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": SESSION_TAGS } };

/** Returns values in order, each once. */
export const unique = (values: readonly string[]): string[] => [...new Set(values)].sort(byCodePoint);

/** A statement that denies. Without an ARN it denies nothing, and is none. */
export function deny(
  Sid: SidName,
  actions: readonly string[],
  resources: readonly string[],
  Condition: Condition = {},
): GuardStatement[] {
  if (resources.length === 0) return [];
  return [
    {
      Sid,
      Effect: "Deny",
      Action: oneOrMany(actions),
      Resource: oneOrMany(unique(resources)),
      ...(Object.keys(Condition).length > 0 && { Condition }),
    },
  ];
}

/** Joins conditions, which must all hold. */
export function all(...conditions: readonly Condition[]): Condition {
  const joined: Record<string, Record<string, string | readonly string[]>> = {};
  for (const [operator, keys] of conditions.flatMap(Object.entries<Condition[string]>)) {
    joined[operator] = { ...joined[operator], ...keys };
  }
  return joined;
}

/** Groups items by what is said of them, so that what is said of several is said once. */
export function groupBy<T, Said>(items: readonly T[], say: (item: T) => Said): { said: Said; items: readonly T[] }[] {
  const groups = new Map<string, { said: Said; items: T[] }>();
  for (const item of items) {
    const said = say(item);
    const key = JSON.stringify(said);
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { said, items: [item] });
  }
  return [...groups.values()];
}
