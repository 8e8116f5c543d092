import {
  ADDRESS_COUNT,
  CERTIFICATE_DATA,
  EPHEMERAL_IOPS,
  EPHEMERAL_SIZE,
  EPHEMERAL_THROUGHPUT,
  GROUP_NAME,
  HTTPS_PROXY,
  HUGEPAGE_COUNT,
  INDEX,
  IPV4_PREFIX_SIZE,
  KMS_KEY,
  NETWORK_INTERFACES,
  NO_PROXY,
  NO_PROXY_ITEM,
  PRIMARY_INTERFACE,
  RESERVATION_OWNER,
  RESERVED_TAGS,
  SELECTOR_TAGS,
  SELECTOR_TERMS,
  SUBNET_ID,
} from "../../aws/nodes/node-class";
import { NODE_KINDS } from "../../aws/nodes/node-kinds";
import { rules, textRule } from "../rule";

/** The AWS documentation of the NodeClass. */
const NODE_CLASS_PAGE = NODE_KINDS["node-class"].source;

/** A minimal NodeClass. Append lines indented by six spaces to extend its spec. */
const GPU = `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]`;

/** A NodeClass up to the list of its network interfaces. */
const INTERFACES = `${GPU}
      advancedNetworking:
        networkInterfaces:`;

/** Returns this number of network interfaces, one per line, ten per network card. */
const interfaces = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `\n          - { networkCardIndex: ${Math.floor(at / 10)}, deviceIndex: ${at % 10} }`,
  ).join("");

/** Rules of the NodeClass spec. */
export const NODE_CLASS_RULES = rules({
  "address-count": {
    severity: "error",
    summary: `The number of secondary addresses of a network interface is a whole number of at least ${ADDRESS_COUNT.min}; so is the number of its prefixes.`,
    wayOut: "Write how many the interface shall have, or leave the field out.",
    source: ADDRESS_COUNT.source,
    numbers: ["R428"],
    bad: `${INTERFACES}
          - { networkCardIndex: 0, deviceIndex: 0, secondaryIPv4Count: -1 }
`,
    good: `${INTERFACES}
          - { networkCardIndex: 0, deviceIndex: 0, secondaryIPv4Count: 10 }
`,
  },
  "certificate-bundle": {
    severity: "error",
    summary: "A certificate bundle has a name that is not empty, and data in base64.",
    wayOut: "Name the bundle, and encode its PEM file: `base64 -w0 ca.pem`.",
    source: CERTIFICATE_DATA.source,
    numbers: ["R434"],
    bad: `${GPU}
      certificateBundles:
        - name: corporate
          data: "-----BEGIN CERTIFICATE-----"
`,
    good: `${GPU}
      certificateBundles:
        - name: corporate
          data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t
`,
  },
  "ephemeral-storage-performance": {
    severity: "error",
    summary: `The ephemeral storage has ${EPHEMERAL_IOPS.min} to ${EPHEMERAL_IOPS.max} iops, and a throughput of ${EPHEMERAL_THROUGHPUT.min} to ${EPHEMERAL_THROUGHPUT.max} ${EPHEMERAL_THROUGHPUT.unit}.`,
    wayOut: "Write a whole number within these bounds, or leave the field out for the least.",
    source: EPHEMERAL_IOPS.source,
    numbers: ["R419"],
    bad: `${GPU}
      ephemeralStorage: { iops: 1000 }
`,
    good: `${GPU}
      ephemeralStorage: { iops: 3000 }
`,
  },
  "ephemeral-storage-size": textRule(EPHEMERAL_SIZE, {
    wayOut: "Write a number and one of these units, such as `100Gi`.",
    numbers: ["R418"],
    bad: `${GPU}
      ephemeralStorage: { size: 100GB }
`,
    good: `${GPU}
      ephemeralStorage: { size: 100Gi }
`,
  }),
  "fips-region": {
    severity: "error",
    summary: "Nodes can run in FIPS mode in the regions of the United States, GovCloud and Canada only.",
    wayOut: "Leave `fips` out, or run the cluster in one of these regions.",
    source: NODE_CLASS_PAGE,
    numbers: ["R430"],
    bad: `
account: "111122223333"
region: eu-west-1
${GPU.trimStart()}
      advancedSecurity: { fips: true }
`,
    good: `
account: "111122223333"
region: us-east-1
${GPU.trimStart()}
      advancedSecurity: { fips: true }
`,
  },
  "group-name": {
    severity: "error",
    summary: "The name by which a security group or a placement group is selected is not empty.",
    wayOut: "Write the name of the group, or select it by another field.",
    source: GROUP_NAME.source,
    numbers: ["R407", "R416"],
    bad: `${GPU}
      placementGroupSelector: { name: "" }
`,
    good: `${GPU}
      placementGroupSelector: { name: training }
`,
  },
  "https-proxy": {
    severity: "error",
    summary: `\`httpsProxy\` has at most ${HTTPS_PROXY.max} characters.`,
    wayOut: "Give the proxy a shorter URL.",
    source: HTTPS_PROXY.source,
    numbers: ["R421"],
    bad: `${GPU}
      advancedNetworking:
        httpsProxy: https://proxy.example.com:3128/${"a".repeat(256)}
`,
    good: `${GPU}
      advancedNetworking:
        httpsProxy: https://proxy.example.com:3128
`,
  },
  hugepages: {
    severity: "error",
    summary: `Huge pages have a size that is not empty, and a count that is a whole number of at least ${HUGEPAGE_COUNT.min}.`,
    wayOut: "Write both: `{ size: 2Mi, count: 512 }`.",
    source: HUGEPAGE_COUNT.source,
    numbers: ["R432"],
    bad: `${GPU}
      advancedCompute:
        hugepages: { pages: [{ size: 2Mi, count: 0.5 }] }
`,
    good: `${GPU}
      advancedCompute:
        hugepages: { pages: [{ size: 2Mi, count: 512 }] }
`,
  },
  "hugepages-with-efa": {
    severity: "error",
    summary: "A NodeClass cannot have both huge pages and a network interface of type efa-only.",
    wayOut: "Keep one of the two, or write a NodeClass for each.",
    source: NODE_CLASS_PAGE,
    numbers: ["R433"],
    bad: `${GPU}
      advancedCompute:
        hugepages: { pages: [{ size: 2Mi, count: 512 }] }
      advancedNetworking:
        networkInterfaces:
          - { networkCardIndex: 0, deviceIndex: 0, interfaceType: interface }
          - { networkCardIndex: 1, deviceIndex: 0, interfaceType: efa-only }
`,
    good: `${INTERFACES}
          - { networkCardIndex: 0, deviceIndex: 0, interfaceType: interface }
          - { networkCardIndex: 1, deviceIndex: 0, interfaceType: efa-only }
`,
  },
  "interface-index": {
    severity: "error",
    summary: `\`networkCardIndex\` and \`deviceIndex\` of a network interface are whole numbers of at least ${INDEX.min}.`,
    wayOut: "Count cards and devices from 0.",
    source: INDEX.source,
    numbers: ["R429"],
    bad: `${INTERFACES}
          - { networkCardIndex: 0, deviceIndex: -1 }
`,
    good: `${INTERFACES}
          - { networkCardIndex: 0, deviceIndex: 0 }
`,
  },
  "interface-slot": {
    severity: "error",
    summary:
      "Two network interfaces cannot have the same card and device, and a card has at most one interface of type efa-only.",
    wayOut: "Choose another `deviceIndex` or another `networkCardIndex`.",
    source: NODE_CLASS_PAGE,
    numbers: ["R429"],
    bad: `${INTERFACES}
          - { networkCardIndex: 0, deviceIndex: 0 }
          - { networkCardIndex: 0, deviceIndex: 0 }
`,
    good: `${INTERFACES}
          - { networkCardIndex: 0, deviceIndex: 0 }
          - { networkCardIndex: 0, deviceIndex: 1 }
`,
  },
  "ipv4-prefix-size": {
    severity: "error",
    summary: `\`ipv4PrefixSize\` is ${IPV4_PREFIX_SIZE.form}.`,
    wayOut: "Write one of the two as text, in quotes, or leave it out for Auto.",
    source: IPV4_PREFIX_SIZE.source,
    numbers: ["R423"],
    bad: `${GPU}
      advancedNetworking: { ipv4PrefixSize: "28" }
`,
    good: `${GPU}
      advancedNetworking: { ipv4PrefixSize: "32" }
`,
  },
  "kms-key": textRule(KMS_KEY, {
    wayOut: "Copy it from the KMS console; an alias begins with `alias/`.",
    numbers: ["R420"],
    bad: `${GPU}
      ephemeralStorage: { kmsKeyID: nodes }
`,
    good: `${GPU}
      ephemeralStorage: { kmsKeyID: alias/nodes }
`,
  }),
  "network-interfaces": {
    severity: "error",
    summary: `A NodeClass lists at most ${NETWORK_INTERFACES.max} network interfaces.`,
    wayOut: "Leave some out.",
    source: NETWORK_INTERFACES.source,
    numbers: ["R429"],
    bad: () => `${INTERFACES}${interfaces(151)}\n`,
    good: () => `${INTERFACES}${interfaces(150)}\n`,
  },
  "no-proxy": {
    severity: "error",
    summary: `\`noProxy\` has at most ${NO_PROXY.max} items, each of at most ${NO_PROXY_ITEM.max} characters.`,
    wayOut: "Write a domain instead of its hosts.",
    source: NO_PROXY.source,
    numbers: ["R422"],
    bad: () => `${GPU}
      advancedNetworking:
        httpsProxy: https://proxy.example.com:3128
        noProxy:
${Array.from({ length: 51 }, (_, at) => `          - host-${at}.example.com\n`).join("")}`,
    good: `${GPU}
      advancedNetworking:
        httpsProxy: https://proxy.example.com:3128
        noProxy: [.example.com]
`,
  },
  "existing-profile": {
    severity: "error",
    summary: "`existing` names an instance profile that exists. `name` and `adopt` are about one that is made here.",
    wayOut: "Write `existing` alone, or leave it out.",
    source: "docs/guides/nodes.md",
    numbers: [],
    bad: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws:iam::111122223333:role/nodes" }
    instanceProfile: { existing: nodes, name: nodes }
    spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] }
`,
    good: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws:iam::111122223333:role/nodes" }
    instanceProfile: { existing: nodes }
    spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] }
`,
  },
  "existing-profile-role": {
    severity: "warning",
    summary:
      "A NodeClass names an instance profile that exists, and its role is made here. Until the profile holds this role, nodes do not start, or join with another role.",
    wayOut: "Write the ARN of the role that the profile has, or put the role into the profile and accept the warning.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html",
    numbers: [],
    bad: `
nodeClasses:
  gpu:
    instanceProfile: { existing: nodes }
    spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] }
`,
    good: `
nodeClasses:
  gpu:
    role: { arn: "arn:aws:iam::111122223333:role/nodes" }
    instanceProfile: { existing: nodes }
    spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] }
`,
  },
  "own-node-class": {
    severity: "error",
    summary: "The NodeClass `default` belongs to EKS, which overwrites what others write into it.",
    wayOut: "Choose another key.",
    source: NODE_CLASS_PAGE,
    numbers: ["R401"],
    bad: `
nodeClasses:
  default:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
`,
    good: `${GPU}
`,
  },
  "placement-group": {
    severity: "error",
    summary: "`placementGroupSelector` has exactly one of `name` and `id`.",
    wayOut: "Write one of the two.",
    source: NODE_CLASS_PAGE,
    numbers: ["R416"],
    bad: `${GPU}
      placementGroupSelector: { name: training, id: pg-0a1b2c3d }
`,
    good: `${GPU}
      placementGroupSelector: { name: training }
`,
  },
  "pod-selectors": {
    severity: "error",
    summary:
      "`podSubnetSelectorTerms` and `podSecurityGroupSelectorTerms` come together or not at all: pods have subnets and security groups of their own, or those of their node.",
    wayOut: "Add the other one, or leave both out.",
    source: NODE_CLASS_PAGE,
    numbers: ["R412"],
    bad: `${GPU}
      podSubnetSelectorTerms: [{ tags: { Name: pods } }]
`,
    good: `${GPU}
      podSubnetSelectorTerms: [{ tags: { Name: pods } }]
      podSecurityGroupSelectorTerms: [{ tags: { Name: pods } }]
`,
  },
  "primary-interface": {
    severity: "error",
    summary: `The primary network interface of a node, card ${PRIMARY_INTERFACE.card} and device ${PRIMARY_INTERFACE.device}, is of type interface and cannot be efa-only.`,
    wayOut: "Put the efa-only interface on another card or device.",
    source: PRIMARY_INTERFACE.source,
    numbers: ["R427"],
    bad: `${INTERFACES}
          - { networkCardIndex: 0, deviceIndex: 0, interfaceType: efa-only }
`,
    good: `${INTERFACES}
          - { networkCardIndex: 0, deviceIndex: 0, interfaceType: interface }
          - { networkCardIndex: 0, deviceIndex: 1, interfaceType: efa-only }
`,
  },
  "public-address": {
    severity: "error",
    summary: "`associatePublicIPAddress`, whether true or false, does not go with more than one network interface.",
    wayOut: "Leave it out, or keep one network interface.",
    source: NODE_CLASS_PAGE,
    numbers: ["R425"],
    bad: `${GPU}
      advancedNetworking:
        associatePublicIPAddress: true
        networkInterfaces:
          - { networkCardIndex: 0, deviceIndex: 0 }
          - { networkCardIndex: 0, deviceIndex: 1 }
`,
    good: `${INTERFACES}
          - { networkCardIndex: 0, deviceIndex: 0 }
          - { networkCardIndex: 0, deviceIndex: 1 }
`,
  },
  "reservation-owner": textRule(RESERVATION_OWNER, {
    wayOut: "Write all twelve digits, in quotes and without hyphens.",
    numbers: ["R415"],
    bad: `${GPU}
      capacityReservationSelectorTerms:
        - { tags: { Name: training }, owner: 4444-5555-6666 }
`,
    good: `${GPU}
      capacityReservationSelectorTerms:
        - { tags: { Name: training }, owner: "444455556666" }
`,
  }),
  "reserved-node-tags": {
    severity: "error",
    summary: `A tag key of a NodeClass has ${RESERVED_TAGS.min}-${RESERVED_TAGS.max} characters and is ${RESERVED_TAGS.form}.`,
    wayOut: "Choose another key.",
    source: RESERVED_TAGS.source,
    numbers: ["R435"],
    bad: `
clusterRole: { customTags: true }
${GPU.trimStart()}
      tags: { karpenter.sh/nodepool: gpu }
`,
    good: `
clusterRole: { customTags: true }
${GPU.trimStart()}
      tags: { pool: gpu }
`,
  },
  "secondary-addresses": {
    severity: "error",
    summary: `A network interface has \`secondaryIPv4Count\` or \`secondaryIPv4PrefixCount\`, not both. Only interfaces of type interface on card ${PRIMARY_INTERFACE.card} may have either.`,
    wayOut: `Keep one of the two, on an interface of card ${PRIMARY_INTERFACE.card} that is not efa-only.`,
    source: PRIMARY_INTERFACE.source,
    numbers: ["R428"],
    bad: `${INTERFACES}
          - { networkCardIndex: 0, deviceIndex: 0 }
          - { networkCardIndex: 1, deviceIndex: 0, secondaryIPv4Count: 10 }
`,
    good: `${INTERFACES}
          - { networkCardIndex: 0, deviceIndex: 0, secondaryIPv4Count: 10 }
          - { networkCardIndex: 1, deviceIndex: 0 }
`,
  },
  "selector-id": {
    severity: "error",
    summary:
      "An id in a selector is the prefix of its kind (`subnet-`, `sg-`, `cr-` or `pg-`) and lower-case letters and digits behind it.",
    wayOut: "Copy the id from the console. To select by a name, write `name` where the selector has it, or `tags`.",
    source: SUBNET_ID.source,
    numbers: ["R408", "R413", "R414", "R416"],
    bad: `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: private }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
`,
    good: `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ tags: { Name: private } }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
`,
  },
  "selector-tags": {
    severity: "error",
    summary: `A selector term has ${SELECTOR_TAGS.min}-${SELECTOR_TAGS.max} tags, none of them with an empty key or an empty value.`,
    wayOut: 'Name one tag or a few, and write `"*"` for any value.',
    source: SELECTOR_TAGS.source,
    numbers: ["R409", "R410", "R413"],
    bad: `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ tags: { kubernetes.io/role/internal-elb: "" } }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
`,
    good: `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ tags: { kubernetes.io/role/internal-elb: "*" } }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
`,
  },
  "selector-term": {
    severity: "error",
    summary:
      "A selector term has exactly one of `id`, `tags` and, for security groups of nodes, `name`. `owner` of a capacity reservation goes with `tags` only.",
    wayOut:
      "Write a term for each of them: what matches any of the terms is selected. Beside an `id`, leave `owner` out.",
    source: NODE_CLASS_PAGE,
    numbers: ["R406", "R407", "R413", "R414"],
    bad: `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d, tags: { Name: private } }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
`,
    good: `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }, { tags: { Name: private } }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
`,
  },
  "selector-terms": {
    severity: "error",
    summary: `A list of selector terms has at most ${SELECTOR_TERMS.max} terms. All but the one of capacity reservations have at least ${SELECTOR_TERMS.min}.`,
    wayOut: "Write one term at least, and tags instead of many ids.",
    source: SUBNET_ID.source,
    numbers: ["R404", "R405", "R409", "R413"],
    bad: `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: []
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
`,
    good: `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
`,
  },
  "tag-of-eks": {
    severity: "warning",
    summary: "A NodeClass sets the tag eks:eks-cluster-name, which EKS sets itself.",
    wayOut: "Choose another key.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html",
    numbers: ["R435"],
    bad: `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
      tags: { "eks:eks-cluster-name": demo }
accept:
  custom-tags: the cluster role has the policy for tags
`,
    good: `
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: subnet-0a1b2c3d }]
      securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }]
      tags: { Team: platform }
accept:
  custom-tags: the cluster role has the policy for tags
`,
  },
});
