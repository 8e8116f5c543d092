import { nameOfArn, parseArn } from "../../aws/arn";
import { ACCESS_POLICIES, CLUSTER_ADMIN } from "../../aws/eks/access-policies";
import { isToken, list, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { PlannedEntry } from "../types";

/** More cluster administrators than this cause a warning. */
const FEW_ADMINS = 3;

/** Returns the entries that have AmazonEKSClusterAdminPolicy for the whole cluster. */
export function adminsOf(entries: readonly PlannedEntry[]): PlannedEntry[] {
  return entries.filter((entry) => grantOf(entry, CLUSTER_ADMIN)?.scope.type === "cluster");
}

const grantOf = ({ associations }: PlannedEntry, policy: string) =>
  associations.find(({ policyArn }) => nameOfArn(policyArn) === policy);

/** Returns the ids of the resources that must exist before administrators, and before nodes, have all their access. */
export function readinessDependencies(entries: readonly PlannedEntry[]): { admins: string[]; nodes: string[] } {
  const lastOf = ({ id, associations }: PlannedEntry) =>
    associations.length > 0 ? associations.map((association) => association.id) : [id];
  return {
    admins: adminsOf(entries).flatMap(lastOf),
    nodes: entries.filter(({ type }) => type !== "STANDARD").flatMap(lastOf),
  };
}

/** Reports unintended cluster administrators, and too many of them. */
export function validateAdmins(entries: readonly PlannedEntry[], context: PlanContext): void {
  for (const entry of entries) validateAdmin(entry, context);
  const admins = adminsOf(entries);
  if (admins.length <= FEW_ADMINS) return;
  context.diagnostics.report(
    "many-admins",
    ["access"],
    `${admins.length} principals are cluster admin: ${keysOf(admins)}; a role that several people assume is easier to watch`,
  );
}

function validateAdmin(entry: PlannedEntry, { cluster, diagnostics }: PlanContext): void {
  const { path, principalArn } = entry;
  const admin = grantOf(entry, CLUSTER_ADMIN);
  if (admin === undefined) return;
  if (admin.scope.type === "namespace") {
    diagnostics.report(
      "admin-in-namespaces",
      admin.path ?? path,
      `${CLUSTER_ADMIN} in namespaces gives nothing outside them, whatever its name says; AmazonEKSAdminPolicy is meant for that`,
    );
    return;
  }
  const { account, resource = "" } = parseArn(principalArn) ?? {};
  if (resource.startsWith("user/")) {
    diagnostics.report(
      "admin-user",
      path,
      `cluster admin for an IAM user, ${quote(principalArn)}, whose keys do not expire; use a role`,
    );
  }
  if (account !== undefined && !isToken(account) && !isToken(cluster.account) && account !== cluster.account) {
    diagnostics.report(
      "admin-of-other-account",
      path,
      `cluster admin for a principal of another account, ${quote(principalArn)}; use a role of the cluster's account that they may assume`,
    );
  }
}

/** Warns once for each policy in use that gives access to Secrets although its name does not say so. */
export function validateSecrets(entries: readonly PlannedEntry[], { diagnostics }: PlanContext): void {
  const named = Object.keys(ACCESS_POLICIES).filter((name) => ACCESS_POLICIES[name]?.secrets !== undefined);
  const shown = named.filter((name) => entries.some((entry) => grantOf(entry, name)));
  if (shown.length === 0) return;
  const readers = entries.filter((entry) => shown.some((name) => grantOf(entry, name)));
  diagnostics.report(
    "secrets-visible",
    ["access"],
    `${list(shown, "and")} ${shown.length === 1 ? "shows" : "show"} Secrets to ${keysOf(readers)}; AmazonEKSViewPolicy does not`,
  );
}

const keysOf = (entries: readonly PlannedEntry[]): string =>
  list(
    entries.map(({ path }) => String(path[1])),
    "and",
  );
