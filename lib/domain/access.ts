import type { AccessConfig, ClusterConfig } from "../config/schema";
import { CLUSTER_ADMIN, SHOWS_SECRETS } from "./access-policies";
import { type Grant, grantsOf, judgeNames } from "./access-rules";
import { exactlyOne } from "./fact";
import { TAGS } from "./iam";
import type { Cluster, PlannedEntry, RoleRef } from "./plan-types";
import { addressPart } from "./policies";
import { pathWasCut, principalPattern, principalProblem } from "./principal";
import { type Findings, type Path, showPath } from "./problem";
import type { RoleFound, RoleWanted } from "./roles";
import { byCodePoint, didYouMean, isToken, list, quote, sortedEntries } from "./text";
import { FEW_ADMINS } from "./warnings";

/** A role of the file that an item of `access` may name by its key. */
export interface NamedRole extends RoleFound {
  readonly wanted: RoleWanted;
  /** The place that has an entry for this role already, ours or EKS's. */
  readonly entry?: { readonly by: "us" | "eks" | "built-in pools" };
}

export interface AccessContext {
  readonly config: ClusterConfig;
  readonly cluster: Cluster;
  readonly roles: readonly NamedRole[];
  readonly label: (token: string) => string;
  readonly findings: Findings;
}

interface Principal {
  readonly ref: RoleRef;
  readonly arn: string;
  readonly role?: NamedRole;
}

/** The entries of people, pipelines, and roles made elsewhere: one a principal. */
export function planAccess(context: AccessContext): PlannedEntry[] {
  const { config, findings } = context;
  const items = sortedEntries(config.access);
  const taken = new Map<string, { path: Path; arn: string }>();
  const entries = items.flatMap(([key, item]) => {
    const path: Path = ["access", key];
    const principal = principalOf(item, path, context);
    judgeTags(item, config, path, findings);
    const { type = "STANDARD" } = item;
    judgeNames(item, type, path, findings);
    const grants = grantsOf(item, type, path, context.cluster.partition, findings);
    if (
      type === "STANDARD" &&
      grants.length === 0 &&
      (item.policies ?? []).length === 0 &&
      (item.groups ?? []).length === 0
    ) {
      findings.warn("grants-nothing", path, "this entry may log in and see nothing; give it a policy or a group");
    }
    if (principal === undefined) return [];
    judgeTaken(principal, item, path, taken, context);
    return [planEntry(key, item, principal, grants, context)];
  });
  judgeAdmins(items, entries, context);
  judgeSecrets(entries, findings);
  return entries;
}

function principalOf(
  item: AccessConfig,
  path: Path,
  { cluster, roles, findings }: AccessContext,
): Principal | undefined {
  const problem = exactlyOne(item, ["principal", "role"]);
  if (problem !== undefined) {
    findings.refuse(path, `${problem}; principal takes an ARN, role the key of a role that this file makes`);
    return undefined;
  }
  const { principal, role, type = "STANDARD" } = item;
  if (role !== undefined) return roleOfKey(role, [...path, "role"], roles, findings);
  if (principal === undefined) return undefined;
  const wrong = principalProblem(principal, type, cluster);
  if (wrong) findings.refuse([...path, "principal"], wrong);
  else if (pathWasCut(principal)) {
    findings.warn(
      "sso-path",
      [...path, "principal"],
      `a role of IAM Identity Center has a path, and aws-auth alone wanted it cut, got ${quote(principal)}; write …:role/aws-reserved/sso.amazonaws.com/[<region>/]${principal.slice(principal.lastIndexOf("/") + 1)}`,
    );
  }
  const same = isToken(principal) ? undefined : roles.find(({ arn }) => arn === principal);
  return { ref: same?.ref ?? { arn: principal }, arn: principal, ...(same && { role: same }) };
}

function roleOfKey(key: string, path: Path, roles: readonly NamedRole[], findings: Findings): Principal | undefined {
  const named = roles.filter(({ wanted }) => wanted.key === key);
  const [role] = named;
  if (role && named.length === 1) return { ref: role.ref, arn: role.arn, role };
  const keys = [...new Set(roles.map(({ wanted }) => wanted.key))];
  const advice = didYouMean(key, keys) || `; the keys here: ${list(keys, "and") || "none"}`;
  findings.refuse(
    path,
    named.length > 1
      ? `${quote(key)} is a key of ${list(
          named.map(({ wanted }) => showPath(wanted.path)),
          "and",
        )}; rename one of them`
      : `no role ${quote(key)} in this file${advice}`,
  );
  return undefined;
}

/** One principal, one entry, whoever makes it. */
function judgeTaken(
  { arn, role }: Principal,
  { principal, adopt = false }: AccessConfig,
  path: Path,
  taken: Map<string, { path: Path; arn: string }>,
  { findings }: AccessContext,
): void {
  const place = [...path, principal === undefined ? "role" : "principal"];
  const owner = role && showPath(role.wanted.path);
  if (role?.entry?.by === "us") {
    findings.refuse(
      place,
      `${owner} has this role and brings its entry, ${quote(arn)}, and EKS keeps one entry a principal; leave this item out`,
    );
  } else if (role?.entry?.by === "built-in pools") {
    findings.refuse(
      place,
      `EKS makes the entry of ${owner} with the built-in node pools, ${quote(arn)}; leave this item out`,
    );
  } else if (role?.entry?.by === "eks" && !adopt) {
    const kind = role.wanted.nodes;
    findings.refuse(
      place,
      `EKS makes the entry of ${owner} with the ${kind === "fargate" ? "Fargate profile" : "node group"}, ${quote(arn)}; leave this item out, or write adopt: true to take over the entry that exists`,
    );
  }
  if (isToken(arn)) return;
  const other = taken.get(arn.toLowerCase());
  if (other === undefined) taken.set(arn.toLowerCase(), { path, arn });
  else if (other.arn === arn) {
    findings.refuse(
      place,
      `${showPath(other.path)} has the same principal, ${quote(arn)}, and EKS keeps one entry a principal; write one item with all groups and policies`,
    );
  } else {
    findings.warn(
      "case-only",
      place,
      `${quote(arn)} and ${quote(other.arn)} of ${showPath(other.path)} differ in case only, and IAM cannot have both; write the spelling that IAM shows`,
    );
  }
}

function planEntry(
  key: string,
  item: AccessConfig,
  { ref, arn, role }: Principal,
  grants: readonly Grant[],
  context: AccessContext,
): PlannedEntry {
  const { cluster, label } = context;
  const { type = "STANDARD", groups = [], username, tags, adopt = false } = item;
  const id = `access_${key}`;
  const importId = `${cluster.name}:${arn}`;
  return {
    id,
    at: ["access", key],
    type,
    principal: ref,
    principalArn: arn,
    after: [...(role?.made?.attachments ?? []), ...(role?.made?.inlinePolicies ?? [])]
      .map((policy) => policy.id)
      .sort(byCodePoint),
    // explicit, so that removing the last group really removes it
    ...(type === "STANDARD" && { groups: [...groups].sort(byCodePoint) }),
    ...(username !== undefined && { username }),
    ...(tags !== undefined && { tags }),
    ...(isToken(arn) && { precondition: preconditionOf(arn, type, cluster) }),
    ...(adopt && { importId }),
    associations: grants
      .map(({ policyArn, name, namespaces, at }) => ({
        id: `${id}_${name ?? `policy-from_${addressPart(label(policyArn).replace(/[.[\]"]+/g, "-"))}`}`,
        at,
        policyArn,
        scope: namespaces
          ? ({ type: "namespace", namespaces: [...namespaces].sort(byCodePoint) } as const)
          : ({ type: "cluster" } as const),
        ...(adopt && { importId: `${cluster.name}#${arn}#${policyArn}` }),
      }))
      .sort((a, b) => byCodePoint(a.id, b.id)),
  };
}

function preconditionOf(value: string, type: NonNullable<AccessConfig["type"]>, cluster: Cluster) {
  const { pattern, what } = principalPattern(type, cluster);
  return {
    value,
    pattern,
    errorMessage: `The principal of an access entry of type ${type} must be ${what}, given by its ARN.`,
  };
}

function judgeTags({ tags = {} }: AccessConfig, config: ClusterConfig, path: Path, findings: Findings): void {
  const top = Object.keys(config.tags ?? {});
  const total = new Set([...top, ...Object.keys(tags)]).size;
  const max = TAGS.max ?? total;
  if (total > max && top.length <= max && Object.keys(tags).length <= max) {
    findings.refuse(
      [...path, "tags"],
      `at most ${max} tags on an entry, got ${total}: ${top.length} from the top of the file and the others here; leave some out`,
    );
  }
}

/** Who is administrator of the whole cluster, and whether that was meant. */
function judgeAdmins(
  items: readonly [string, AccessConfig][],
  entries: readonly PlannedEntry[],
  { cluster, findings }: AccessContext,
): void {
  const admins = adminsOf(entries);
  for (const { at, principalArn, associations } of entries) {
    const admin = associations.find(({ policyArn }) => policyArn.endsWith(`/${CLUSTER_ADMIN}`));
    if (!admin) continue;
    const account = /^arn:[^:]*:iam::(\d{12}):/.exec(principalArn)?.[1];
    if (admin.scope.type === "namespace") {
      findings.warn(
        "admin-in-namespaces",
        admin.at ?? at,
        `${CLUSTER_ADMIN} in namespaces gives nothing outside them, whatever its name says; AmazonEKSAdminPolicy is meant for that`,
      );
    }
    if (/:user\//.test(principalArn))
      findings.warn(
        "admin-user",
        at,
        `cluster admin for an IAM user, ${quote(principalArn)}, whose keys do not expire; use a role`,
      );
    if (account !== undefined && !isToken(cluster.account) && account !== cluster.account) {
      findings.warn(
        "admin-of-other-account",
        at,
        `cluster admin for a principal of another account, ${quote(principalArn)}`,
      );
    }
  }
  if (admins.length > FEW_ADMINS && items.length > 0) {
    findings.warn(
      "many-admins",
      ["access"],
      `${admins.length} principals are cluster admin: ${list(
        admins.map(({ at }) => String(at[1])),
        "and",
      )}; a role that several people assume is easier to watch`,
    );
  }
}

/** Entries that may do everything in the whole cluster. */
export function adminsOf(entries: readonly PlannedEntry[]): PlannedEntry[] {
  return entries.filter(({ associations }) =>
    associations.some(({ policyArn, scope }) => scope.type === "cluster" && policyArn.endsWith(`/${CLUSTER_ADMIN}`)),
  );
}

/** Ids of what must be there before administrators, and before nodes, have all their access. */
export function readyWith(entries: readonly PlannedEntry[]): { admins: string[]; nodes: string[] } {
  const lastOf = ({ id, associations }: PlannedEntry) =>
    associations.length > 0 ? associations.map((association) => association.id) : [id];
  return {
    admins: adminsOf(entries).flatMap(lastOf),
    nodes: entries.filter(({ type }) => type !== "STANDARD").flatMap(lastOf),
  };
}

/** Said once, since it holds for the policy and not for who has it. */
function judgeSecrets(entries: readonly PlannedEntry[], findings: Findings): void {
  const grants = entries.flatMap(({ associations }) => associations);
  const shown = [...SHOWS_SECRETS].filter((name) => grants.some(({ policyArn }) => policyArn.endsWith(`/${name}`)));
  if (shown.length === 0) return;
  const readers = entries.filter(({ associations }) =>
    associations.some(({ policyArn }) => shown.some((name) => policyArn.endsWith(`/${name}`))),
  );
  findings.warn(
    "secrets-visible",
    ["access"],
    `${list(shown, "and")} ${shown.length === 1 ? "shows" : "show"} Secrets to ${list(
      readers.map(({ at }) => String(at[1])),
      "and",
    )}; AmazonEKSViewPolicy does not`,
  );
}
