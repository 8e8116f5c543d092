import type { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Fn, type ITerraformDependable, Lazy, TerraformLocal, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { readinessDependencies } from "../plan/access/admins";
import { CLUSTER_ID, ITEM_IDS, MOVED_BLOCKS_ID, OIDC_ISSUER_ID, REMOVED_BLOCKS_ID } from "../plan/addresses";
import { isReleased } from "../plan/release";
import type { AccessPlan } from "../plan/types";
import { namesUnknownIssuer } from "../plan/workloads/issuer";
import { accessEntry } from "./access-entry";
import {
  type ClusterAttributes,
  clusterAttributes,
  type NodeAttributes,
  nodeAttributes,
  type RoleAttributes,
  roleAttributes,
  type WorkloadAttributes,
  workloadAttributes,
} from "./attributes";
import { eksCluster, verification } from "./eks-cluster";
import { iamInstanceProfile, iamPolicy, iamRole } from "./iam-role";
import { identityProvider } from "./identity-provider";
import { interruptionQueue } from "./interruption-queue";
import { addManifests } from "./manifests";
import { MovedBlocks } from "./moved-blocks";
import { oidcProvider, podIdentity } from "./pod-identity";
import { argument } from "./reference";
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
   * access and destroyed before it. Empty if the configuration has no administrator.
   */
  readonly adminReady: readonly ITerraformDependable[];
  /** The same for the access of all nodes. */
  readonly nodesReady: readonly ITerraformDependable[];
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
    super(scope, id);
    const registry = new ResourceRegistry(this, plan.tokens);
    const stays = ({ id }: { readonly id: string }) => !isReleased(id, plan.released);
    const issuer = () => registry.cluster?.identity.get(0).oidc.get(0).issuer ?? plan.issuerToken;
    if (namesUnknownIssuer(plan.roles.filter(stays))) registry.issuer = this.issuerPath(issuer);
    for (const role of plan.roles) iamRole(registry, role);
    for (const profile of plan.instanceProfiles) iamInstanceProfile(registry, profile);
    for (const policy of plan.identityPolicies) iamPolicy(registry, policy);
    const cluster = plan.create && eksCluster(registry, plan.cluster, plan.create);
    registry.cluster = cluster && stays({ id: CLUSTER_ID }) ? cluster : undefined;
    const clusterName = registry.cluster?.name ?? plan.cluster.name;
    const verified = plan.verify && verification(registry, plan.cluster, plan.verify);
    for (const entry of plan.entries) accessEntry(registry, clusterName, entry, verified);
    for (const provider of plan.identityProviders) identityProvider(registry, clusterName, provider);
    if (plan.oidcProvider) oidcProvider(registry, plan.oidcProvider, plan.oidcProvider.issuer ?? issuer() ?? "");
    for (const queue of plan.queues) interruptionQueue(registry, queue);
    for (const association of plan.podIdentities) podIdentity(registry, clusterName, association);
    const attributesOf = <T extends { readonly key: string }, U>(
      section: keyof typeof ITEM_IDS,
      items: readonly T[],
      of: (item: T) => U,
    ): Record<string, U> =>
      Object.fromEntries(
        items.filter(({ key }) => stays({ id: ITEM_IDS[section](key) })).map((item) => [item.key, of(item)]),
      );
    this.identityPolicies = attributesOf("identityPolicies", plan.identityPolicies, ({ id: policy }) => ({
      policyArn: registry.get<IamPolicy>(policy).arn,
    }));
    this.workloads = attributesOf("workloads", plan.workloads, (item) => workloadAttributes(registry, item));
    this.cluster = registry.cluster && clusterAttributes(registry.cluster);
    this.clusterRole = plan.clusterRole && roleAttributes(registry, plan.clusterRole);
    this.nodeClasses = attributesOf("nodeClasses", plan.nodeClasses, (item) => nodeAttributes(registry, item));
    this.nodeRoles = attributesOf("nodeRoles", plan.nodeRoles, (item) => nodeAttributes(registry, item));
    this.otherRoles = attributesOf("otherRoles", plan.otherRoles, ({ role }) => roleAttributes(registry, role));
    const ready = readinessDependencies(plan.entries.filter(stays));
    this.adminReady = registry.all(ready.admins);
    this.nodesReady = registry.all(ready.nodes);
    if (plan.renames.length > 0) new MovedBlocks(registry, MOVED_BLOCKS_ID, plan.renames);
    const released = registry.ids.filter((resource) => isReleased(resource, plan.released));
    if (released.length > 0) new RemovedBlocks(registry, REMOVED_BLOCKS_ID, released);
    this.nextSteps = addManifests(registry, TerraformStack.of(this), plan);
  }

  /**
   * Returns the issuer without its scheme, as a local value. Its expression contains no quotation marks, so it can be
   * used inside JSON.
   */
  private issuerPath(issuer: () => string | undefined): string {
    const path = Lazy.stringValue({ produce: () => Fn.trimprefix(argument(issuer() ?? ""), "https://") });
    return new TerraformLocal(this, OIDC_ISSUER_ID, path).asString;
  }
}
