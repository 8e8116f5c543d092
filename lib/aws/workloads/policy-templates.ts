import { parseArn } from "../arn";
import { textProblem, wordList } from "../fact";
import type { PolicyDocument } from "../iam/policy-document";
import type { TrustScope } from "../iam/trust";
import { didYouMean, isToken, list, quote } from "../text";
import { certManager, externalDns } from "./controllers/dns";
import { fsxOpenzfsCsi } from "./controllers/fsx";
import { karpenter } from "./controllers/karpenter";
import { gatewayApiController } from "./controllers/lattice";
import { awsLoadBalancerController, awsLoadBalancerControllerTargetGroups } from "./controllers/load-balancer";
import { managedPrometheus } from "./controllers/metrics";
import { clusterAutoscaler, nodeTerminationHandler } from "./controllers/scaling";
import { externalSecrets, secretsStoreCsi } from "./controllers/secrets";
import { ebsCsiKms, mountpointS3Csi, s3FilesCsiNode, velero } from "./controllers/storage";
import type { GivenInputs, PolicyInput, PolicyTemplate } from "./controllers/template";

/**
 * Policies with ARNs as inputs. AWS has no managed policy for these, or one that covers all resources of the account.
 */
export const POLICY_TEMPLATES = {
  "amazon-managed-prometheus": managedPrometheus,
  "aws-fsx-openzfs-csi-driver": fsxOpenzfsCsi,
  "aws-gateway-api-controller": gatewayApiController,
  "aws-load-balancer-controller": awsLoadBalancerController,
  "aws-load-balancer-controller-target-groups": awsLoadBalancerControllerTargetGroups,
  "aws-node-termination-handler": nodeTerminationHandler,
  "cert-manager": certManager,
  "cluster-autoscaler": clusterAutoscaler,
  "ebs-csi-kms": ebsCsiKms,
  "external-dns": externalDns,
  "external-secrets": externalSecrets,
  karpenter,
  "mountpoint-s3-csi": mountpointS3Csi,
  "s3-files-csi-node": s3FilesCsiNode,
  "secrets-store-csi": secretsStoreCsi,
  velero,
} as const satisfies Record<string, PolicyTemplate>;

export type PolicyTemplateName = keyof typeof POLICY_TEMPLATES;

export const POLICY_TEMPLATE_NAMES = Object.keys(POLICY_TEMPLATES) as readonly PolicyTemplateName[];

/** Returns the template with this name. */
export const policyTemplate = (name: PolicyTemplateName): PolicyTemplate => POLICY_TEMPLATES[name];

/** The templates that are controllers: the words for `controller` of a workload. */
export const CONTROLLERS = wordList(
  Object.keys(POLICY_TEMPLATES).filter((name) => !policyTemplate(name as PolicyTemplateName).supplement) as [
    PolicyTemplateName,
    ...PolicyTemplateName[],
  ],
  "https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html",
);

/** The releases that a policy is written for, by the name of the controller, where it depends on them. */
export const VERSIONS: ReadonlyMap<PolicyTemplateName, string> = new Map(
  CONTROLLERS.words.flatMap((name) => {
    const { versions } = policyTemplate(name);
    return versions === undefined ? [] : [[name, versions] as const];
  }),
);

/** `path` is relative to the inputs. */
export interface InputProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat();

/** Returns why a text is not the ARN that an input requires. Tokens pass, unless the policy needs parts of the ARN. */
function arnProblem({ fact, showsParts }: PolicyInput, given: string, { partition }: TrustScope): string | undefined {
  if (isToken(given)) {
    if (showsParts?.(given) ?? true) return undefined;
    return `${fact.is} is ${fact.form}, got ${quote(given)}; write a token for the bucket or the prefix, and the / between them as it is`;
  }
  const found = parseArn(given)?.partition;
  return (
    textProblem(fact, given) ??
    (found === partition
      ? undefined
      : `${fact.is} of the cluster's partition ${partition}, got ${quote(given)}; ${partition} cannot name what lies in ${found}`)
  );
}

function problemsOfOne(name: string, input: PolicyInput, given: GivenInputs, scope: TrustScope): InputProblem[] {
  const value = given[name];
  const arns = listed(value);
  const path = [name];
  if (arns.length === 0) {
    return input.required || value !== undefined
      ? [{ path, message: `${input.fact.is}, got none; write ${input.fact.form}` }]
      : [];
  }
  if (!input.many && arns.length > 1) {
    return [{ path, message: `${input.fact.is}, got ${arns.length}; write one` }];
  }
  return arns.flatMap((arn, at) => {
    const message = arnProblem(input, arn, scope);
    return message === undefined ? [] : [{ path: typeof value === "string" ? path : [name, at], message }];
  });
}

/**
 * Returns all problems with the inputs of a policy template. Does not check whether the resources exist, or which
 * account owns them.
 */
export function inputProblems(kind: PolicyTemplateName, scope: TrustScope, given: GivenInputs): InputProblem[] {
  const { inputs, anyOf } = policyTemplate(kind);
  const names = Object.keys(inputs);
  const takes = names.length === 0 ? "takes no inputs" : `takes ${list(names, "and")}`;
  const unknown = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      path: [name],
      message: `the policy ${quote(kind)} ${takes}, got ${quote(name)}${didYouMean(name, names)}`,
    }));
  const problems = names.flatMap((name) => problemsOfOne(name, inputs[name] as PolicyInput, given, scope));
  const nothing = anyOf?.every((name) => given[name] === undefined)
    ? [{ path: [], message: `the policy ${quote(kind)} needs ${list(anyOf)}, got none; without one it allows nothing` }]
    : [];
  return [...unknown, ...problems, ...nothing];
}

/**
 * Returns the policy of a template with its inputs.
 *
 * @throws Error if the inputs are not valid; callers must check them with `inputProblems`
 */
export function policyFromTemplate(
  kind: PolicyTemplateName,
  scope: TrustScope,
  given: GivenInputs = {},
): PolicyDocument {
  const [problem] = inputProblems(kind, scope, given);
  if (problem) throw new Error(`internal: ${kind}: ${problem.path.join(".")}: ${problem.message}; please report this`);
  const { inputs, policy } = policyTemplate(kind);
  return policy(scope, Object.fromEntries(Object.keys(inputs).map((name) => [name, listed(given[name])])));
}
