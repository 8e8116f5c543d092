import { textProblem } from "../aws/fact";
import { LABEL_VALUE } from "../aws/kubernetes/names";
import { CONSOLIDATE_AFTER } from "../aws/kubernetes/node-pool";
import { byCodePoint, hash, isToken } from "../aws/text";
import { ROLE_ANNOTATION } from "../aws/workloads/service-accounts";
import { type ServiceAccount, targetRoleTrust } from "../aws/workloads/trust";
import type { RoleRef } from "../plan/role-ref";
import { scopeOf } from "../plan/scope";
import type { AccessPlan, PlannedNodeClass, PlannedNodePool } from "../plan/types";
import type { PlannedWorkload } from "../plan/workloads/types";

/** A Kubernetes manifest, or a policy in JSON for another team to apply. */
export interface Manifest {
  /** The file name without extension, such as `nodeclass-gpu`. */
  readonly name: string;
  readonly format: "yaml" | "json";
  readonly document: object;
  /** Whether it contains no token. With a token it cannot be written to a file. */
  readonly known: boolean;
  /** Whether the plan lets go of it, so that it is deleted by others alone. */
  readonly released: boolean;
}

/**
 * Returns the NodeClasses and NodePools of a plan. Labels say that they are made here, and in which stack, so that those
 * that are no longer planned can be found. What the plan lets go of has none, so that the next apply takes them off.
 *
 * @param stack the value of the label
 * @param roleName returns the name of a role for its NodeClass
 */
export function nodeManifests(
  { nodeClasses, nodePools }: Pick<AccessPlan, "nodeClasses" | "nodePools">,
  stack: string,
  roleName: (role: RoleRef) => string,
): Manifest[] {
  const own = { "app.kubernetes.io/managed-by": "cdktf-eks-access", [STACK_LABEL]: stack };
  return [
    ...nodeClasses.map((item) =>
      manifest(
        `nodeclass-${item.key}`,
        labelled(nodeClassDocument(item, roleName(item.role)), item.released ? {} : own),
        item.released,
      ),
    ),
    ...nodePools.map((item) =>
      manifest(`nodepool-${item.key}`, labelled(nodePoolDocument(item), item.released ? {} : own), item.released),
    ),
  ];
}

type Labels = Readonly<Record<string, string>>;

/** A Kubernetes object. */
interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Labels;
    readonly annotations?: Labels;
  };
  readonly spec?: object;
}

/** Adds labels to an object. Those that it has stay. */
const labelled = (object: KubernetesObject, labels: Labels): KubernetesObject => ({
  ...object,
  metadata: { ...object.metadata, labels: { ...labels, ...object.metadata.labels } },
});

const STACK_LABEL = "eks-access/stack";

/** Returns the name of a stack, and of a construct in it, as the value of a label, as far as a label can have it. */
export function stackLabel(names: readonly string[]): string {
  const name = names.join(".");
  return textProblem(LABEL_VALUE, name) === undefined ? name : hash(name);
}

function manifest(name: string, document: object, released: boolean): Manifest {
  const sorted = canonical(document) as object;
  return { name, format: "yaml", document: sorted, known: !isToken(JSON.stringify(sorted)), released };
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html */
function nodeClassDocument({ key, instanceProfile, spec, metadata }: PlannedNodeClass, role: string): KubernetesObject {
  return {
    apiVersion: "eks.amazonaws.com/v1",
    kind: "NodeClass",
    metadata: { ...metadata, name: key },
    spec: { ...(instanceProfile ? { instanceProfile: instanceProfile.name } : { role }), ...spec },
  };
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html */
function nodePoolDocument({ key, nodeClass, config }: PlannedNodePool): KubernetesObject {
  const {
    metadata,
    requirements,
    limits,
    labels,
    annotations,
    taints,
    startupTaints,
    expireAfter,
    terminationGracePeriod,
    disruption,
    ...rest
  } = config;
  const nodeClassRef = { group: "eks.amazonaws.com", kind: "NodeClass", name: nodeClass };
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { ...metadata, name: key },
    spec: {
      ...rest,
      disruption: disruption && { consolidateAfter: CONSOLIDATE_AFTER, ...disruption },
      // Kubernetes accepts numbers and strings; strings work for both
      limits:
        limits && Object.fromEntries(Object.entries(limits).map(([resource, limit]) => [resource, String(limit)])),
      template: {
        metadata: labels || annotations ? { labels, annotations } : undefined,
        spec: { nodeClassRef, requirements, taints, startupTaints, expireAfter, terminationGracePeriod },
      },
    },
  };
}

/**
 * Returns what others must apply for workloads: service accounts with IRSA annotations, and trust policies of target
 * roles. Who manages a service account is for its owner to say, such as Helm, which looks at its own label.
 *
 * @param stack the value of the label
 */
export function workloadManifests({ cluster, workloads }: AccessPlan, stack: string): Manifest[] {
  const scope = scopeOf(cluster);
  return workloads.flatMap(
    ({ key, roleArn, released, podIdentity, irsa, otherClusters, sessionTags, targetRole, metadata }) => [
      ...irsa
        .filter(({ namespace, name }) => !/[*?]/.test(`${namespace}${name}`))
        .map((account) => {
          const suffix = irsa.length > 1 ? `-${account.namespace}-${account.name}` : "";
          return manifest(
            `serviceaccount-${key}${suffix}`,
            labelled(annotated(account, roleArn, metadata), released ? {} : { [STACK_LABEL]: stack }),
            released,
          );
        }),
      ...(targetRole === undefined
        ? []
        : [
            targetTrust(
              key,
              targetRoleTrust({
                scope,
                sourceRoleArn: roleArn,
                serviceAccounts: podIdentity,
                sessionTags,
                otherClusters,
              }),
            ),
          ]),
    ],
  );
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
function annotated(
  { namespace, name }: ServiceAccount,
  roleArn: string,
  metadata: PlannedWorkload["metadata"],
): KubernetesObject {
  const annotations = { ...metadata?.annotations, [ROLE_ANNOTATION]: roleArn };
  return { apiVersion: "v1", kind: "ServiceAccount", metadata: { ...metadata, annotations, name, namespace } };
}

/** Keeps the order of lists, so that the policy looks like that of AWS's page. */
function targetTrust(key: string, document: object): Manifest {
  const known = !isToken(JSON.stringify(document));
  return { name: `targetrole-${key}`, format: "json", document, known, released: false };
}

/** The top-level keys in the order that Kubernetes uses. All other keys are sorted. */
const TOP = ["apiVersion", "kind", "metadata", "spec"];

/**
 * Normalizes a document: sorts keys and lists, and removes undefined values. Lists can be sorted because those of
 * NodeClass and NodePool are sets, which Karpenter hashes as such.
 */
function canonical(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, depth + 1));
    const texts = items.map((item): [string, unknown] => [JSON.stringify(item), item]);
    return texts.sort(([a], [b]) => byCodePoint(a, b)).map(([, item]) => item);
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
