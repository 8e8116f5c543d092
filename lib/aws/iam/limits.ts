import type { NumberFact } from "../fact";

const QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

export const MAX_SESSION: NumberFact = {
  rule: "session-duration",
  is: "the longest session",
  min: 3600,
  max: 43200,
  unit: "seconds",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
};

/**
 * How long a session of a role may last if the role does not say, in seconds.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const DEFAULT_SESSION_SECONDS = 3600;

/** Managed policies per role: the default quota, and the maximum that AWS raises it to. */
export const MANAGED_POLICIES = { quota: 10, ceiling: 20, source: QUOTAS } as const;

/** Characters of a trust policy: the default quota, and the maximum that AWS raises it to. */
export const TRUST_POLICY = { quota: 2048, ceiling: 4096, source: QUOTAS } as const;

/** Characters of all inline policies of a role together, without white space. */
export const INLINE_POLICIES = { characters: 10240, source: QUOTAS } as const;

/** Characters of a managed policy, without white space. A permissions boundary is one. */
export const MANAGED_POLICY = { characters: 6144, source: QUOTAS } as const;

const ORGANIZATIONS = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html";

/**
 * Characters of a service control policy or resource control policy, white space among them, and how many of a kind one
 * root, organizational unit or account takes. One of them is AWS's own that allows everything.
 */
export const ORGANIZATION_POLICY = { characters: 5120, attached: 5, source: ORGANIZATIONS } as const;

/** Characters of the policy of a VPC endpoint, white space among them. An endpoint has one. */
export const ENDPOINT_POLICY = {
  characters: 20480,
  source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
} as const;
