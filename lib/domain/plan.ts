import type { ClusterConfig, NodeClassConfig } from "../config/schema";
import { accessPolicyArn, MAX_ENTRIES, NODE_CLASS_ENTRY, NODE_CLASS_POLICIES } from "./entry-types";
import { INSTANCE_PROFILE_NAME } from "./iam";
import { judgeNodeClass } from "./node-class";
import { judgeNodePool } from "./node-pool";
import { PARTITIONS, partitionOf } from "./partitions";
import type {
  Cluster,
  Planned,
  PlannedEntry,
  PlannedInstanceProfile,
  PlannedNodeClass,
  Precondition,
  TerraformPlan,
} from "./plan-types";
import { judgeBoundary } from "./policies";
import { nodeTrust } from "./policy-document";
import { Findings, type Path, showPath } from "./problem";
import { planRoles, type RoleFound, type RoleWanted, roleArnProblem } from "./roles";
import { byCodePoint, fit, isToken, quote, sortedEntries } from "./text";
import { AWS_PROVIDER, terraformVersion } from "./versions";

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
  const iam = config.iam ?? {};
  judgeBoundary(iam.permissionsBoundary, ["iam", "permissionsBoundary"], cluster, findings);
  const terraform = planTerraform(config, cluster, findings);
  const tags = config.tags ?? {};
  const items = sortedEntries(config.nodeClasses);
  judgeCluster(config, cluster, findings);
  for (const [key, item] of items) judgeNodeClass(key, item, cluster.region, findings);
  judgeNodePools(items, findings);
  judgeTags(items, findings);
  const wanted = items.map(([key, item]) => roleWanted(key, item, cluster));
  const roles = planRoles(wanted, { cluster, iam, tags, label, findings });
  const profiles = planInstanceProfiles(items, roles, cluster, findings);
  const entries = planEntries(items, roles, profiles, cluster);
  if (entries.length > MAX_ENTRIES) {
    findings.refuse(
      ["nodeClasses"],
      `a cluster has at most ${MAX_ENTRIES} access entries, got ${entries.length}; share roles between NodeClasses: role: { use: <key> }`,
    );
  }
  const { violations, warnings } = findings;
  if (violations.length > 0) return { violations, warnings };
  const made = new Set([...roles.values()].flatMap((role) => role.made ?? []));
  const byId = (a: { id: string }, b: { id: string }) => byCodePoint(a.id, b.id);
  return {
    violations,
    warnings,
    plan: {
      cluster,
      terraform,
      tags,
      roles: [...made].sort(byId),
      instanceProfiles: [...profiles.values()].sort(byId),
      entries: entries.sort(byId),
      nodeClasses: items.map(([key, item]) => planNodeClass(key, item, roles, profiles)),
    },
  };
}

const idOf = (key: string): string => `node-class_${key}`;

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
    awsVersion: AWS_PROVIDER,
    backend,
    ...(assumeRole !== undefined && { assumeRole }),
  };
}

/** What the cluster itself must be for NodeClasses and their entries. */
function judgeCluster(
  { cluster, nodeClasses = {} }: ClusterConfig,
  { partition, region }: Cluster,
  findings: Findings,
): void {
  if (Object.keys(nodeClasses).length === 0) return;
  if (!PARTITIONS[partition].autoMode) {
    findings.refuse(
      ["region"],
      `EKS Auto Mode is not offered in partition ${partition}, got region ${quote(region)}; NodeClasses need it, so use managed node groups there`,
    );
  }
  if (cluster?.authenticationMode === "CONFIG_MAP") {
    findings.refuse(
      ["cluster", "authenticationMode"],
      "a cluster in CONFIG_MAP takes no access entries, which NodeClasses need; change the cluster to API_AND_CONFIG_MAP first (there is no way back): aws eks update-cluster-config --access-config authenticationMode=API_AND_CONFIG_MAP",
    );
  }
}

function judgeNodePools(items: readonly [string, NodeClassConfig][], findings: Findings): void {
  const places = new Map<string, Path>();
  for (const [key, item] of items) {
    for (const [name, pool] of sortedEntries(item.nodePools)) {
      const path = ["nodeClasses", key, "nodePools", name];
      judgeNodePool(name, pool, path, findings);
      const other = places.get(name);
      if (other)
        findings.refuse(
          path,
          `${showPath(other)} has the same name, and names of NodePools are unique in a cluster; choose another key`,
        );
      places.set(name, path);
    }
  }
}

/** Tags of a NodeClass need a policy on the cluster role, which this file does not make. */
function judgeTags(items: readonly [string, NodeClassConfig][], findings: Findings): void {
  for (const [key, { spec }] of items) {
    if (Object.keys(spec.tags ?? {}).length === 0) continue;
    findings.warn(
      ["nodeClasses", key, "spec", "tags"],
      "no node starts with tags of its own unless the cluster role has the custom tags policy; attach it where that role is made: https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html",
    );
  }
}

function roleWanted(key: string, item: NodeClassConfig, { name, partition }: Cluster): RoleWanted {
  return {
    key,
    path: ["nodeClasses", key],
    id: idOf(key),
    reference: item.role ?? {},
    defaultName: `${name}-${key}-node`,
    trust: nodeTrust(PARTITIONS[partition].ec2),
    policies: NODE_CLASS_POLICIES,
  };
}

/** By the key of the NodeClass. */
function planInstanceProfiles(
  items: readonly [string, NodeClassConfig][],
  roles: ReadonlyMap<string, RoleFound>,
  { name }: Cluster,
  findings: Findings,
): ReadonlyMap<string, PlannedInstanceProfile> {
  const planned = new Map<string, PlannedInstanceProfile>();
  const taken = new Map<string, string>();
  for (const [key, { instanceProfile = false }] of items) {
    if (instanceProfile === false) continue;
    const given = instanceProfile === true ? undefined : instanceProfile.name;
    const profile = given ?? fit(`eks-${name}-${key}`, INSTANCE_PROFILE_NAME.max ?? 128);
    const path: Path = ["nodeClasses", key, "instanceProfile", ...(given === undefined ? [] : ["name"])];
    const other = taken.get(profile.toLowerCase());
    if (other !== undefined && !isToken(profile)) {
      findings.refuse(
        path,
        `the instance profile made here is named ${quote(profile)}${given === undefined ? " by default" : ""}, and so is that of ${showPath(["nodeClasses", other])}; give one another name`,
      );
    }
    taken.set(profile.toLowerCase(), key);
    const role = roles.get(idOf(key));
    if (role) planned.set(key, { id: `${idOf(key)}_instance-profile`, at: path, name: profile, role: role.ref });
  }
  return planned;
}

/** One entry a role, however many NodeClasses share it. */
function planEntries(
  items: readonly [string, NodeClassConfig][],
  roles: ReadonlyMap<string, RoleFound>,
  profiles: ReadonlyMap<string, PlannedInstanceProfile>,
  cluster: Cluster,
): PlannedEntry[] {
  return [...new Set(roles.values())].map((role) => {
    const users = items.filter(([key]) => roles.get(idOf(key)) === role);
    const { type, policy, scope } = NODE_CLASS_ENTRY;
    const id = entryId(role);
    return {
      id,
      at: role.owner.path,
      type,
      principal: role.ref,
      after: [
        ...(role.made?.attachments ?? []).map((attachment) => attachment.id),
        ...(role.made?.inlinePolicies ?? []).map((inline) => inline.id),
        ...users.flatMap(([key]) => profiles.get(key)?.id ?? []),
      ].sort(byCodePoint),
      ...(isToken(role.arn) && role.made === undefined && { precondition: roleOfAccount(role.arn, cluster) }),
      associations: [{ id: `${id}_${policy}`, policyArn: accessPolicyArn(cluster.partition, policy), scope }],
    };
  });
}

const entryId = ({ owner }: RoleFound): string => `${owner.id}_entry`;

/** What `judgeRoleArn` judges of a literal, left to Terraform: AWS would answer only after two minutes. */
function roleOfAccount(arn: string, { partition, account }: Cluster): Precondition {
  return {
    value: arn,
    pattern: `^arn:${partition}:iam::${account}:role/`,
    errorMessage: `The role of a NodeClass must be an IAM role of account ${account} in partition ${partition}, given by its ARN.`,
  };
}

function planNodeClass(
  key: string,
  { spec, nodePools = {} }: NodeClassConfig,
  roles: ReadonlyMap<string, RoleFound>,
  profiles: ReadonlyMap<string, PlannedInstanceProfile>,
): PlannedNodeClass {
  const role = roles.get(idOf(key));
  if (role === undefined)
    throw new Error(`internal: NodeClass "${key}" has no role; please report this with the configuration`);
  const profile = profiles.get(key);
  return {
    key,
    role: role.ref,
    ...(profile && { instanceProfile: { id: profile.id, name: profile.name } }),
    entry: entryId(role),
    spec,
    nodePools,
  };
}
