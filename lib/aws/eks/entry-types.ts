import { nameOfArn, parseArn } from "../arn";
import { keysOf, type TextFact } from "../fact";
import { AUTO_NODE } from "./access-policies";

const ENTRIES = "https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html";

/**
 * What EKS accepts in an access entry of each type. EKS sets groups and username of node types itself, and rejects them
 * in the request, even empty ones. AWS's page says that only STANDARD entries accept policies. Those of type EC2 do
 * too, and Auto Mode nodes cannot join without one.
 */
interface EntryType {
  readonly users: boolean;
  readonly otherAccounts: boolean;
  readonly groups: boolean;
  readonly username: boolean;
  readonly policies: boolean;
  /** The access policy that nodes of this type need to join. */
  readonly needs?: string;
}

export type EntryTypeName = "STANDARD" | "EC2" | "EC2_LINUX" | "EC2_WINDOWS" | "FARGATE_LINUX" | "HYBRID_LINUX";

const NODES: EntryType = { users: false, otherAccounts: false, groups: false, username: false, policies: false };

/**
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html#auto-node-access-entry
 */
export const ENTRY_TYPES: Readonly<Record<EntryTypeName, EntryType>> = {
  STANDARD: { users: true, otherAccounts: true, groups: true, username: true, policies: true },
  EC2: { ...NODES, policies: true, needs: AUTO_NODE },
  EC2_LINUX: NODES,
  EC2_WINDOWS: NODES,
  FARGATE_LINUX: NODES,
  HYBRID_LINUX: NODES,
};

/** Returns whether entries of a type are for nodes. Those of a type that is not known are not. */
export const isNodeType = (type: string): boolean =>
  Object.hasOwn(ENTRY_TYPES, type) && ENTRY_TYPES[type as EntryTypeName] !== ENTRY_TYPES.STANDARD;

/**
 * Returns the username that EKS gives a STANDARD entry without one.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export function defaultUsername(principalArn: string): string {
  const { partition, account, resource } = parseArn(principalArn) ?? { partition: "", account: "", resource: "" };
  if (!resource.startsWith("role/")) return principalArn;
  return `arn:${partition}:sts::${account}:assumed-role/${nameOfArn(principalArn)}/{{SessionName}}`;
}

export const ENTRY_TYPE_NAMES = keysOf(ENTRY_TYPES, ENTRIES);

/** Types that exist in EKS but not in the Terraform provider. */
export const FOREIGN_ENTRY_TYPES: Readonly<Record<string, string>> = {
  HYPERPOD_LINUX:
    "the Terraform provider does not take this type; HyperPod's guide uses a STANDARD entry with groups, or make the entry outside Terraform",
};

/** Prefixes that EKS reserves in usernames and groups. */
export const RESERVED_PREFIXES = ["system:", "eks:", "aws:", "amazon:", "iam:"] as const;

/** One line that a reader of a binding can see: Kubernetes compares names character by character. */
const VISIBLE = {
  min: 1,
  pattern: /^[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u,
  form: "one line, without spaces before and behind it",
  advice: "write it as the binding in the cluster names it",
  source: ENTRIES,
} as const;

export const GROUP: TextFact = { rule: "group", is: "a group", ...VISIBLE };
export const USERNAME: TextFact = { rule: "username", is: "a username", ...VISIBLE };

/** Groups that users often request, and what gives the same permissions. */
export const INSTEAD_OF_GROUP: Readonly<Record<string, string>> = {
  "system:masters": "policies: [AmazonEKSClusterAdminPolicy] gives the same",
  "system:nodes": "an entry of a node type brings it",
  "system:bootstrappers": "an entry of a node type brings it",
};

/** Variables of aws-auth that access entries do not support. */
export const AWS_AUTH_VARIABLES = ["{{AccountID}}", "{{AccessKeyID}}", "{{EC2PrivateDNSName}}"] as const;

/**
 * Quota of access entries per cluster. AWS does not raise it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
 */
export const MAX_ENTRIES = 3000;
