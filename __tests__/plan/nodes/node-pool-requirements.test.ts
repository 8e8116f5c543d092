import { AUTO_MODE_LABELS } from "../../../lib/aws/kubernetes/node-pool";
import { quote } from "../../../lib/aws/text";
import { decides, nodePool, type Row } from "../../support/decide";

const AT = "nodeClasses.gpu.nodePools.batch.requirements";

const requires = (...requirements: unknown[]) => nodePool({ requirements });
const key = (name: string, operator = "Exists") => requires({ key: name, operator });

describe("the list", () => {
  const many = (count: number) =>
    requires(...Array.from({ length: count }, (_, at) => ({ key: `example.com/label-${at}`, operator: "Exists" })));
  decides([
    [
      "R502",
      "left out is refused",
      nodePool({ requirements: undefined }),
      `${AT}: required: a list; write one, such as { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }`,
    ],
    ["R502", "one requirement is allowed", key("example.com/team")],
    ["R502", "an empty list is allowed, as Kubernetes allows it", requires()],
    ["R503", "100 requirements are allowed", many(100)],
    ["R503", "101 requirements are refused", many(101), `${AT}: at most 100 requirements, got 101; join some`],
  ]);
});

describe("keys", () => {
  const long = (length: number) => `${"d".repeat(length - 5)}/name`;
  const refused = (got: string) =>
    `${AT}[0].key: a label key is a name of letters, digits, -, _ and ., with an optional domain and / before it, got ${quote(got)}; write it like "example.com/team"`;
  const size = (got: string) =>
    `${AT}[0].key: a label key has 1-316 characters, got ${got.length} (${quote(got)}); write it like "example.com/team"`;
  decides([
    ["R504", "a name alone is allowed", key("team")],
    ["R504", "a domain and a name are allowed", key("example.com/Team_A.1-x")],
    ["R504", "316 characters are allowed", key(long(316))],
    ["R504", "317 characters are refused", key(long(317)), size(long(317))],
    ["R504", "nothing is refused", key(""), size("")],
    ["R504", "a space is refused", key("my team"), refused("my team")],
    ["R504", "capitals in the domain are refused", key("Example.com/team"), refused("Example.com/team")],
    ["R504", "two slashes are refused", key("example.com/team/a"), refused("example.com/team/a")],
    ["R504", "an ending in a hyphen is refused", key("team-"), refused("team-")],
    ["R504", "a key left out is refused", requires({ operator: "Exists" }), `${AT}[0].key: required: text`],
    ["R504", "a token is allowed", key("${var.label}")],
  ]);
});

describe("operators and values", () => {
  const LIST = "one of In, NotIn, Exists, DoesNotExist, Gt, Lt, Gte or Lte";
  const cpu = (operator: unknown, values?: unknown, more: object = {}) =>
    requires({ key: "eks.amazonaws.com/instance-cpu", operator, values, ...more });
  const oneNumber = (operator: string, got: unknown) =>
    `${AT}[0]: operator ${operator} has exactly one value, a whole number from 0 to 9223372036854775807, got ${JSON.stringify(got)}; write values: ["4"]`;
  const comparisons: Row[] = ["Gt", "Lt", "Gte", "Lte"].flatMap((operator) => [
    ["R507", `${operator} one number is allowed`, cpu(operator, ["4"])],
    ["R507", `${operator} nothing is refused`, cpu(operator), oneNumber(operator, [])],
    ["R507", `${operator} two numbers is refused`, cpu(operator, ["4", "8"]), oneNumber(operator, ["4", "8"])],
  ]);
  decides([
    ["R536", "as many values as minValues", cpu("In", ["4", "8"], { minValues: 2 })],
    [
      "R536",
      "fewer are refused",
      cpu("In", ["4", "8"], { minValues: 3 }),
      `${AT}[0].minValues: minValues is at most the number of values, 2, got 3; write more values, or a smaller number`,
    ],
    ["R536", "without values nothing is counted", cpu("Exists", undefined, { minValues: 3 })],
    ["R539", "the largest number", cpu("Lt", ["9223372036854775807"])],
    ["R539", "one more is refused", cpu("Lt", ["9223372036854775808"]), oneNumber("Lt", ["9223372036854775808"])],
    ...["Exists", "DoesNotExist"].map((word) => ["R505", `${word} is allowed`, cpu(word)] as const),
    ...["In", "NotIn"].map((word) => ["R505", `${word} is allowed`, cpu(word, ["4"])] as const),
    ["R505", "in is refused", cpu("in", ["4"]), `${AT}[0].operator: ${LIST}, got "in"; did you mean "In"?`],
    ["R505", "Equals is refused", cpu("Equals", ["4"]), `${AT}[0].operator: ${LIST}, got "Equals"`],
    ["R505", "an operator left out is refused", cpu(undefined, ["4"]), `${AT}[0].operator: required: ${LIST}`],
    ["R505", "a token is allowed", cpu("${var.operator}", ["4"])],
    [
      "R506",
      "In without values is refused",
      cpu("In"),
      `${AT}[0]: operator In needs values, got none; write values: […], or operator Exists for any value`,
    ],
    [
      "R506",
      "In with an empty list is refused",
      cpu("In", []),
      `${AT}[0]: operator In needs values, got none; write values: […], or operator Exists for any value`,
    ],
    ["R506", "NotIn without values is allowed", cpu("NotIn", [])],
    ["R506", "In with one value is allowed", cpu("In", ["4"])],
    ...comparisons,
    ["R507", "zero is allowed", cpu("Gt", ["0"])],
    ["R507", "a negative number is refused", cpu("Gt", ["-1"]), oneNumber("Gt", ["-1"])],
    ["R507", "half a number is refused", cpu("Lt", ["1.5"]), oneNumber("Lt", ["1.5"])],
    ["R507", "a word is refused", cpu("Gte", ["four"]), oneNumber("Gte", ["four"])],
    ["R507", "a token is allowed", cpu("Lte", ["${var.cpu}"])],
    [
      "R508",
      "a number without quotes is refused",
      cpu("In", ["2", 4]),
      `${AT}[0].values[1]: text, got 4 (a number); write it in quotes: "4"`,
    ],
    [
      "R508",
      "nothing but that is said of a comparison",
      cpu("Gt", [4]),
      `${AT}[0].values[0]: text, got 4 (a number); write it in quotes: "4"`,
    ],
    ["R508", "one value is a list too", cpu("In", "4"), `${AT}[0].values: a list, got "4" (text); write ["4"]`],
    ["R509", "minValues 1 is allowed", cpu("Exists", undefined, { minValues: 1 })],
    ["R509", "minValues 50 is allowed", cpu("Exists", undefined, { minValues: 50 })],
    [
      "R509",
      "minValues 0 is refused",
      cpu("Exists", undefined, { minValues: 0 }),
      `${AT}[0].minValues: minValues is a whole number from 1 to 50, got 0`,
    ],
    [
      "R509",
      "minValues 51 is refused",
      cpu("Exists", undefined, { minValues: 51 }),
      `${AT}[0].minValues: minValues is a whole number from 1 to 50, got 51`,
    ],
    ["R509", "a token is allowed", cpu("Exists", undefined, { minValues: "${var.least}" })],
  ]);
});

describe("labels that may be required", () => {
  const karpenter = (got: string, place = `${AT}[0].key`) =>
    `${place}: "${got}" belongs to Karpenter; use karpenter.sh/capacity-type, or a label of a domain of your own`;
  const selfRun = (got: string, use: string) =>
    `${AT}[0].key: "${got}" is a label of self-run Karpenter, not of Auto Mode; use ${use}`;
  const notSupported = (got: string) =>
    `${AT}[0].key: "${got}" is not supported by Auto Mode, whose nodes are all Linux; leave it out`;
  const standard = [
    "topology.kubernetes.io/zone",
    "node.kubernetes.io/instance-type",
    "kubernetes.io/arch",
    "example.com/team",
    "team",
  ];
  decides([
    ["R510", "karpenter.sh/capacity-type is allowed", key("karpenter.sh/capacity-type")],
    ...["karpenter.sh/nodepool", "karpenter.sh/initialized"].map(
      (name) => ["R510", `${name} is refused`, key(name), karpenter(name)] as const,
    ),
    [
      "R538",
      "another domain with that ending is refused",
      key("mykarpenter.sh/team"),
      karpenter("mykarpenter.sh/team"),
    ],
    ["R538", "the bare domain is refused", key("karpenter.sh"), karpenter("karpenter.sh")],
    ["R538", "a domain of one's own with the word is allowed", key("karpenter.example.com/team")],
    [
      "R540",
      "a label of the pool is not of EKS's own domain",
      nodePool({ labels: { "eks.amazonaws.com/team": "a" } }),
      'nodeClasses.gpu.nodePools.batch.labels["eks.amazonaws.com/team"]: "eks.amazonaws.com/team" is of a domain that EKS keeps for itself; use a label of a domain of your own',
    ],
    [
      "R510",
      "a label of the pool is refused too",
      nodePool({ labels: { "karpenter.sh/nodepool": "batch" } }),
      karpenter("karpenter.sh/nodepool", 'nodeClasses.gpu.nodePools.batch.labels["karpenter.sh/nodepool"]'),
    ],
    [
      "R511",
      "kubernetes.io/hostname is refused",
      key("kubernetes.io/hostname"),
      `${AT}[0].key: "kubernetes.io/hostname" differs from node to node; use a label of the pool`,
    ],
    ...["kubernetes.io/team", "a.k8s.io/b", "k8s.io", "x.kubernetes.io/zone"].map(
      (name) =>
        [
          "reserved-label",
          `${name} is refused`,
          key(name),
          `${AT}[0].key: "${name}" is of a domain that Kubernetes keeps for itself; use a label of a domain of your own`,
        ] as const,
    ),
    ...["node.kubernetes.io/team", "node-restriction.kubernetes.io/a", "kops.k8s.io/a", "beta.kubernetes.io/arch"].map(
      (name) => ["reserved-label", `${name} is allowed`, key(name)] as const,
    ),
    [
      "R512",
      "a label that Auto Mode has under its own domain is refused",
      key("karpenter.k8s.aws/instance-cpu"),
      selfRun("karpenter.k8s.aws/instance-cpu", "eks.amazonaws.com/instance-cpu"),
    ],
    [
      "R512",
      "a label that Auto Mode does not have is refused",
      key("karpenter.k8s.aws/instance-tenancy"),
      selfRun("karpenter.k8s.aws/instance-tenancy", "a label under eks.amazonaws.com/"),
    ],
    ["R513", "kubernetes.io/os is allowed", key("kubernetes.io/os")],
    ["R513", "Linux is allowed", requires({ key: "kubernetes.io/os", operator: "In", values: ["linux"] })],
    [
      "R513",
      "another system is a warning",
      requires({ key: "kubernetes.io/os", operator: "In", values: ["windows"] }),
      `warning ${AT}[0].values: nodes of Auto Mode are all Linux, got ["windows"], which matches no node; leave the requirement out`,
    ],
    [
      "R513",
      "node.kubernetes.io/windows-build is refused",
      key("node.kubernetes.io/windows-build"),
      notSupported("node.kubernetes.io/windows-build"),
    ],
    ...[...AUTO_MODE_LABELS, ...standard].map((name) => ["R514", `${name} is allowed`, key(name)] as const),
    [
      "R515",
      "a misspelt label of Auto Mode is warned of",
      key("eks.amazonaws.com/instance-catgory"),
      `warning ${AT}[0].key: "eks.amazonaws.com/instance-catgory" is no label of Auto Mode that is known here; did you mean "eks.amazonaws.com/instance-category"?`,
    ],
    [
      "R515",
      "a label like no other is warned of",
      key("eks.amazonaws.com/rack"),
      `warning ${AT}[0].key: "eks.amazonaws.com/rack" is no label of Auto Mode that is known here; it may be newer`,
    ],
  ]);

  test("R514 all labels of Auto Mode are in the table", () => {
    expect([...AUTO_MODE_LABELS].map((name) => name.replace("eks.amazonaws.com/", "")).sort()).toEqual([
      "capacity-reservation-id",
      "capacity-reservation-interruptible",
      "capacity-reservation-type",
      "compute-type",
      "instance-accelerator-count",
      "instance-accelerator-manufacturer",
      "instance-accelerator-name",
      "instance-category",
      "instance-cpu",
      "instance-cpu-manufacturer",
      "instance-cpu-sustained-clock-speed-mhz",
      "instance-ebs-bandwidth",
      "instance-encryption-in-transit-supported",
      "instance-family",
      "instance-generation",
      "instance-gpu-count",
      "instance-gpu-manufacturer",
      "instance-gpu-memory",
      "instance-gpu-name",
      "instance-hypervisor",
      "instance-local-nvme",
      "instance-memory",
      "instance-network-bandwidth",
      "instance-size",
      "nodeclass",
      "placement-group-id",
    ]);
  });
});

describe("capacity types", () => {
  const capacity = (...values: unknown[]) => requires({ key: "karpenter.sh/capacity-type", operator: "In", values });
  const matchesNothing = (got: string) =>
    `warning ${AT}[0].values: capacity types are spot, on-demand and reserved, got "${got}", which matches no node`;
  decides([
    ["R516", "the three are allowed", capacity("spot", "on-demand", "reserved")],
    ["R516", "a misspelt one is warned of", capacity("Spot"), `${matchesNothing("Spot")}; did you mean "spot"?`],
    ["R516", "another is warned of", capacity("on-demand", "capacity-block"), matchesNothing("capacity-block")],
    ["R516", "a token is allowed", capacity("${var.capacity}")],
    [
      "R516",
      "of another label any value is allowed",
      requires({ key: "example.com/capacity-type", operator: "In", values: ["gold"] }),
    ],
  ]);
});
