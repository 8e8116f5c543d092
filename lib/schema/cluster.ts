import * as z from "zod";
import * as facts from "../aws/eks/cluster";
import { wordList } from "../aws/fact";
import { OIDC_ISSUER } from "../aws/workloads/service-accounts";
import { adoptOne, flag, listOf, object, oneOf, plainText, release, text, wholeValues } from "./fields";
import { tags } from "./roles";

const block = z.union([z.cidrv4(), z.cidrv6()]);

/** zod validates the address and prefix length of IPv4 and IPv6. */
const CIDR = { ...facts.CIDR, isValid: (given: string) => block.safeParse(given).success };

const cidrs = (description: string) => listOf(text(CIDR, "A CIDR block."), undefined, description);

const autoMode = z
  .union([
    z.literal(false),
    object(
      {
        nodePools: listOf(
          oneOf(facts.BUILT_IN_NODE_POOLS, "A built-in node pool."),
          undefined,
          "Built-in node pools. [] for custom pools only.",
        ),
        nodeRole: plainText(
          "Key of a role of kind auto in nodeRoles, for the built-in pools. EKS makes its entry.",
        ).optional(),
      },
      "EKS Auto Mode: its three switches together.",
    ),
  ])
  .meta({
    description:
      "EKS Auto Mode. Default: false. Turning it off for a cluster that has it can make Terraform replace the cluster: review the plan.",
  });

const create = object(
  {
    version: text(facts.KUBERNETES_VERSION, 'Kubernetes version, in quotes: "1.34".').optional(),
    subnetIds: listOf(
      plainText("Id of a subnet."),
      facts.SUBNETS,
      "Subnets of the control plane, in two availability zones.",
    ),
    securityGroupIds: listOf(
      plainText("Id of a security group."),
      undefined,
      "Security groups of the control plane's interfaces, besides EKS's own.",
    )
      .register(wholeValues, {})
      .optional(),
    endpoint: object(
      {
        private: flag("Reachable from the VPC. Default: false.").optional(),
        public: flag("Reachable from the internet. Default: true.").optional(),
        publicCidrs: cidrs("From where on the internet. Default: everywhere.").optional(),
      },
      "Who can reach the API server.",
    ).optional(),
    authenticationMode: oneOf(facts.CREATE_MODES, "Default: API.").optional(),
    autoMode: autoMode.optional(),
    encryptionKeyArn: plainText("KMS key that encrypts the cluster's secrets; the cluster role may use it.").optional(),
    logs: listOf(
      oneOf(facts.LOG_TYPES, "A log of the control plane."),
      undefined,
      "Logs of the control plane in CloudWatch. Default: none.",
    ).optional(),
    ipFamily: oneOf(facts.IP_FAMILIES, "Addresses of pods and services. Default: ipv4.").optional(),
    serviceIpv4Cidr: text(CIDR, "Addresses of services. Default: chosen by EKS.").optional(),
    remoteNetworks: object(
      { nodes: cidrs("Networks of the nodes."), pods: cidrs("Networks of their pods.").optional() },
      "Networks of hybrid nodes.\n\nhttps://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-cluster-create.html",
    ).optional(),
    supportType: oneOf(
      facts.SUPPORT_TYPES,
      "What happens when standard support of the version ends. Default: EXTENDED.",
    ).optional(),
    deletionProtection: flag(
      "Refuse to delete the cluster: EKS refuses the deletion, and Terraform the plan of it. Needs provider 6.9.",
    ).optional(),
    adopt: adoptOne("The cluster"),
    release: release("the cluster, which stays; what the file describes on it goes on being managed"),
    tags: tags.optional(),
  },
  "Make the cluster. Left out: it exists already.\n\nhttps://docs.aws.amazon.com/eks/latest/userguide/create-cluster.html",
);

const OIDC_PROVIDER = wordList(
  ["create", "keep", "existing", "adopt"],
  "https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html",
);

export const cluster = object(
  {
    create: create.optional(),
    authenticationMode: oneOf(
      facts.AUTHENTICATION_MODES,
      "How the existing cluster decides who may log in. Access entries need API or API_AND_CONFIG_MAP.",
    ).optional(),
    oidcIssuer: text(OIDC_ISSUER, "Issuer of the existing cluster's tokens, for via: irsa.").optional(),
    oidcProvider: oneOf(
      OIDC_PROVIDER,
      "IAM's provider for that issuer. create: made here for the first workload with via: irsa, and forgotten, not destroyed, with the last. keep: made here, and stays here without such a workload. existing: it is there, and belongs to others. adopt: it is there, and Terraform takes it over. Default: create.",
    ).optional(),
    verify: flag(
      "Read the existing cluster when Terraform plans, and refuse to make entries where its mode takes none. Default: false.",
    ).optional(),
  },
  "The cluster.",
);

export type ClusterCreate = z.input<typeof create>;
