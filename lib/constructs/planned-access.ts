import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { readinessDependencies } from "../plan/access/admins";
import { isReleased } from "../plan/release";
import type { AccessPlan } from "../plan/types";
import type { ClusterAttributes, NodeAttributes, RoleAttributes, WorkloadAttributes } from "../terraform/attributes";
import { lower } from "../terraform/lower";
import type { Unresolved } from "../terraform/values";
import { ofOneCopy } from "./copies";
import { addManifests } from "./manifests";
import { MovedBlocks } from "./moved-blocks";
import { RemovedBlocks } from "./removed-blocks";
import { ResourceRegistry } from "./resource-registry";

/** Creates everything in a plan, in a stack that has an AWS provider for the cluster's account and region. */
export class PlannedAccess extends Construct {
  /** By the keys of the configuration. */
  readonly nodeClasses: Readonly<Record<string, NodeAttributes>>;
  readonly nodeRoles: Readonly<Record<string, NodeAttributes>>;
  readonly otherRoles: Readonly<Record<string, RoleAttributes>>;
  readonly workloads: Readonly<Record<string, WorkloadAttributes>>;
  readonly identityPolicies: Readonly<Record<string, { readonly policyArn: string }>>;
  /**
   * The resources that give administrators their access to the cluster. What depends on them is created after this
   * access and destroyed before it. Empty if the configuration has no administrator without an end.
   */
  readonly adminReady: readonly ITerraformDependable[];
  /** The same for the access of all nodes. */
  readonly nodesReady: readonly ITerraformDependable[];
  /**
   * The Kubernetes objects, by the names of their files without ending, such as `nodeclass-gpu`, `nodepool-gpu` and
   * `serviceaccount-backend`: for those who apply them by other means. What applies them depends on {@link adminReady}
   * and {@link nodesReady}.
   */
  readonly manifests: Readonly<Record<string, object>>;
  /** What is left to do after the apply. Undefined if nothing is. */
  readonly nextSteps?: string;
  /** Undefined if the configuration has none. */
  readonly clusterRole?: RoleAttributes;
  /** Undefined if the cluster already exists. */
  readonly cluster?: ClusterAttributes;

  constructor(
    scope: Construct,
    id: string,
    readonly plan: AccessPlan,
  ) {
    super(ofOneCopy(scope), id);
    const registry = new ResourceRegistry(this);
    const { locals, dataSources, resources, moved, removed, attributes } = lower(plan);
    for (const [local, expression] of Object.entries(locals)) registry.addLocal(local, expression);
    for (const dataSource of dataSources) registry.addDataSource(dataSource);
    for (const resource of resources) registry.add(resource);
    const { cluster, clusterRole } = attributes;
    this.cluster = cluster && registry.texts<ClusterAttributes>(cluster);
    this.clusterRole = clusterRole && registry.texts<RoleAttributes>(clusterRole);
    this.nodeClasses = byKey<NodeAttributes>(attributes.nodeClasses, registry);
    this.nodeRoles = byKey<NodeAttributes>(attributes.nodeRoles, registry);
    this.otherRoles = byKey<RoleAttributes>(attributes.otherRoles, registry);
    this.workloads = byKey<WorkloadAttributes>(attributes.workloads, registry);
    this.identityPolicies = byKey<{ readonly policyArn: string }>(attributes.identityPolicies, registry);
    const ready = readinessDependencies(plan.entries.filter((entry) => !isReleased(entry.id, plan.released)));
    this.adminReady = registry.all(ready.admins);
    this.nodesReady = registry.all(ready.nodes);
    if (moved.length > 0) new MovedBlocks(this, moved);
    if (removed.length > 0) new RemovedBlocks(this, removed);
    const { objects, nextSteps } = addManifests(registry, TerraformStack.of(this), plan);
    this.manifests = objects;
    if (nextSteps !== undefined) this.nextSteps = nextSteps;
  }
}

const byKey = <T extends object>(
  items: Readonly<Record<string, Unresolved<T>>>,
  registry: ResourceRegistry,
): Record<string, T> => Object.fromEntries(Object.entries(items).map(([key, item]) => [key, registry.texts<T>(item)]));
