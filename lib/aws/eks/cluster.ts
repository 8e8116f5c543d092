import type { ListFact, TextFact } from "../fact";

const CREATE = "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html";

export const SUBNETS: ListFact = {
  is: "subnets",
  min: 2,
  advice: "name subnets in at least two availability zones",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
};

export const KUBERNETES_VERSION: TextFact = {
  is: "a Kubernetes version",
  pattern: /^1\.\d{2}$/,
  form: "a minor version",
  advice: 'write it like "1.34"',
  source: CREATE,
};

export const CIDR: TextFact = {
  is: "a CIDR block",
  pattern: /^[0-9a-fA-F.:]+\/\d{1,3}$/,
  form: "an address and a length",
  advice: 'write it like "10.0.0.0/16"',
  source: CREATE,
};

/** A cluster made here can have access entries. */
export const CREATE_MODES = ["API", "API_AND_CONFIG_MAP"] as const;
/** @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html */
export const BUILT_IN_NODE_POOLS = ["general-purpose", "system"] as const;
export const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;
export const IP_FAMILIES = ["ipv4", "ipv6"] as const;
export const SUPPORT_TYPES = ["STANDARD", "EXTENDED"] as const;
