import { lastOf } from "../../aws/terraform/until";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";
import { ADOPTED_END, type Expiry, expiryOf, REASON_TAG, tagsOfExpiry, UNTIL_TAG } from "../expiry";
import type { PlannedEntry } from "../types";
import { type Admin, adminsOf, asAdmin, keysOf, lastEndOf } from "./admins";
import type { TypedItem } from "./item";

/** Returns the end of an item, and reports ends of the access of nodes. */
export function endOfItem({ item, type, path }: TypedItem, context: PlanContext): Expiry | undefined {
  const expiry = expiryOf(item, path, context);
  const nodes = type !== "STANDARD" && item.entry === undefined;
  const ends = item.policies.map((policy) => (typeof policy === "string" ? undefined : policy.until));
  for (const [index, until] of [item.until, ...ends].entries()) {
    if (!nodes || until === undefined) continue;
    const of = index === 0 ? path : [...path, "policies", index - 1];
    const message = `an entry of type ${type} is for nodes, and nodes that cannot join any more are an outage; leave until out`;
    context.diagnostics.report("until-of-nodes", [...of, "until"], message);
  }
  return expiry;
}

/** Returns the tags of an entry with those that show its end, and reports tags that have their keys. */
export function tagsWithEnd(
  { item, path }: TypedItem,
  expiry: Expiry | undefined,
  { config, diagnostics }: PlanContext,
): Readonly<Record<string, string>> | undefined {
  if (expiry === undefined || item.entry !== undefined) return item.tags;
  const places: readonly [Path, object][] = [
    [[...path, "tags"], item.tags ?? {}],
    [["tags"], config.tags],
  ];
  for (const [at, tags] of places) {
    for (const key of [UNTIL_TAG, REASON_TAG]) {
      if (!Object.hasOwn(tags, key)) continue;
      const message = `the entry of ${String(path[1])} gets this tag from its until and reason; leave it out`;
      diagnostics.report("until-tag", [...at, key], message);
    }
  }
  return { ...item.tags, ...tagsOfExpiry(expiry) };
}

/** Reports what is to be taken over and has an end: the import of something that has ended would fail. */
export function validateAdoptedEnds(
  { path, until, importId, associations }: PlannedEntry,
  { diagnostics }: PlanContext,
): void {
  const places = [
    ...(until !== undefined && importId !== undefined ? [path] : []),
    ...associations.flatMap((one) => (one.until !== undefined && one.importId !== undefined ? [one.path ?? path] : [])),
  ];
  const [first] = places;
  if (first !== undefined) diagnostics.report("until-with-adopt", first, ADOPTED_END);
}

/** Warns if every cluster administrator has an end. Of files, all those of the cluster together show it. */
export function validateLastingAdmins(entries: readonly PlannedEntry[], { tokens, diagnostics }: PlanContext): void {
  if (!tokens) return;
  const admins = adminsOf(entries).map(asAdmin);
  const last = lastEndOf(admins);
  if (last === undefined) return;
  diagnostics.add(onlyAdminsExpire(admins, `every cluster admin here has an end, ${keysOf(admins)}`, last));
}

/** Returns the warning that no cluster administrator stays. */
export const onlyAdminsExpire = (admins: readonly Admin[], what: string, last: string) => ({
  rule: "only-admins-expire" as const,
  path: ["access"],
  items: admins.map(({ path }) => path),
  message: `${what}, and after ${lastOf(last)} nobody can administer the cluster; give AmazonEKSClusterAdminPolicy without until to a role that stays`,
});
