import { parseArn } from "../../aws/arn";
import { CLUSTER_ADMIN, SHOWS_SECRETS } from "../../aws/eks/access-policies";
import { isToken, list, quote } from "../../aws/text";
import type { Findings } from "../diagnostics";
import type { Cluster, PlannedEntry } from "../types";
import { FEW_ADMINS } from "../warnings";

/** Entries that may do everything in the whole cluster. */
export function adminsOf(entries: readonly PlannedEntry[]): PlannedEntry[] {
  return entries.filter((entry) => adminGrant(entry)?.scope.type === "cluster");
}

const adminGrant = ({ associations }: PlannedEntry) =>
  associations.find(({ policyArn }) => policyArn.endsWith(`/${CLUSTER_ADMIN}`));

/** Ids of what must be there before administrators, and before nodes, have all their access. */
export function readyWith(entries: readonly PlannedEntry[]): { admins: string[]; nodes: string[] } {
  const lastOf = ({ id, associations }: PlannedEntry) =>
    associations.length > 0 ? associations.map((association) => association.id) : [id];
  return {
    admins: adminsOf(entries).flatMap(lastOf),
    nodes: entries.filter(({ type }) => type !== "STANDARD").flatMap(lastOf),
  };
}

/** Who is administrator of the whole cluster, and whether that was meant. */
export function judgeAdmins(entries: readonly PlannedEntry[], cluster: Cluster, findings: Findings): void {
  for (const entry of entries) judgeAdmin(entry, cluster, findings);
  const admins = adminsOf(entries);
  if (admins.length > FEW_ADMINS) {
    findings.warn(
      "many-admins",
      ["access"],
      `${admins.length} principals are cluster admin: ${keysOf(admins)}; a role that several people assume is easier to watch`,
    );
  }
}

function judgeAdmin(entry: PlannedEntry, cluster: Cluster, findings: Findings): void {
  const { at, principalArn } = entry;
  const admin = adminGrant(entry);
  if (admin === undefined) return;
  if (admin.scope.type === "namespace") {
    findings.warn(
      "admin-in-namespaces",
      admin.at ?? at,
      `${CLUSTER_ADMIN} in namespaces gives nothing outside them, whatever its name says; AmazonEKSAdminPolicy is meant for that`,
    );
    return;
  }
  const { account, resource = "" } = parseArn(principalArn) ?? {};
  if (resource.startsWith("user/")) {
    findings.warn(
      "admin-user",
      at,
      `cluster admin for an IAM user, ${quote(principalArn)}, whose keys do not expire; use a role`,
    );
  }
  if (account !== undefined && !isToken(account) && !isToken(cluster.account) && account !== cluster.account) {
    findings.warn(
      "admin-of-other-account",
      at,
      `cluster admin for a principal of another account, ${quote(principalArn)}`,
    );
  }
}

/** Said once, since it holds for the policy and not for who has it. */
export function judgeSecrets(entries: readonly PlannedEntry[], findings: Findings): void {
  const has = ({ associations }: PlannedEntry, name: string) =>
    associations.some(({ policyArn }) => policyArn.endsWith(`/${name}`));
  const shown = [...SHOWS_SECRETS].filter((name) => entries.some((entry) => has(entry, name)));
  if (shown.length === 0) return;
  const readers = entries.filter((entry) => shown.some((name) => has(entry, name)));
  findings.warn(
    "secrets-visible",
    ["access"],
    `${list(shown, "and")} ${shown.length === 1 ? "shows" : "show"} Secrets to ${keysOf(readers)}; AmazonEKSViewPolicy does not`,
  );
}

const keysOf = (entries: readonly PlannedEntry[]): string =>
  list(
    entries.map(({ at }) => String(at[1])),
    "and",
  );
