import { accessPolicyName } from "../aws/eks/access-policies";
import { entryMaker } from "../aws/eks/entry-makers";
import { lastOf } from "../aws/terraform/until";
import type { FoundEntry, FoundPolicy } from "../live/answers";
import type { PlannedAssociation } from "../plan/types";
import { AFTER_ITS_END, type ExpectedEntry, hasEnded, isLetGo, type Planned } from "./expected";
import { type Finding, finding } from "./finding";

/** Compares the access policies of an entry with those of the files. */
export function policyFindings(found: FoundEntry, expected: ExpectedEntry, now: number): Finding[] {
  const { policies, principalArn: subject } = found;
  if (policies === undefined) return [];
  const { associations } = expected;
  const there = new Map(policies.map((policy) => [policy.policyArn, policy]));
  const planned = new Set(associations.map(({ item }) => item.policyArn));
  return [
    ...associations.flatMap((association) => {
      if (isLetGo(association)) return [];
      const policy = there.get(association.item.policyArn);
      if (hasEnded(association, now)) return policy === undefined ? [] : [afterItsEnd(subject, association)];
      return policy === undefined ? [missing(subject, association)] : scopeDiffers(subject, policy, association);
    }),
    ...policies
      .filter(({ policyArn }) => !planned.has(policyArn))
      .flatMap((policy) => unplanned(policy, found, expected)),
  ];
}

function afterItsEnd(subject: string, { item, location, plan }: Planned<PlannedAssociation>): Finding {
  const name = accessPolicyName(item.policyArn, plan.cluster.partition);
  const planned = `until ${lastOf(item.until ?? "")}`;
  return finding("expired-access", { subject, of: name, found: name, planned, location, advice: AFTER_ITS_END });
}

function missing(subject: string, { item, location, plan }: Planned<PlannedAssociation>): Finding {
  const name = accessPolicyName(item.policyArn, plan.cluster.partition);
  const planned = `${name}, ${shownScope(namespacesOf(item))}`;
  return finding("missing-policy", { subject, of: name, planned, location, advice: "apply again" });
}

function scopeDiffers(
  subject: string,
  found: FoundPolicy,
  { item, location, plan }: Planned<PlannedAssociation>,
): Finding[] {
  const name = accessPolicyName(item.policyArn, plan.cluster.partition);
  const [is, should] = [shownScope(found.namespaces), shownScope(namespacesOf(item))];
  return is === should
    ? []
    : [finding("other-scope", { subject, of: name, found: `${name}, ${is}`, planned: should, location })];
}

/** What the maker of an entry gives it is not planned, and no surprise. */
function unplanned(
  policy: FoundPolicy,
  { principalArn: subject }: FoundEntry,
  { made, entries }: ExpectedEntry,
): Finding[] {
  const [first] = entries;
  if (first === undefined) return [];
  const name = accessPolicyName(policy.policyArn, first.plan.cluster.partition);
  const makers = entries.flatMap(({ item }) => item.madeBy ?? []);
  if (makers.some((maker) => entryMaker(maker).gives.includes(name))) return [];
  const advice = "put it into the file, or disassociate it";
  const about = {
    subject,
    of: name,
    found: `${name}, ${shownScope(policy.namespaces)}`,
    location: first.location,
    advice,
  };
  // who makes the entry may have given it, too
  return [
    made === undefined
      ? { ...finding("unplanned-policy", about), level: "warning" }
      : finding("unplanned-policy", about),
  ];
}

const namespacesOf = ({ scope }: PlannedAssociation): readonly string[] | undefined =>
  scope.type === "cluster" ? undefined : scope.namespaces;

/** Namespaces are a set: EKS keeps no order. */
export const shownScope = (namespaces: readonly string[] | undefined): string =>
  namespaces === undefined ? "cluster" : `in ${[...new Set(namespaces)].sort().join(", ")}`;
