import {
  AnnotationMetadataEntryType,
  DefaultTokenResolver,
  Fn,
  type ITerraformDependable,
  Lazy,
  StringConcat,
  TerraformLocal,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { Construct } from "constructs";
import { ConfigError } from "../load/config-error";
import { check } from "../load/validate";
import { readyWith } from "../plan/access/admins";
import { named, type Problem, showPath } from "../plan/diagnostics";
import { judgeAccounts } from "../plan/fleet/collisions";
import type { AccessPlan } from "../plan/types";
import { namesUnknownIssuer } from "../plan/workloads/pod-identities";
import type { ClusterConfig } from "../schema/config";
import { accessEntry } from "./access-entry";
import {
  type ClusterAttributes,
  clusterAttributes,
  type NodeAttributes,
  nodeAttributes,
  type RoleAttributes,
  roleAttributes,
} from "./attributes";
import { eksCluster, verification } from "./eks-cluster";
import { iamInstanceProfile, iamPolicy, iamRole } from "./iam-role";
import { addManifests } from "./manifests";
import { oidcProvider, podIdentity } from "./pod-identity";
import { argument } from "./reference";
import { Made } from "./resource-registry";

/**
 * Everything one configuration describes, inside a stack that has an AWS provider for the cluster's account and region.
 *
 * The configuration is the same as that of a YAML file, and any text in it may be a cdktf token. What is wrong with it
 * is thrown as one {@link ConfigError}, before anything is made.
 */
export class ClusterAccess extends Construct {
  readonly plan: AccessPlan;
  /** By the keys of the configuration. */
  readonly nodeClasses: Readonly<Record<string, NodeAttributes>>;
  readonly nodeRoles: Readonly<Record<string, NodeAttributes>>;
  readonly otherRoles: Readonly<Record<string, RoleAttributes>>;
  readonly workloads: Readonly<Record<string, RoleAttributes>>;
  readonly identityPolicies: Readonly<Record<string, { readonly policyArn: string }>>;
  /**
   * Exists once somebody is administrator of the cluster, and as long as anything depends on it: what depends on it is
   * made after that access, and destroyed before it goes. Empty where the configuration makes nobody administrator.
   */
  readonly adminReady: readonly ITerraformDependable[];
  /** The same for all nodes. */
  readonly nodesReady: readonly ITerraformDependable[];
  /** Undefined where the configuration has none. */
  readonly clusterRole?: RoleAttributes;
  /** Undefined where the cluster exists already. */
  readonly cluster?: ClusterAttributes;

  constructor(scope: Construct, id: string, config: ClusterConfig) {
    super(scope, id);
    const stack = TerraformStack.of(this);
    const { plan, violations, warnings } = check(config, {
      name: stack.node.id,
      label: (token) => this.expression(token),
    });
    if (!plan) throw new ConfigError(this.lines(violations));
    this.plan = plan;
    this.refuseCollisions();
    for (const line of this.lines(warnings.map((warning) => ({ ...warning, message: named(warning) })))) {
      this.node.addMetadata(AnnotationMetadataEntryType.WARN, line);
    }
    const made = new Made(this);
    const issuer = () => made.cluster?.identity.get(0).oidc.get(0).issuer ?? plan.issuerToken;
    if (namesUnknownIssuer(plan.roles)) made.issuer = this.issuerPath(issuer);
    for (const role of plan.roles) iamRole(made, role);
    for (const profile of plan.instanceProfiles) iamInstanceProfile(made, profile);
    this.identityPolicies = byKey(plan.identityPolicies, (policy) => ({ policyArn: iamPolicy(made, policy).arn }));
    made.cluster = plan.create && eksCluster(made, plan.cluster, plan.create);
    const clusterName = made.cluster?.name ?? plan.cluster.name;
    const verified = plan.verify && verification(made, plan.cluster, plan.verify);
    for (const entry of plan.entries) accessEntry(made, clusterName, entry, verified);
    if (plan.oidcProvider) oidcProvider(made, plan.oidcProvider, plan.oidcProvider.issuer ?? issuer() ?? "");
    for (const association of plan.podIdentities) podIdentity(made, clusterName, association);
    this.workloads = byKey(plan.workloads, ({ role }) => roleAttributes(made, role));
    this.cluster = made.cluster && clusterAttributes(made.cluster);
    this.clusterRole = plan.clusterRole && roleAttributes(made, plan.clusterRole);
    this.nodeClasses = byKey(plan.nodeClasses, (item) => nodeAttributes(made, item));
    this.nodeRoles = byKey(plan.nodeRoles, (item) => nodeAttributes(made, item));
    this.otherRoles = byKey(plan.otherRoles, ({ role }) => roleAttributes(made, role));
    this.adminReady = made.all(readyWith(plan.entries).admins);
    this.nodesReady = made.all(readyWith(plan.entries).nodes);
    addManifests(made, stack, this.node.id, plan);
  }

  /** The issuer without its scheme, as a local value: an expression without quotation marks can stand inside JSON. */
  private issuerPath(issuer: () => string | undefined): string {
    const path = Lazy.stringValue({ produce: () => Fn.trimprefix(argument(issuer() ?? ""), "https://") });
    return new TerraformLocal(this, "oidc-issuer", path).asString;
  }

  /** Names that another part of the same app makes in the same account or cluster. */
  private refuseCollisions(): void {
    const others = this.node.root.node.findAll().filter((construct) => construct instanceof ClusterAccess);
    const planned = others.filter((access) => access.plan !== undefined);
    const problems = judgeAccounts(planned.map((access) => ({ file: access.where, plan: access.plan })));
    if (problems.length > 0) throw new ConfigError(this.lines(problems));
  }

  private lines(problems: readonly Problem[]): string[] {
    return problems.map(({ path, message }) => `${[this.where, showPath(path)].join(" ").trim()}: ${message}`);
  }

  /** The construct as a user would name it. */
  private get where(): string {
    return this.node.path.replace(/\/Default$/, "");
  }

  /** `aws_iam_policy.backend.arn` for the token that stands for it. */
  private expression(token: string): string {
    const resolved = Tokenization.resolve(token, {
      scope: this,
      resolver: new DefaultTokenResolver(new StringConcat()),
      preparing: false,
    });
    return String(resolved).replace(/^\$\{(.*)\}$/s, "$1");
  }
}

function byKey<T extends { readonly key: string }, U>(items: readonly T[], of: (item: T) => U): Record<string, U> {
  return Object.fromEntries(items.map((item) => [item.key, of(item)]));
}
