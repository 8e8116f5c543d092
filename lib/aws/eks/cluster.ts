import { type ListFact, type TextFact, wordList } from "../fact";

const CREATE = "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html";

export const SUBNETS: ListFact = {
  rule: "cluster-subnets",
  is: "subnets",
  min: 2,
  advice: "name subnets in at least two availability zones",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
};

export const KUBERNETES_VERSION: TextFact = {
  rule: "kubernetes-version",
  is: "a Kubernetes version",
  pattern: /^1\.\d{2}$/,
  form: "a minor version",
  advice: 'write it like "1.34"',
  source: CREATE,
};

/**
 * The oldest minor version of Kubernetes in standard support, on a day. EKS supports a version so for 14 months.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const OLDEST_STANDARD_VERSION = { minor: 34, on: "2026-11-28" } as const;

export const ALL_IPV4 = "0.0.0.0/0";

/**
 * From where the API server can be reached if nothing says it. Without CIDR blocks a public endpoint is open to everywhere.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html
 */
export const ENDPOINT_DEFAULTS = { private: false, public: true } as const;

export const CIDR: TextFact = {
  rule: "cidr-block",
  is: "a CIDR block",
  form: "an address and a length",
  advice: 'write it like "10.0.0.0/16"',
  source: CREATE,
};

/**
 * The authentication modes of a cluster. Access entries require a mode that includes `API`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
 */
const MODES = "https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html";
export const AUTHENTICATION_MODES = wordList(["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"], MODES);
/** The modes for a cluster created here: those with access entries. */
export const CREATE_MODES = wordList(["API", "API_AND_CONFIG_MAP"], MODES);
/**
 * Arguments of the Terraform resource that count only when EKS makes a cluster. EKS does not show them later, so they
 * look changed for a cluster that was imported, and Terraform would replace it.
 */
export const CREATION_ARGUMENTS = [
  "bootstrap_self_managed_addons",
  "access_config[0].bootstrap_cluster_creator_admin_permissions",
] as const;
/** NodePools that EKS creates on request. It owns these names and overwrites changes. */
export const BUILT_IN_NODE_POOLS = wordList(
  ["general-purpose", "system"],
  "https://docs.aws.amazon.com/eks/latest/userguide/set-builtin-node-pools.html",
);
export const LOG_TYPES = wordList(
  ["api", "audit", "authenticator", "controllerManager", "scheduler"],
  "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
);
export const IP_FAMILIES = wordList(["ipv4", "ipv6"], CREATE);
export const SUPPORT_TYPES = wordList(
  ["STANDARD", "EXTENDED"],
  "https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html",
);

export const CLUSTER_NAME: TextFact = {
  rule: "cluster-name",
  is: "a cluster name",
  min: 1,
  max: 100,
  pattern: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
  form: "made of letters, digits, - and _, and begins with a letter or digit",
  advice: "write the name as `aws eks list-clusters` shows it",
  source: CREATE,
};
