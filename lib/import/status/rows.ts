import { accessPolicyName } from "../../aws/eks/access-policies";
import { list, quote } from "../../aws/text";
import type { ClusterAnswers, FoundEntry } from "../../live/answers";
import { pathless } from "../../live/operations";
import { principalOfEntry } from "../../live/principals";
import { Answers } from "../answers";
import { textsOf } from "../fields";
import type { Item, Row } from "../row";
import { placesText } from "../text";
import { whyUnread } from "../unread";

/** What keeps somebody from doing without aws-auth. */
export interface Doubt {
  /** `NO`: it is so. `ask`: AWS did not say whether it is. */
  readonly is: "NO" | "ask";
  readonly text: string;
}

/** What keeps a row of aws-auth, or nodes, from doing without it. */
export interface Gap extends Doubt {
  /** Whether it is about nodes. */
  readonly nodes: boolean;
}

/** Types of entries by the kind of nodes that a row of aws-auth stands for. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  // the nodes of EKS Auto Mode have no row
  "self-managed": ["EC2_LINUX"],
  windows: ["EC2_WINDOWS"],
  "hybrid-ssm": ["HYBRID_LINUX"],
  "hybrid-roles-anywhere": ["HYBRID_LINUX"],
};

/** Hands what AWS said to the importer of aws-auth. */
export function answersOf({ entries = [], listedEntries, makers, principals, cluster }: ClusterAnswers): Answers {
  const known = cluster?.authenticationMode !== "CONFIG_MAP" && listedEntries.length > 0;
  const groups = (makers ?? []).flatMap(({ what, roleArn }) => {
    const [, nodegroupName] = /^node group (.+)$/.exec(what) ?? [];
    return nodegroupName === undefined ? [] : [{ nodegroupName, nodeRole: roleArn }];
  });
  const found = [...principals.values()].flatMap((one) => (one.exists === true ? [one.arn] : []));
  const answers: readonly object[] = [
    ...(known ? [{ accessEntries: listedEntries }] : []),
    ...entries.map(({ principalArn, policies = [] }) => ({ principalArn, associatedAccessPolicies: policies })),
    ...found.map((Arn) => (Arn.includes(":user/") ? { User: { Arn } } : { Role: { Arn } })),
    ...(makers === undefined ? [] : [{ nodegroups: groups.map(({ nodegroupName }) => nodegroupName) }]),
    ...groups.map((nodegroup) => ({ nodegroup })),
  ];
  return new Answers(answers.map((answer) => ({ file: "AWS", text: JSON.stringify(answer) })));
}

/** Returns why a row of aws-auth cannot go; undefined if it can. */
export function gapOf(row: Row, answers: ClusterAnswers): Gap | undefined {
  if (row.is === "left out") return undefined;
  const [item, alternative] = row.is === "item" ? [row, row] : (row.choices ?? []);
  const nodes = item?.section === "nodeRoles";
  const gap = (is: Doubt["is"], text: string): Gap => ({ is, nodes, text: `${placesText(row)}: ${text}` });
  // alternatives differ in what a person must decide, and not in the principal
  if (item === undefined || alternative === undefined)
    return gap("NO", row.is === "question" ? row.question : "no item");
  const arn = String(item.value.principal ?? item.value.arn);
  const entry = (answers.entries ?? []).find((one) => sameName(one.principalArn, arn));
  if (entry === undefined) return gapWithoutEntry(arn, answers, gap);
  const doubts = [doubtOf(entry, answers), lacking(item, entry, answers)].flatMap((one) => one ?? []);
  const doubt = doubts.find(({ is }) => is === "NO") ?? doubts[0];
  return doubt && gap(doubt.is, `the entry of ${entry.principalArn} ${doubt.text}`);
}

function gapWithoutEntry(arn: string, answers: ClusterAnswers, gap: (is: Doubt["is"], text: string) => Gap): Gap {
  const listed = answers.listedEntries.find((one) => sameName(one, arn));
  if (listed === undefined) return gap("NO", `${arn} has no entry`);
  return gap("ask", unreadEntry(listed, answers));
}

/** Returns the principals of entries that could not be read further. */
export function unreadArns(entries: readonly FoundEntry[], { listedEntries }: ClusterAnswers): string[] {
  const read = new Set(entries.map(({ principalArn }) => principalArn));
  return listedEntries.filter((arn) => !read.has(arn));
}

export const unreadEntry = (arn: string, { unread }: ClusterAnswers): string =>
  `the entry of ${arn} could not be read: ${whyUnread(unread, arn)}`;

/** Rows have no paths, and any case. */
const sameName = (a: string, b: string): boolean => pathless(a).toLowerCase() === pathless(b).toLowerCase();

/** Says why an entry may let nobody in; undefined if IAM has its principal, and has had it since before the entry. */
export function doubtOf(entry: FoundEntry, answers: ClusterAnswers): Doubt | undefined {
  const state = principalOfEntry(entry, answers);
  switch (state.is) {
    case "there":
      return undefined;
    case "gone":
      return { is: "NO", text: "is of a principal that IAM does not have" };
    case "elsewhere":
      return { is: "NO", text: `lets nobody in: IAM has ${state.arn}, another path` };
    case "made again":
      return { is: "NO", text: "lets nobody in: the principal was deleted and made again after it" };
    case "unknown":
      return { is: "ask", text: `may let nobody in: nobody was asked in account ${state.account} about its principal` };
    case "unread": {
      const why = whyUnread(answers.unread, pathless(entry.principalArn));
      return { is: "ask", text: `may let nobody in: its principal could not be read: ${why}` };
    }
  }
}

export const unreadPolicies = ({ principalArn }: FoundEntry, { unread }: ClusterAnswers): string =>
  `has policies that could not be read: ${whyUnread(unread, principalArn)}`;

/** Says what a row gives and its entry does not. */
function lacking({ section, value }: Item, entry: FoundEntry, answers: ClusterAnswers): Doubt | undefined {
  const { type, groups, policies, principalArn } = entry;
  if (section === "nodeRoles") {
    const types = TYPES[String(value.kind)] ?? [];
    if (types.includes(type)) return undefined;
    return { is: "NO", text: `has the type ${quote(type)}, and these nodes need ${list(types)}` };
  }
  const partition = principalArn.split(":")[1] ?? "";
  const has = (policies ?? []).filter(({ namespaces }) => namespaces === undefined);
  const names = has.map(({ policyArn }) => accessPolicyName(policyArn, partition));
  const given = textsOf(value.policies);
  const missing = [
    ...textsOf(value.groups)
      .filter((group) => !groups.includes(group))
      .map((group) => `the group ${quote(group)}`),
    ...(policies === undefined ? [] : given)
      .filter((policy) => !names.includes(policy))
      .map((policy) => `the policy ${policy}`),
  ];
  if (missing.length > 0) return { is: "NO", text: `does not have ${list(missing, "and")}, which the row gives` };
  return policies === undefined && given.length > 0 ? { is: "ask", text: unreadPolicies(entry, answers) } : undefined;
}
