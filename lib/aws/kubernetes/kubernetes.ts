import type { ListFact, NumberFact, TextFact } from "../fact";

const LABELS = "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/";
const NODE_POOL = "https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html";
const CRD = "https://karpenter.sh/docs/concepts/nodepools/";
const DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const LABEL_NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

/** Names, with * for any text. */
export const NAMESPACE: TextFact = {
  is: "a namespace",
  min: 1,
  max: 63,
  pattern: /^[a-z0-9*]([-a-z0-9*]*[a-z0-9*])?$/,
  form: "lower-case letters, digits and -, with * for any text, and begins and ends with a letter or digit",
  advice: (given) =>
    `write ${JSON.stringify(
      given
        .toLowerCase()
        .replace(/[^a-z0-9*-]+/g, "-")
        .slice(0, 63)
        .replace(/^-+|-+$/g, "") || "team-a",
    )}`,
  source: "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
};

export const NAMESPACES: ListFact = {
  is: "namespaces",
  min: 1,
  advice: "leave namespaces out for the whole cluster, or name at least one",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
};

/** Every key of the configuration that names something: it becomes part of a Terraform address, a file and a label. */
export const KEY: TextFact = {
  is: "a key",
  min: 1,
  max: 63,
  pattern: new RegExp(`^${DNS_LABEL}$`),
  form: "lower-case letters, digits and -, and begins and ends with a letter or digit",
  advice: (given) => {
    const near = given
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, "-")
      .slice(0, 63)
      .replace(/^-+|-+$/g, "");
    return near === "" ? "choose another" : `write ${JSON.stringify(near)}`;
  },
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
};

export const LABEL_KEY: TextFact = {
  is: "a label key",
  min: 1,
  max: 316,
  pattern: new RegExp(`^(${DNS_LABEL}(\\.${DNS_LABEL})*/)?${LABEL_NAME}$`),
  form: "a name of letters, digits, -, _ and ., with an optional domain and / before it",
  advice: 'write it like "example.com/team"',
  source: LABELS,
};

export const LABEL_VALUE: TextFact = {
  is: "a label value",
  max: 63,
  pattern: new RegExp(`^(${LABEL_NAME})?$`),
  form: "letters, digits, -, _ and ., and begins and ends with a letter or digit",
  advice: "shorten or respell it",
  source: LABELS,
};

export const LABELS_OF_A_POOL: ListFact = { is: "labels", max: 100, advice: "leave some out", source: CRD };
export const REQUIREMENTS: ListFact = {
  is: "requirements",
  max: 100,
  advice: "join some",
  first: "write one, such as { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }",
  source: CRD,
};
export const BUDGETS: ListFact = { is: "disruption budgets", max: 50, advice: "join some", source: CRD };
export const MIN_VALUES: NumberFact = { is: "minValues", min: 1, max: 50, source: CRD };
export const WEIGHT: NumberFact = { is: "weight", min: 1, max: 100, source: CRD };

export const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "Gte", "Lte"] as const;
/** Operators that compare with one whole number. */
export const COMPARISONS: ReadonlySet<string> = new Set(["Gt", "Lt", "Gte", "Lte"]);
export const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;
export const CONSOLIDATION_POLICIES = ["WhenEmpty", "WhenEmptyOrUnderutilized", "Balanced"] as const;
export const REASONS = ["Underutilized", "Empty", "Drifted"] as const;
export const CAPACITY_TYPES = ["spot", "on-demand", "reserved"] as const;

/** How long a node of Auto Mode may live: 21 days. */
export const NODE_LIFE = { maxHours: 504, defaultHours: 336, source: NODE_POOL } as const;

const LENGTHS = { w: 604800, d: 86400, h: 3600, m: 60, s: 1 } as const;

/** The length in seconds of what was meant as a duration: `21d`, `1.5h`, `1h 30m`. */
function meantSeconds(given: string): number | undefined {
  const parts = /([0-9]+(?:\.[0-9]+)?) *([wdhms]) */gi;
  if (given === "" || given.replace(parts, "") !== "") return undefined;
  const length = [...given.matchAll(parts)].reduce(
    (sum, [, n, unit]) => sum + Number(n) * LENGTHS[unit?.toLowerCase() as keyof typeof LENGTHS],
    0,
  );
  return Math.ceil(Number(length.toFixed(3)));
}

function spelled(length: number): string {
  const parts = { h: Math.floor(length / 3600), m: Math.floor((length % 3600) / 60), s: length % 60 };
  const text = Object.entries(parts).map(([unit, n]) => (n === 0 ? "" : `${n}${unit}`));
  return text.join("") || "0m";
}

/** The same length as what was given, or at most the longest that is allowed. */
const sameLength =
  (most = Number.POSITIVE_INFINITY) =>
  (given: string): string => {
    const length = meantSeconds(given);
    if (length !== undefined) return `write "${spelled(Math.min(length, most))}"`;
    return 'write it in hours, minutes and seconds, such as "336h" or "1h30m"';
  };

const H_M_S = "whole numbers with the units h, m and s";

export const TERMINATION_GRACE: TextFact = {
  is: "a duration",
  pattern: /^([0-9]+[smh])+$/,
  form: H_M_S,
  advice: (given) => (given === "Never" ? "there is no Never, so leave it out for 24h" : sameLength()(given)),
  source: CRD,
};

export const DURATION_OR_NEVER: TextFact = {
  is: "a duration",
  pattern: /^(([0-9]+[smh])+|Never)$/,
  form: `${H_M_S}, or Never`,
  advice: sameLength(),
  source: CRD,
};

/** `Never` has the right form, and is refused by the limit. */
export const EXPIRE_AFTER: TextFact = {
  ...DURATION_OR_NEVER,
  form: H_M_S,
  advice: sameLength(NODE_LIFE.maxHours * 3600),
};

export const BUDGET_DURATION: TextFact = {
  is: "the duration of a budget",
  pattern: /^(([0-9]+[hm])|([0-9]+h[0-9]+m))(0s)?$/,
  form: "hours and minutes, such as 8h or 1h30m",
  advice: (given) => {
    const length = meantSeconds(given);
    return length === undefined ? "round it to minutes" : `write "${spelled(Math.ceil(length / 60) * 60)}"`;
  },
  source: CRD,
};

export const BUDGET_NODES: TextFact = {
  is: "the nodes of a budget",
  pattern: /^((100|[0-9]{1,2})%|[0-9]+)$/,
  form: "a whole number or 0% to 100%, as text",
  advice: 'write "10%" or "5"',
  source: CRD,
};

/** Minute, hour, day, month and weekday, each a list of values, ranges and steps. */
const CRON_FIELDS = [
  "[0-5]?[0-9]",
  "([01]?[0-9]|2[0-3])",
  "(0?[1-9]|[12][0-9]|3[01])",
  "(0?[1-9]|1[0-2]|[A-Za-z]{3})",
  "(0?[0-7]|[A-Za-z]{3})",
].map((value) => {
  const item = `([*?]|${value}(-${value})?)(/[0-9]+)?`;
  return `${item}(,${item})*`;
});

export const SCHEDULE: TextFact = {
  is: "a schedule",
  pattern: new RegExp(
    `^(@(annually|yearly|monthly|weekly|daily|midnight|hourly)|\\s*${CRON_FIELDS.join("\\s+")}\\s*)$`,
  ),
  form: "a cron expression of five fields in UTC, or @daily, @weekly, @hourly and their like",
  advice: 'write it like "0 9 * * mon-fri"',
  source: CRD,
};

export const QUANTITY: TextFact = {
  is: "a limit",
  pattern: /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+(\.[0-9]*)?)?$/,
  form: "a Kubernetes quantity",
  advice: 'write it like "1000" or "1000Gi"',
  source: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
};

/** Seconds of a duration such as `1h30m`. */
export function seconds(duration: string): number {
  const unit = { h: 3600, m: 60, s: 1 } as const;
  return [...duration.matchAll(/([0-9]+)([smh])/g)].reduce(
    (sum, [, n, u]) => sum + Number(n) * unit[u as "h" | "m" | "s"],
    0,
  );
}

/**
 * Labels that Auto Mode sets on its nodes, to be required under `eks.amazonaws.com/`.
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
    "instance-local-nvme",
    "compute-type",
    "capacity-reservation-id",
    "capacity-reservation-type",
    "capacity-reservation-interruptible",
    "placement-group-id",
  ].map((name) => `eks.amazonaws.com/${name}`),
);

/** Label keys that are refused, and what to write instead. First match decides. */
export const REFUSED_LABELS: readonly {
  readonly matches: (key: string) => boolean;
  /** Refused where a pool requires it, or also where a pool gives it to its nodes. */
  readonly where: "requirement" | "anywhere";
  readonly why: (key: string) => string;
  readonly source: string;
}[] = [
  {
    matches: (key) => /^([^/]*\.)?karpenter\.sh\//.test(key) && key !== "karpenter.sh/capacity-type",
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
    matches: (key) => key.startsWith("karpenter.k8s.aws/"),
    where: "anywhere",
    why: (key) => {
      const own = key.replace("karpenter.k8s.aws/", "eks.amazonaws.com/");
      return `is a label of self-run Karpenter, not of Auto Mode; use ${AUTO_MODE_LABELS.has(own) ? own : "a label under eks.amazonaws.com/"}`;
    },
    source: NODE_POOL,
  },
  {
    matches: (key) => key === "kubernetes.io/os" || key === "node.kubernetes.io/windows-build",
    where: "requirement",
    why: () => "is not supported by Auto Mode, whose nodes are all Linux; leave it out",
    source: NODE_POOL,
  },
];

/** NodePools that EKS keeps under these names, and overwrites. */
export const BUILT_IN_POOLS = ["general-purpose", "system"] as const;
