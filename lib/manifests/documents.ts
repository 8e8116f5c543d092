import type { PlannedNodeClass, RoleRef } from "../domain/plan-types";
import { byCodePoint, isToken, sortedEntries } from "../domain/text";

/** A Kubernetes document, ready for `kubectl apply -f`. */
export interface Manifest {
  /** `nodeclass-gpu` */
  readonly name: string;
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
  return { name, document: sorted, known: !isToken(JSON.stringify(sorted)) };
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
