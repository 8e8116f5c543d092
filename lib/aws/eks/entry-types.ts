/**
 * What EKS takes in an access entry of each type. Node types bring their groups and username themselves, and never
 * carry either, not even empty. AWS's page says that only STANDARD entries take policies; those of type EC2 do too, and
 * nodes of Auto Mode cannot join without.
 */
interface EntryType {
  readonly users: boolean;
  readonly otherAccounts: boolean;
  readonly groups: boolean;
  readonly username: boolean;
  readonly policies: boolean;
}

const NODES: EntryType = { users: false, otherAccounts: false, groups: false, username: false, policies: false };

/**
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html#auto-node-access-entry
 */
export const ENTRY_TYPES = {
  STANDARD: { users: true, otherAccounts: true, groups: true, username: true, policies: true },
  EC2: { ...NODES, policies: true },
  EC2_LINUX: NODES,
  EC2_WINDOWS: NODES,
  FARGATE_LINUX: NODES,
  HYBRID_LINUX: NODES,
} as const satisfies Record<string, EntryType>;

export type EntryTypeName = keyof typeof ENTRY_TYPES;
export const ENTRY_TYPE_NAMES = Object.keys(ENTRY_TYPES) as [EntryTypeName, ...EntryTypeName[]];

/** Types that exist, but not for Terraform. */
export const FOREIGN_ENTRY_TYPES: Readonly<Record<string, string>> = {
  HYPERPOD_LINUX:
    "the Terraform provider does not take this type; HyperPod's guide uses a STANDARD entry with groups, or make the entry outside Terraform",
};

/** How usernames and groups must not begin: EKS keeps these for itself. */
export const RESERVED_PREFIXES = ["system:", "eks:", "aws:", "amazon:", "iam:"] as const;

/** What people write for a group, and what gives the same rights. */
export const INSTEAD_OF_GROUP: Readonly<Record<string, string>> = {
  "system:masters": "policies: [AmazonEKSClusterAdminPolicy] gives the same",
  "system:nodes": "an entry of a node type brings it",
  "system:bootstrappers": "an entry of a node type brings it",
};

/** Variables of aws-auth that an access entry does not fill in. */
export const AWS_AUTH_VARIABLES = ["{{AccountID}}", "{{AccessKeyID}}", "{{EC2PrivateDNSName}}"] as const;

/**
 * Access entries in one cluster; AWS does not raise it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
 */
export const MAX_ENTRIES = 3000;

/**
 * How a cluster decides who may log in. Access entries exist only in the modes with `API`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
 */
export const AUTHENTICATION_MODES = ["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"] as const;
