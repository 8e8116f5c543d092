import { type EntryTypeName, MAX_ENTRIES } from "../../aws/eks/entry-types";
import { NODE_KINDS } from "../../aws/nodes/node-kinds";
import { byCodePoint, isToken, sortedEntries } from "../../aws/text";
import { accessId, associationId, associationOfTokenId } from "../addresses";
import { adoptsPolicies } from "../adopt";
import type { PlanContext } from "../context";
import type { ResolvedAccess } from "../defaults";
import type { Path } from "../diagnostics";
import { type Expiry, earlier } from "../expiry";
import { policyIds } from "../roles/requests";
import { validateTagCount } from "../tags";
import type { PlannedAssociation, PlannedEntry } from "../types";
import {
  validateAdminPods,
  validateAdmins,
  validateImpersonation,
  validateNodePeople,
  validateSecrets,
} from "./admins";
import { endOfItem, tagsWithEnd, validateAdoptedEnds, validateLastingAdmins } from "./expiry";
import { type Grant, grantsOf } from "./grants";
import type { NamedRole, Principal, TypedItem } from "./item";
import { validateItemWithMaker, validateMaker, validatePoliciesOfMaker, validateSecretsOfCapability } from "./makers";
import { validateNames } from "./names";
import { principalPrecondition } from "./principal-arn";
import { PrincipalRegistry } from "./principal-registry";
import { principalOf, validatePrincipal } from "./principals";

/** Plans the access entries of the `access` section: one per principal, made here or given policies alone. */
export function planAccess(roles: readonly NamedRole[], context: PlanContext): PlannedEntry[] {
  const { config } = context;
  const principals = new PrincipalRegistry(roles, context);
  const entries = sortedEntries(config.access).flatMap(([key, item]) => {
    const path: Path = ["access", key];
    const principal = principalOf(item, { path, principals }, context);
    const typed: TypedItem = { item, path, type: typeOf(item, principal?.role) };
    const sound = principal && validatePrincipal(principal, typed, context);
    if (principal) principals.add(principal, item, path);
    const grants = grantsOf(typed, context);
    const expiry = endOfItem(typed, context);
    const tags = tagsWithEnd(typed, expiry, context);
    if (item.entry === undefined) validateEntry({ ...typed, tags }, context);
    else {
      const withMaker = { ...typed, maker: item.entry };
      validateItemWithMaker(withMaker, context);
      if (sound) validateMaker(principal, withMaker, context);
      validatePoliciesOfMaker(withMaker, grants, context);
    }
    const { role, roleOfFile } = principal ?? {};
    if (item.entry === "by-eks" || role?.owner.entryCreatedWith !== undefined || roleOfFile?.kind === "capability") {
      validateSecretsOfCapability(grants, context);
    }
    return principal ? [planEntry(typed, { principal, grants, expiry, tags }, context)] : [];
  });
  validateAdmins(entries, context);
  validateLastingAdmins(entries, context);
  validateAdminPods(entries, roles, context);
  validateSecrets(entries, context);
  validateImpersonation(entries, context);
  for (const entry of entries) {
    validateNodePeople(entry, context);
    validateAdoptedEnds(entry, context);
  }
  return entries;
}

type Tags = Readonly<Record<string, string>>;

/** Validates what belongs to an entry that is made here. */
function validateEntry(typed: TypedItem & { readonly tags: Tags | undefined }, context: PlanContext): void {
  const { item, path, type, tags } = typed;
  validateTagCount({ ...(tags && { tags }), path, what: "an entry" }, context);
  validateNames(typed, context);
  if (type !== "STANDARD" || [...item.policies, ...(item.groups ?? [])].length > 0) return;
  const message = "this entry may log in and see nothing; give it a policy or a group";
  context.diagnostics.report("grants-nothing", path, message);
}

/**
 * Returns the type that the item states. The default is STANDARD, or the node type if the item adopts an entry that EKS
 * created for a node role.
 */
function typeOf({ type, adopt, entry }: ResolvedAccess, role: NamedRole | undefined): EntryTypeName {
  if (type !== undefined && entry === undefined) return type;
  const nodes = role?.owner.nodes;
  return adopt && role?.entryBy === "eks" && nodes ? NODE_KINDS[nodes].entry.type : "STANDARD";
}

interface EntryParts {
  readonly principal: Principal;
  readonly grants: readonly Grant[];
  readonly expiry: Expiry | undefined;
  readonly tags: Tags | undefined;
}

function planEntry(
  { item, type, path }: TypedItem,
  { principal, grants, expiry, tags }: EntryParts,
  { cluster, label }: PlanContext,
): PlannedEntry {
  const { groups = [], username, adopt, entry } = item;
  const { ref, arn, role, roleOfFile } = principal;
  const id = accessId(String(path[1]));
  const association = ({ policyArn, name, namespaces, path: policyPath, expiry: own }: Grant): PlannedAssociation => ({
    id: name === undefined ? associationOfTokenId(id, label(policyArn)) : associationId(id, name),
    path: policyPath,
    policyArn,
    scope: namespaces ? { type: "namespace", namespaces: [...namespaces].sort(byCodePoint) } : { type: "cluster" },
    ...earlier(own, expiry),
    ...((adoptsPolicies(adopt) || (adopt && entry !== undefined)) && {
      importId: `${cluster.name}#${arn}#${policyArn}`,
    }),
  });
  return {
    id,
    path,
    type,
    principal: ref,
    principalArn: arn,
    dependsOn: policyIds(role).sort(byCodePoint),
    ...(entry && { madeBy: entry }),
    // written even if empty, so that removing the last group from the file removes it in AWS
    ...(type === "STANDARD" && entry === undefined && { groups: [...groups].sort(byCodePoint) }),
    ...(username !== undefined && entry === undefined && { username }),
    ...(tags !== undefined && entry === undefined && { tags }),
    ...expiry,
    ...(roleOfFile && { roleOfFile }),
    ...(isToken(arn) && role?.planned === undefined && { precondition: principalPrecondition(arn, type, cluster) }),
    ...(adopt && entry === undefined && { importId: `${cluster.name}:${arn}` }),
    associations: grants.map(association).sort((a, b) => byCodePoint(a.id, b.id)),
  };
}

/** Reports a cluster with more access entries than EKS allows. */
export function validateEntryCount(entries: readonly PlannedEntry[], { diagnostics }: PlanContext): void {
  if (entries.length <= MAX_ENTRIES) return;
  const section = entries.some(({ path }) => path[0] === "access") ? "access" : "nodeClasses";
  const advice =
    section === "access"
      ? "let several people assume one role"
      : "share roles between NodeClasses: role: { use: <key> }";
  diagnostics.report(
    "entry-count",
    [section],
    `a cluster has at most ${MAX_ENTRIES} access entries, got ${entries.length}; ${advice}`,
  );
}
