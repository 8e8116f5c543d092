import { nameOfArn, parseArn } from "../../aws/arn";
import { accessPolicy, CLUSTER_ADMIN } from "../../aws/eks/access-policies";
import { isIdentityCenterRole } from "../../aws/iam/identity-center";
import { isToken, list, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import { type Path, showPath } from "../diagnostics";
import type { PlannedEntry } from "../types";
import type { NamedRole } from "./item";

/** More cluster administrators than this cause a warning. */
export const FEW_ADMINS = 3;

/** Returns the entries that have AmazonEKSClusterAdminPolicy for the whole cluster. */
export function adminsOf(entries: readonly PlannedEntry[]): PlannedEntry[] {
  return entries.filter((entry) => grantOf(entry, CLUSTER_ADMIN)?.scope.type === "cluster");
}

/** Returns when an administrator's access ends. Undefined if it has no end. */
export const endOfAdmin = (entry: PlannedEntry): string | undefined => grantOf(entry, CLUSTER_ADMIN)?.until;

/** A cluster administrator. */
export interface Admin {
  readonly path: Path;
  /** When its access ends. Absent if it has no end. */
  readonly until?: string;
}

export function asAdmin(entry: PlannedEntry): Admin {
  const until = endOfAdmin(entry);
  return { path: entry.path, ...(until !== undefined && { until }) };
}

/** Returns when the last of some administrators ends. Undefined if one of them stays, or there are none. */
export const lastEndOf = (admins: readonly Admin[]): string | undefined =>
  // undefined stands last
  admins
    .map(({ until }) => until)
    .toSorted()
    .at(-1);

/** The keys of administrators: `a, b and c`. */
export const keysOf = (admins: readonly Pick<Admin, "path">[]): string =>
  list(
    admins.map(({ path }) => String(path[1])),
    "and",
  );

const grantOf = ({ associations }: PlannedEntry, policy: string) =>
  associations.find(({ policyArn }) => nameOfArn(policyArn) === policy);

/**
 * Returns the ids of the resources that must exist before administrators, and before nodes, have all their access. What
 * has an end is none of them, because nothing may go with it.
 */
export function readinessDependencies(entries: readonly PlannedEntry[]): { admins: string[]; nodes: string[] } {
  const lastOf = ({ id, associations }: PlannedEntry) => {
    const lasting = associations.filter(({ until }) => until === undefined);
    return lasting.length > 0 ? lasting.map((association) => association.id) : [id];
  };
  return {
    admins: adminsOf(entries)
      .filter((entry) => endOfAdmin(entry) === undefined)
      .flatMap(lastOf),
    nodes: entries.filter(({ type }) => type !== "STANDARD").flatMap(lastOf),
  };
}

/** Reports unintended cluster administrators, and too many of them. */
export function validateAdmins(entries: readonly PlannedEntry[], context: PlanContext): void {
  for (const entry of entries) validateAdmin(entry, context);
  const admins = adminsOf(entries);
  if (admins.length <= FEW_ADMINS) return;
  context.diagnostics.add({
    rule: "many-admins",
    path: ["access"],
    items: admins.map(({ path }) => path),
    message: `${admins.length} principals are cluster admin: ${keysOf(admins)}; a role that several people assume is easier to watch`,
  });
}

function validateAdmin(entry: PlannedEntry, context: PlanContext): void {
  const admin = grantOf(entry, CLUSTER_ADMIN);
  if (admin === undefined) return;
  const { path = entry.path, scope } = admin;
  const everywhere = scope.type === "cluster" || scope.namespaces.some((namespace) => /^\*+$/.test(namespace));
  if (scope.type === "namespace") {
    context.diagnostics.report("admin-in-namespaces", path, everywhere ? IN_ALL_NAMESPACES : IN_NAMESPACES);
  }
  if (!everywhere) return;
  const { principalArn } = entry;
  const capability = capabilityOf(entry);
  if (capability !== undefined) {
    context.diagnostics.report(
      "gitops-admin",
      path,
      `cluster admin for ${capability}: who may deploy by it may do everything here; give it AmazonEKSEditPolicy in the namespaces that it deploys to`,
    );
  }
  if (isUser(principalArn)) {
    context.diagnostics.report(
      "admin-user",
      path,
      `cluster admin for an IAM user, ${quote(principalArn)}, whose keys do not expire; use a role`,
    );
  }
  if (isOfOtherAccount(principalArn, context)) {
    context.diagnostics.report(
      "admin-of-other-account",
      path,
      `cluster admin for a principal of another account, ${quote(principalArn)}; use a role of the cluster's account that they may assume`,
    );
  }
}

/** Names the capability that an entry is for: of this cluster or of another one. */
const capabilityOf = ({ roleOfFile, madeBy }: PlannedEntry): string | undefined => {
  if (roleOfFile?.kind === "capability")
    return `a capability of another cluster, ${roleOfFile.key} in ${roleOfFile.file}`;
  return madeBy === "by-eks" ? "a capability of this cluster" : undefined;
};

const IN_ALL_NAMESPACES = `${CLUSTER_ADMIN} in the namespace "*" is admin of every namespace, their Secrets and roles included; name the namespaces, or leave namespaces out if that is meant`;
const IN_NAMESPACES = `${CLUSTER_ADMIN} in namespaces gives nothing outside them, whatever its name says; AmazonEKSAdminPolicy is meant for that`;

/** Returns whether a principal is an IAM user. */
export const isUser = (principalArn: string): boolean => parseArn(principalArn)?.resource.startsWith("user/") ?? false;

/** Returns whether a principal is of another account than the cluster. */
export function isOfOtherAccount(principalArn: string, { cluster }: Pick<PlanContext, "cluster">): boolean {
  const account = parseArn(principalArn)?.account;
  return account !== undefined && !isToken(account) && !isToken(cluster.account) && account !== cluster.account;
}

/** Warns of policies that show Secrets although their name does not say so, and of outsiders who get to see Secrets. */
export function validateSecrets(entries: readonly PlannedEntry[], context: PlanContext): void {
  for (const entry of entries) {
    for (const { policyArn, path = entry.path } of entry.associations) {
      const policy = nameOfArn(policyArn);
      const { secrets, sensitive, caveat } = accessPolicy(policy) ?? {};
      if (secrets !== undefined) {
        const also = caveat === undefined ? "" : ` (${caveat})`;
        const message = `${policy} also lets ${String(entry.path[1])} ${secrets} Secrets${also}; AmazonEKSViewPolicy does not`;
        context.diagnostics.report("secrets-visible", path, message);
      }
      const who = isUser(entry.principalArn)
        ? "an IAM user, whose keys do not expire"
        : "a principal of another account";
      if (sensitive && (isUser(entry.principalArn) || isOfOtherAccount(entry.principalArn, context))) {
        const message = `${policy} gives what Secrets hold to ${who}, ${quote(entry.principalArn)}; use a role of the cluster's account`;
        context.diagnostics.report("secrets-of-outsider", path, message);
      }
    }
  }
}

/** Warns of policies that may impersonate the service accounts of the whole cluster, and with them do everything. */
export function validateImpersonation(entries: readonly PlannedEntry[], { diagnostics }: PlanContext): void {
  for (const { associations, path: entryPath } of entries) {
    for (const { policyArn, scope, path = entryPath } of associations) {
      const policy = nameOfArn(policyArn);
      if (!accessPolicy(policy)?.impersonates) continue;
      const system = scope.type === "cluster" ? "kube-system" : scope.namespaces.find(matchesSystem);
      if (system === undefined) continue;
      const where = scope.type === "cluster" ? "for the whole cluster" : `in the namespaces ${quote(system)}`;
      const message = `${policy} ${where} may impersonate the service accounts of kube-system, so whoever has it is as good as cluster admin; name the namespaces of the team`;
      diagnostics.report("impersonation", path, message);
    }
  }
}

/** Returns whether a namespace of a scope, which may have `*`, covers kube-system. */
const matchesSystem = (namespace: string): boolean =>
  // several * are one, and would take a pattern very long
  !isToken(namespace) && new RegExp(`^${namespace.replaceAll(/\*+/g, ".*")}$`).test("kube-system");

/** Warns of pods that are cluster admin: whoever may start a pod with this role may then do everything. */
export function validateAdminPods(
  entries: readonly PlannedEntry[],
  roles: readonly NamedRole[],
  { diagnostics }: PlanContext,
): void {
  const ofPods = new Map(
    roles.filter(({ request }) => request.path[0] === "workloads").map((role) => [role.arn, role]),
  );
  for (const entry of adminsOf(entries)) {
    const role = ofPods.get(entry.principalArn);
    if (role === undefined) continue;
    const message = `cluster admin for the pods of ${showPath(role.request.path)}: who may start such a pod may do everything; give the pods a policy for what they do`;
    diagnostics.report("admin-pods", grantOf(entry, CLUSTER_ADMIN)?.path ?? entry.path, message);
  }
}

/** Warns of an entry for nodes whose principal is a role of people: they could pass as a node. */
export function validateNodePeople(entry: PlannedEntry, { diagnostics }: PlanContext): void {
  const { type, path, principalArn } = entry;
  if (type === "STANDARD" || !isIdentityCenterRole(principalArn)) return;
  const message = `an entry of type ${type} is for nodes, and ${quote(principalArn)} is a role of people in IAM Identity Center; leave type out`;
  diagnostics.report("node-entry-of-people", [...path, "type"], message);
}
