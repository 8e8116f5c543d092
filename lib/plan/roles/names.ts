import { NODE_KINDS, type NodeKindName } from "../../aws/nodes/node-kinds";
import { isToken, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import { type Path, showPath } from "../diagnostics";
import type { ResolvedRole, RoleRequest } from "./requests";

/** Reports two created roles with the same name, and two roles with the same ARN. */
export function validateRoleNames(roles: readonly ResolvedRole[], context: PlanContext): void {
  const byName = new Map<string, ResolvedRole>();
  const byArn = new Map<string, ResolvedRole>();
  for (const role of roles) {
    const { owner, planned, name, arn } = role;
    const folded = name.toLowerCase();
    const sameName = planned && byName.get(folded);
    if (planned && sameName && !isToken(name)) {
      context.diagnostics.report("role-name-taken", pathOfName(owner), nameTaken(role, sameName));
    } else if (planned) byName.set(folded, role);
    if (isToken(arn)) continue;
    const sameArn = byArn.get(arn.toLowerCase());
    if (sameArn === undefined) byArn.set(arn.toLowerCase(), role);
    else if (!(planned && sameArn.planned)) validateSameArn(role, sameArn, context);
  }
}

/** Returns the path of the role's name, or of the item if the name is the default. */
export const pathOfName = ({ path, rolePath, reference }: RoleRequest): Path =>
  reference.name === undefined ? path : [...rolePath, "name"];

function nameTaken({ owner, name }: ResolvedRole, { owner: other, name: otherName }: ResolvedRole): string {
  const spelled = name === otherName ? quote(name) : `${quote(name)}, which IAM takes for ${quote(otherName)}`;
  const byDefault = owner.reference.name === undefined ? " by default" : "";
  const share = owner.nodes && other.nodes ? `, or share one role: ${useOf(owner, other)}` : "";
  return `the role made here is named ${spelled}${byDefault}, and so is that of ${showPath(other.path)}; give one another name${share}`;
}

/** Returns the advice `role: { use: a }`, or `use: a` if the role's keys are in the item itself. */
const useOf = ({ path, rolePath }: RoleRequest, { key }: RoleRequest): string =>
  path.length === rolePath.length ? `use: ${key}` : `role: { use: ${key} }`;

function validateSameArn(role: ResolvedRole, other: ResolvedRole, { diagnostics }: PlanContext): void {
  const [given, taken] = role.planned ? [other, role] : [role, other];
  const path = [...given.owner.rolePath, "arn"];
  if (role.arn !== other.arn) {
    diagnostics.report(
      "case-only",
      path,
      `${quote(given.arn)} and ${quote(taken.arn)} of ${showPath(taken.owner.path)} differ in case only, and IAM cannot have both; write the spelling that IAM shows`,
    );
    return;
  }
  // service accounts may share an existing role, in one workload or in several
  if (given.owner.path[0] === "workloads" && taken.owner.path[0] === "workloads" && taken.planned === undefined) return;
  const same = `${showPath(taken.owner.path)} has the same role, ${quote(role.arn)}`;
  const clash = incompatibility(given.owner.nodes, taken.owner.nodes);
  const entry = given.owner.nodes && NODE_KINDS[given.owner.nodes].entry;
  if (clash !== undefined) diagnostics.report("role-of-two-kinds", path, `${same}, and ${clash}`);
  else if (entry?.by === "us" || taken.planned) {
    const bothNodeRoles = given.owner.nodes !== "node-class" && taken.owner.nodes !== "node-class";
    const advice = `${useOf(given.owner, taken.owner)}${bothNodeRoles ? ", or one item for both groups of nodes" : ""}`;
    diagnostics.report("role-given-twice", path, `${same}, and EKS keeps one entry a role; write ${advice}`);
  }
}

/**
 * Explains why two items cannot share a role; undefined if they can. As an argument, undefined means a role that is not
 * a node role.
 */
export function incompatibility(a: NodeKindName | undefined, b: NodeKindName | undefined): string | undefined {
  if (a === undefined || b === undefined)
    return "the role of the cluster is another than that of its nodes; give each a role of its own";
  const [one, other] = [NODE_KINDS[a], NODE_KINDS[b]];
  if (one.trust !== other.trust) {
    return one.ec2 || other.ec2
      ? `EC2 cannot take a role of kind ${one.ec2 ? b : a}; give each a role of its own`
      : `roles of kind ${a} and ${b} trust different services; give each a role of its own`;
  }
  return one.entry.type === other.entry.type
    ? undefined
    : `one role has one entry, which cannot be of type ${one.entry.type} and ${other.entry.type}; give each a role of its own`;
}
