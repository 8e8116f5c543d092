import { type ListFact, type NumberFact, type TextFact, wordList } from "../fact";

const CRD = "https://karpenter.sh/docs/concepts/nodepools/";
const NODE_POOL = "https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html";

export const LABELS_OF_A_POOL: ListFact = {
  rule: "pool-labels",
  is: "labels",
  max: 100,
  advice: "leave some out",
  source: CRD,
};

export const REQUIREMENTS: ListFact = {
  rule: "requirements",
  is: "requirements",
  max: 100,
  advice: "join some",
  first: "write one, such as { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }",
  source: CRD,
};

export const BUDGETS: ListFact = {
  rule: "budget-count",
  is: "disruption budgets",
  max: 50,
  advice: "join some",
  source: CRD,
};

export const MIN_VALUES: NumberFact = { rule: "min-values", is: "minValues", min: 1, max: 50, source: CRD };

export const REPLICAS: NumberFact = { rule: "pool-replicas", is: "replicas", min: 0, source: CRD };
export const WEIGHT: NumberFact = { rule: "pool-weight", is: "weight", min: 1, max: 100, source: CRD };

export const OPERATORS = wordList(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "Gte", "Lte"], CRD);

/** Operators that compare with a single whole number. */
export const COMPARISONS: ReadonlySet<string> = new Set(["Gt", "Lt", "Gte", "Lte"]);

/** Whether a text is a whole number that fits 64 bits, as the values of comparisons must. */
export const isWholeNumber = (text: string): boolean => /^[0-9]+$/.test(text) && BigInt(text) < 2n ** 63n;

export const EFFECTS = wordList(
  ["NoSchedule", "PreferNoSchedule", "NoExecute"],
  "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/",
);

export const CONSOLIDATION_POLICIES = wordList(
  ["WhenEmpty", "WhenEmptyOrUnderutilized", "Balanced"],
  "https://karpenter.sh/docs/concepts/disruption/",
);

/** What a pool with `disruption` and without `consolidateAfter` means. Released CRDs require the field. */
export const CONSOLIDATE_AFTER = "0s";

export const REASONS = wordList(
  ["Underutilized", "Empty", "Drifted", "NodeNotHealthy"],
  "https://karpenter.sh/docs/concepts/disruption/#nodepool-disruption-budgets",
);

/** The NodeClass that EKS makes with the built-in node pools. */
export const NODE_CLASSES_OF_EKS = wordList(["default"], NODE_POOL);

/** The operating system of a node. */
export const OS = "kubernetes.io/os";

export const CAPACITY_TYPE = "karpenter.sh/capacity-type";
export const CAPACITY_TYPES = wordList(["spot", "on-demand", "reserved"], NODE_POOL);

export const BUDGET_NODES: TextFact = {
  rule: "budget-nodes",
  is: "the number of nodes of a budget",
  pattern: /^((100|[0-9]{1,2})%|[0-9]+)$/,
  form: "a whole number or 0% to 100%, as text",
  advice: 'write "10%" or "5"',
  source: CRD,
};

export const QUANTITY: TextFact = {
  rule: "pool-limits",
  is: "a limit",
  pattern: /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+(\.[0-9]*)?)?$/,
  form: "a Kubernetes quantity",
  advice: 'write it like "1000" or "1000Gi"',
  source: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
};

/**
 * Labels that Auto Mode sets on its nodes, without their prefix `eks.amazonaws.com/`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html
 */
export const AUTO_MODE_LABELS: ReadonlySet<string> = new Set(
  [
    "instance-category",
    "instance-family",
    "instance-generation",
    "instance-size",
    "instance-cpu",
    "instance-cpu-manufacturer",
    "instance-memory",
    "instance-hypervisor",
    "instance-encryption-in-transit-supported",
    "instance-ebs-bandwidth",
    "instance-network-bandwidth",
    "instance-gpu-name",
    "instance-gpu-manufacturer",
    "instance-gpu-count",
    "instance-gpu-memory",
    "instance-accelerator-name",
    "instance-accelerator-manufacturer",
    "instance-accelerator-count",
    "instance-cpu-sustained-clock-speed-mhz",
    "nodeclass",
    "instance-local-nvme",
    "compute-type",
    "capacity-reservation-id",
    "capacity-reservation-type",
    "capacity-reservation-interruptible",
    "placement-group-id",
  ].map((name) => `eks.amazonaws.com/${name}`),
);

/** The labels of Kubernetes that a NodePool takes, besides those under `node.kubernetes.io`. */
const LABELS_OF_KUBERNETES: ReadonlySet<string> = new Set([
  "beta.kubernetes.io/arch",
  "beta.kubernetes.io/instance-type",
  "beta.kubernetes.io/os",
  "failure-domain.beta.kubernetes.io/region",
  "failure-domain.beta.kubernetes.io/zone",
  "kubernetes.io/arch",
  "kubernetes.io/os",
  "topology.kubernetes.io/region",
  "topology.kubernetes.io/zone",
]);

/** Label keys that are rejected, and what to write instead. The first match applies. */
export const REFUSED_LABELS: readonly {
  readonly matches: (key: string) => boolean;
  /** Whether the key is rejected only in requirements, only in a NodePool's labels, or in both. */
  readonly where: "requirement" | "label" | "anywhere";
  readonly why: (key: string) => string;
  readonly source: string;
}[] = [
  {
    matches: (key) => /^[^/]*karpenter\.sh(\/|$)/.test(key) && key !== CAPACITY_TYPE,
    where: "anywhere",
    why: () => "belongs to Karpenter; use karpenter.sh/capacity-type, or a label of a domain of your own",
    source: CRD,
  },
  {
    matches: (key) => key === "kubernetes.io/hostname",
    where: "anywhere",
    why: () => "differs from node to node; use a label of the pool",
    source: CRD,
  },
  {
    matches: (key) =>
      /^[^/]*(kubernetes|k8s)\.io(\/|$)/.test(key) &&
      !/^[^/]*(node(-restriction)?\.kubernetes|kops\.k8s)\.io(\/|$)/.test(key) &&
      !LABELS_OF_KUBERNETES.has(key),
    where: "anywhere",
    why: () => "is of a domain that Kubernetes keeps for itself; use a label of a domain of your own",
    source: CRD,
  },
  {
    matches: (key) => key.startsWith("karpenter.k8s.aws/"),
    where: "anywhere",
    why: (key) => {
      const own = key.replace("karpenter.k8s.aws/", "eks.amazonaws.com/");
      return `is a label of self-run Karpenter, not of Auto Mode; use ${AUTO_MODE_LABELS.has(own) ? own : "a label under eks.amazonaws.com/"}`;
    },
    source: NODE_POOL,
  },
  {
    matches: (key) => /^[^/]*eks\.amazonaws\.com(\/|$)/.test(key),
    where: "label",
    why: () => "is of a domain that EKS keeps for itself; use a label of a domain of your own",
    source: NODE_POOL,
  },
  {
    matches: (key) => key === "node.kubernetes.io/windows-build",
    where: "requirement",
    why: () => "is not supported by Auto Mode, whose nodes are all Linux; leave it out",
    source: NODE_POOL,
  },
];
