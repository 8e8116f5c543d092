import { nameOfArn } from "../aws/arn";
import { isToken } from "../aws/text";
import { addressPart } from "../plan/addresses";
import type { AccessPlan } from "../plan/types";
import type { Thing } from "./json";

/** The kinds of things that tests name. What Terraform calls them, and what their ids look like. */
interface Kind {
  readonly type: string;
  /** `item` is the id of the item of the configuration that it belongs to. */
  readonly id: string;
  /** What stands behind the key. */
  readonly rest?: "policy" | "service account";
}

const ROLE = "(?<item>(?:node-class|node-role|other-role|workload)_[^_]+|cluster-role)";
const ENTRY = "(?<item>(?:node-class|node-role)_[^_]+(?=_entry)|access_[^_]+)(?:_entry)?";

const KINDS: Readonly<Record<string, Kind>> = {
  role: { type: "aws_iam_role", id: ROLE },
  attachment: {
    type: "aws_iam_role_policy_attachment",
    id: `${ROLE}_(?:policy|customer-policy|policy-from)_(?<rest>.+)`,
    rest: "policy",
  },
  profile: { type: "aws_iam_instance_profile", id: `${ROLE}_instance-profile` },
  access_entry: { type: "aws_eks_access_entry", id: ENTRY },
  policy: { type: "aws_eks_access_policy_association", id: `${ENTRY}_(?<rest>.+)`, rest: "policy" },
  identity_policy: { type: "aws_iam_policy", id: "(?<item>identity-policy_[^_]+)" },
  identity_provider: { type: "aws_eks_identity_provider_config", id: "(?<item>identity-provider_[^_]+)" },
  pod_identity: {
    type: "aws_eks_pod_identity_association",
    id: "(?<item>workload_[^_]+)_.+",
    rest: "service account",
  },
  cluster: { type: "aws_eks_cluster", id: "(?<item>cluster)" },
  oidc_provider: { type: "aws_iam_openid_connect_provider", id: "(?<item>oidc-provider)" },
};

export const KIND_NAMES: readonly string[] = Object.keys(KINDS);

/** Kinds of which a stack has one. They have no key. */
export const SINGLE_KINDS: readonly string[] = ["cluster", "oidc_provider"];

/** How a test names a thing. */
export interface Name {
  readonly kind: string;
  /** The key of the configuration. */
  readonly key: string;
  /** A policy's name, or `namespace/name` of a service account. */
  readonly rest?: string;
  readonly thing: Thing;
}

/** The text of a name: `policy:gpu/AmazonEKSAutoNodePolicy`. */
export function nameText({ kind, key, rest }: Pick<Name, "kind" | "key" | "rest">): string {
  if (SINGLE_KINDS.includes(kind)) return kind;
  if (kind === "pod_identity") return `${kind}:${rest}`;
  return rest === undefined ? `${kind}:${key}` : `${kind}:${key}/${rest}`;
}

/** Returns all names of things. What several items share has a name for each. */
export function namesOf(things: Iterable<Thing>, plan: AccessPlan | undefined): Name[] {
  const sharers = plan ? sharersOf(plan) : new Map<string, string[]>();
  return [...things].flatMap((thing) =>
    Object.entries(KINDS).flatMap(([kind, { type, id, rest }]) => {
      const groups = thing.type === type ? matchOf(id, thing) : undefined;
      if (groups === undefined) return [];
      const { item = "" } = groups;
      const own = item === "cluster-role" ? "clusterRole" : item.slice(item.indexOf("_") + 1);
      // a key of the plan may have characters that an address has not
      const keys = (kind !== "profile" && sharers.get(item)) || [own];
      return keys.map((key) => ({ kind, key, thing, ...(rest && { rest: restOf(thing, rest, groups.rest ?? "") }) }));
    }),
  );
}

/** Finds the id of the plan in that of a thing. What is deeper in a stack has its path before, and a hash behind. */
function matchOf(id: string, { constructId, name }: Thing): Record<string, string> | undefined {
  if (constructId !== undefined) return new RegExp(`^${id}$`).exec(constructId)?.groups;
  const short = name.replace(/_[0-9A-F]{8}$/, "");
  return new RegExp(`^${short === name ? "" : "(?:.*_)?"}${id}$`).exec(short)?.groups;
}

function restOf({ attributes }: Thing, rest: "policy" | "service account", ofId: string): string {
  if (rest === "service account") return `${attributes.namespace}/${attributes.service_account}`;
  return isToken(attributes.policy_arn) ? ofId : nameOfArn(String(attributes.policy_arn));
}

/**
 * Returns the keys of the items that have a role, and with it an access entry, by the id of the item that makes it. An
 * instance profile is that of one item.
 */
function sharersOf(plan: AccessPlan): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  const add = (id: string, key: string) => {
    const known = keys.get(id) ?? [];
    if (!known.includes(key)) keys.set(id, [...known, key]);
  };
  for (const { key, role, entry } of [...plan.nodeClasses, ...plan.nodeRoles]) {
    if ("id" in role) add(role.id, key);
    if (entry !== undefined) add(entry.replace(/_entry$/, ""), key);
  }
  for (const { key, role } of [...plan.otherRoles, ...plan.workloads]) if ("id" in role) add(role.id, key);
  return keys;
}

/** Returns the keys of a plan's items, whether or not anything is made for them. */
export function keysOf(plan: AccessPlan): string[] {
  const { entries, nodeClasses, nodeRoles, otherRoles, workloads, identityPolicies, identityProviders } = plan;
  const ofAccess = entries.flatMap(({ path: [section, key] }) => (section === "access" ? [String(key)] : []));
  const items = [nodeClasses, nodeRoles, otherRoles, workloads, identityPolicies, identityProviders].flat();
  return [...ofAccess, ...items.map(({ key }) => key)];
}

/** Returns the service accounts of a plan's workloads. */
export const serviceAccountsOf = ({ workloads }: AccessPlan): string[] =>
  workloads.flatMap(({ podIdentity, irsa }) =>
    [...podIdentity, ...irsa].map(({ namespace, name }) => `${namespace}/${name}`),
  );

/** Whether two keys are one. Terraform's addresses drop some characters. */
export const sameKey = (a: string, b: string): boolean => a === b || addressPart(a) === addressPart(b);
