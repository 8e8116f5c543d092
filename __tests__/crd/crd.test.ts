import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { validate } from "../../lib/load/validate";
import { nodeManifests } from "../../lib/manifests/documents";
import type { AccessPlan } from "../../lib/plan/types";
import { head, pool, spec } from "../support/decide";
import { Crd, type CrdSchema } from "./crd";
import keptNodeClass from "./nodeclass.json";
import keptNodePool from "./nodepool.json";

/**
 * What a live Auto Mode cluster of 2024-12 takes. The project keeps the structure of the two CRDs, with rules of its own.
 * Where the whole CRDs of that cluster are at hand, and manifests that people have published, these are used too.
 */
const ROOT = join(__dirname, "..", "..");
const REFERENCE = join(ROOT, "..", "shared", "reference");
const read = (file: string) => readFileSync(join(REFERENCE, file), "utf8");
const live = (kind: string): CrdSchema => JSON.parse(read(`crd/live-${kind}-crd-2024-12-27.json`)).properties.spec;
const HAS_REFERENCE = existsSync(REFERENCE);

const KEPT = { NodeClass: keptNodeClass as CrdSchema, NodePool: keptNodePool as CrdSchema };
const CRDS = [KEPT, ...(HAS_REFERENCE ? [{ NodeClass: live("nodeclass"), NodePool: live("nodepool") }] : [])].map(
  ({ NodeClass, NodePool }) => ({ NodeClass: new Crd(NodeClass), NodePool: new Crd(NodePool) }),
);

/** Fields that AWS has documented after the CRDs were read, in `create-node-class.html` and `create-node-pool.html`. */
const NEWER = new Set([
  "instanceProfile",
  "podSubnetSelectorTerms",
  "podSecurityGroupSelectorTerms",
  "capacityReservationSelectorTerms",
  "placementGroupSelector",
  "ephemeralStorage.kmsKeyID",
  "advancedNetworking",
  "advancedSecurity",
  "advancedCompute",
  "certificateBundles",
  "replicas",
]);

interface Document {
  readonly kind: "NodeClass" | "NodePool";
  readonly spec: Readonly<Record<string, unknown>>;
}

const documentsOf = (plan: AccessPlan): Document[] =>
  nodeManifests(plan, "demo", () => "demo-node").map(({ document }) => document as Document);

/** An operator of requirements that is newer than the CRDs. */
const hasNewerOperator = (document: Document) => /"operator":"(Gte|Lte)"/.test(JSON.stringify(document));

/** Returns why the CRDs refuse the documents of a plan, and its fields that they do not have but should. */
function refusals(plan: AccessPlan): string[] {
  return documentsOf(plan).flatMap((document) => {
    if (hasNewerOperator(document)) return [];
    // a NodeClass may have an instance profile instead of its role, which is newer
    const whole = document.kind === "NodeClass" ? { role: "demo-node", ...document.spec } : document.spec;
    return CRDS.flatMap((crds) => {
      const crd = crds[document.kind];
      const unknown = [...crd.unknownFields(document.spec)].filter((field) => !NEWER.has(field));
      return [...crd.refuses(whole), ...unknown.map((field) => `unknown field ${field}`)];
    });
  });
}

const planOf = (config: unknown) => validate(config, { name: "demo" }).plan;

describe("the CRDs", () => {
  const nodeClass = (more: object) => ({ role: "r", ...spec(), ...more });
  const nodePool = (more: object, top: object = {}) => ({
    template: {
      spec: {
        nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "gpu" },
        requirements: pool().requirements,
        ...more,
      },
    },
    ...top,
  });
  const requirements = (...items: object[]) => nodePool({ requirements: items });

  test.each<[string, "NodeClass" | "NodePool", object, boolean]>([
    ["a whole NodeClass", "NodeClass", nodeClass({}), true],
    ["no role", "NodeClass", nodeClass({ role: "" }), false],
    ["no subnet", "NodeClass", nodeClass({ subnetSelectorTerms: [] }), false],
    ["a term of nothing", "NodeClass", nodeClass({ securityGroupSelectorTerms: [{}] }), false],
    ["a term of id and tags", "NodeClass", nodeClass({ subnetSelectorTerms: [{ id: "subnet-1", tags: {} }] }), false],
    ["a tag of Karpenter", "NodeClass", nodeClass({ tags: { "karpenter.sh/nodepool": "a" } }), false],
    ["a size in another unit", "NodeClass", nodeClass({ ephemeralStorage: { size: "80Mi" } }), false],
    ["a whole NodePool", "NodePool", nodePool({}), true],
    ["22 days", "NodePool", nodePool({ expireAfter: "504h" }), false],
    ["no end", "NodePool", nodePool({ expireAfter: "Never" }), false],
    ["In without values", "NodePool", requirements({ key: "a", operator: "In", values: [] }), false],
    ["Gt of a word", "NodePool", requirements({ key: "a", operator: "Gt", values: ["many"] }), false],
    ["a domain of Kubernetes", "NodePool", requirements({ key: "k8s.io/x", operator: "Exists" }), false],
    ["a label of Kubernetes", "NodePool", requirements({ key: "kubernetes.io/arch", operator: "Exists" }), true],
    ["a domain of Karpenter", "NodePool", requirements({ key: "karpenter.sh/x", operator: "Exists" }), false],
    ["half a window", "NodePool", nodePool({}, { disruption: { budgets: [{ nodes: "1", duration: "1h" }] } }), false],
  ])("%s", (_, kind, document, taken) => {
    expect(CRDS.map((crds) => crds[kind].refuses(document).length === 0)).toEqual(CRDS.map(() => taken));
  });

  (HAS_REFERENCE ? test : test.skip)("have the structure that the project keeps", () => {
    for (const [kind, kept] of Object.entries(KEPT)) {
      expect(structureOf(kept)).toEqual(structureOf(live(kind.toLowerCase())));
    }
  });
});

/** A schema less what it says in words and its rules. */
function structureOf({ properties, items, additionalProperties, ...schema }: CrdSchema): object {
  const { description: _, "x-kubernetes-validations": __, ...rest } = schema as Record<string, unknown>;
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, structureOf(part)])),
    }),
    ...(items && { items: structureOf(items) }),
    ...(additionalProperties && { additionalProperties: structureOf(additionalProperties) }),
  };
}

const EXAMPLES = ["examples", "__tests__/fixtures"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => join(folder, file)),
);

test("every manifest of the examples passes the CRDs", () => {
  const plans = EXAMPLES.flatMap((file) => planOf(parse(readFileSync(join(ROOT, file), "utf8"))) ?? []);
  expect(plans.flatMap(documentsOf).length).toBeGreaterThan(10);
  expect(plans.flatMap(refusals)).toEqual([]);
});

/** Values of fields, right, wrong and at their limits. Each is right or wrong by itself or with others. */
const NODE_CLASS_FIELDS: Readonly<Record<string, readonly unknown[]>> = {
  subnetSelectorTerms: [
    [{ id: "subnet-0a1b2c3d" }, { tags: { Name: "*" } }],
    [{ tags: { "kubernetes.io/role/internal-elb": "1", Name: "a" } }],
    [{ id: "subnet-1", tags: { Name: "a" } }],
    [{ tags: { Name: "" } }],
    [{ id: "sn-1" }],
    Array.from({ length: 31 }, () => ({ id: "subnet-1" })),
    [],
  ],
  securityGroupSelectorTerms: [
    [{ name: "nodes" }, { id: "sg-1" }],
    [{ tags: { Name: "a" } }],
    [{ name: "nodes", id: "sg-1" }],
    [{ id: "SG-1" }],
    [{}],
  ],
  ephemeralStorage: [
    ...["59000Gi", "64000G", "58Ti", "47Ti", "64T", "18Ti", "59Ti", "59001Gi", "0Gi", "80GB", "1.5Ti", ""].map(
      (size) => ({
        size,
      }),
    ),
    { iops: 3000, throughput: 1000 },
    { iops: 2999 },
    { iops: 16001 },
    { throughput: 124 },
    { kmsKeyID: "alias/nodes" },
  ],
  networkPolicy: ["DefaultAllow", "DefaultDeny", "Allow"],
  networkPolicyEventLogs: ["Enabled", "Disabled", true],
  snatPolicy: ["Random", "Disabled", "random"],
  tags: [
    { Team: "gpu" },
    { "": "a" },
    { "kubernetes.io/cluster/demo": "owned" },
    { "karpenter.sh/nodeclaim": "a" },
    { "eks:eks-cluster-name": "a" },
    { "eks.amazonaws.com/nodeclass": "a" },
  ],
  advancedNetworking: [{ associatePublicIPAddress: false }, { ipv4PrefixSize: "32" }],
  certificateBundles: [[{ name: "ca", data: "YQ==" }]],
};

const requirementsOf = (key: string, operator: string, values?: readonly string[], minValues?: number) => [
  { key, operator, ...(values && { values }), ...(minValues !== undefined && { minValues }) },
];
const ARCH = "kubernetes.io/arch";
const CPU = "eks.amazonaws.com/instance-cpu";
const LABELS = [
  "team",
  "example.com/team",
  "a.b/c_d.e",
  "karpenter.sh/capacity-type",
  "x.karpenter.sh/a",
  "karpenter.sh",
  "kubernetes.io/hostname",
  "kubernetes.io/x",
  "node-restriction.kubernetes.io/x",
  "node.kubernetes.io/x",
  "k8s.io/x",
  "kops.k8s.io/x",
  "karpenter.k8s.aws/instance-cpu",
  "eks.amazonaws.com/instance-category",
  "eks.amazonaws.com/nodeclass",
  "topology.kubernetes.io/zone",
  "-a",
  "a b",
  "",
  "A/b",
  `${"a".repeat(64)}`,
  `${"a.".repeat(126)}ab/${"b".repeat(63)}`,
];
const DURATIONS = ["0s", "1h30m", "336h", "480h", "504h", "505h", "Never", "1d", "", "1.5h", "h", "10m10s", "24h"];
const taintsOf = (value?: string) => [
  { key: "example.com/only", effect: "NoSchedule", ...(value !== undefined && { value }) },
];

const NODE_POOL_FIELDS: Readonly<Record<string, readonly unknown[]>> = {
  requirements: [
    ...LABELS.map((label) => requirementsOf(label, "Exists")),
    ...["In", "NotIn", "Exists", "DoesNotExist", "in"].flatMap((operator) => [
      requirementsOf(ARCH, operator),
      requirementsOf(ARCH, operator, []),
      requirementsOf(ARCH, operator, ["amd64", "arm64"], 2),
      requirementsOf(ARCH, operator, ["amd64"], 2),
      requirementsOf(ARCH, operator, ["amd64"], 51),
      requirementsOf(ARCH, operator, ["amd64"], 0),
    ]),
    ...["Gt", "Lt"].flatMap((operator) =>
      [["4"], ["0"], ["-1"], ["04"], ["4", "5"], [], ["four"], ["9223372036854775807"], ["9223372036854775808"]].map(
        (values) => requirementsOf(CPU, operator, values),
      ),
    ),
    Array.from({ length: 101 }, () => requirementsOf("team", "Exists")).flat(),
  ],
  labels: [
    ...LABELS.map((label) => ({ [label]: "a" })),
    ...["", "a_b", "-a", "a".repeat(64)].map((team) => ({ team })),
  ],
  annotations: [{ "example.com/note": "anything, even this" }],
  taints: [undefined, "", "a", "a/b", "a b", "-a"].map(taintsOf),
  startupTaints: [taintsOf()],
  expireAfter: DURATIONS,
  terminationGracePeriod: DURATIONS,
  disruption: [
    { consolidationPolicy: "WhenEmpty" },
    { consolidationPolicy: "WhenUnderutilized" },
    ...DURATIONS.map((consolidateAfter) => ({ consolidateAfter })),
    ...["10%", "100%", "101%", "5", "", "5.5"].map((nodes) => ({ budgets: [{ nodes }] })),
    { budgets: [{ reasons: ["NodeNotHealthy", "Drifted"] }] },
    { budgets: [{ reasons: ["Expired"] }] },
    ...["@daily", "0 9 * * 1-5", "0 9 * *", "@never"].flatMap((schedule) =>
      ["8h", "1h30m", "90s", ""].map((duration) => ({ budgets: [{ schedule, duration }] })),
    ),
    { budgets: [{ schedule: "@daily" }] },
    { budgets: Array.from({ length: 51 }, () => ({ nodes: "1" })) },
  ],
  limits: [{ cpu: "1000" }, { cpu: 1000, memory: "1000Gi" }, { memory: "1000GB" }, { cpu: 1.5 }, { cpu: "" }],
  weight: [1, 100, 0, 101],
};

/** Some of the fields, each with one of its values. */
const someFields = (fields: Readonly<Record<string, readonly unknown[]>>, maxLength: number) =>
  fc
    .subarray(Object.entries(fields), { maxLength })
    .chain((some) => fc.record(Object.fromEntries(some.map(([key, values]) => [key, fc.constantFrom(...values)]))));

const CONFIGS = fc.record({
  nodeClass: someFields(NODE_CLASS_FIELDS, 3),
  nodePool: someFields(NODE_POOL_FIELDS, 3),
  instanceProfile: fc.boolean(),
});

test("5,000 generated NodeClasses with their NodePools: what passes here passes the CRDs", () => {
  let written = 0;
  const passed = new Set<string>();
  fc.assert(
    fc.property(CONFIGS, ({ nodeClass, nodePool, instanceProfile }) => {
      const nodePools = { batch: pool(nodePool) };
      const plan = planOf(head({ nodeClasses: { gpu: { spec: spec(nodeClass), nodePools, instanceProfile } } }));
      if (plan === undefined) return;
      written += documentsOf(plan).length;
      for (const field of Object.keys({ ...nodeClass, ...nodePool })) passed.add(field);
      expect(refusals(plan)).toEqual([]);
    }),
    { numRuns: 5000, seed: 11 },
  );
  expect(written).toBeGreaterThan(1000);
  expect([...passed].sort()).toEqual(Object.keys({ ...NODE_CLASS_FIELDS, ...NODE_POOL_FIELDS }).sort());
});

/**
 * Published manifests that EKS would refuse, each with the rule that says so. All others pass. Their first line names
 * where they were published.
 */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  "001": ["unknown-key"],
  "005": ["unknown-key", "own-node-class"],
  "007": ["required"],
  "013": ["own-node-class"],
  "043": ["required"],
  "044": ["required"],
  "045": ["own-node-class"],
  "074": ["required"],
  "075": ["required"],
  "081": ["unknown-value", "unknown-key"],
  "093": ["unknown-value", "unknown-key", "reserved-label"],
  "094": ["unknown-value"],
  "hand-01": ["own-node-class"],
  "hand-02": ["own-node-class"],
  "hand-19": ["unknown-key"],
  "hand-21": ["min-values"],
};

(HAS_REFERENCE ? describe : describe.skip)("published manifests", () => {
  const files = HAS_REFERENCE ? readdirSync(join(REFERENCE, "manifests")) : [];

  test.each(files)("%s", (file) => {
    const { errors, plan } = validate(parse(read(`manifests/${file}`)), { name: "demo" });
    const rules = [...new Set(errors.map(({ rule }) => rule))];
    expect(rules).toEqual(REFUSED[/^(hand-)?\d+/.exec(file)?.[0] ?? ""] ?? []);
    if (plan) expect(refusals(plan)).toEqual([]);
  });
});
