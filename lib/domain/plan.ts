import type { ClusterConfig, NodeClassConfig } from "../config/schema";
import { builtInRole, judgeCluster, planCreate, planVerification } from "./cluster";
import { CLUSTER_ROLE, clusterRoleWanted, judgeClusterRole, otherRolesWanted } from "./cluster-role";
import { planEntries } from "./entries";
import { planIdentityPolicies } from "./identity";
import { planInstanceProfiles } from "./instance-profiles";
import { judgeNodeClass } from "./node-class";
import { type NodeItem, nodeItems } from "./node-items";
import { judgeNodePool } from "./node-pool";
import { partitionOf } from "./partitions";
import type { AccessPlan, Cluster, Planned, PlannedNodeRole, RoleRef, TerraformPlan } from "./plan-types";
import { judgeBoundary } from "./policies";
import { Findings, type Path, showPath } from "./problem";
import { roleArnProblem } from "./role-arn";
import { planRoles, type RoleFound } from "./roles";
import { byCodePoint, isToken, quote, sortedEntries } from "./text";
import { awsVersion, terraformVersion } from "./versions";

export interface PlanOptions {
  /** The cluster's name where the configuration gives none: the name of the file, or of the stack. */
  readonly name: string;
  /** What a token stands for, as a Terraform expression. @default the token itself */
  readonly label?: (token: string) => string;
}

/** The one way from a configuration to what is made: a plan, or every reason why there is none. */
export function plan(config: ClusterConfig, { name, label = (token) => token }: PlanOptions): Planned {
  const findings = new Findings();
  const cluster = planCluster(config, name, findings);
  const { iam = {}, tags = {} } = config;
  const terraform = planTerraform(config, cluster, findings);
  const items = nodeItems(config, cluster, findings);
  judgeBoundary(iam.permissionsBoundary, ["iam", "permissionsBoundary"], cluster, findings);
  judgeCluster(config, cluster, items, findings);
  judgeClusterRole(config, findings);
  judgeNodeClasses(config, cluster, findings);
  const wanted = [...clusterRoleWanted(config, cluster, findings), ...items, ...otherRolesWanted(config, cluster)];
  const roles = planRoles(wanted, { cluster, iam, tags, label, findings });
  const profiles = planInstanceProfiles(items, roles, cluster, findings);
  const builtIn = builtInRole(config, items, roles, findings);
  const entries = planEntries(items, roles, profiles, builtIn, cluster, findings);
  const create = planCreate(config, roles, builtIn, findings);
  const verify = planVerification(config, cluster);
  const identityPolicies = planIdentityPolicies(config, items, roles, cluster, findings);
  const { violations, warnings } = findings;
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
  const planned: AccessPlan = {
    cluster,
    terraform,
    tags,
    ...(create && { create }),
    ...(verify && { verify }),
    ...(clusterRole && { clusterRole }),
    roles: sorted(found.flatMap(({ made }) => made ?? [])),
    existingRoles: found.flatMap(({ made, arn, owner }) => (made ? [] : [{ arn, at: [...owner.rolePath, "arn"] }])),
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

function planTerraform(config: ClusterConfig, cluster: Cluster, findings: Findings): TerraformPlan {
  const { backend = { type: "local" }, assumeRole } = config.terraform ?? {};
  const problem = assumeRole !== undefined && roleArnProblem(assumeRole, cluster);
  if (problem) findings.refuse(["terraform", "assumeRole"], problem);
  return {
    requiredVersion: terraformVersion(backend),
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
