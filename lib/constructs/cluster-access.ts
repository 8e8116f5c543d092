import { AnnotationMetadataEntryType, DefaultTokenResolver, StringConcat, TerraformStack, Tokenization } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { ConfigError } from "../load/config-error";
import { diagnosticLine } from "../load/location";
import { validate } from "../load/validate";
import type { Diagnostic } from "../plan/diagnostics";
import { CollisionFinder } from "../plan/fleet/collisions";
import { uniqueNamesOf } from "../plan/fleet/unique-names";
import type { AccessPlan } from "../plan/types";
import type { ClusterConfig } from "../schema/types";
import { ofOneCopy } from "./copies";
import { PlannedAccess } from "./planned-access";

/**
 * Creates everything that a configuration describes, in a stack that has an AWS provider for the cluster's account and
 * region.
 *
 * The configuration is the same as that of a YAML file, and any text in it may be a cdktf token. Warnings become
 * annotations.
 *
 * @throws ConfigError with all errors, before any resource is created
 */
export class ClusterAccess extends PlannedAccess {
  constructor(scope: Construct, id: string, config: ClusterConfig) {
    const { plan, warnings } = planIn(ofOneCopy(scope), id, config);
    super(scope, id, plan);
    for (const line of linesOf(pathOf(scope, id), warnings)) {
      this.node.addMetadata(AnnotationMetadataEntryType.WARN, line);
    }
  }
}

function planIn(
  scope: Construct,
  id: string,
  config: ClusterConfig,
): { readonly plan: AccessPlan; readonly warnings: readonly Diagnostic[] } {
  const path = pathOf(scope, id);
  const { plan, errors, warnings } = validate(config, {
    name: TerraformStack.of(scope).node.id,
    label: (token) => expressionOf(token, scope),
  });
  if (!plan) throw new ConfigError(linesOf(path, errors));
  const collisions = finderOf(scope).add({ file: path, cluster: plan.cluster, uniqueNames: uniqueNamesOf(plan) });
  if (collisions.length > 0) throw new ConfigError(linesOf(path, collisions));
  return { plan, warnings };
}

/** The plans of each app so far, because resource names are unique in an account, not in a stack. */
const finders = new WeakMap<IConstruct, CollisionFinder>();

function finderOf(scope: Construct): CollisionFinder {
  const { root } = scope.node;
  const finder = finders.get(root) ?? new CollisionFinder();
  finders.set(root, finder);
  return finder;
}

const linesOf = (path: string, diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map((diagnostic) => diagnosticLine(path, diagnostic));

/** The construct's path, as a user would write it. */
const pathOf = (scope: Construct, id: string): string => [scope.node.path, ...(id === "Default" ? [] : [id])].join("/");

/** Returns the expression that a token stands for, such as `aws_iam_policy.backend.arn`. */
function expressionOf(token: string, scope: Construct): string {
  const resolved = Tokenization.resolve(token, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });
  return String(resolved).replace(/^\$\{(.*)\}$/s, "$1");
}
