import { accessPolicyArn } from "../../aws/eks/access-policies";
import { NODE_KINDS } from "../../aws/nodes/role-kinds";
import { byCodePoint, isToken, quote } from "../../aws/text";
import type { Findings } from "../diagnostics";
import { clashOf } from "../roles/names";
import type { RoleFound } from "../roles/roles";
import type { Cluster, PlannedEntry, PlannedInstanceProfile, Precondition } from "../types";
import type { NodeItem } from "./node-items";

/**
 * The entries of nodes: one a role, however many items share it, and none where EKS makes it, with a node group, a
 * Fargate profile or its built-in pools.
 */
export function planEntries(
  items: readonly NodeItem[],
  roles: ReadonlyMap<string, RoleFound>,
  profiles: ReadonlyMap<string, PlannedInstanceProfile>,
  builtIn: RoleFound | undefined,
  cluster: Cluster,
  findings: Findings,
): PlannedEntry[] {
  const users = new Map<RoleFound, NodeItem[]>();
  for (const item of items) {
    const role = roles.get(item.id);
    if (role) users.set(role, [...(users.get(role) ?? []), item]);
  }
  for (const [role, sharing] of users) {
    judgeSharing(role.owner.nodes, role.owner.key, sharing, findings);
    judgePath(role, sharing, findings);
  }
  return [...users].flatMap(([role, sharing]) => (role === builtIn ? [] : entryOf(role, sharing, profiles, cluster)));
}

/** One role has one trust and one entry, so all who use it must be of its kind. */
function judgeSharing(
  kind: NodeItem["nodes"] | undefined,
  key: string,
  sharing: readonly NodeItem[],
  findings: Findings,
): void {
  for (const item of sharing) {
    const clash = clashOf(kind, item.nodes);
    if (clash)
      findings.refuse([...item.rolePath, "use"], `${quote(key)} has a role that cannot be shared here: ${clash}`);
  }
}

/**
 * Users report that nodes of a NodeClass whose role has a path never become ready.
 *
 * @see https://github.com/aws/containers-roadmap/issues/2486
 */
function judgePath({ arn, made, owner }: RoleFound, sharing: readonly NodeItem[], findings: Findings): void {
  const path = made?.path ?? /:role(\/.*\/)[^/]+$/.exec(arn)?.[1] ?? "/";
  if (path === "/" || isToken(path) || isToken(arn) || !sharing.some(({ nodes }) => nodes === "node-class")) return;
  findings.warn(
    "role-with-path",
    made ? owner.path : [...owner.rolePath, "arn"],
    `nodes of a NodeClass whose role has a path, here ${quote(path)}, may never become ready (https://github.com/aws/containers-roadmap/issues/2486); use a role with the path "/"`,
  );
}

function entryOf(
  role: RoleFound,
  sharing: readonly NodeItem[],
  profiles: ReadonlyMap<string, PlannedInstanceProfile>,
  cluster: Cluster,
): PlannedEntry[] {
  const { owner, made, ref, arn } = role;
  const entry = owner.nodes && NODE_KINDS[owner.nodes].entry;
  if (entry?.by !== "us") return [];
  const id = `${owner.id}_entry`;
  const policy = "policy" in entry ? entry.policy : undefined;
  const adopted = sharing.some(({ adopt }) => adopt);
  return [
    {
      id,
      at: owner.path,
      type: entry.type,
      principal: ref,
      principalArn: arn,
      ...(adopted && { importId: `${cluster.name}:${arn}` }),
      after: [
        ...(made?.attachments ?? []).map((attachment) => attachment.id),
        ...(made?.inlinePolicies ?? []).map((inline) => inline.id),
        ...sharing.flatMap((item) => profiles.get(item.id)?.id ?? []),
      ].sort(byCodePoint),
      ...(isToken(arn) && made === undefined && { precondition: roleOfAccount(arn, cluster) }),
      associations: policy
        ? [
            {
              id: `${id}_${policy}`,
              policyArn: accessPolicyArn(cluster.partition, policy),
              scope: { type: "cluster" },
              ...(adopted && { importId: `${cluster.name}#${arn}#${accessPolicyArn(cluster.partition, policy)}` }),
            },
          ]
        : [],
    },
  ];
}

/** What `roleArnProblem` judges of a literal, left to Terraform: AWS would answer only after two minutes. */
function roleOfAccount(arn: string, { partition, account }: Cluster): Precondition {
  return {
    value: arn,
    pattern: `^arn:${partition}:iam::${account}:role/`,
    errorMessage: `The role of nodes must be an IAM role of account ${account} in partition ${partition}, given by its ARN.`,
  };
}
