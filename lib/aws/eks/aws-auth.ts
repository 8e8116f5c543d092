/**
 * What EKS makes of the ConfigMap aws-auth: kube-system/aws-auth. It matches the ARN that STS reports of a caller with
 * the ARN of each row, whatever the case of letters.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
 * @see https://github.com/kubernetes-sigs/aws-iam-authenticator
 */

/** The group that the API server lets do everything, and the access policy that gives the same. */
export const MASTERS = "system:masters";

/** The group of all who log in. An access entry has it without saying so. */
export const EVERYBODY = "system:authenticated";

/** Usernames of nodes: of EC2 instances, and of Fargate pods and hybrid nodes. */
export const NODE_USERNAME = "system:node:{{EC2PrivateDNSName}}";
export const SESSION_NODE_USERNAME = "system:node:{{SessionName}}";

export const WINDOWS_GROUP = "eks:kube-proxy-windows";
export const FARGATE_GROUP = "system:node-proxier";

/** Groups of nodes, which entries of node types have without saying so. */
export const NODE_GROUPS: readonly string[] = ["system:nodes", "system:bootstrappers", WINDOWS_GROUP, FARGATE_GROUP];

/** What a reserved group means, and what gives the same. */
export const GROUP_MEANINGS: Readonly<Record<string, string>> = {
  "system:nodes": "the group of nodes: an item of nodeRoles, if this is a role of nodes",
  "system:bootstrappers": "the group of nodes that join: an item of nodeRoles, if this is a role of nodes",
  [FARGATE_GROUP]: "the group of kube-proxy on Fargate: EKS makes the entries of Fargate profiles",
  [WINDOWS_GROUP]: "the group of kube-proxy on Windows nodes: an item of nodeRoles with kind windows",
};

/** Parts of a username or group that aws-auth fills in when somebody logs in. */
export const TEMPLATE = /\{\{(AccountID|AccessKeyID|EC2PrivateDNSName|SessionName|SessionNameRaw)\}\}/;

/** A service whose service-linked role stands in aws-auth, and how it reaches a cluster without. */
interface ServiceOfRow {
  /** The name of the role. */
  readonly role: RegExp;
  readonly wayOut: string;
  /** What eksctl calls the service in `iamIdentityMappings`. */
  readonly eksctl?: string;
  /** Who makes the entry of the role, if somebody does. */
  readonly entry?: "by-batch";
  readonly source: string;
}

/** Services that had themselves written into aws-auth. The first that fits holds. */
export const SERVICES: readonly ServiceOfRow[] = [
  {
    role: /^AWSServiceRoleForBatch$/i,
    wayOut:
      "AWS Batch makes its entry itself: set accessEntry.desiredState=ENABLED on every compute environment of this cluster, then give the entry AWSBatchNamespacePolicy",
    entry: "by-batch",
    source: "https://docs.aws.amazon.com/batch/latest/userguide/eks-access-entries.html",
  },
  {
    role: /^AWSServiceRoleForAmazonEMRContainers$/i,
    eksctl: "emr-containers",
    wayOut:
      "Amazon EMR on EKS makes its entries with new virtual clusters, and those that exist cannot move: make new ones, or stay at API_AND_CONFIG_MAP",
    source: "https://docs.aws.amazon.com/emr/latest/EMR-on-EKS-DevelopmentGuide/setting-up-cluster-access.html",
  },
];

/** The name of each service-linked role begins so. */
export const SERVICE_LINKED_NAME = /^AWSServiceRoleFor/i;
