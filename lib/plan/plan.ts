import { NODE_KINDS } from "../aws/nodes/node-kinds";
import { byCodePoint, isToken, sortedEntries } from "../aws/text";
import type { ClusterConfig } from "../schema/types";
import { acceptedWarnings, notAccepted, usedByChecks } from "./accept";
import { planAccess, validateEntryCount } from "./access/access";
import type { NamedRole } from "./access/item";
import { CLUSTER_ROLE_ID, nodeEntryId, otherRoleId } from "./addresses";
import { validateReleases } from "./adopt";
import { builtInRoleOf, planCreate, planVerification, validateCluster } from "./cluster/cluster";
import { clusterRoleRequests, otherRoleRequests, validateClusterRole } from "./cluster/cluster-role";
import { planIdentityProviders } from "./cluster/identity-providers";
import { validateRegion } from "./cluster/region";
import { planTerraform } from "./cluster/terraform";
import { createContext, type PlanContext, type PlanOptions } from "./context";
import { planNodeEntries } from "./nodes/entries";
import { planInstanceProfiles, profileOf } from "./nodes/instance-profiles";
import { type NodeItem, nodeItems } from "./nodes/items";
import { planNodePools, validateNodeClasses } from "./nodes/node-classes";
import { isReleased } from "./release";
import { planRenames } from "./renames";
import { validateBoundary } from "./roles/boundary";
import { planIdentityPolicies } from "./roles/identity-policies";
import type { ResolvedRole, RoleRequest, RolesById } from "./roles/requests";
import { resolveRoles } from "./roles/resolve";
import type { AccessPlan, OtherRole, Planned, PlannedNodeRole } from "./types";
import type { WorkloadItem } from "./workloads/item";
import { workloadItems } from "./workloads/items";
import { planOidcProvider } from "./workloads/oidc-provider";
import { planPodIdentities, planWorkloads } from "./workloads/pod-identities";

/**
 * Plans a configuration.
 *
 * @param config has the types of the schema; rules that involve several values are validated here
 * @returns the plan and its warnings, or all errors
 */
export function plan(config: ClusterConfig, options: PlanOptions): Planned {
  const context = createContext(config, options);
  const items = collect(context);
  const roles = resolveRoles([...items.roles, ...items.workloads], context);
  const resources = planResources(items, roles, context);
  const accepted = acceptedWarnings(context);
  const { errors, warnings } = context.diagnostics;
  const { left, used } = notAccepted(warnings, accepted);
  if (errors.length > 0) return { errors, warnings: left };
  const acceptancesUsed = new Set([...used, ...usedByChecks(accepted)]);
  const made = assemble(items, resources, context);
  return { errors, warnings: left, plan: { ...made, found: warnings, accepted, acceptancesUsed } };
}

/**
 * Returns the roles in `otherRoles` of a configuration, by key, for other files to name. A role with an error of its own
 * is undefined. They depend on nothing in `access`, so two files may name roles of each other.
 */
export function planOtherRoles(
  config: ClusterConfig,
  options: PlanOptions,
): ReadonlyMap<string, OtherRole | undefined> {
  const context = createContext(config, options);
  const items = collect(context);
  const roles = resolveRoles([...items.roles, ...items.workloads], context);
  const wrong = new Set(
    context.diagnostics.errors.flatMap(({ path: [section, key] }) => (section === "otherRoles" ? [key] : [])),
  );
  return new Map(
    sortedEntries(context.config.otherRoles).map(([key, { kind }]) => {
      const role = wrong.has(key) ? undefined : roles.get(otherRoleId(key));
      return [key, role && { arn: role.arn, kind, made: role.planned !== undefined }];
    }),
  );
}

/** Everything in the configuration that needs a role. */
interface Items {
  readonly nodes: readonly NodeItem[];
  /** Roles of nodes, the cluster and `otherRoles`, but not of workloads. */
  readonly roles: readonly RoleRequest[];
  readonly workloads: readonly WorkloadItem[];
}

function collect(context: PlanContext): Items {
  const { iam } = context.config;
  const nodes = nodeItems(context);
  validateBoundary(iam.permissionsBoundary, ["iam", "permissionsBoundary"], context);
  validateRegion(context);
  validateCluster(nodes, context);
  validateClusterRole(context);
  validateNodeClasses(context);
  const roles = [...clusterRoleRequests(context), ...nodes, ...otherRoleRequests(context)];
  return { nodes, roles, workloads: workloadItems(context) };
}

type Resources = ReturnType<typeof planResources>;

function planResources({ nodes, roles: requests, workloads }: Items, roles: RolesById, context: PlanContext) {
  const profiles = planInstanceProfiles(nodes, roles, context);
  const builtInRole = builtInRoleOf(nodes, roles, context);
  const named = namedRoles([...requests, ...workloads], roles, builtInRole);
  const entries = [
    ...planNodeEntries({ items: nodes, roles, profiles, builtInRole }, context),
    ...planAccess(named, context),
  ];
  validateEntryCount(entries, context);
  const made = [...new Set([...roles.values()].flatMap(({ planned }) => planned ?? []))];
  const podIdentities = planPodIdentities(workloads, roles, context);
  const oidcProvider = planOidcProvider(context);
  const create = planCreate({ roles, builtInRole, entries }, context);
  const identityProviders = planIdentityProviders(context);
  const identityPolicies = planIdentityPolicies(nodes, roles, context);
  const imported = [
    ...made,
    ...profiles.values(),
    ...entries,
    ...entries.flatMap((entry) => entry.associations),
    ...podIdentities,
    ...(oidcProvider ? [oidcProvider] : []),
    ...(create ? [create] : []),
    ...identityProviders,
    ...identityPolicies,
  ];
  validateReleases(imported, context);
  const importIds = imported.flatMap(({ importId }) => importId ?? []);
  const ends = [...entries.flatMap(({ associations, ...entry }) => [entry, ...associations]), ...podIdentities].some(
    ({ until }) => until !== undefined,
  );
  return {
    roles,
    made,
    profiles,
    entries,
    terraform: planTerraform({ importIds, ends }, context),
    podIdentities,
    oidcProvider,
    identityProviders,
    renames: planRenames(context),
    create,
    verify: planVerification(context),
    identityPolicies,
  };
}

/** Returns the roles that an item of `access` can name, each with what creates its access entry. */
function namedRoles(
  requests: readonly RoleRequest[],
  roles: RolesById,
  builtInRole: ResolvedRole | undefined,
): NamedRole[] {
  return requests.flatMap((request): NamedRole[] => {
    const role = roles.get(request.id);
    if (role === undefined) return [];
    const { nodes } = role.owner;
    const ofNodes = nodes && (role === builtInRole ? "built-in pools" : NODE_KINDS[nodes].entry.by);
    const entryBy = ofNodes ?? (role.owner.entryCreatedWith === undefined ? undefined : "eks");
    return [{ ...role, request, ...(entryBy && { entryBy }) }];
  });
}

/** Builds the plan from valid items. Everything is sorted by id. */
function assemble(
  items: Items,
  resources: Resources,
  context: PlanContext,
): Omit<AccessPlan, "found" | "accepted" | "acceptancesUsed"> {
  const { config, cluster, tokens, released } = context;
  const { roles, made, profiles, entries, create, verify, oidcProvider } = resources;
  const ofNodes = nodeRolesOf(resources, released);
  const clusterRole = isReleased(CLUSTER_ROLE_ID, released) ? undefined : roles.get(CLUSTER_ROLE_ID)?.ref;
  const { oidcIssuer } = config.cluster;
  const distinct = [...new Set(roles.values())];
  return {
    cluster,
    tokens,
    ...(oidcProvider && { oidcProvider }),
    ...(oidcIssuer !== undefined && isToken(oidcIssuer) && { issuerToken: oidcIssuer }),
    queues: items.workloads.flatMap(({ queue }) => queue ?? []),
    identityProviders: resources.identityProviders,
    podIdentities: resources.podIdentities,
    workloads: planWorkloads(items.workloads, roles, released),
    terraform: resources.terraform,
    tags: config.tags,
    ...(create && { create }),
    ...(verify && { verify }),
    ...(clusterRole && { clusterRole }),
    renames: resources.renames,
    released,
    roles: inOrder(made),
    existingRoles: distinct.flatMap(({ planned, arn, owner }) =>
      planned ? [] : [{ arn, path: [...owner.rolePath, "arn"] }],
    ),
    instanceProfiles: inOrder([...profiles.values()]),
    entries: inOrder(entries),
    identityPolicies: resources.identityPolicies,
    nodeRoles: items.nodes.filter(({ nodes }) => nodes !== "node-class").map(ofNodes),
    otherRoles: sortedEntries(config.otherRoles).map(([key]) => ({ key, role: roleOf(otherRoleId(key), roles).ref })),
    nodeClasses: items.nodes.flatMap((item) => {
      const nodeClass = item.nodes === "node-class" ? config.nodeClasses[item.key] : undefined;
      if (nodeClass === undefined) return [];
      const { spec, metadata } = nodeClass;
      return [{ ...ofNodes(item), released: isReleased(item.id, released), spec, ...(metadata && { metadata }) }];
    }),
    nodePools: planNodePools(config),
  };
}

/** Returns a function that finds the role, instance profile and access entry planned for an item of nodes. */
function nodeRolesOf(
  { roles, profiles, entries }: Resources,
  released: ReadonlySet<string>,
): (item: NodeItem) => PlannedNodeRole {
  const entryIds = new Set(entries.map(({ id }) => id).filter((id) => !isReleased(id, released)));
  return (item) => {
    const { id, key } = item;
    const role = roleOf(id, roles);
    const profile = profileOf(item, profiles);
    const entry = nodeEntryId(role.owner.id);
    return {
      key,
      role: role.ref,
      ...(profile && { instanceProfile: profile }),
      ...(entryIds.has(entry) && { entry }),
    };
  };
}

const inOrder = <T extends { readonly id: string }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => byCodePoint(a.id, b.id));

function roleOf(id: string, roles: RolesById): ResolvedRole {
  const role = roles.get(id);
  if (role === undefined) throw new Error(`internal: "${id}" has no role; please report this with the configuration`);
  return role;
}
