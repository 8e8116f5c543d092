import { nameOfArn } from "../../aws/arn";
import { CLUSTER_ADMIN } from "../../aws/eks/access-policies";
import {
  EVERYBODY,
  GROUP_MEANINGS,
  MASTERS,
  NODE_USERNAME,
  SESSION_NODE_USERNAME,
  TEMPLATE,
} from "../../aws/eks/aws-auth";
import { RESERVED_PREFIXES } from "../../aws/eks/entry-types";
import { list, quote } from "../../aws/text";
import type { Answers } from "../answers";
import { keyName } from "../keys";
import type { Item, ItemRow, Row } from "../row";
import { type LiveRow, nodesOf, sessionNodesOf } from "./nodes";
import { type EntryUsername, usernameOf } from "./username";

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

const isReserved = (group: string): boolean => RESERVED_PREFIXES.some((prefix) => group.startsWith(prefix));

/** People and pipelines. */
function standardOf(live: LiveRow, answers: Answers): Row {
  const { row, place, principal } = live;
  const places = [place] as const;
  const masters = row.groups.includes(MASTERS);
  const groups = row.groups.filter((group) => !isReserved(group));
  const unfit = masters ? [] : row.groups.filter((group) => isReserved(group) && group !== EVERYBODY);
  const said = usernameOf(row.username, principal);
  const problem = said.refused ?? templateIn(groups) ?? reservedIn(unfit);
  if (problem !== undefined) return { is: "question", places, question: problem };
  const { username } = said;
  const value = {
    principal: principal.arn,
    ...(masters && { policies: [CLUSTER_ADMIN] }),
    ...(groups.length > 0 && { groups }),
    ...(username !== undefined && { username }),
  };
  const item: Item = { section: "access", name: keyName(principal.name), value };
  const grants = masters || groups.length > 0;
  if (!grants && username === undefined && said.question !== undefined) {
    const question = `no groups, and ${said.question}, and write it here`;
    return { is: "question", places, question, choices: [item] };
  }
  return {
    is: "item",
    places,
    ...item,
    value: { ...value, ...adoption(item, answers) },
    notes: notesOf(live, said, answers),
    ...(masters && { fieldNotes: { policies: `was the group ${MASTERS}` } }),
    ...(said.question !== undefined && { question: said.question }),
    ...(!grants && { accept: { "grants-nothing": whyNothing(row.username) } }),
  };
}

const whyNothing = (username: string): string =>
  username === "" ? "aws-auth gave it nothing either" : "bindings in the cluster may name the username";

/** What the comment above an entry says besides its place. */
function notesOf({ row, principal }: LiveRow, { notes }: EntryUsername, answers: Answers): ItemRow["notes"] {
  const dropped = row.groups.filter((group) => isReserved(group) && group !== MASTERS);
  const everybody = dropped.every((group) => group === EVERYBODY);
  const because = everybody ? "which every entry has" : `which ${CLUSTER_ADMIN} covers`;
  return [
    ...principal.notes,
    ...(dropped.length > 0 ? [`Without ${list(dropped, "and")}, ${because}`] : []),
    ...notes,
    ...(answers.hasEntry(principal.arn)
      ? ["Its entry exists, and EKS reads it in place of this row: the plan must change nothing"]
      : []),
  ];
}

/** What an entry that exists adds to an item. */
function adoption({ value: { principal, policies = [] } }: Item, answers: Answers): Item["value"] {
  const arn = String(principal);
  if (!answers.hasEntry(arn)) return {};
  const known = answers.policiesOf(arn)?.map(nameOfArn);
  const all = known !== undefined && [policies].flat().every((policy) => known.includes(String(policy)));
  return { adopt: all ? "with-policies" : true };
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
