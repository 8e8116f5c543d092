import { nameOfArn } from "../aws/arn";
import { AUTO_NODE, accessPolicyName } from "../aws/eks/access-policies";
import { defaultUsername } from "../aws/eks/entry-types";
import { list } from "../aws/text";
import { REASON_TAG, UNTIL_TAG } from "../plan/expiry";
import { keyName } from "./keys";
import type { Item, Row } from "./row";
import { beside, type Tags } from "./tags";

/** An access policy of an entry. Without namespaces it holds in the whole cluster. */
export interface ExistingPolicy {
  readonly policyArn: string;
  readonly namespaces?: readonly string[];
}

/** An access entry that exists, whoever told of it. */
export interface ExistingEntry {
  readonly places: Row["places"];
  readonly principalArn: string;
  readonly type: string;
  readonly username?: string;
  readonly groups: readonly string[];
  readonly policies: readonly ExistingPolicy[];
  readonly tags: Tags;
  readonly notes?: readonly string[];
}

/** What holds for all items of a file. */
export interface OfFile {
  readonly partition: string;
  readonly tags: Tags;
}

/** Kinds of nodes whose entries this project makes, by type. */
const NODES: Readonly<Record<string, { readonly kind: string; readonly policies: readonly string[] }>> = {
  EC2_LINUX: { kind: "self-managed", policies: [] },
  EC2_WINDOWS: { kind: "windows", policies: [] },
  EC2: { kind: "auto", policies: [AUTO_NODE] },
};

/** Returns the item that takes over an entry, with its policies. */
export function entryItem(entry: ExistingEntry, ofFile: OfFile): Row {
  const { places, principalArn, type, groups, username } = entry;
  const { own, added } = beside(entry.tags, ofFile.tags);
  const policies = entry.policies.map((policy) => policyText(policy, ofFile));
  const adopt = policies.length > 0 ? "with-policies" : true;
  const base = { is: "item", places, notes: [...(entry.notes ?? []), ...tagNotes(added)] } as const;
  const nodes = Object.hasOwn(NODES, type) ? NODES[type] : undefined;
  if (nodes !== undefined && isSame(policies, nodes.policies) && Object.keys(own).length === 0) {
    return {
      ...base,
      section: "nodeRoles",
      name: keyName(nameOfArn(principalArn)),
      value: { kind: nodes.kind, arn: principalArn, adopt },
    };
  }
  const standard = type === "STANDARD";
  const value = {
    principal: principalArn,
    ...(!standard && { type }),
    ...(policies.length > 0 && { policies }),
    ...(standard && groups.length > 0 && { groups }),
    ...(standard && username !== undefined && username !== defaultUsername(principalArn) && { username }),
    ...(Object.keys(own).length > 0 && { tags: own }),
    adopt,
  };
  const end = standard ? endQuestion(own) : undefined;
  return {
    ...base,
    section: "access",
    name: keyName(nameOfArn(principalArn)),
    value,
    ...(end !== undefined && { question: end }),
    ...(standard && policies.length + groups.length === 0 && { accept: { "grants-nothing": GRANTS_NOTHING } }),
  };
}

/** Asks for the end that tags of ours tell of: an item that takes something over has none, so that the access would stay. */
function endQuestion({ [UNTIL_TAG]: until, [REASON_TAG]: reason }: Tags): string | undefined {
  if (until === undefined) return undefined;
  const end = reason === undefined ? until : `${until}, ${reason}`;
  return `its tags say that it ends (${end}), and this item has no end: after the apply, write until and reason in place of adopt and of these tags`;
}

const GRANTS_NOTHING = "the entry is like that; bindings in the cluster may name the username";

/** Returns the item that takes over policies of an entry that somebody else makes. */
export function policiesItem(
  { places, principalArn, policies, notes }: Pick<ExistingEntry, "places" | "principalArn" | "policies" | "notes">,
  entry: string,
  ofFile: OfFile,
): Row {
  const value = {
    principal: principalArn,
    entry,
    policies: policies.map((policy) => policyText(policy, ofFile)),
    adopt: true,
  };
  return {
    is: "item",
    places,
    section: "access",
    name: keyName(nameOfArn(principalArn)),
    value,
    ...(notes && { notes }),
  };
}

const isSame = (policies: readonly unknown[], names: readonly string[]): boolean =>
  policies.length === names.length && names.every((name) => policies.includes(name));

function policyText({ policyArn, namespaces }: ExistingPolicy, { partition }: OfFile): unknown {
  const policy = accessPolicyName(policyArn, partition);
  return namespaces === undefined ? policy : { policy, namespaces };
}

/** A Pod Identity association that exists. */
export interface ExistingAssociation {
  readonly places: Row["places"];
  readonly id: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly roleArn: string;
  readonly targetRoleArn: string;
  readonly disableSessionTags: boolean;
  /** The session policy, as JSON; empty if there is none. */
  readonly policy: string;
  /** Tags, where they are known. */
  readonly tags?: Tags;
}

/** Returns the item that takes over a Pod Identity association. */
export function podItem(association: ExistingAssociation, ofFile: OfFile): Row {
  const { places, namespace, serviceAccount, roleArn, targetRoleArn, id } = association;
  const account = `${namespace}/${serviceAccount}`;
  const sessionPolicy = documentOf(association.policy);
  const item: Item = {
    section: "workloads",
    name: serviceAccount,
    value: {
      serviceAccount: account,
      role: { arn: roleArn },
      ...(targetRoleArn !== "" && { targetRole: targetRoleArn }),
      ...(association.disableSessionTags && { sessionTags: false }),
      ...(typeof sessionPolicy === "object" && { sessionPolicy }),
      adopt: { [account]: id },
    },
  };
  if (sessionPolicy === "unreadable") {
    return {
      is: "question",
      places,
      question: "its session policy is no JSON; write it as sessionPolicy",
      choices: [item],
    };
  }
  const { own, added } = beside(association.tags ?? {}, ofFile.tags);
  const lost = Object.keys(own);
  return {
    is: "item",
    places,
    ...item,
    notes: tagNotes(association.tags === undefined ? [] : added),
    ...(lost.length > 0 && {
      question: `the association has the ${words(lost)}, which an item cannot have: the first apply takes ${lost.length > 1 ? "them" : "it"} off`,
    }),
  };
}

function documentOf(policy: string): object | undefined | "unreadable" {
  if (policy === "") return undefined;
  try {
    const document: unknown = JSON.parse(policy);
    return typeof document === "object" && document !== null ? document : "unreadable";
  } catch {
    return "unreadable";
  }
}

const words = (tags: readonly string[]): string => `${tags.length > 1 ? "tags" : "tag"} ${list(tags, "and")}`;

const tagNotes = (added: readonly string[]): string[] =>
  added.length === 0 ? [] : [`The first apply gives it the ${words(added)} of the file`];
