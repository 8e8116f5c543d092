import { type ListFact, type NumberFact, presentKeys, type TextFact, wordList } from "../fact";
import { list } from "../text";

/**
 * What EKS Auto Mode accepts in a NodeClass. ID formats and list sizes are those of Karpenter's EC2NodeClass, from
 * which the NodeClass derives.
 */
const NODE_CLASS = "https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html";
const EC2_NODE_CLASS = "https://karpenter.sh/docs/concepts/nodeclasses/";

const id = (is: string, prefix: string, advice: string): TextFact => ({
  rule: "selector-id",
  is,
  pattern: new RegExp(`^${prefix}-[0-9a-z]+$`),
  form: `${prefix}- and lower-case letters and digits behind it`,
  advice,
  source: EC2_NODE_CLASS,
});

export const SUBNET_ID = id("a subnet id", "subnet", "to select by name write tags: { Name: … }");
export const SECURITY_GROUP_ID = id("a security group id", "sg", "the name of a group goes under name");
export const POD_SECURITY_GROUP_ID = id("a security group id", "sg", "to select by name write tags: { Name: … }");
export const CAPACITY_RESERVATION_ID = id("a capacity reservation id", "cr", "to select several write tags");
export const PLACEMENT_GROUP_ID = id("a placement group id", "pg", "the name of a group goes under name");

const terms = (advice: string): ListFact => ({
  rule: "selector-terms",
  is: "selector terms",
  max: 30,
  advice,
  source: EC2_NODE_CLASS,
});
export const SELECTOR_TERMS: ListFact = {
  ...terms("write one term by id or tags, and tags instead of many ids"),
  min: 1,
  source: NODE_CLASS,
};
export const SECURITY_GROUP_TERMS: ListFact = {
  ...SELECTOR_TERMS,
  advice: "write one term by id, name or tags, and tags instead of many ids",
};
export const CAPACITY_RESERVATION_TERMS = terms("write tags instead of many ids");
export const SELECTOR_TAGS: ListFact = {
  rule: "selector-tags",
  is: "tags in a term",
  min: 1,
  max: 20,
  advice: "name one tag or a few",
  source: EC2_NODE_CLASS,
};
export const SELECTOR_TAG_KEY: TextFact = {
  rule: "selector-tags",
  is: "the tag key of a term",
  min: 1,
  advice: "name the tag",
  source: EC2_NODE_CLASS,
};
export const SELECTOR_TAG_VALUE: TextFact = {
  rule: "selector-tags",
  is: "the tag value of a term",
  min: 1,
  advice: 'write "*" for any value',
  source: EC2_NODE_CLASS,
};
export const GROUP_NAME: TextFact = {
  rule: "group-name",
  is: "a group name",
  min: 1,
  advice: "name the group, or leave name out",
  source: EC2_NODE_CLASS,
};

export const RESERVATION_OWNER: TextFact = {
  rule: "reservation-owner",
  is: "the owner of a capacity reservation",
  pattern: /^\d{12}$/,
  form: "an account of twelve digits",
  advice: "write all twelve in quotes",
  source: NODE_CLASS,
};

export const SNAT_POLICIES = wordList(["Random", "Disabled"], NODE_CLASS);
export const NETWORK_POLICIES = wordList(["DefaultAllow", "DefaultDeny"], NODE_CLASS);
export const NETWORK_POLICY_EVENT_LOGS = wordList(["Enabled", "Disabled"], NODE_CLASS);
export const INTERFACE_TYPES = wordList(["interface", "efa-only"], NODE_CLASS);
export const KERNEL_LOCKDOWN = wordList(["integrity", "none"], NODE_CLASS);

/** The largest number for each unit. */
const SIZE_LIMITS = { Gi: 59000, G: 64000, Ti: 58, T: 64 } as const;
const upTo = (max: number): string => {
  const digits = String(max);
  const alternatives = [`[1-9][0-9]{0,${digits.length - 2}}`];
  for (let at = 0; at < digits.length; at++) {
    const least = at === 0 ? 1 : 0;
    const most = Number(digits[at]) - 1;
    const rest = digits.length - at - 1;
    if (most >= least) alternatives.push(`${digits.slice(0, at)}[${least}-${most}]${rest ? `[0-9]{${rest}}` : ""}`);
  }
  return `(${[...alternatives, digits].join("|")})`;
};

/** Numbers of Ti as the CRD has them: of two digits those with a second digit up to 7, and 58. */
const TI = "([1-9]|[1-5][0-7]|58)";

export const EPHEMERAL_SIZE: TextFact = {
  rule: "ephemeral-storage-size",
  is: "the size of the ephemeral storage",
  pattern: new RegExp(
    `^(${Object.entries(SIZE_LIMITS)
      .map(([unit, max]) => `${unit === "Ti" ? TI : upTo(max)}${unit}`)
      .join("|")})$`,
  ),
  form: `one of ${Object.entries(SIZE_LIMITS)
    .map(([unit, max]) => `1-${max}${unit}`)
    .join(", ")}`,
  advice: (given) => {
    const inTi = Number(/^([0-9]{1,2})Ti$/.exec(given)?.[1] ?? 0);
    return inTi > 0 && inTi < SIZE_LIMITS.Ti
      ? `EKS refuses this number of Ti, so write "${inTi * 1024}Gi"`
      : 'write it like "100Gi"';
  },
  source: NODE_CLASS,
};
export const EPHEMERAL_IOPS: NumberFact = {
  rule: "ephemeral-storage-performance",
  is: "iops",
  min: 3000,
  max: 16000,
  source: NODE_CLASS,
};
export const EPHEMERAL_THROUGHPUT: NumberFact = {
  rule: "ephemeral-storage-performance",
  is: "throughput",
  min: 125,
  max: 1000,
  unit: "MiB/s",
  source: NODE_CLASS,
};
export const KMS_KEY: TextFact = {
  rule: "kms-key",
  is: "a KMS key",
  pattern:
    /^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key\/(mrk-)?[0-9a-f-]+|alias\/[\w/-]+)|alias\/[\w/-]+|(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}))$/,
  form: "a key id, a key ARN, an alias name (alias/…) or an alias ARN",
  advice: "copy it from the KMS console",
  source: NODE_CLASS,
};

export const HTTPS_PROXY: TextFact = {
  rule: "https-proxy",
  is: "httpsProxy",
  max: 255,
  advice: "shorten it",
  source: NODE_CLASS,
};
export const NO_PROXY: ListFact = {
  rule: "no-proxy",
  is: "items of noProxy",
  max: 50,
  advice: "write a domain instead of its hosts",
  source: NODE_CLASS,
};
export const NO_PROXY_ITEM: TextFact = {
  rule: "no-proxy",
  is: "an item of noProxy",
  max: 255,
  advice: "shorten it",
  source: NODE_CLASS,
};

/** A text, not a list of words, because `32` could also be written as a number. */
export const IPV4_PREFIX_SIZE: TextFact = {
  rule: "ipv4-prefix-size",
  is: "ipv4PrefixSize",
  pattern: /^(Auto|32)$/,
  form: '"Auto" or "32"',
  advice: "write one of the two, or leave it out for Auto",
  source: NODE_CLASS,
};

export const NETWORK_INTERFACES: ListFact = {
  rule: "network-interfaces",
  is: "network interfaces",
  max: 150,
  advice: "leave some out",
  source: EC2_NODE_CLASS,
};
export const INDEX: NumberFact = { rule: "interface-index", is: "an index", min: 0, source: EC2_NODE_CLASS };
export const ADDRESS_COUNT: NumberFact = {
  rule: "address-count",
  is: "a number of addresses",
  min: 0,
  source: NODE_CLASS,
};

export const HUGEPAGE_SIZE: TextFact = {
  rule: "hugepages",
  is: "the size of a huge page",
  min: 1,
  advice: "write { size: 2Mi, count: 512 }",
  source: NODE_CLASS,
};
export const HUGEPAGE_COUNT: NumberFact = {
  rule: "hugepages",
  is: "the number of huge pages",
  min: 0,
  source: NODE_CLASS,
};

export const CERTIFICATE_NAME: TextFact = {
  rule: "certificate-bundle",
  is: "the name of a certificate bundle",
  min: 1,
  advice: "name the bundle",
  source: NODE_CLASS,
};
export const CERTIFICATE_DATA: TextFact = {
  rule: "certificate-bundle",
  is: "the data of a certificate bundle",
  min: 1,
  pattern: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\n?$/,
  form: "base64",
  advice: "encode the PEM file: base64 -w0 ca.pem",
  source: NODE_CLASS,
};

/** Tag keys that EKS sets on the resources of a NodeClass. `…` stands for any suffix. */
const SET_BY_EKS = [
  "kubernetes.io/cluster…",
  "karpenter.sh/provisioner-name",
  "karpenter.sh/nodepool",
  "karpenter.sh/nodeclaim",
  "karpenter.sh/managed-by",
  "eks.amazonaws.com/nodeclass",
];

/** A tag that EKS sets too, although the CRD takes it. */
export const TAG_OF_EKS = "eks:eks-cluster-name";

export const RESERVED_TAGS: TextFact = {
  rule: "reserved-node-tags",
  is: "a tag of a NodeClass",
  min: 1,
  max: 128,
  pattern: new RegExp(`^(?!(${SET_BY_EKS.map((key) => key.replaceAll(".", "\\.").replace("…", ".*")).join("|")})$)`),
  form: `none of those that EKS sets: ${SET_BY_EKS.join(", ")}`,
  advice: "choose another key",
  source: NODE_CLASS,
};

/** The name of the NodeClass that EKS owns. */
export const EKS_NODE_CLASS = "default";

/**
 * Fields of Karpenter's EC2NodeClass that a NodeClass does not have, and fields that belong elsewhere, each with
 * advice.
 */
export const NOT_IN_SPEC: Readonly<Record<string, string>> = {
  role: "write role beside spec, and the NodeClass gets its name",
  instanceProfile: "write instanceProfile beside spec, and the NodeClass gets its name",
  blockDeviceMappings: "it belongs to EC2NodeClass, so write ephemeralStorage",
  ...Object.fromEntries(
    ["amiFamily", "amiSelectorTerms", "userData", "metadataOptions", "kubelet", "detailedMonitoring"].map((field) => [
      field,
      "it belongs to EC2NodeClass and Auto Mode fixes it, so leave it out",
    ]),
  ),
};

/** A node's first network interface. Only this one can have secondary addresses and the type `interface`. */
export const PRIMARY_INTERFACE = { card: 0, device: 0, source: NODE_CLASS } as const;

const twoTerms =
  (...keys: string[]) =>
  (term: object): string =>
    presentKeys(term, keys).length === 0 ? `write ${list(keys)}` : 'write two terms, which are joined by "or"';

/** The keys of which each term of a list must have exactly one, and advice if it does not. */
export const TERM_KEYS = [
  { field: "subnetSelectorTerms", keys: ["id", "tags"], advice: twoTerms("id", "tags") },
  { field: "podSubnetSelectorTerms", keys: ["id", "tags"], advice: twoTerms("id", "tags") },
  { field: "securityGroupSelectorTerms", keys: ["id", "name", "tags"], advice: twoTerms("id", "name", "tags") },
  { field: "podSecurityGroupSelectorTerms", keys: ["id", "tags"], advice: twoTerms("id", "tags") },
  {
    field: "capacityReservationSelectorTerms",
    keys: ["id", "tags"],
    advice: () => "write id alone, or tags with an optional owner",
  },
] as const;

/** Selectors for pods. They must be given together or not at all. */
export const POD_TERMS = ["podSubnetSelectorTerms", "podSecurityGroupSelectorTerms"] as const;
