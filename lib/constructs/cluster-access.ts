import { join } from "node:path";
import type { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import type { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import {
  AnnotationMetadataEntryType,
  DefaultTokenResolver,
  dependable,
  StringConcat,
  TerraformOutput,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { Construct } from "constructs";
import { check } from "../config/check";
import { ConfigError } from "../config/config-error";
import type { ClusterConfig } from "../config/schema";
import { judgeAccounts } from "../domain/account";
import type { AccessPlan, PlannedNodeClass } from "../domain/plan-types";
import { type Problem, showPath } from "../domain/problem";
import { manifests } from "../manifests/documents";
import { writeManifests } from "../manifests/write";
import { accessEntry } from "./access-entry";
import { iamInstanceProfile, iamRole } from "./iam-role";
import { Made } from "./made";

/** What a NodeClass came to, for the stack that holds it: literals where they are known, references where not. */
export interface NodeClassAttributes {
  readonly roleName: string;
  readonly roleArn: string;
  /** Undefined for a role that exists: nothing is read from AWS. */
  readonly roleUniqueId?: string;
  /** Undefined where the NodeClass names its role. */
  readonly instanceProfileName?: string;
  readonly accessEntryArn: string;
}

/**
 * Everything one configuration describes, inside a stack that has an AWS provider for the cluster's account and region.
 *
 * The configuration is the same as that of a YAML file, and any text in it may be a cdktf token. What is wrong with it
 * is thrown as one {@link ConfigError}, before anything is made.
 */
export class ClusterAccess extends Construct {
  readonly plan: AccessPlan;
  /** By the keys of `nodeClasses`. */
  readonly nodeClasses: Readonly<Record<string, NodeClassAttributes>>;
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
    for (const line of this.lines(warnings)) this.node.addMetadata(AnnotationMetadataEntryType.WARN, line);
    this.made = new Made(this);
    for (const role of plan.roles) iamRole(this.made, role);
    for (const profile of plan.instanceProfiles) iamInstanceProfile(this.made, profile);
    for (const entry of plan.entries) accessEntry(this.made, plan.cluster, entry);
    this.nodeClasses = Object.fromEntries(
      plan.nodeClasses.map((nodeClass) => [nodeClass.key, this.attributes(nodeClass)]),
    );
    this.addManifests(stack);
  }

  private attributes({ role, instanceProfile, entry }: PlannedNodeClass): NodeClassAttributes {
    return {
      roleName: this.made.roleName(role),
      roleArn: this.made.roleArn(role),
      roleUniqueId: "id" in role ? this.made.get<IamRole>(role.id).uniqueId : undefined,
      instanceProfileName: instanceProfile && this.made.get<IamInstanceProfile>(instanceProfile.id).name,
      accessEntryArn: this.made.get<EksAccessEntry>(entry).accessEntryArn,
    };
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
