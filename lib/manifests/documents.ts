import { byCodePoint, isToken, sortedEntries } from "../aws/text";
import { type ServiceAccount, targetRoleTrust } from "../aws/workloads/trust";
import { scopeOf } from "../plan/scope";
import type { AccessPlan, PlannedNodeClass, RoleRef } from "../plan/types";

/** A Kubernetes document, ready for `kubectl apply -f`, or a policy for somebody else, as JSON. */
export interface Manifest {
  /** `nodeclass-gpu` */
  readonly name: string;
  readonly format: "yaml" | "json";
  readonly document: object;
  /** False where it holds what only Terraform knows: then it cannot be a file. */
  readonly known: boolean;
}

/** The NodeClass and NodePools of a plan; `roleName` is how a NodeClass names its role. */
export function manifests(nodeClasses: readonly PlannedNodeClass[], roleName: (role: RoleRef) => string): Manifest[] {
  return nodeClasses.flatMap((nodeClass) => [
    manifest(`nodeclass-${nodeClass.key}`, nodeClassDocument(nodeClass, roleName(nodeClass.role))),
    ...sortedEntries(nodeClass.nodePools).map(([key]) => manifest(`nodepool-${key}`, nodePoolDocument(key, nodeClass))),
  ]);
}

function manifest(name: string, document: object): Manifest {
  const sorted = canonical(document) as object;
  return { name, format: "yaml", document: sorted, known: !isToken(JSON.stringify(sorted)) };
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html */
function nodeClassDocument({ key, instanceProfile, spec }: PlannedNodeClass, role: string): object {
  return {
    apiVersion: "eks.amazonaws.com/v1",
    kind: "NodeClass",
    metadata: { name: key },
    spec: { ...(instanceProfile ? { instanceProfile: instanceProfile.name } : { role }), ...spec },
  };
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html */
function nodePoolDocument(key: string, { key: nodeClass, nodePools }: PlannedNodeClass): object {
  const {
    requirements,
    limits,
    labels,
    annotations,
    taints,
    startupTaints,
    expireAfter,
    terminationGracePeriod,
    ...rest
  } = nodePools[key] ?? {};
  const nodeClassRef = { group: "eks.amazonaws.com", kind: "NodeClass", name: nodeClass };
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: key },
    spec: {
      ...rest,
      // Kubernetes takes whole numbers or text there, and text can say both
      limits:
        limits && Object.fromEntries(Object.entries(limits).map(([resource, limit]) => [resource, String(limit)])),
      template: {
        metadata: labels || annotations ? { labels, annotations } : undefined,
        spec: { nodeClassRef, requirements, taints, startupTaints, expireAfter, terminationGracePeriod },
      },
    },
  };
}

/** What workloads leave for others to apply: annotations of service accounts, trust of roles of other teams. */
export function workloadManifests({ cluster, workloads }: AccessPlan): Manifest[] {
  const scope = scopeOf(cluster);
  return workloads.flatMap(({ key, roleArn, podIdentity, irsa, sessionTags, targetRole }) => [
    ...irsa
      .filter(({ namespace, name }) => !/[*?]/.test(`${namespace}${name}`))
      .map((account) => {
        const suffix = irsa.length > 1 ? `-${account.namespace}-${account.name}` : "";
        return manifest(`serviceaccount-${key}${suffix}`, annotated(account, roleArn));
      }),
    ...(targetRole === undefined
      ? []
      : [
          targetTrust(
            key,
            targetRoleTrust({ scope, sourceRoleArn: roleArn, serviceAccounts: podIdentity, sessionTags }),
          ),
        ]),
  ]);
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
function annotated({ namespace, name }: ServiceAccount, roleArn: string): object {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, namespace, annotations: { "eks.amazonaws.com/role-arn": roleArn } },
  };
}

/** The order of a policy's lists is kept: it is written as AWS's page has it. */
function targetTrust(key: string, document: object): Manifest {
  return { name: `targetrole-${key}`, format: "json", document, known: !isToken(JSON.stringify(document)) };
}

/** Kubernetes' own order at the top, code points below. */
const TOP = ["apiVersion", "kind", "metadata", "spec"];

/**
 * One form for one meaning: keys in order, nothing undefined, and lists in order too, since all lists of these two
 * kinds are sets (Karpenter hashes them as such).
 */
function canonical(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, depth + 1));
    return items.sort((a, b) => byCodePoint(JSON.stringify(a), JSON.stringify(b)));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const rank = (key: string) => (depth === 0 ? TOP.indexOf(key) : 0);
  return Object.fromEntries(
    entries
      .sort(([a], [b]) => rank(a) - rank(b) || byCodePoint(a, b))
      .map(([key, item]) => [key, canonical(item, depth + 1)]),
  );
}
