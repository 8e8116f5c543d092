import { quote } from "../../../lib/aws/text";
import { decides, head, nodeClass, nodeClassSpec, pool, spec } from "../../support/decide";

const AT = "nodeClasses.gpu.spec";

/** What R437 says of tags, wherever the cluster role is made elsewhere. */
const TAGS_WARNING = `warning ${AT}.tags: no node starts with tags of its own unless the cluster role has the custom tags policy; attach it where that role is made: https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html`;

const named = (key: string) => head({ nodeClasses: { [key]: { spec: spec() } } });

describe("the name", () => {
  const FORM = "a key is lower-case letters, digits, - and ., and each part begins and ends with a letter or digit";
  decides([
    [
      "R401",
      "the NodeClass that EKS owns is refused",
      named("default"),
      'nodeClasses.default: EKS owns the NodeClass "default"; choose another key',
    ],
    ["R401", "a name that holds it is allowed", named("default-gpu")],
    ["R401", "a NodePool may be called so", nodeClass({ nodePools: { default: pool() } })],
    ["R402", "letters, digits and hyphens are allowed", named("gpu-a10g-2")],
    ["R402", "one digit is allowed", named("1")],
    ["R402", "capitals are refused", named("GPU"), `nodeClasses.GPU: ${FORM}, got "GPU"; write "gpu"`],
    ["R402", "a dot between parts is allowed", named("team.gpu")],
    ["R402", "a dot at the end is refused", named("gpu."), `nodeClasses["gpu."]: ${FORM}, got "gpu."; write "gpu"`],
    ["R402", "a NodePool may have dots too", nodeClass({ nodePools: { "gpu.large": pool() } })],
    [
      "R402",
      "a hyphen at either end is refused",
      named("-gpu_"),
      `nodeClasses.-gpu_: ${FORM}, got "-gpu_"; write "gpu"`,
    ],
    ["R402", "nothing to go by", named("_"), `nodeClasses._: ${FORM}, got "_"; choose another`],
    ["R402", "253 characters are allowed", named("a".repeat(253))],
    [
      "R402",
      "254 characters are refused",
      named("a".repeat(254)),
      `nodeClasses.${"a".repeat(254)}: a key has 1-253 characters, got 254 (${quote("a".repeat(254))}); write "${"a".repeat(253)}"`,
    ],
    [
      "R402",
      "a NodePool is named the same way",
      nodeClass({ nodePools: { Batch: pool() } }),
      `nodeClasses.gpu.nodePools.Batch: ${FORM}, got "Batch"; write "batch"`,
    ],
  ]);
});

describe("fields", () => {
  const fixed = (field: string) =>
    `${AT}.${field}: unknown key "${field}"; it belongs to EC2NodeClass and Auto Mode fixes it, so leave it out`;
  decides([
    ["R403", "role beside spec is allowed", nodeClass({ role: { name: "nodes" } })],
    ["R403", "instanceProfile beside spec is allowed", nodeClass({ instanceProfile: true })],
    [
      "R403",
      "role inside spec is refused",
      nodeClassSpec({ role: "nodes" }),
      `${AT}.role: unknown key "role"; write role beside spec, and the NodeClass gets its name`,
    ],
    [
      "R403",
      "instanceProfile inside spec is refused",
      nodeClassSpec({ instanceProfile: "nodes" }),
      `${AT}.instanceProfile: unknown key "instanceProfile"; write instanceProfile beside spec, and the NodeClass gets its name`,
    ],
    ["R439", "amiFamily is refused", nodeClassSpec({ amiFamily: "Bottlerocket" }), fixed("amiFamily")],
    ["R439", "amiSelectorTerms are refused", nodeClassSpec({ amiSelectorTerms: [] }), fixed("amiSelectorTerms")],
    ["R439", "userData is refused", nodeClassSpec({ userData: "#!/bin/sh" }), fixed("userData")],
    ["R439", "metadataOptions are refused", nodeClassSpec({ metadataOptions: {} }), fixed("metadataOptions")],
    ["R439", "kubelet is refused", nodeClassSpec({ kubelet: { maxPods: 20 } }), fixed("kubelet")],
    ["R439", "detailedMonitoring is refused", nodeClassSpec({ detailedMonitoring: true }), fixed("detailedMonitoring")],
    [
      "R439",
      "blockDeviceMappings are refused",
      nodeClassSpec({ blockDeviceMappings: [] }),
      `${AT}.blockDeviceMappings: unknown key "blockDeviceMappings"; it belongs to EC2NodeClass, so write ephemeralStorage`,
    ],
    ["R439", "ephemeralStorage is allowed in its place", nodeClassSpec({ ephemeralStorage: { size: "100Gi" } })],
    [
      "R440",
      "a misspelt field is refused",
      nodeClassSpec({ snatPolicies: "Random" }),
      `${AT}.snatPolicies: unknown key "snatPolicies"; did you mean "snatPolicy"?`,
    ],
    [
      "R440",
      "a misspelt field further in is refused",
      nodeClassSpec({ ephemeralStorage: { kmsKeyId: "alias/nodes" } }),
      `${AT}.ephemeralStorage.kmsKeyId: unknown key "kmsKeyId"; did you mean "kmsKeyID"?`,
    ],
    [
      "R440",
      "a field like no other lists those there are",
      nodeClassSpec({ advancedSecurity: { selinux: "enforcing" } }),
      `${AT}.advancedSecurity.selinux: unknown key "selinux"; known here: fips and kernelLockdown`,
    ],
    ["R440", "a spec with empty groups of fields is allowed", nodeClassSpec({ advancedCompute: { hugepages: {} } })],
  ]);
});

describe("tags", () => {
  const accept = { "custom-tags": "a test" };
  const tagged = (key: string, value: unknown = "x") => nodeClassSpec({ tags: { [key]: value } }, { accept });
  const ours = (key: string, place = `["${key}"]`) =>
    `${AT}.tags${place}: a tag of a NodeClass is none of those that EKS sets: kubernetes.io/cluster…, karpenter.sh/provisioner-name, karpenter.sh/nodepool, karpenter.sh/nodeclaim, karpenter.sh/managed-by, eks.amazonaws.com/nodeclass, got "${key}"; choose another key`;
  const reserved = [
    "kubernetes.io/cluster/demo",
    "kubernetes.io/cluster/",
    "kubernetes.io/cluster",
    "kubernetes.io/clusters-of-ours",
    "karpenter.sh/provisioner-name",
    "karpenter.sh/nodepool",
    "karpenter.sh/nodeclaim",
    "karpenter.sh/managed-by",
    "eks.amazonaws.com/nodeclass",
  ];
  const free = ["kubernetes.io/team", "karpenter.sh/nodepools", "eks.amazonaws.com/nodeclass-team", "eks:team"];
  decides([
    ...reserved.map((key) => ["R435", `${key} is refused`, tagged(key), ours(key)] as const),
    ...free.map((key) => ["R435", `${key} is allowed`, tagged(key)] as const),
    [
      "R435",
      "eks:eks-cluster-name is a warning",
      tagged("eks:eks-cluster-name"),
      `warning ${AT}.tags["eks:eks-cluster-name"]: EKS sets the tag eks:eks-cluster-name itself; choose another key`,
    ],
    ["R437", "tags warn where the cluster role is not made here", nodeClassSpec({ tags: { A: "b" } }), TAGS_WARNING],
    ["R437", "no tags, no warning", nodeClassSpec({ tags: {} })],
    ["R437", "tags of the file go elsewhere", nodeClassSpec({}, { tags: { Team: "platform" } })],
    ["R438", "a value in quotes is allowed", tagged("CostCentre", "42")],
    [
      "R438",
      "a number is refused",
      tagged("CostCentre", 42),
      `${AT}.tags.CostCentre: text, got 42 (a number); write it in quotes: "42"`,
    ],
    [
      "R438",
      "a switch is refused",
      tagged("Spot", true),
      `${AT}.tags.Spot: text, got true (true or false); write it in quotes: "true"`,
    ],
    ["R438", "an empty value is allowed", tagged("Empty", "")],
    ["R438", "a token is allowed", tagged("CostCentre", "${var.cost_centre}")],
  ]);
});

describe("several mistakes", () => {
  decides([
    [
      "R401",
      "one hides no other, in the spec or in a pool",
      head({
        nodeClasses: {
          default: {
            spec: spec({ ephemeralStorage: { iops: 1 }, placementGroupSelector: {} }),
            nodePools: { batch: pool({ weight: 0, expireAfter: "Never" }) },
          },
        },
      }),
      "nodeClasses.default.spec.ephemeralStorage.iops: iops is a whole number from 3000 to 16000, got 1",
      "nodeClasses.default.nodePools.batch.weight: weight is a whole number from 1 to 100, got 0",
      'nodeClasses.default: EKS owns the NodeClass "default"; choose another key',
      "nodeClasses.default.spec.placementGroupSelector: exactly one of name and id, got none; write one",
      'nodeClasses.default.nodePools.batch.expireAfter: a node of Auto Mode lives at most 504h (21 days) with the time to drain, got "Never" and 24h to drain; write "480h" or less',
    ],
  ]);
});

describe("instance profiles that exist", () => {
  const existing = (role: object) => ({ instanceProfile: { existing: "nodes" }, role, spec: spec() });
  const arn = (name: string) => ({ arn: `arn:aws:iam::111122223333:role/${name}` });
  decides([
    [
      "instance-profile-name-taken",
      "one profile with two roles is refused",
      head({ nodeClasses: { a: existing(arn("a")), b: existing(arn("b")) } }),
      'nodeClasses.b.instanceProfile.existing: nodeClasses.a names the instance profile "nodes" too and has another role, and a profile has one role; share the role: role: { use: a }',
    ],
    [
      "instance-profile-name-taken",
      "one profile with one role is allowed",
      head({ nodeClasses: { a: existing(arn("a")), b: existing({ use: "a" }) } }),
    ],
  ]);
});
