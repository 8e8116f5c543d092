import { nameOfArn } from "../aws/arn";
import { accessPolicy, accessPolicyArn } from "../aws/eks/access-policies";
import { publishedRules } from "../aws/eks/access-policy-rules";
import { entryMaker } from "../aws/eks/entry-makers";
import type { PolicyRule } from "../aws/kubernetes/policy-rule";
import { untilText } from "../aws/terraform/until";
import { list } from "../aws/text";
import type { PlannedAssociation } from "../plan/types";
import { type Power, powerOfPolicy, type Scope } from "../power/power";
import type { Reason } from "./answer";
import type { EntryOfFile } from "./subjects";

/** A power that somebody has, and where it is written. */
export interface Holding {
  readonly power: Power;
  /** What gives it: `AmazonEKSEditPolicy`, or a binding with its role. */
  readonly by: string;
  /** Whom a binding names: `the group admins`. */
  readonly whom?: string;
  /** `in team-a, team-a-*`. */
  readonly where: string;
  /** Undefined for what every cluster has. */
  readonly location?: string;
  /** The places of its rules, if these are written somewhere else. */
  readonly places?: ReadonlyMap<PolicyRule, string>;
  /** Whether it is one of RBAC, which alone counts where Kubernetes looks for escalation. */
  readonly rbac: boolean;
  /** Why nobody knows what it allows. */
  readonly unknown?: string;
  /** What its rules do not show. */
  readonly caveat?: string;
}

/** What somebody has in a cluster. */
export interface Held {
  readonly holdings: readonly Holding[];
  /** What may allow more, and is not known. */
  readonly unknown: readonly Reason[];
  /** Kubernetes groups, each with its place. */
  readonly groups: readonly { readonly name: string; readonly location: string }[];
}

export const whereOf = (scope: Scope): string =>
  scope.type === "cluster" ? "in the whole cluster" : `in ${scope.namespaces.join(", ")}`;

/** Returns what access policies and groups the entries of a principal have. */
export function heldBy(entries: readonly EntryOfFile[]): Held {
  return {
    holdings: entries.flatMap(holdingsOf),
    unknown: entries.flatMap(unknownOf),
    groups: entries.flatMap(({ entry, file }) =>
      (entry.groups ?? []).map((name) => ({
        name,
        location: file.locationOf([...entry.path, "groups", givenGroups(entry.path, file).indexOf(name)]),
      })),
    ),
  };
}

const givenGroups = (path: readonly (string | number)[], { config }: EntryOfFile["file"]): readonly string[] =>
  config.access?.[String(path[1])]?.groups ?? [];

const holdingsOf = ({ entry, file }: EntryOfFile): Holding[] =>
  entry.associations.map((association) => ({
    ...holdingOfPolicy(association, file.plan.cluster.partition),
    location: file.locationOf(association.path ?? entry.path),
  }));

function holdingOfPolicy({ policyArn, scope, until }: PlannedAssociation, partition: string): Holding {
  const name = nameOfArn(policyArn);
  const isAws = policyArn === accessPolicyArn(partition, name);
  const by = isAws ? name : policyArn;
  const caveat = isAws ? accessPolicy(name)?.caveat : undefined;
  return {
    power: powerOfPolicy(by, scope),
    by,
    where: whereOf(scope) + untilText(until),
    rbac: false,
    ...(publishedRules(by) === undefined && { unknown: "AWS publishes no rules of it" }),
    ...(caveat !== undefined && { caveat }),
  };
}

/** What the files do not say of an entry. */
function unknownOf({ entry, file }: EntryOfFile): Reason[] {
  const location = file.locationOf(entry.path);
  if (entry.madeBy !== undefined) {
    const { is, gives } = entryMaker(entry.madeBy);
    const known = gives.length > 0 ? `, such as ${list(gives)}` : "";
    return [{ text: `${is} makes the entry, and may give it more than these files say${known}`, location }];
  }
  if (entry.type === "STANDARD") return [];
  return [{ text: `nodes of type ${entry.type}: Kubernetes decides by node, for itself and its own pods`, location }];
}
