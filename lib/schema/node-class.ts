import type * as z from "zod";
import * as facts from "../aws/nodes/node-class";
import { EC2_TAG_VALUE } from "../aws/tags";
import { flag, integer, kubernetesWord, listOf, mapOf, object, text } from "./fields";

/** Advice for selectors without a `name` field. Only securityGroupSelectorTerms has one. */
const NO_NAME = { name: "write tags: { Name: … }" };

const tags = mapOf(
  text(facts.SELECTOR_TAG_VALUE, 'The tag\'s value; "*" matches any.'),
  { keys: facts.SELECTOR_TAG_KEY, size: facts.SELECTOR_TAGS },
  "Tags that must all match.",
).optional();

const subnetTerms = (description: string) =>
  listOf(
    object(
      { id: text(facts.SUBNET_ID, "Id of a subnet.").optional(), tags },
      "One term: id or tags, not both.",
      NO_NAME,
    ),
    facts.SELECTOR_TERMS,
    description,
  );

const interfaceSchema = object(
  {
    networkCardIndex: integer(facts.INDEX, "Network card, from 0."),
    deviceIndex: integer(facts.INDEX, "Device on the card, from 0."),
    interfaceType: kubernetesWord(facts.INTERFACE_TYPES, "Card 0, device 0 must be `interface`.").optional(),
    secondaryIPv4Count: integer(
      facts.ADDRESS_COUNT,
      "Secondary addresses; card 0 only, not beside secondaryIPv4PrefixCount.",
    ).optional(),
    secondaryIPv4PrefixCount: integer(
      facts.ADDRESS_COUNT,
      "Prefixes; card 0 only, not beside secondaryIPv4Count.",
    ).optional(),
  },
  "One network interface of a node.",
);

/** `spec` of `eks.amazonaws.com/v1` NodeClass, without `role` and `instanceProfile`. */
export const nodeClassSpec = object(
  {
    subnetSelectorTerms: subnetTerms('Subnets of the nodes. Terms are joined by "or", the tags of a term by "and".'),
    securityGroupSelectorTerms: listOf(
      object(
        {
          id: text(facts.SECURITY_GROUP_ID, "Id of a security group.").optional(),
          name: text(facts.GROUP_NAME, "Name of a security group: its own name, not its Name tag.").optional(),
          tags,
        },
        "One term: exactly one of id, name and tags.",
      ),
      facts.SECURITY_GROUP_TERMS,
      'Security groups of the nodes. Terms are joined by "or".',
    ),
    podSubnetSelectorTerms: subnetTerms("Subnets of the pods; together with podSecurityGroupSelectorTerms.").optional(),
    podSecurityGroupSelectorTerms: listOf(
      object(
        { id: text(facts.POD_SECURITY_GROUP_ID, "Id of a security group.").optional(), tags },
        "One term: id or tags, not both.",
        NO_NAME,
      ),
      facts.SELECTOR_TERMS,
      "Security groups of the pods; together with podSubnetSelectorTerms.",
    ).optional(),
    capacityReservationSelectorTerms: listOf(
      object(
        {
          id: text(facts.CAPACITY_RESERVATION_ID, "Id of a capacity reservation.").optional(),
          tags,
          owner: text(facts.RESERVATION_OWNER, "Account that owns the reservation; beside tags only.").optional(),
        },
        "One term: id, or tags with an optional owner.",
        { ownerID: "Auto Mode's NodeClass calls it owner" },
      ),
      facts.CAPACITY_RESERVATION_TERMS,
      "Capacity reservations to launch into.",
    ).optional(),
    placementGroupSelector: object(
      {
        name: text(facts.GROUP_NAME, "Name of a placement group.").optional(),
        id: text(facts.PLACEMENT_GROUP_ID, "Id of a placement group.").optional(),
      },
      "Placement group of the nodes: name or id, not both.",
    ).optional(),
    snatPolicy: kubernetesWord(facts.SNAT_POLICIES, "Source address translation of pods. Default: Random.").optional(),
    networkPolicy: kubernetesWord(
      facts.NETWORK_POLICIES,
      "What pods may reach without a network policy. Default: DefaultAllow.",
    ).optional(),
    networkPolicyEventLogs: kubernetesWord(
      facts.NETWORK_POLICY_EVENT_LOGS,
      "Logs of network policies. Default: Disabled.",
    ).optional(),
    ephemeralStorage: object(
      {
        size: text(facts.EPHEMERAL_SIZE, "Size of the data volume. Default: 80Gi.").optional(),
        iops: integer(facts.EPHEMERAL_IOPS, "Default: 3000.").optional(),
        throughput: integer(facts.EPHEMERAL_THROUGHPUT, "MiB/s. Default: 125.").optional(),
        kmsKeyID: text(facts.KMS_KEY, "Key that encrypts the volumes.").optional(),
      },
      "Disks of a node.",
    ).optional(),
    advancedNetworking: object(
      {
        associatePublicIPAddress: flag(
          "Public addresses for nodes. Default: as the subnet says. Not with several interfaces.",
        ).optional(),
        httpsProxy: text(facts.HTTPS_PROXY, "Proxy for HTTPS traffic of the node.").optional(),
        noProxy: listOf(
          text(facts.NO_PROXY_ITEM, "A host or domain."),
          facts.NO_PROXY,
          "What is reached without the proxy.",
        ).optional(),
        ipv4PrefixSize: text(
          facts.IPV4_PREFIX_SIZE,
          'Size of the prefixes that pods get addresses from, "Auto" or "32". Default: "Auto".',
        ).optional(),
        enableV4Egress: flag("IPv4 egress of an IPv6 cluster. Default: true.").optional(),
        networkInterfaces: listOf(
          interfaceSchema,
          facts.NETWORK_INTERFACES,
          "Interfaces of a node. Not for IPv6 clusters.",
        ).optional(),
      },
      "Networking of a node.",
    ).optional(),
    advancedSecurity: object(
      {
        fips: flag("FIPS mode; regions of the United States, GovCloud and Canada only. Default: false.").optional(),
        kernelLockdown: kubernetesWord(facts.KERNEL_LOCKDOWN, "Kernel lockdown mode.").optional(),
      },
      "Security of a node.",
    ).optional(),
    advancedCompute: object(
      {
        hugepages: object(
          {
            pages: listOf(
              object(
                {
                  size: text(facts.HUGEPAGE_SIZE, "Size of a page, such as 2Mi or 1Gi."),
                  count: integer(facts.HUGEPAGE_COUNT, "Number of pages."),
                },
                "Pages of one size.",
              ),
              undefined,
              "At most 80 % of a node's memory. Not with efa-only interfaces.",
            ).optional(),
          },
          "Huge pages of a node.",
        ).optional(),
      },
      "Compute of a node.",
    ).optional(),
    certificateBundles: listOf(
      object(
        {
          name: text(facts.CERTIFICATE_NAME, "Name of the bundle."),
          data: text(facts.CERTIFICATE_DATA, "The PEM file in base64."),
        },
        "One bundle of certificates that the node trusts.",
      ),
      undefined,
      "Certificates that nodes trust besides the usual ones.",
    ).optional(),
    tags: mapOf(
      text(EC2_TAG_VALUE, "Value of the tag."),
      { keys: facts.RESERVED_TAGS },
      "Tags of what Auto Mode launches for this NodeClass. The cluster role needs a policy of its own for them.\n\nhttps://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html",
    ).optional(),
  },
  "NodeClass spec (eks.amazonaws.com/v1), less role and instanceProfile.\n\nhttps://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html",
  facts.NOT_IN_SPEC,
);

export type NodeClassSpec = z.input<typeof nodeClassSpec>;
