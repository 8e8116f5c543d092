import { accessPolicyName } from "../aws/eks/access-policies";
import { entryMaker, isGivenByServices } from "../aws/eks/entry-makers";
import { defaultUsername, isNodeType } from "../aws/eks/entry-types";
import { lastOf } from "../aws/terraform/until";
import { byCodePoint, list } from "../aws/text";
import type { ClusterAnswers, FoundEntry, FoundMaker, FoundPolicy } from "../live/answers";
import { addressOf } from "../plan/addresses";
import type { PlannedEntry } from "../plan/types";
import {
  AFTER_ITS_END,
  type ExpectedEntry,
  hasEnded,
  hasEntryEnded,
  isEntryLetGo,
  keyOf,
  type Planned,
} from "./expected";
import { type Finding, finding } from "./finding";
import { policyFindings, shownScope } from "./policies";
import { date } from "./text";

/** Compares the entries of a cluster with those of its files. */
export function entryFindings(expected: ReadonlyMap<string, ExpectedEntry>, answers: ClusterAnswers): Finding[] {
  const { asked, entries, listedEntries, makers } = answers;
  if (entries === undefined) return [];
  const there = new Set(listedEntries.map(keyOf));
  const now = Date.parse(asked.readAt);
  return [
    ...[...expected].flatMap(([key, entry]) => (there.has(key) || hasEntryEnded(entry, now) ? [] : missing(entry))),
    ...entries.flatMap((found) => {
      const planned = expected.get(keyOf(found.principalArn));
      if (planned !== undefined && !isEntryLetGo(planned)) return differences(found, planned, now);
      if (isMadeByService(found, makers)) return ofService(found);
      return planned === undefined ? unplanned(found, makers) : released(found, planned, makers);
    }),
  ];
}

const SERVICE_LINKED = /:role\/aws-service-role\//;

/** Whether EKS, or another service by its own role, makes this entry. */
export const isMadeByService = ({ principalArn }: FoundEntry, makers: readonly FoundMaker[] | undefined): boolean =>
  SERVICE_LINKED.test(principalArn) || (makers ?? []).some(({ roleArn }) => roleArn === principalArn);

function missing(expected: ExpectedEntry): Finding[] {
  const { made, entries, principalArn: subject } = expected;
  const [planned] = made ? [made] : entries;
  if (planned === undefined || isEntryLetGo(expected)) return [];
  const { madeBy, type } = planned.item;
  const advice = madeBy === undefined ? "apply again" : `${entryMaker(madeBy).is} has not made it`;
  return [finding("missing-entry", { subject, planned: type, location: planned.location, advice })];
}

function unplanned(found: FoundEntry, makers: readonly FoundMaker[] | undefined): Finding[] {
  const { principalArn: subject, type } = found;
  if (isNodeType(type) && type !== "HYBRID_LINUX") {
    if (makers === undefined) return [];
    const advice = `made ${date(found.createdAt)}; no node group, Fargate profile or built-in node pool has this role, so delete the entry, or put it into a file if nodes of your own use it`;
    return [finding("orphan-entry", { subject, found: type, advice })];
  }
  const unknown = makers === undefined ? "; whether a capability made it could not be read" : "";
  const advice = `made ${date(found.createdAt)}; put it into a file with adopt: true, or delete it${unknown}`;
  return [finding("unplanned-entry", { subject, found: grantsOf(found), advice })];
}

/** What an entry gives: its policies and groups. */
function grantsOf({ policies = [], groups, type }: FoundEntry): string {
  const grants = [...policies.map(nameOf), ...groups.map((group) => `group ${group}`)];
  return grants.length > 0 ? list(grants, "and") : type;
}

function released(found: FoundEntry, { entries }: ExpectedEntry, makers: readonly FoundMaker[] | undefined): Finding[] {
  const { principalArn: subject, type, policies, groups } = found;
  // EKS may have made it
  if (isNodeType(type) && makers === undefined) return [];
  const has = [
    type,
    ...(policies?.map((policy) => `${nameOf(policy)} (${shownScope(policy.namespaces)})`) ?? ["policies not read"]),
    ...[...groups].sort(byCodePoint).map((group) => `group ${group}`),
  ];
  const advice = `made ${date(found.createdAt)}; look whether another owner has it, or delete it`;
  return [finding("released-entry", { subject, found: has.join(", "), location: entries[0]?.location, advice })];
}

const nameOf = ({ policyArn }: FoundPolicy): string => accessPolicyName(policyArn, policyArn.split(":")[1] ?? "");

/** Somebody may have added a policy for people to the entry of a service. */
function ofService(found: FoundEntry): Finding[] {
  return (found.policies ?? []).flatMap((policy) => {
    const name = nameOf(policy);
    if (isGivenByServices(name)) return [];
    const advice = "a service made the entry, and no service gives this policy; plan it with entry, or disassociate it";
    const about = { subject: found.principalArn, of: name, found: name, advice };
    return [{ ...finding("unplanned-policy", about), level: "warning" as const }];
  });
}

function differences(found: FoundEntry, expected: ExpectedEntry, now: number): Finding[] {
  const { made } = expected;
  if (made === undefined) return policyFindings(found, expected, now);
  if (hasEnded(made, now)) return [afterItsEnd(found, made)];
  // another type takes other policies, so that nothing else can be compared
  if (found.type !== made.item.type) return [otherType(found, made)];
  return [...fieldDifferences(found, made), ...policyFindings(found, expected, now)];
}

const afterItsEnd = (found: FoundEntry, { item: { until = "" }, location }: Planned<PlannedEntry>): Finding =>
  finding("expired-access", {
    subject: found.principalArn,
    found: grantsOf(found),
    planned: `until ${lastOf(until)}`,
    location,
    advice: AFTER_ITS_END,
  });

function otherType({ principalArn: subject, type }: FoundEntry, { item, location }: Planned<PlannedEntry>): Finding {
  const advice = `EKS does not change the type of an entry: terraform apply -replace='${addressOf("aws_eks_access_entry", item)}'`;
  return finding("other-type", { subject, found: type, planned: item.type, location, advice });
}

function fieldDifferences(found: FoundEntry, { item, location, plan }: Planned<PlannedEntry>): Finding[] {
  const at = { subject: found.principalArn, location };
  return [
    ...(item.type === "STANDARD" ? namesOf(found, item).map((about) => finding(about.name, { ...at, ...about })) : []),
    ...tagsDiffer(found, { ...plan.tags, ...item.tags }).map((about) => finding("other-tags", { ...at, ...about })),
  ];
}

/** EKS sets groups and username of node types itself. */
function namesOf(found: FoundEntry, { groups = [], username, principalArn }: PlannedEntry) {
  const expected = username ?? defaultUsername(principalArn);
  const byDefault = username === undefined ? " (by default)" : "";
  return [
    ...(sameSet(found.groups, groups)
      ? []
      : [{ name: "other-groups", found: listed(found.groups), planned: listed(groups) } as const]),
    ...(found.username === expected
      ? []
      : [{ name: "other-username", found: found.username, planned: `${expected}${byDefault}` } as const]),
  ];
}

/** Tags that AWS sets itself begin with `aws:`. */
function tagsDiffer(found: FoundEntry, expected: Readonly<Record<string, string>>) {
  const own = Object.fromEntries(Object.entries(found.tags).filter(([key]) => !key.startsWith("aws:")));
  const written = (tags: Readonly<Record<string, string>>) =>
    listed(Object.entries(tags).map(([key, value]) => `${key}=${value}`));
  return written(own) === written(expected) ? [] : [{ found: written(own), planned: written(expected) }];
}

const listed = (words: readonly string[]): string => (words.length === 0 ? "none" : [...words].sort().join(", "));

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  listed([...new Set(a)]) === listed([...new Set(b)]);
