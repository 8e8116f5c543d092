import * as z from "zod";
import { SCHEDULE } from "../aws/kubernetes/cron";
import { BUDGET_DURATION, DURATION_OR_NEVER, EXPIRE_AFTER, TERMINATION_GRACE } from "../aws/kubernetes/durations";
import { LABEL_KEY, LABEL_VALUE, TAINT_VALUE } from "../aws/kubernetes/names";
import * as facts from "../aws/kubernetes/node-pool";
import { facts as fieldFacts, integer, kubernetesWord, listOf, mapOf, object, oneOf, plainText, text } from "./fields";

const requirement = object(
  {
    key: plainText(
      "Label, such as eks.amazonaws.com/instance-category, karpenter.sh/capacity-type or one of your own.",
    ),
    operator: kubernetesWord(facts.OPERATORS, "How values are compared. Gt, Lt, Gte and Lte take one whole number."),
    values: listOf(
      plainText('Text: write numbers in quotes, "4".'),
      undefined,
      "What the label is compared with.",
    ).optional(),
    minValues: integer(facts.MIN_VALUES, "How many of the values must stay possible.").optional(),
  },
  "One condition on the nodes of this pool.",
);

const taint = object(
  {
    key: text(LABEL_KEY, "Key of the taint."),
    value: text(TAINT_VALUE, "Value of the taint. Leave it out where there is none.").optional(),
    effect: kubernetesWord(facts.EFFECTS, "What happens to pods that do not tolerate it."),
  },
  "One taint.",
);

/** The plan validates the format, because a union of formats would reject tokens. */
const quantity = z
  .union([plainText("A quantity.").meta({ pattern: facts.QUANTITY.pattern?.source }), z.number()])
  .meta({ description: 'A Kubernetes quantity: "1000", 1000, "1000Gi".' });

const label = text(LABEL_VALUE, "Value of the label.");

/** `metadata` of a Kubernetes object. */
export const metadata = object(
  {
    labels: mapOf(label, { keys: LABEL_KEY }, "Labels of the object.").optional(),
    annotations: mapOf(plainText("Value of the annotation."), { keys: LABEL_KEY }, "Annotations.").optional(),
  },
  "Labels and annotations of the Kubernetes object itself.\n\nhttps://kubernetes.io/docs/concepts/overview/working-with-objects/",
  { name: "the key is the name" },
);

/** `spec` of `karpenter.sh/v1` NodePool without `nodeClassRef`. The fields of `template.spec` are at the top level. */
const nodePoolFields = {
  requirements: listOf(requirement, facts.REQUIREMENTS, "Which nodes this pool may launch; all must hold."),
  labels: mapOf(label, { keys: LABEL_KEY, size: facts.LABELS_OF_A_POOL }, "Labels of the nodes.").optional(),
  annotations: mapOf(
    plainText("Value of the annotation."),
    { keys: LABEL_KEY },
    "Annotations of the nodes.",
  ).optional(),
  taints: listOf(taint, undefined, "Taints of the nodes.").optional(),
  startupTaints: listOf(taint, undefined, "Taints that something else removes once a node is ready.").optional(),
  expireAfter: text(
    EXPIRE_AFTER,
    "How long a node may live, in h, m and s. With terminationGracePeriod at most 504h (21 days). Default: 336h.",
  ).optional(),
  terminationGracePeriod: text(TERMINATION_GRACE, "How long a node may drain, in h, m and s. Default: 24h.").optional(),
  disruption: object(
    {
      consolidationPolicy: kubernetesWord(
        facts.CONSOLIDATION_POLICIES,
        "Which nodes are consolidated. Default: WhenEmptyOrUnderutilized.",
      ).optional(),
      consolidateAfter: text(
        DURATION_OR_NEVER,
        "How long to wait for it, in h, m and s, or Never. Default: 0s.",
      ).optional(),
      budgets: listOf(
        object(
          {
            nodes: text(
              facts.BUDGET_NODES,
              'How many nodes may be disrupted at once: "10%" or "5". Default: "10%".',
            ).optional(),
            reasons: listOf(
              kubernetesWord(facts.REASONS, "Why nodes are disrupted."),
              undefined,
              "What the budget is for. Default: all.",
            ).optional(),
            schedule: text(SCHEDULE, "When the budget begins, in UTC; together with duration.").optional(),
            duration: text(BUDGET_DURATION, "How long it holds, in h and m; together with schedule.").optional(),
          },
          "One disruption budget.",
        ),
        facts.BUDGETS,
        "How much may be disrupted when.",
      ).optional(),
    },
    "How nodes are replaced.",
  ).optional(),
  limits: mapOf(
    quantity,
    { keys: LABEL_KEY },
    "The most that all nodes together may have: cpu, memory, nodes.",
  ).optional(),
  weight: integer(facts.WEIGHT, "The pool with the highest weight is tried first. Not with replicas.").optional(),
  replicas: integer(facts.REPLICAS, "A fixed number of nodes; then only limits.nodes, and no weight.").optional(),
  metadata: metadata.optional(),
};

const NODE_POOL =
  "NodePool spec (karpenter.sh/v1) with template.spec lifted up, less nodeClassRef.\n\nhttps://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html";

const TEMPLATE = "write what stands under template.spec directly in the pool, and template.metadata.labels as labels";

/** A NodePool of a NodeClass of the file. */
export const nodePool = object(nodePoolFields, NODE_POOL, {
  nodeClassRef: "leave it out, since it is written here and names the NodeClass above",
  template: TEMPLATE,
});

/** A NodePool of the NodeClass that EKS makes. */
export const nodePoolOfEks = object(
  {
    nodeClass: oneOf(
      facts.NODE_CLASSES_OF_EKS,
      "The NodeClass. EKS makes it, and keeps it while a built-in node pool is on.",
    ).register(fieldFacts, { advice: "write pools of a NodeClass of your own under nodeClasses.<name>.nodePools" }),
    ...nodePoolFields,
  },
  NODE_POOL,
  { nodeClassRef: "write nodeClass: default", template: TEMPLATE },
);

export type NodePoolConfig = z.input<typeof nodePool>;
export type NodePoolOfEksConfig = z.input<typeof nodePoolOfEks>;
export type MetadataConfig = z.input<typeof metadata>;
export type Requirement = z.input<typeof requirement>;
