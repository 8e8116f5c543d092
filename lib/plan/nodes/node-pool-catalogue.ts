import { SCHEDULE } from "../../aws/kubernetes/cron";
import { BUDGET_DURATION, DURATION_OR_NEVER, EXPIRE_AFTER, TERMINATION_GRACE } from "../../aws/kubernetes/durations";
import { LABEL_KEY, LABEL_VALUE } from "../../aws/kubernetes/names";
import {
  BUDGET_NODES,
  BUDGETS,
  LABELS_OF_A_POOL,
  MIN_VALUES,
  QUANTITY,
  REPLICAS,
  REQUIREMENTS,
  WEIGHT,
} from "../../aws/kubernetes/node-pool";
import { listRule, numberRule, rules, textRule } from "../rule";

const CRD = "https://karpenter.sh/docs/concepts/nodepools/";
const NODE_POOL = "https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html";

/** A NodePool without fields. Append them. */
const POOL = `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
    nodePools:
      batch:`;

/** A NodePool with valid requirements. */
const ARM_POOL = `${POOL}
        requirements: [{ key: kubernetes.io/arch, operator: In, values: [arm64] }]`;

const items = (count: number, item: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `          ${item(index)}\n`).join("");

const budgets = (count: number): string => `${ARM_POOL}
        disruption:
          budgets:
${items(count, (index) => `  - { nodes: "${index + 1}" }`)}`;

const labels = (count: number): string => `${ARM_POOL}
        labels:
${items(count, (index) => `example.com/label-${index + 1}: "true"`)}`;

const requirements = (count: number): string => `${POOL}
        requirements:
${items(count, (index) => `- { key: example.com/label-${index + 1}, operator: Exists }`)}`;

/** Rules of NodePools. */
export const NODE_POOL_RULES = rules({
  "budget-count": listRule(
    { ...BUDGETS, is: "disruption budgets of a NodePool" },
    {
      wayOut: "Join some of the budgets, or leave some out.",
      numbers: ["R524"],
      bad: () => budgets(51),
      good: () => budgets(50),
    },
  ),
  "budget-duration": textRule(BUDGET_DURATION, {
    wayOut: "Write the length in h and m, rounded to whole minutes.",
    numbers: ["R527"],
    bad: `${ARM_POOL}
        disruption:
          budgets: [{ nodes: "0", schedule: "@daily", duration: 1d }]
`,
    good: `${ARM_POOL}
        disruption:
          budgets: [{ nodes: "0", schedule: "@daily", duration: 24h }]
`,
  }),
  "budget-nodes": textRule(
    { ...BUDGET_NODES, is: "`nodes` of a budget" },
    {
      wayOut: 'Write a number of nodes, such as "5", or a share of all nodes of the pool, such as "10%".',
      numbers: ["R525"],
      bad: `${ARM_POOL}
        disruption:
          budgets: [{ nodes: 150% }]
`,
      good: `${ARM_POOL}
        disruption:
          budgets: [{ nodes: 100% }]
`,
    },
  ),
  "budget-schedule": textRule(
    { ...SCHEDULE, is: "the schedule of a budget" },
    {
      wayOut: 'Write minute, hour, day of the month, month and day of the week, such as "0 9 * * mon-fri".',
      numbers: ["R528"],
      bad: `${ARM_POOL}
        disruption:
          budgets: [{ nodes: "0", schedule: "@every 8h", duration: 1h }]
`,
      good: `${ARM_POOL}
        disruption:
          budgets: [{ nodes: "0", schedule: "0 */8 * * *", duration: 1h }]
`,
    },
  ),
  "budget-window": {
    severity: "error",
    summary: "A budget has a schedule without a duration, or a duration without a schedule.",
    wayOut: "Write both, or leave both out for a budget that always holds.",
    source: CRD,
    numbers: ["R527"],
    bad: `${ARM_POOL}
        disruption:
          budgets: [{ nodes: "0", schedule: "0 9 * * mon-fri" }]
`,
    good: `${ARM_POOL}
        disruption:
          budgets: [{ nodes: "0", schedule: "0 9 * * mon-fri", duration: 8h }]
`,
  },
  "built-in-pool": {
    severity: "warning",
    summary:
      "A NodePool has the name of a built-in node pool of EKS. While that built-in pool is on, EKS overwrites this one.",
    wayOut: "Give the NodePool another key.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/set-builtin-node-pools.html",
    numbers: ["R533"],
    bad: `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
    nodePools:
      system:
        requirements: [{ key: kubernetes.io/arch, operator: In, values: [arm64] }]
`,
    good: `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
    nodePools:
      system-arm:
        requirements: [{ key: kubernetes.io/arch, operator: In, values: [arm64] }]
`,
  },
  "comparison-value": {
    severity: "error",
    summary: "The operators Gt, Lt, Gte and Lte compare with exactly one value: a whole number that is not negative.",
    wayOut: 'Write one number in quotes, such as values: ["4"].',
    source: CRD,
    numbers: ["R539", "R507"],
    bad: `${POOL}
        requirements: [{ key: eks.amazonaws.com/instance-cpu, operator: Gt, values: ["4", "8"] }]
`,
    good: `${POOL}
        requirements: [{ key: eks.amazonaws.com/instance-cpu, operator: Gt, values: ["4"] }]
`,
  },
  "consolidate-after": textRule(
    { ...DURATION_OR_NEVER, is: "`consolidateAfter` of a NodePool" },
    {
      wayOut: "Write the same length in h, m and s, such as 24h or 1h30m.",
      numbers: ["R518", "R523"],
      bad: `${ARM_POOL}
        disruption: { consolidateAfter: 1d }
`,
      good: `${ARM_POOL}
        disruption: { consolidateAfter: 24h }
`,
    },
  ),
  "expire-after": textRule(
    { ...EXPIRE_AFTER, is: "`expireAfter` of a NodePool" },
    {
      wayOut: "Write the same length in h, m and s, such as 336h for 14 days.",
      numbers: ["R518"],
      bad: `${ARM_POOL}
        expireAfter: 14d
`,
      good: `${ARM_POOL}
        expireAfter: 336h
`,
    },
  ),
  "label-key": textRule(LABEL_KEY, {
    wayOut: "Write it like example.com/team.",
    numbers: ["R504", "R521"],
    bad: `${POOL}
        requirements: [{ key: my team, operator: Exists }]
`,
    good: `${POOL}
        requirements: [{ key: example.com/my-team, operator: Exists }]
`,
  }),
  "label-value": textRule(LABEL_VALUE, {
    wayOut: "Shorten the value, or write - in place of other characters.",
    numbers: ["R537", "R532"],
    bad: `${ARM_POOL}
        labels: { example.com/team: machine learning }
`,
    good: `${ARM_POOL}
        labels: { example.com/team: machine-learning }
`,
  }),
  "min-values": numberRule(
    { ...MIN_VALUES, is: "`minValues` of a requirement" },
    {
      wayOut: "Write a number within these bounds, or leave it out.",
      numbers: ["R536", "R509"],
      bad: `${POOL}
        requirements: [{ key: node.kubernetes.io/instance-type, operator: Exists, minValues: 51 }]
`,
      good: `${POOL}
        requirements: [{ key: node.kubernetes.io/instance-type, operator: Exists, minValues: 50 }]
`,
    },
  ),
  "node-lifetime": {
    severity: "error",
    summary:
      "A node of Auto Mode lives at most 21 days, which are 504h. `expireAfter` (336h by default) and `terminationGracePeriod` (24h by default) are longer together, or `expireAfter` is Never.",
    wayOut: "Write a shorter `expireAfter` or `terminationGracePeriod`, or leave both out.",
    source: NODE_POOL,
    numbers: ["R517"],
    bad: `${ARM_POOL}
        expireAfter: 720h
`,
    good: `${ARM_POOL}
        expireAfter: 480h
`,
  },
  "node-pool-name-taken": {
    severity: "error",
    summary: "Two NodePools have the same name. In a cluster names of NodePools are unique, across all NodeClasses.",
    wayOut: "Give one of them another key.",
    source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
    numbers: ["R819"],
    bad: `${ARM_POOL}
  web:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
    nodePools:
      batch:
        requirements: [{ key: kubernetes.io/arch, operator: In, values: [amd64] }]
`,
    good: `${ARM_POOL}
  web:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
    nodePools:
      web:
        requirements: [{ key: kubernetes.io/arch, operator: In, values: [amd64] }]
`,
  },
  "pool-labels": listRule(
    { ...LABELS_OF_A_POOL, is: "labels of a NodePool" },
    {
      wayOut: "Leave some of the labels out.",
      numbers: ["R532"],
      bad: () => labels(101),
      good: () => labels(100),
    },
  ),
  "pool-limits": textRule(
    { ...QUANTITY, is: "a limit of a NodePool" },
    {
      wayOut: 'Write a number with a unit of Kubernetes or with none, such as "1000" or 1000Gi.',
      numbers: ["R529"],
      bad: `${ARM_POOL}
        limits: { memory: 1000GB }
`,
      good: `${ARM_POOL}
        limits: { memory: 1000Gi }
`,
    },
  ),
  "pool-replicas": numberRule(
    { ...REPLICAS, is: "`replicas` of a NodePool, in whole numbers" },
    {
      wayOut: "Write 0 for no nodes, or leave it out for as many nodes as the pods need.",
      numbers: [],
      bad: `${ARM_POOL}
        replicas: -1
`,
      good: `${ARM_POOL}
        replicas: 0
`,
    },
  ),
  "pool-weight": numberRule(
    { ...WEIGHT, is: "the weight of a NodePool, in whole numbers" },
    {
      wayOut: "Write a number within these bounds. The pool with the highest weight is tried first.",
      numbers: ["R530"],
      bad: `${ARM_POOL}
        weight: 101
`,
      good: `${ARM_POOL}
        weight: 100
`,
    },
  ),
  "pool-with-replicas": {
    severity: "error",
    summary: "A NodePool with `replicas` has a fixed number of nodes. It takes no `weight`, and no limit but `nodes`.",
    wayOut: "Leave out `replicas`, or what does not go with it.",
    source: CRD,
    numbers: ["R531"],
    bad: `${ARM_POOL}
        replicas: 3
        limits: { cpu: "100" }
`,
    good: `${ARM_POOL}
        replicas: 3
        limits: { nodes: 5 }
`,
  },
  "requirement-values": {
    severity: "error",
    summary: "A requirement with the operator In has no values, so no node could meet it.",
    wayOut: "Write the values, or use the operator Exists for any value.",
    source: CRD,
    numbers: ["R506"],
    bad: `${POOL}
        requirements: [{ key: kubernetes.io/arch, operator: In }]
`,
    good: `${POOL}
        requirements: [{ key: kubernetes.io/arch, operator: In, values: [arm64] }]
`,
  },
  requirements: listRule(
    { ...REQUIREMENTS, is: "requirements of a NodePool" },
    {
      wayOut: "Join some of them: one requirement takes several values.",
      numbers: ["R503"],
      bad: () => requirements(101),
      good: () => requirements(100),
    },
  ),
  "reserved-label": {
    severity: "error",
    summary:
      "A NodePool of Auto Mode takes no label under karpenter.sh/ but karpenter.sh/capacity-type, no label of self-run Karpenter under karpenter.k8s.aws/, and none under kubernetes.io or k8s.io but the known ones, such as kubernetes.io/arch, and those under node.kubernetes.io. Its requirements do not take node.kubernetes.io/windows-build either, and its own labels none under eks.amazonaws.com/.",
    wayOut: "Use the label of the same name under eks.amazonaws.com/, or a label of a domain of your own.",
    source: NODE_POOL,
    numbers: ["R510", "R511", "R512", "R513", "R538", "R540"],
    bad: `${POOL}
        requirements: [{ key: karpenter.k8s.aws/instance-family, operator: In, values: [g5] }]
`,
    good: `${POOL}
        requirements: [{ key: eks.amazonaws.com/instance-family, operator: In, values: [g5] }]
`,
  },
  "termination-grace-period": textRule(
    { ...TERMINATION_GRACE, is: "`terminationGracePeriod` of a NodePool" },
    {
      wayOut: "Write the same length in h, m and s, or leave it out for 24h. There is no Never.",
      numbers: ["R518", "R519"],
      bad: `${ARM_POOL}
        terminationGracePeriod: Never
`,
      good: `${ARM_POOL}
        terminationGracePeriod: 24h
`,
    },
  ),
  "unknown-capacity-type": {
    severity: "warning",
    summary:
      "A requirement asks for a capacity type other than spot, on-demand and reserved. No node has such a capacity type.",
    wayOut: "Write one of the three, in lower case.",
    source: NODE_POOL,
    numbers: ["R516"],
    bad: `${POOL}
        requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [Spot] }]
`,
    good: `${POOL}
        requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [spot] }]
`,
  },
  "unknown-label": {
    severity: "warning",
    summary:
      "A requirement names a label under eks.amazonaws.com/ that is not in the table of Auto Mode's labels. It may be misspelt, or newer than the table.",
    wayOut: "Correct the spelling, or accept the warning if AWS documents the label.",
    source: NODE_POOL,
    numbers: ["R515"],
    bad: `${POOL}
        requirements: [{ key: eks.amazonaws.com/instance-catgory, operator: In, values: [g] }]
`,
    good: `${POOL}
        requirements: [{ key: eks.amazonaws.com/instance-category, operator: In, values: [g] }]
`,
  },
  "budget-reason-twice": {
    severity: "error",
    summary: "A disruption budget names one reason twice.",
    wayOut: "Keep one of the two.",
    source: "https://karpenter.sh/docs/concepts/disruption/#nodepool-disruption-budgets",
    numbers: ["R526"],
    bad: `${ARM_POOL}
        disruption: { budgets: [{ nodes: "1", reasons: [Empty, Drifted, Empty] }] }
`,
    good: `${ARM_POOL}
        disruption: { budgets: [{ nodes: "1", reasons: [Empty, Drifted] }] }
`,
  },
  "os-of-nodes": {
    severity: "warning",
    summary: "A requirement asks for another operating system than Linux, which no node of Auto Mode has.",
    wayOut: "Leave the requirement out.",
    source: NODE_POOL,
    numbers: ["R513"],
    bad: `${POOL}
        requirements: [{ key: kubernetes.io/os, operator: In, values: [windows] }]
`,
    good: `${POOL}
        requirements: [{ key: kubernetes.io/os, operator: In, values: [linux] }]
`,
  },
});
