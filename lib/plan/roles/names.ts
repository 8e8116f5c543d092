import { isEc2, NODE_KINDS, type NodeKindName } from "../../aws/nodes/role-kinds";
import { isToken, quote } from "../../aws/text";
import { type Findings, type Path, showPath } from "../diagnostics";
import type { RoleFound, RoleWanted } from "./roles";

/** One role, one owner: by name among roles made here, by ARN among all. */
export function judgeNames(roles: readonly RoleFound[], findings: Findings): void {
  const byName = new Map<string, RoleFound>();
  const byArn = new Map<string, RoleFound>();
  for (const role of roles) {
    const { owner, made, name, arn } = role;
    const folded = name.toLowerCase();
    const sameName = made && byName.get(folded);
    if (made && sameName?.made && !isToken(name)) findings.refuse(placeOfName(owner), nameTaken(role, sameName));
    else if (made) byName.set(folded, role);
    if (isToken(arn)) continue;
    const sameArn = byArn.get(arn.toLowerCase());
    if (sameArn === undefined) byArn.set(arn.toLowerCase(), role);
    else if (!(made && sameArn.made)) judgeSameArn(role, sameArn, findings);
  }
}

export const placeOfName = ({ path, rolePath, reference }: RoleWanted): Path =>
  reference.name === undefined ? path : [...rolePath, "name"];

function nameTaken({ owner, name }: RoleFound, { owner: other, name: otherName }: RoleFound): string {
  const spelled = name === otherName ? quote(name) : `${quote(name)}, which IAM takes for ${quote(otherName)}`;
  const byDefault = owner.reference.name === undefined ? " by default" : "";
  const share = owner.nodes && other.nodes ? `, or share one role: ${useOf(owner, other)}` : "";
  return `the role made here is named ${spelled}${byDefault}, and so is that of ${showPath(other.path)}; give one another name${share}`;
}

/** `role: { use: a }`, or `use: a` where the role's keys stand in the item itself. */
const useOf = ({ path, rolePath }: RoleWanted, { key }: RoleWanted): string =>
  path.length === rolePath.length ? `use: ${key}` : `role: { use: ${key} }`;

function judgeSameArn(role: RoleFound, other: RoleFound, findings: Findings): void {
  const [given, taken] = role.made ? [other, role] : [role, other];
  const place = [...given.owner.rolePath, "arn"];
  if (role.arn !== other.arn) {
    findings.warn(
      "case-only",
      place,
      `${quote(given.arn)} and ${quote(taken.arn)} of ${showPath(taken.owner.path)} differ in case only, and IAM cannot have both; write the spelling that IAM shows`,
    );
    return;
  }
  const same = `${showPath(taken.owner.path)} has the same role, ${quote(role.arn)}`;
  const clash = clashOf(given.owner.nodes, taken.owner.nodes);
  const entry = given.owner.nodes && NODE_KINDS[given.owner.nodes].entry;
  if (clash !== undefined) findings.refuse(place, `${same}, and ${clash}`);
  else if (entry?.by === "us" || taken.made) {
    const bothNodeRoles = given.owner.nodes !== "node-class" && taken.owner.nodes !== "node-class";
    const advice = `${useOf(given.owner, taken.owner)}${bothNodeRoles ? ", or one item for both groups of nodes" : ""}`;
    findings.refuse(place, `${same}, and EKS keeps one entry a role; write ${advice}`);
  }
}

/** Why two items cannot have one role, if they cannot; undefined stands for a role that is not of nodes. */
export function clashOf(a: NodeKindName | undefined, b: NodeKindName | undefined): string | undefined {
  if (a === undefined || b === undefined)
    return "the role of the cluster is another than that of its nodes; give each a role of its own";
  if (NODE_KINDS[a].trust !== NODE_KINDS[b].trust) {
    const odd = isEc2(a) ? b : a;
    return isEc2(a) || isEc2(b)
      ? `EC2 cannot take a role of kind ${odd}; give each a role of its own`
      : `roles of kind ${a} and ${b} trust different services; give each a role of its own`;
  }
  const [one, other] = [NODE_KINDS[a].entry.type, NODE_KINDS[b].entry.type];
  if (one !== other)
    return `one role has one entry, which cannot be of type ${one} and ${other}; give each a role of its own`;
  return undefined;
}
