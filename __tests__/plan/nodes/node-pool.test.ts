import { quote } from "../../../lib/aws/text";
import { decides, head, nodeClass, nodePool, pool, spec } from "../../support/decide";

const AT = "nodeClasses.gpu.nodePools.batch";

const H_M_S = "whole numbers with the units h, m and s";
const HOURS = 'write it in hours, minutes and seconds, such as "336h" or "1h30m"';

describe("fields", () => {
  decides([
    ["R501", "a pool without nodeClassRef is allowed", nodePool({})],
    [
      "R501",
      "nodeClassRef is refused",
      nodePool({ nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "gpu" } }),
      `${AT}.nodeClassRef: unknown key "nodeClassRef"; leave it out, since it is written here and names the NodeClass above`,
    ],
    [
      "R534",
      "a misspelt field is refused",
      nodePool({ requirement: [] }),
      `${AT}.requirement: unknown key "requirement"; did you mean "requirements"?`,
    ],
    [
      "R534",
      "a misspelt field further in is refused",
      nodePool({ disruption: { consolidatePolicy: "WhenEmpty" } }),
      `${AT}.disruption.consolidatePolicy: unknown key "consolidatePolicy"; did you mean "consolidationPolicy"?`,
    ],
    [
      "R534",
      "template is refused, since what stands under it is lifted up",
      nodePool({ template: { spec: {} } }),
      `${AT}.template: unknown key "template"; write what stands under template.spec directly in the pool, and template.metadata.labels as labels`,
    ],
    [
      "R534",
      "every field is allowed",
      nodePool({
        labels: { "example.com/team": "ml" },
        annotations: { "example.com/contact": "ml@example.com" },
        taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" }],
        startupTaints: [{ key: "example.com/agent", effect: "NoExecute" }],
        expireAfter: "336h",
        terminationGracePeriod: "24h",
        disruption: {
          consolidationPolicy: "Balanced",
          consolidateAfter: "30s",
          budgets: [{ nodes: "10%", reasons: ["Drifted"], schedule: "@daily", duration: "8h" }],
        },
        limits: { cpu: 1000, memory: "1000Gi" },
        weight: 10,
      }),
    ],
    [
      "R533",
      "system is warned of",
      nodeClass({ nodePools: { system: pool() } }),
      'warning nodeClasses.gpu.nodePools.system: EKS keeps a NodePool "system" of its own while that built-in pool is on, and overwrites this one; choose another key',
    ],
    [
      "R533",
      "general-purpose is warned of",
      nodeClass({ nodePools: { "general-purpose": pool() } }),
      'warning nodeClasses.gpu.nodePools.general-purpose: EKS keeps a NodePool "general-purpose" of its own while that built-in pool is on, and overwrites this one; choose another key',
    ],
    ["R533", "a name that holds one is allowed", nodeClass({ nodePools: { "system-gpu": pool() } })],
  ]);
});

describe("the life of a node", () => {
  const LIMIT = "a node of Auto Mode lives at most 504h (21 days) with the time to drain";
  const tooLong = (got: string) => `${AT}.expireAfter: ${LIMIT}, got "${got}" and 24h to drain; write "480h" or less`;
  const refused = (got: string, advice: string) => `${AT}.expireAfter: a duration is ${H_M_S}, got "${got}"; ${advice}`;
  const of = (expireAfter: unknown) => nodePool({ expireAfter });
  const drain = (terminationGracePeriod: unknown) => nodePool({ terminationGracePeriod });
  const notDrained = (got: string, advice: string) =>
    `${AT}.terminationGracePeriod: a duration is ${H_M_S}, got "${got}"; ${advice}`;
  decides([
    ...["480h", "28800m", "1728000s", "479h59m60s", "0s"].map(
      (life) => ["R517", `${life} is allowed`, of(life)] as const,
    ),
    ...["481h", "480h1s", "28801m", "1728001s", "504h", "720h", "Never"].map(
      (life) => ["R517", `${life} is refused`, of(life), tooLong(life)] as const,
    ),
    ["R517", "left out is allowed", of(undefined)],
    ["R517", "a shorter drain leaves more", nodePool({ expireAfter: "503h", terminationGracePeriod: "1h" })],
    [
      "R517",
      "a longer drain leaves less",
      nodePool({ expireAfter: "480h", terminationGracePeriod: "24h1m" }),
      `${AT}.expireAfter: ${LIMIT}, got "480h" and 24h1m to drain; write "479h59m" or less`,
    ],
    ["R517", "the longest drain after the default life", nodePool({ terminationGracePeriod: "168h" })],
    [
      "R517",
      "a longer one is refused",
      nodePool({ terminationGracePeriod: "169h" }),
      `${AT}.terminationGracePeriod: ${LIMIT}, got "169h" to drain after 336h; write "168h" or less`,
    ],
    [
      "R517",
      "a drain of 21 days leaves nothing",
      nodePool({ expireAfter: "1h", terminationGracePeriod: "504h" }),
      `${AT}.terminationGracePeriod: ${LIMIT}, got "504h" to drain after 1h; write "503h" or less`,
    ],
    [
      "R517",
      "a token in one of them is allowed",
      nodePool({ expireAfter: "504h", terminationGracePeriod: "${var.grace}" }),
    ],
    ["R517", "a token is allowed", of("${var.life}h")],
    ["R518", "14 days are refused", of("14d"), refused("14d", 'write "336h"')],
    ["R518", "30 days are refused, and would be too long", of("30d"), refused("30d", 'write "504h"')],
    ["R518", "a fraction is refused", of("1.5h"), refused("1.5h", 'write "1h30m"')],
    ["R518", "days and hours are refused", of("1d12h"), refused("1d12h", 'write "36h"')],
    ["R518", "a unit left out is refused", of("336"), refused("336", HOURS)],
    ["R518", "a negative length is refused", of("-1h"), refused("-1h", HOURS)],
    ["R518", "nothing is refused", of(""), refused("", HOURS)],
    [
      "R518",
      "a number is refused",
      of(336),
      `${AT}.expireAfter: text, got 336 (a number); write it in hours, minutes and seconds, such as "336h" or "1h30m"`,
    ],
    ["R519", "a day in hours is allowed", drain("24h")],
    ["R519", "a long one is allowed", drain("100h30m5s")],
    ["R519", "Never is refused", drain("Never"), notDrained("Never", "there is no Never, so leave it out for 24h")],
    ["R519", "a day is refused", drain("1d"), notDrained("1d", 'write "24h"')],
    ["R519", "a token is allowed", drain("${var.grace}")],
  ]);
});

describe("taints", () => {
  const EFFECTS = "one of NoSchedule, PreferNoSchedule or NoExecute";
  const KEY = "a label key is a name of letters, digits, -, _ and ., with an optional domain and / before it";
  decides(
    ["taints", "startupTaints"].flatMap((field) => {
      const taint = (effect: unknown, key: unknown = "example.com/gpu") => nodePool({ [field]: [{ key, effect }] });
      const place = `${AT}.${field}[0]`;
      return [
        [
          "R537",
          `an empty value is refused in ${field}`,
          nodePool({ [field]: [{ key: "a", value: "", effect: "NoSchedule" }] }),
          `${place}.value: the value of a taint has 1-63 characters, got 0 (""); leave value out, or respell it`,
        ] as const,
        ...["NoSchedule", "PreferNoSchedule", "NoExecute"].map(
          (effect) => ["R520", `${effect} is allowed in ${field}`, taint(effect)] as const,
        ),
        [
          "R520",
          `noschedule is refused in ${field}`,
          taint("noschedule"),
          `${place}.effect: ${EFFECTS}, got "noschedule"; did you mean "NoSchedule"?`,
        ] as const,
        [
          "R520",
          `no effect is refused in ${field}`,
          taint(undefined),
          `${place}.effect: required: ${EFFECTS}`,
        ] as const,
        ["R520", `a token is allowed in ${field}`, taint("${var.effect}")] as const,
        ["R521", `a key without a domain is allowed in ${field}`, taint("NoSchedule", "gpu")] as const,
        [
          "R521",
          `a space in a key is refused in ${field}`,
          taint("NoSchedule", "my gpu"),
          `${place}.key: ${KEY}, got "my gpu"; write it like "example.com/team"`,
        ] as const,
        ["R521", `a token as a key is allowed in ${field}`, taint("NoSchedule", "${var.taint}")] as const,
      ];
    }),
  );
});

describe("limits", () => {
  const refused = (limit: string, got: string) =>
    `${AT}.limits.${limit}: a limit is a Kubernetes quantity, got "${got}"; write it like "1000" or "1000Gi"`;
  decides([
    ["R529", "text is allowed", nodePool({ limits: { cpu: "1000", memory: "1000Gi", "nvidia.com/gpu": "8" } })],
    ["R529", "a plain number is allowed", nodePool({ limits: { cpu: 1000, nodes: 10 } })],
    ["R529", "thousandths and powers are allowed", nodePool({ limits: { cpu: "1500m", memory: "1e12" } })],
    [
      "R529",
      "a unit of another kind is refused",
      nodePool({ limits: { memory: "1000GB" } }),
      refused("memory", "1000GB"),
    ],
    ["R529", "a space is refused", nodePool({ limits: { memory: "1000 Gi" } }), refused("memory", "1000 Gi")],
    ["R529", "a word is refused", nodePool({ limits: { cpu: "unlimited" } }), refused("cpu", "unlimited")],
    ["R529", "nothing is refused", nodePool({ limits: { cpu: "" } }), refused("cpu", "")],
    ["R529", "a token is allowed", nodePool({ limits: { cpu: "${var.cpu}" } })],
  ]);
});

describe("weight and replicas", () => {
  decides([
    ["R530", "1 is allowed", nodePool({ weight: 1 })],
    ["R530", "100 is allowed", nodePool({ weight: 100 })],
    ["R530", "0 is refused", nodePool({ weight: 0 }), `${AT}.weight: weight is a whole number from 1 to 100, got 0`],
    [
      "R530",
      "101 is refused",
      nodePool({ weight: 101 }),
      `${AT}.weight: weight is a whole number from 1 to 100, got 101`,
    ],
    ["R530", "a token is allowed", nodePool({ weight: "${var.weight}" })],
    ["R531", "replicas alone are allowed", nodePool({ replicas: 0 })],
    ["R531", "replicas and a limit of nodes are allowed", nodePool({ replicas: 3, limits: { nodes: 5 } })],
    ["R531", "without replicas any limit is allowed", nodePool({ limits: { nodes: 5, cpu: 100 } })],
    [
      "R531",
      "replicas and weight are refused",
      nodePool({ replicas: 3, weight: 10 }),
      `${AT}.weight: a pool with replicas has no weight, got 10; keep one of the two`,
    ],
    [
      "R531",
      "replicas and a limit of cpu are refused",
      nodePool({ replicas: 3, limits: { nodes: 5, cpu: 100 } }),
      `${AT}.limits.cpu: a pool with replicas limits nodes only, got "cpu"; write limits: { nodes: … }`,
    ],
    [
      "R531",
      "replicas that are a token are replicas",
      nodePool({ replicas: "${var.replicas}", weight: 10 }),
      `${AT}.weight: a pool with replicas has no weight, got 10; keep one of the two`,
    ],
  ]);
});

describe("labels", () => {
  const many = (count: number) =>
    nodePool({ labels: Object.fromEntries(Array.from({ length: count }, (_, at) => [`label-${at}`, "x"])) });
  const long = (length: number) => nodePool({ labels: { team: "t".repeat(length) } });
  decides([
    ["R532", "100 labels are allowed", many(100)],
    ["R532", "101 labels are refused", many(101), `${AT}.labels: at most 100 labels, got 101; leave some out`],
    ["R532", "63 characters are allowed", long(63)],
    [
      "R532",
      "64 characters are refused",
      long(64),
      `${AT}.labels.team: a label value has at most 63 characters, got 64 (${quote("t".repeat(64))}); shorten or respell it`,
    ],
    ["R532", "an empty value is allowed", nodePool({ labels: { team: "" } })],
    [
      "R532",
      "a space, which Kubernetes refuses, is refused",
      nodePool({ labels: { team: "machine learning" } }),
      `${AT}.labels.team: a label value is letters, digits, -, _ and ., and begins and ends with a letter or digit, got "machine learning"; shorten or respell it`,
    ],
    ["R532", "a token is allowed", nodePool({ labels: { team: "${var.team}" } })],
  ]);
});

describe("NodePools of EKS's own NodeClass", () => {
  const top = (more: Parameters<typeof pool>[0], rest: object = {}) =>
    head({ nodePools: { batch: { nodeClass: "default", ...pool(more) } }, ...rest });
  decides([
    ["R401", "they need nothing else", top({})],
    [
      "pool-limits",
      "they follow the rules of every NodePool",
      top({ limits: { cpu: "many" } }),
      'nodePools.batch.limits.cpu: a limit is a Kubernetes quantity, got "many"; write it like "1000" or "1000Gi"',
    ],
    [
      "node-pool-name-taken",
      "one name for two pools is refused",
      top({}, { nodeClasses: { gpu: { spec: spec(), nodePools: { batch: pool() } } } }),
      "nodePools.batch: nodeClasses.gpu.nodePools.batch has the same name, and names of NodePools are unique in a cluster; choose another key",
    ],
    [
      "unknown-value",
      "another NodeClass is refused",
      head({ nodePools: { batch: { nodeClass: "gpu", ...pool() } } }),
      'nodePools.batch.nodeClass: only default, got "gpu"; write pools of a NodeClass of your own under nodeClasses.<name>.nodePools',
    ],
  ]);
});
