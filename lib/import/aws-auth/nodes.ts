import { EVERYBODY, FARGATE_GROUP, NODE_GROUPS, WINDOWS_GROUP } from "../../aws/eks/aws-auth";
import { quote } from "../../aws/text";
import type { Answers } from "../answers";
import { keyName } from "../keys";
import type { Item, Place, Row } from "../row";
import type { FoundPrincipal } from "./principal";
import type { AwsAuthRow } from "./row-text";

/** A row that EKS matches with a role or user. */
export interface LiveRow {
  readonly place: Place;
  readonly row: AwsAuthRow;
  readonly principal: FoundPrincipal;
}

/** Nodes on EC2. */
export function nodesOf({ row, place, principal }: LiveRow, answers: Answers): Row {
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
  if (!row.groups.includes("system:nodes")) {
    const question =
      "the username of nodes without the group system:nodes, which an entry of nodes has: it would let in what aws-auth does not";
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
export function sessionNodesOf({ row, place, principal }: LiveRow, answers: Answers): Row {
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
