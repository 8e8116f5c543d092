import { MAX_ENTRIES } from "../aws/eks/entry-types";
import { NODE_KINDS } from "../aws/nodes/role-kinds";
import { partitionOf } from "../aws/partitions";
import { byCodePoint, isToken, quote, sortedEntries } from "../aws/text";
import type { ClusterConfig, NodeClassConfig } from "../schema/config";
import { planAccess } from "./access/access";
import { adminsOf } from "./access/admins";
import type { NamedRole } from "./access/principals";
import { builtInRole, judgeCluster, planCreate, planVerification } from "./cluster/cluster";
import { CLUSTER_ROLE, clusterRoleWanted, judgeClusterRole, otherRolesWanted } from "./cluster/cluster-role";
import { awsVersion, terraformVersion } from "./cluster/versions";
import { Findings, type Path, showPath } from "./diagnostics";
import { planEntries } from "./nodes/entries";
import { planInstanceProfiles } from "./nodes/instance-profiles";
import { judgeNodeClass } from "./nodes/node-class";
import { type NodeItem, nodeItems } from "./nodes/node-items";
import { judgeNodePool } from "./nodes/node-pool";
import { planIdentityPolicies } from "./roles/identity-policies";
import { judgeBoundary } from "./roles/policies";
import { roleArnProblem } from "./roles/role-arn";
import { planRoles, type RoleFound, type RoleWanted } from "./roles/roles";
import type { AccessPlan, Cluster, Planned, PlannedEntry, PlannedNodeRole, RoleRef, TerraformPlan } from "./types";
import type { WarningName } from "./warnings";
import { planOidcProvider, planPodIdentities, planWorkloads } from "./workloads/pod-identities";
import { workloadItems } from "./workloads/workloads";

export interface PlanOptions {
  /** The cluster's name where the configuration gives none: the name of the file, or of the stack. */
  readonly name: string;
  /** What a token stands for, as a Terraform expression. @default the token itself */
  readonly label?: (token: string) => string;
  /** How one place is named in what is said of another. @default by its path alone */
  readonly place?: (other: Path, from: Path) => string;
}

/** The one way from a configuration to what is made: a plan, or every reason why there is none. */
export function plan(
  config: ClusterConfig,
  { name, label = (token) => token, place = showPath }: PlanOptions,
): Planned {
  const findings = new Findings();
  const cluster = planCluster(config, name, findings);
  const { iam = {}, tags = {} } = config;
  const items = nodeItems(config, cluster, findings);
  judgeBoundary(iam.permissionsBoundary, ["iam", "permissionsBoundary"], cluster, findings);
  judgeCluster(config, cluster, items, findings);
  judgeClusterRole(config, findings);
  judgeNodeClasses(config, cluster, findings);
  const wanted = [...clusterRoleWanted(config, cluster, findings), ...items, ...otherRolesWanted(config, cluster)];
  const pods = workloadItems(config, cluster, findings);
  const roles = planRoles([...wanted, ...pods], { cluster, iam, tags, label, findings });
  const profiles = planInstanceProfiles(items, roles, cluster, findings);
  const builtIn = builtInRole(config, items, roles, findings);
  const named = namedRoles([...wanted, ...pods], roles, builtIn);
  const entries = [
    ...planEntries(items, roles, profiles, builtIn, cluster, findings),
    ...planAccess({ config, cluster, roles: named, label, place, findings }),
  ];
  judgeCount(entries, findings);
  const made = [...new Set([...roles.values()].flatMap((role) => role.made ?? []))];
  const imports = [...made, ...profiles.values(), ...entries].flatMap(({ importId }) => importId ?? []);
  const terraform = planTerraform(config, cluster, imports, findings);
  const podIdentities = planPodIdentities(pods, roles, findings);
  const oidcProvider = planOidcProvider(config, pods);
  const create = planCreate(config, roles, builtIn, adminsOf(entries).length > 0, findings);
  const verify = planVerification(config, cluster);
  const identityPolicies = planIdentityPolicies(config, items, roles, cluster, findings);
  const accepted = Object.keys(config.accept ?? {}) as WarningName[];
  const { violations } = findings;
  const warnings = findings.warnings.filter((warning) => !accepted.includes(warning.name));
  if (violations.length > 0) return { violations, warnings };

  const found = [...new Set(roles.values())];
  const entryIds = new Set(entries.map(({ id }) => id));
  const ofItem = (item: NodeItem): PlannedNodeRole => {
    const role = roleOf(item.id, roles);
    const profile = profiles.get(item.id);
    const entry = `${role.owner.id}_entry`;
    return {
      key: item.key,
      role: role.ref,
      ...(profile && { instanceProfile: { id: profile.id, name: profile.name } }),
      ...(entryIds.has(entry) && { entry }),
    };
  };
  const clusterRole = roles.get(CLUSTER_ROLE)?.ref;
  const issuer = config.cluster?.oidcIssuer;
  const planned: AccessPlan = {
    cluster,
    ...(oidcProvider && { oidcProvider }),
    ...(issuer !== undefined && isToken(issuer) && { issuerToken: issuer }),
    podIdentities,
    workloads: planWorkloads(pods, roles),
    terraform,
    tags,
    accepted,
    ...(create && { create }),
    ...(verify && { verify }),
    ...(clusterRole && { clusterRole }),
    roles: sorted(made),
    existingRoles: found.flatMap(({ made: own, arn, owner }) => (own ? [] : [{ arn, at: [...owner.rolePath, "arn"] }])),
    instanceProfiles: sorted([...profiles.values()]),
    entries: sorted(entries),
    identityPolicies,
    nodeRoles: items.filter(({ nodes }) => nodes !== "node-class").map(ofItem),
    otherRoles: Object.keys(config.otherRoles ?? {})
      .sort(byCodePoint)
      .map((key): { key: string; role: RoleRef } => ({ key, role: roleOf(`other-role_${key}`, roles).ref })),
    nodeClasses: items
      .filter(({ nodes }) => nodes === "node-class")
      .map((item) => {
        const { spec, nodePools = {} } = nodeClassOf(config, item.key);
        return { ...ofItem(item), spec, nodePools };
      }),
  };
  return { violations, warnings, plan: planned };
}

/** The roles that an item of `access` may mean, each with whoever makes its entry. */
function namedRoles(
  wanted: readonly RoleWanted[],
  roles: ReadonlyMap<string, RoleFound>,
  builtIn: RoleFound | undefined,
): NamedRole[] {
  return wanted.flatMap((item): NamedRole[] => {
    const role = roles.get(item.id);
    if (role === undefined) return [];
    const by = role.owner.nodes && (role === builtIn ? "built-in pools" : NODE_KINDS[role.owner.nodes].entry.by);
    return [{ ...role, wanted: item, ...(by && { entry: { by } }) }];
  });
}

function judgeCount(entries: readonly PlannedEntry[], findings: Findings): void {
  if (entries.length <= MAX_ENTRIES) return;
  const [most] = entries.some(({ at }) => at[0] === "access") ? ["access"] : ["nodeClasses"];
  const advice =
    most === "access" ? "let several people assume one role" : "share roles between NodeClasses: role: { use: <key> }";
  findings.refuse(
    [most ?? "access"],
    `a cluster has at most ${MAX_ENTRIES} access entries, got ${entries.length}; ${advice}`,
  );
}

const sorted = <T extends { id: string }>(items: T[]): T[] => items.sort((a, b) => byCodePoint(a.id, b.id));

function roleOf(id: string, roles: ReadonlyMap<string, RoleFound>): RoleFound {
  const role = roles.get(id);
  if (role === undefined) throw new Error(`internal: "${id}" has no role; please report this with the configuration`);
  return role;
}

function nodeClassOf(config: ClusterConfig, key: string): NodeClassConfig {
  const nodeClass = config.nodeClasses?.[key];
  if (nodeClass === undefined)
    throw new Error(`internal: no NodeClass "${key}"; please report this with the configuration`);
  return nodeClass;
}

function planCluster(config: ClusterConfig, name: string, findings: Findings): Cluster {
  const { account, region } = config;
  const derived = isToken(region) ? undefined : partitionOf(region);
  if (derived === undefined && config.partition === undefined) {
    findings.refuse(["region"], "of a token the partition cannot be told; state partition");
  }
  if (derived !== undefined && config.partition !== undefined && config.partition !== derived) {
    findings.refuse(
      ["partition"],
      `region ${quote(region)} lies in partition ${derived}, got ${quote(config.partition)}; leave partition out`,
    );
  }
  return { name: config.name ?? name, account, region, partition: config.partition ?? derived ?? "aws" };
}

function planTerraform(
  config: ClusterConfig,
  cluster: Cluster,
  imports: readonly string[],
  findings: Findings,
): TerraformPlan {
  const { backend = { type: "local" }, assumeRole } = config.terraform ?? {};
  const problem = assumeRole !== undefined && roleArnProblem(assumeRole, cluster);
  if (problem) findings.refuse(["terraform", "assumeRole"], problem);
  return {
    requiredVersion: terraformVersion(backend, imports),
    awsVersion: awsVersion(config),
    backend,
    ...(assumeRole !== undefined && { assumeRole }),
  };
}

function judgeNodeClasses(config: ClusterConfig, { region }: Cluster, findings: Findings): void {
  const places = new Map<string, Path>();
  for (const [key, item] of sortedEntries(config.nodeClasses)) {
    judgeNodeClass(key, item, region, findings);
    for (const [name, pool] of sortedEntries(item.nodePools)) {
      const path = ["nodeClasses", key, "nodePools", name];
      judgeNodePool(name, pool, path, findings);
      const other = places.get(name);
      if (other) {
        findings.refuse(
          path,
          `${showPath(other)} has the same name, and names of NodePools are unique in a cluster; choose another key`,
        );
      }
      places.set(name, path);
    }
  }
}
