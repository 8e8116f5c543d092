import { nameOfArn } from "../../aws/arn";
import { CLUSTER_ADMIN } from "../../aws/eks/access-policies";
import {
  EVERYBODY,
  FARGATE_GROUP,
  GROUP_MEANINGS,
  MASTERS,
  NODE_GROUPS,
  NODE_USERNAME,
  SESSION_NODE_USERNAME,
  TEMPLATE,
  WINDOWS_GROUP,
} from "../../aws/eks/aws-auth";
import { RESERVED_PREFIXES } from "../../aws/eks/entry-types";
import { list, quote } from "../../aws/text";
import type { Answers } from "../answers";
import type { Item, ItemRow, Place, Row } from "../row";
import { type FoundPrincipal, keyName } from "./principal";
import type { AwsAuthRow } from "./row-text";
import { usernameOf } from "./username";

/** A row that EKS matches with a role or user. */
export interface LiveRow {
  readonly place: Place;
  readonly row: AwsAuthRow;
  readonly principal: FoundPrincipal;
}

/** Returns what becomes of a row that EKS matches. */
export function entryOf(live: LiveRow, answers: Answers): Row {
  const { row, place } = live;
  if (row.unreadable.length > 0) {
    return {
      is: "question",
      places: [place],
      question: `${list(row.unreadable, "and")} of this row holds something else than text, which EKS reads as if it were empty; write the entry by hand`,
    };
  }
  if (row.username === NODE_USERNAME) return nodesOf(live, answers);
  if (row.username === SESSION_NODE_USERNAME) return sessionNodesOf(live, answers);
  return standardOf(live, answers);
}

const reserved = (group: string): boolean => RESERVED_PREFIXES.some((prefix) => group.startsWith(prefix));

/** Nodes on EC2. */
function nodesOf({ row, place, principal }: LiveRow, answers: Answers): Row {
  const { arn, name, notes } = principal;
  const places = [place] as const;
  const others = row.groups.filter((group) => !NODE_GROUPS.includes(group) && group !== EVERYBODY);
  const item: Item = {
    section: "nodeRoles",
    name: keyName(name),
    value: {
      kind: row.groups.includes(WINDOWS_GROUP) ? "windows" : "self-managed",
      arn,
      ...(answers.hasEntry(arn) && { adopt: true }),
    },
  };
  if (others.length > 0) {
    const question = `a role of nodes with the groups ${quote(others)}, which entries of nodes do not take; give people and pipelines another role`;
    return { is: "question", places, question, choices: [item] };
  }
  const nodeGroup = answers.nodeGroupOf(arn);
  if (nodeGroup) return madeByEks({ place, arn, of: `managed node group ${quote(nodeGroup)}` }, answers);
  const unknown = nodeGroup === undefined && answers.hasEntry(arn) !== false;
  return {
    is: "item",
    places,
    ...item,
    notes,
    ...(unknown && {
      question:
        "is this the role of a managed node group? EKS makes that entry itself: remove this item then. The answers of aws eks list-nodegroups and describe-nodegroup, given with --iam, decide it",
    }),
  };
}

/** Fargate pods and hybrid nodes: both log in with the name of their session. */
function sessionNodesOf({ row, place, principal }: LiveRow, answers: Answers): Row {
  const { arn, name } = principal;
  if (row.groups.includes(FARGATE_GROUP)) return madeByEks({ place, arn, of: "a Fargate profile" }, answers);
  const kinds = ["hybrid-ssm", "hybrid-roles-anywhere"];
  return {
    is: "question",
    places: [place],
    question: `hybrid nodes, by AWS Systems Manager or by IAM Roles Anywhere: write the item of the way that they use`,
    choices: kinds.map((kind) => ({ section: "nodeRoles", name: keyName(name), value: { kind, arn } })),
  };
}

function madeByEks({ place, arn, of }: { place: Place; arn: string; of: string }, answers: Answers): Row {
  const has = answers.hasEntry(arn);
  const places = [place] as const;
  if (has === false) {
    return {
      is: "question",
      places,
      question: `${arn} is of ${of}, and EKS has made no entry: its nodes cannot join without aws-auth; find out why before you remove the row`,
    };
  }
  const because = has ? "EKS has made its entry" : "EKS makes its entry";
  return { is: "left out", places, because: `${arn} is of ${of}; ${because}` };
}

/** People and pipelines. */
function standardOf({ row, place, principal }: LiveRow, answers: Answers): Row {
  const { arn, name } = principal;
  const places = [place] as const;
  const masters = row.groups.includes(MASTERS);
  const unfit = masters ? [] : row.groups.filter((group) => reserved(group) && group !== EVERYBODY);
  const groups = row.groups.filter((group) => !reserved(group));
  const { username, refused, ...said } = usernameOf(row.username, principal);
  const problem = refused ?? templateIn(groups) ?? reservedIn(unfit);
  const value = {
    principal: arn,
    ...(masters && { policies: [CLUSTER_ADMIN] }),
    ...(groups.length > 0 && { groups }),
    ...(username !== undefined && { username }),
  };
  const item: Item = { section: "access", name: keyName(name), value };
  if (problem !== undefined) return { is: "question", places, question: problem };
  const grants = masters || groups.length > 0;
  if (!grants && username === undefined && row.username !== "" && said.notes.length > 0) {
    return {
      is: "question",
      places,
      question: `no groups, and ${said.notes.join("; ")}; bind a group, and write it here`,
      choices: [item],
    };
  }
  return {
    is: "item",
    places,
    ...item,
    ...adopted(item, arn, answers),
    ...remarks({ row, principal, masters, grants, said }),
  };
}

function remarks({
  row,
  principal,
  masters,
  grants,
  said,
}: {
  readonly row: AwsAuthRow;
  readonly principal: FoundPrincipal;
  readonly masters: boolean;
  readonly grants: boolean;
  readonly said: { readonly notes: readonly string[]; readonly question?: string };
}): Pick<ItemRow, "notes" | "fieldNotes" | "accept" | "question"> {
  const dropped = row.groups.filter((group) => reserved(group) && group !== MASTERS);
  const because = dropped.every((group) => group === EVERYBODY)
    ? "which every entry has"
    : `which ${CLUSTER_ADMIN} covers`;
  return {
    notes: [
      ...principal.notes,
      ...(dropped.length > 0 ? [`Left out: ${list(dropped, "and")}, ${because}`] : []),
      ...said.notes,
    ],
    ...(masters && { fieldNotes: { policies: `was the group ${MASTERS}` } }),
    ...(said.question !== undefined && { question: said.question }),
    ...(!grants && {
      accept: {
        "grants-nothing":
          row.username === "" ? "aws-auth gave it nothing either" : "bindings in the cluster may name the username",
      },
    }),
  };
}

/** What an entry that exists adds to an item. */
function adopted({ value }: Item, arn: string, answers: Answers): { value: Item["value"] } {
  if (!answers.hasEntry(arn)) return { value };
  const policies = answers.policiesOf(arn)?.map(nameOfArn);
  const all =
    Array.isArray(value.policies) &&
    policies !== undefined &&
    value.policies.every((policy) => policies.includes(policy));
  return { value: { ...value, adopt: all ? "with-policies" : true } };
}

function templateIn(groups: readonly string[]): string | undefined {
  const group = groups.find((one) => TEMPLATE.test(one));
  return group === undefined
    ? undefined
    : `the group ${quote(group)} is a template, and entries take groups as they are; write one entry for each group, or bind usernames`;
}

function reservedIn(groups: readonly string[]): string | undefined {
  const [group] = groups;
  if (group === undefined) return undefined;
  const meaning = GROUP_MEANINGS[group] ?? "bind a group of your own to the same role, and write that";
  return `an entry cannot have the group ${quote(group)}, because EKS keeps its beginning for itself: ${meaning}`;
}
