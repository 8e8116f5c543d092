import { iamArn, nameOfArn } from "../../aws/arn";
import { oneOfKeys } from "../../aws/fact";
import { ROLE_NAME, TAGS, TRUST_POLICY } from "../../aws/iam/iam";
import type { PolicyDocument } from "../../aws/iam/policy-document";
import type { NodeKindName } from "../../aws/nodes/role-kinds";
import { didYouMean, fit, isToken, list, quote } from "../../aws/text";
import type { ClusterConfig, RoleReference } from "../../schema/config";
import { type Findings, type Path, showPath } from "../diagnostics";
import type { Cluster, PlannedRole, RoleRef } from "../types";
import { judgeNames, placeOfName } from "./names";
import { type GivenPolicy, judgeBoundary, planAttachments, planInlinePolicies } from "./policies";
import { roleArnProblem } from "./role-arn";

/** An item of the configuration that needs a role: where it stands, and what a role made for it would be. */
export interface RoleWanted {
  readonly key: string;
  /** The item, and within it the place where `name`, `arn` and the like stand. */
  readonly path: Path;
  readonly rolePath: Path;
  readonly id: string;
  readonly reference: RoleReference;
  readonly defaultName: string;
  readonly trust: PolicyDocument;
  readonly policies: readonly string[];
  /** Managed policies that the user gave outside the role's own keys. */
  readonly added: readonly GivenPolicy[];
  /** Policies of this project's own, by name. */
  readonly inline: Readonly<Record<string, PolicyDocument>>;
  /** What else the item asks of a role that is made, and would be lost on one that is not. */
  readonly extras: readonly string[];
  /** The role exists as it is described here, with its policies: Terraform takes it over. */
  readonly adoptRole: boolean;
  /** Whether the role may be one of another account; text: no, and this is what to do instead. */
  readonly otherAccounts?: boolean | string;
  /** Of nodes: such roles can be shared by `use`. */
  readonly nodes?: NodeKindName;
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
  const nodes = wanted.filter((item) => item.nodes !== undefined);
  const own = new Map(wanted.map((item) => [item, ownRole(item, context)]));
  const found = new Map<string, RoleFound>();
  for (const item of wanted) {
    const owner = ownerOf(item, nodes, context.findings);
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
function ownerOf(item: RoleWanted, nodes: readonly RoleWanted[], findings: Findings): RoleWanted | undefined {
  const chain = [item];
  for (let current = item; ; ) {
    const { use } = current.reference;
    if (use === undefined) return current;
    const named = nodes.filter(({ key, id }) => key === use && id !== current.id);
    const [next] = named.length > 0 ? named : nodes.filter(({ key }) => key === use);
    if (next === undefined || named.length > 1) {
      if (current === item) findings.refuse([...item.rolePath, "use"], noSuchKey(use, nodes, named));
      return undefined;
    }
    if (chain.includes(next)) {
      const keys = [...chain, next].map(({ key }) => key).join(" -> ");
      findings.refuse(
        [...item.rolePath, "use"],
        `use leads back to itself: ${keys}; one of them needs a role of its own`,
      );
      return undefined;
    }
    chain.push(next);
    current = next;
  }
}

function noSuchKey(use: string, nodes: readonly RoleWanted[], named: readonly RoleWanted[]): string {
  if (isToken(use)) return "a key of this file, got a token; write the key";
  if (named.length > 1) {
    return `${quote(use)} is a key of ${list(
      named.map(({ path }) => showPath(path)),
      "and",
    )}; rename one of them`;
  }
  const keys = [...new Set(nodes.map(({ key }) => key))];
  return `no item ${quote(use)} in nodeClasses or nodeRoles${didYouMean(use, keys) || `; the keys here: ${list(keys, "and")}`}`;
}

function ownRole(item: RoleWanted, context: RoleContext): RoleFound | undefined {
  const { reference, rolePath: place, id, extras } = item;
  const { cluster, findings } = context;
  const chosen = oneOfKeys(reference, ["name", "arn", "use"]);
  if (chosen.length > 1) {
    findings.refuse(
      place,
      `at most one of name, arn and use, got ${list(chosen, "and")}; name makes a role, arn takes one that exists, use shares one of this file`,
    );
    return undefined;
  }
  const { name, arn, use, adopt, ...options } = reference;
  if (arn !== undefined || use !== undefined) {
    const given = Object.keys(options).filter((key) => options[key as keyof typeof options] !== undefined);
    const lost = [...given, ...(adopt ? ["adopt"] : []), ...extras];
    if (lost.length > 0) {
      findings.refuse(
        place,
        `with ${chosen[0]} nothing is made or attached here, so ${list(lost, "and")} would be lost; write it where the role is made`,
      );
    }
  }
  if (use !== undefined) return undefined;
  if (arn !== undefined) {
    const problem = roleArnProblem(arn, cluster, item.otherAccounts);
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
  options: Omit<RoleReference, "name" | "arn" | "use" | "adopt">,
  context: RoleContext,
): PlannedRole {
  const { id, reference, defaultName, trust, policies, inline, rolePath: place } = item;
  const { cluster, iam, tags, label, findings } = context;
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
  const name = reference.name ?? fit(`${iam.namePrefix ?? ""}${defaultName}`, ROLE_NAME.max ?? 64);
  judgeTrust(trust, item.path, findings);
  const at = [...place, "additionalPolicies"];
  const additional = (options.additionalPolicies ?? []).map((given, index) => ({ given, at: [...at, index] }));
  const attachments = planAttachments(id, policies, [...item.added, ...additional], at, cluster, label, findings);
  const own = planInlinePolicies(id, inline, options.inlinePolicies, [...place, "inlinePolicies"], findings);
  return {
    id,
    at: placeOfName(item),
    name,
    exclusive: iam.exclusive ?? false,
    path: options.path ?? iam.path ?? "/",
    trust,
    attachments: attachments.map((policy) => ({
      ...policy,
      ...(item.adoptRole && { importId: `${name}/${policy.policyArn}` }),
    })),
    inlinePolicies: own.map((policy) => ({ ...policy, ...(item.adoptRole && { importId: `${name}:${policy.name}` }) })),
    ...(item.adoptRole && { importId: name }),
    ...(boundary !== undefined && { permissionsBoundary: boundary }),
    ...(options.description !== undefined && { description: options.description }),
    ...(options.maxSessionSeconds !== undefined && { maxSessionSeconds: options.maxSessionSeconds }),
    ...(options.tags !== undefined && { tags: options.tags }),
  };
}

/** Trusts grow with the service accounts and clusters that share a role. */
function judgeTrust(trust: PolicyDocument, path: Path, findings: Findings): void {
  const size = JSON.stringify(trust).length;
  const { quota, ceiling } = TRUST_POLICY;
  const advice = "let fewer service accounts share the role";
  if (size > ceiling) {
    findings.refuse(path, `the trust of a role has at most ${ceiling} characters, got ${size}; ${advice}`);
  } else if (size > quota) {
    findings.warn(
      "trust-quota",
      path,
      `a trust of ${size} characters needs a raised quota: AWS's default is ${quota}, adjustable to ${ceiling}; or ${advice}`,
    );
  }
}
