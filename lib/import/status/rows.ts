import { accessPolicyName } from "../../aws/eks/access-policies";
import { list, quote } from "../../aws/text";
import type { ClusterAnswers, FoundEntry } from "../../live/answers";
import { pathless } from "../../live/operations";
import { principalOfEntry } from "../../live/principals";
import { Answers } from "../answers";
import { textsOf } from "../fields";
import type { Item, Row } from "../row";
import { placesText } from "../text";

/** What keeps a row of aws-auth, or nodes, from doing without it. */
export interface Gap {
  /** Whether it is about nodes. */
  readonly nodes: boolean;
  readonly text: string;
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
  const said = (text: string): Gap => ({ nodes, text: `${placesText(row)}: ${text}` });
  // alternatives differ in what a person must decide, and not in the principal
  if (item === undefined || alternative === undefined) return said(row.is === "question" ? row.question : "no item");
  const arn = String(item.value.principal ?? item.value.arn);
  const entry = (answers.entries ?? []).find((one) => sameName(one.principalArn, arn));
  if (entry === undefined) {
    const listed = answers.listedEntries.some((one) => sameName(one, arn));
    return said(listed ? `the entry of ${arn} could not be read` : `${arn} has no entry`);
  }
  const why = lettingNobodyIn(entry, answers) ?? lacking(item, entry);
  return why === undefined ? undefined : said(`the entry of ${entry.principalArn} ${why}`);
}

/** Rows have no paths, and any case. */
const sameName = (a: string, b: string): boolean => pathless(a).toLowerCase() === pathless(b).toLowerCase();

/** Says why an entry lets nobody in; undefined if it lets its principal in, or nobody knows better. */
export function lettingNobodyIn(entry: FoundEntry, answers: ClusterAnswers): string | undefined {
  const state = principalOfEntry(entry, answers);
  if (state.is === "gone") return "is of a principal that IAM does not have";
  if (state.is === "elsewhere") return `lets nobody in: IAM has ${state.arn}, another path`;
  if (state.is === "made again") return "lets nobody in: the principal was deleted and made again after it";
  return undefined;
}

/** Says what a row gives and its entry does not. */
function lacking(
  { section, value }: Item,
  { type, groups, policies = [], principalArn }: FoundEntry,
): string | undefined {
  if (section === "nodeRoles") {
    const types = TYPES[String(value.kind)] ?? [];
    return types.includes(type) ? undefined : `has the type ${quote(type)}, and these nodes need ${list(types)}`;
  }
  const partition = principalArn.split(":")[1] ?? "";
  const has = policies.filter(({ namespaces }) => namespaces === undefined);
  const names = has.map(({ policyArn }) => accessPolicyName(policyArn, partition));
  const missing = [
    ...textsOf(value.groups)
      .filter((group) => !groups.includes(group))
      .map((group) => `the group ${quote(group)}`),
    ...textsOf(value.policies)
      .filter((policy) => !names.includes(policy))
      .map((policy) => `the policy ${policy}`),
  ];
  return missing.length === 0 ? undefined : `does not have ${list(missing, "and")}, which the row gives`;
}
