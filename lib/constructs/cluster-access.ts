import { join } from "node:path";
import {
  AnnotationMetadataEntryType,
  DefaultTokenResolver,
  dependable,
  type ITerraformDependable,
  StringConcat,
  TerraformOutput,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { Construct } from "constructs";
import { check } from "../config/check";
import { ConfigError } from "../config/config-error";
import type { ClusterConfig } from "../config/schema";
import { readyWith } from "../domain/access";
import { judgeAccounts } from "../domain/account";
import type { AccessPlan } from "../domain/plan-types";
import { named, type Problem, showPath } from "../domain/problem";
import { manifests } from "../manifests/documents";
import { writeManifests } from "../manifests/write";
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
import { Made } from "./made";

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
  private readonly made: Made;

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
    this.made = new Made(this);
    const { made } = this;
    for (const role of plan.roles) iamRole(made, role);
    for (const profile of plan.instanceProfiles) iamInstanceProfile(made, profile);
    this.identityPolicies = byKey(plan.identityPolicies, (policy) => ({ policyArn: iamPolicy(made, policy).arn }));
    const cluster = plan.create && eksCluster(made, plan.cluster, plan.create);
    const verified = plan.verify && verification(made, plan.cluster, plan.verify);
    for (const entry of plan.entries) accessEntry(made, cluster?.name ?? plan.cluster.name, entry, verified);
    this.cluster = cluster && clusterAttributes(cluster);
    this.clusterRole = plan.clusterRole && roleAttributes(made, plan.clusterRole);
    this.nodeClasses = byKey(plan.nodeClasses, (item) => nodeAttributes(made, item));
    this.nodeRoles = byKey(plan.nodeRoles, (item) => nodeAttributes(made, item));
    this.otherRoles = byKey(plan.otherRoles, ({ role }) => roleAttributes(made, role));
    this.adminReady = made.all(readyWith(plan.entries).admins);
    this.nodesReady = made.all(readyWith(plan.entries).nodes);
    this.addManifests(stack);
  }

  /** Files for what is known, written with the stack; Terraform outputs for what only Terraform knows. */
  private addManifests(stack: TerraformStack): void {
    const names = new Map(this.plan.roles.map(({ id, name }) => [id, name]));
    const documents = manifests(
      this.plan.nodeClasses,
      (role) => ("id" in role && names.get(role.id)) || this.made.roleName(role),
    );
    const associations = this.plan.entries.flatMap((entry) => entry.associations.map(({ id }) => id));
    for (const { name, document } of documents.filter(({ known }) => !known)) {
      new TerraformOutput(this, `manifest_${name}`, {
        value: JSON.stringify(document),
        description: "For kubectl apply -f -",
        // an output renders what it is given as it is
        dependsOn: this.made.all(associations).map((resource) => ({ fqn: dependable(resource) })),
      });
    }
    const { synthesizer } = stack;
    const folder = this.node.id === "Default" ? [stack.node.id] : [stack.node.id, this.node.id];
    stack.synthesizer = {
      synthesize: (session) => {
        synthesizer.synthesize(session);
        writeManifests(
          join(session.outdir, "manifests", ...folder),
          documents.filter(({ known }) => known),
        );
      },
    };
  }

  /** Names that another part of the same app makes in the same account or cluster. */
  private refuseCollisions(): void {
    const others = this.node.root.node.findAll().filter((construct) => construct instanceof ClusterAccess);
    const problems = judgeAccounts(others.map((access) => ({ file: access.where, plan: access.plan })));
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
