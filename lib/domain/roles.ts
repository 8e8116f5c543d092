import type { ClusterConfig, RoleReference } from "../config/schema";
import { iamArn, nameOfArn, parseArn } from "./arn";
import { oneOfKeys } from "./fact";
import { ROLE_NAME, TAGS } from "./iam";
import type { Cluster, PlannedRole, RoleRef } from "./plan-types";
import { judgeBoundary, planAttachments, planInlinePolicies } from "./policies";
import type { PolicyDocument } from "./policy-document";
import { type Findings, type Path, showPath } from "./problem";
import { didYouMean, fit, isToken, list, quote } from "./text";

/** An item of the configuration that needs a role: where it stands, and what a role made for it would be. */
export interface RoleWanted {
  readonly key: string;
  readonly path: Path;
  readonly id: string;
  readonly reference: RoleReference;
  readonly defaultName: string;
  readonly trust: PolicyDocument;
  readonly policies: readonly string[];
}

/** The role an item got. Items that share a role have one and the same object. */
export interface RoleFound {
  readonly ref: RoleRef;
  readonly name: string;
  /** The role's ARN, also of one made here: the file states account and partition. */
  readonly arn: string;
  readonly made?: PlannedRole;
  /** The item that makes the role or gives its ARN. */
  readonly owner: RoleWanted;
}

export interface RoleContext {
  readonly cluster: Cluster;
  readonly iam: NonNullable<ClusterConfig["iam"]>;
  readonly tags: Readonly<Record<string, string>>;
  readonly label: (token: string) => string;
  readonly findings: Findings;
}

/** Finds the role of every item, by the item's id. An item whose role cannot be told has none. */
export function planRoles(wanted: readonly RoleWanted[], context: RoleContext): ReadonlyMap<string, RoleFound> {
  const byKey = new Map(wanted.map((item) => [item.key, item]));
  const own = new Map(wanted.map((item) => [item, ownRole(item, context)]));
  const found = new Map<string, RoleFound>();
  for (const item of wanted) {
    const owner = ownerOf(item, byKey, context.findings);
    const role = owner && own.get(owner);
    if (role) found.set(item.id, role);
  }
  judgeNames(
    [...own.values()].filter((role) => role !== undefined),
    context.findings,
  );
  return found;
}

/** Follows `use` to the item that has a role of its own. */
function ownerOf(item: RoleWanted, byKey: ReadonlyMap<string, RoleWanted>, findings: Findings): RoleWanted | undefined {
  const chain = [item];
  for (let current = item; ; ) {
    const { use } = current.reference;
    if (use === undefined) return current;
    if (isToken(use)) {
      findings.refuse([...current.path, "role", "use"], `a key of this file, got a token; write the key`);
      return undefined;
    }
    const next = byKey.get(use);
    if (next === undefined) {
      if (current === item) {
        const advice = didYouMean(use, byKey.keys()) || `; the keys here: ${list([...byKey.keys()], "and")}`;
        findings.refuse([...item.path, "role", "use"], `no item ${quote(use)} in nodeClasses${advice}`);
      }
      return undefined;
    }
    if (chain.includes(next)) {
      const keys = [...chain, next].map(({ key }) => key).join(" -> ");
      findings.refuse(
        [...item.path, "role", "use"],
        `use leads back to itself: ${keys}; one of them needs a role of its own`,
      );
      return undefined;
    }
    chain.push(next);
    current = next;
  }
}

function ownRole(item: RoleWanted, context: RoleContext): RoleFound | undefined {
  const { reference, path, id } = item;
  const { cluster, findings } = context;
  const place = [...path, "role"];
  const chosen = oneOfKeys(reference, ["name", "arn", "use"]);
  if (chosen.length > 1) {
    findings.refuse(
      place,
      `at most one of name, arn and use, got ${list(chosen, "and")}; name makes a role, arn takes one that exists, use shares one of this file`,
    );
    return undefined;
  }
  const { name, arn, use, ...options } = reference;
  if (arn !== undefined || use !== undefined) {
    const lost = Object.keys(options).filter((key) => options[key as keyof typeof options] !== undefined);
    if (lost.length > 0) {
      findings.refuse(
        place,
        `with ${chosen[0]} nothing is made or attached here, so ${list(lost, "and")} would be lost; write it where the role is made`,
      );
    }
  }
  if (use !== undefined) return undefined;
  if (arn !== undefined) {
    const problem = roleArnProblem(arn, cluster);
    if (problem) findings.refuse([...place, "arn"], problem);
    return { ref: { arn }, name: nameOfArn(arn), arn, owner: item };
  }
  const planned = planRole(item, options, context);
  const { name: made, path: folder } = planned;
  return {
    ref: { id },
    name: made,
    arn: iamArn(cluster.partition, cluster.account, "role", folder, made),
    made: planned,
    owner: item,
  };
}

function planRole(
  item: RoleWanted,
  options: Omit<RoleReference, "name" | "arn" | "use">,
  context: RoleContext,
): PlannedRole {
  const { id, reference, defaultName, trust, policies } = item;
  const { cluster, iam, tags, label, findings } = context;
  const place = [...item.path, "role"];
  const total = new Set([...Object.keys(tags), ...Object.keys(options.tags ?? {})]).size;
  const max = TAGS.max ?? total;
  if (total > max && Object.keys(options.tags ?? {}).length <= max && Object.keys(tags).length <= max) {
    findings.refuse(
      [...place, "tags"],
      `at most ${max} tags on a role, got ${total}: ${Object.keys(tags).length} from the top of the file and the others here; leave some out`,
    );
  }
  judgeBoundary(options.permissionsBoundary, [...place, "permissionsBoundary"], cluster, findings);
  const boundary = options.permissionsBoundary ?? iam.permissionsBoundary;
  return {
    id,
    at: placeOfName(item),
    name: reference.name ?? fit(defaultName, ROLE_NAME.max ?? 64),
    path: options.path ?? iam.path ?? "/",
    trust,
    attachments: planAttachments(
      id,
      policies,
      options.additionalPolicies ?? [],
      [...place, "additionalPolicies"],
      cluster,
      label,
      findings,
    ),
    inlinePolicies: planInlinePolicies(id, options.inlinePolicies, [...place, "inlinePolicies"], findings),
    ...(boundary !== undefined && { permissionsBoundary: boundary }),
    ...(options.description !== undefined && { description: options.description }),
    ...(options.maxSessionSeconds !== undefined && { maxSessionSeconds: options.maxSessionSeconds }),
    ...(options.tags !== undefined && { tags: options.tags }),
  };
}

/** Why a text is not the ARN of an IAM role in the cluster's account that nodes, or Terraform, could take. */
export function roleArnProblem(given: string, cluster: Cluster): string | undefined {
  if (isToken(given)) return undefined;
  const form = `arn:${cluster.partition}:iam::${cluster.account}:role/<path><name>`;
  const arn = parseArn(given);
  if (arn === undefined) {
    return `the ARN of a role that exists, got ${quote(given)}; write ${form}, or name for a role made here`;
  }
  const session = /^assumed-role\/([^/]+)\//.exec(arn.resource);
  if (arn.service === "sts" && session) {
    const role = `arn:${arn.partition}:iam::${arn.account}:role/${session[1]}`;
    return `the ARN of a role, got a session of one, ${quote(given)}; write ${role}, with the role's path where it has one`;
  }
  if (arn.service !== "iam" || arn.region !== "") return `the ARN of an IAM role, got ${quote(given)}; write ${form}`;
  const [kind = ""] = arn.resource.split("/");
  if (kind === "instance-profile") {
    return `the ARN of a role, got an instance profile, ${quote(given)}; write the ARN of the role inside it`;
  }
  if (kind !== "role") return `the ARN of a role, got a ${kind}, ${quote(given)}; write ${form}`;
  if (arn.resource.startsWith("role/aws-service-role/")) {
    return `a role of your own, got a service-linked role, ${quote(given)}; only AWS's services take those, so have a role made here`;
  }
  if (!/^role\/([\u0021-\u007e]+\/)?[\w+=,.@-]{1,64}$/.test(arn.resource)) {
    return `the whole ARN of a role, got ${quote(given)}; write ${form}`;
  }
  if (arn.partition !== cluster.partition) {
    return `a role of the cluster's partition ${cluster.partition}, got ${quote(given)}; write ${form}`;
  }
  if (!isToken(cluster.account) && arn.account !== cluster.account) {
    return `a role of the cluster's account ${cluster.account}, got ${quote(given)}; a role of another account cannot be used here`;
  }
  return undefined;
}

/** One role, one owner: by name among roles made here, by ARN among all. */
function judgeNames(roles: readonly RoleFound[], findings: Findings): void {
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

const placeOfName = ({ path, reference }: RoleWanted): Path =>
  reference.name === undefined ? path : [...path, "role", "name"];

function nameTaken({ owner, name }: RoleFound, { owner: other, name: otherName }: RoleFound): string {
  const spelled = name === otherName ? quote(name) : `${quote(name)}, which IAM takes for ${quote(otherName)}`;
  const byDefault = owner.reference.name === undefined ? " by default" : "";
  return `the role made here is named ${spelled}${byDefault}, and so is that of ${showPath(other.path)}; give one another name, or share one role: role: { use: ${other.key} }`;
}

function judgeSameArn(role: RoleFound, other: RoleFound, findings: Findings): void {
  const place = [...role.owner.path, "role", "arn"];
  const [given, taken] = role.made ? [other, role] : [role, other];
  if (role.arn !== other.arn) {
    findings.warn(
      place,
      `${quote(role.arn)} and ${quote(other.arn)} of ${showPath(other.owner.path)} differ in case only, and IAM cannot have both; write the spelling that IAM shows`,
    );
    return;
  }
  findings.refuse(
    role.made ? [...given.owner.path, "role", "arn"] : place,
    `${showPath(taken.owner.path)} has the same role, ${quote(role.arn)}, and EKS keeps one entry a role; write role: { use: ${taken.owner.key} }`,
  );
}
