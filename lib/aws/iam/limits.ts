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

/** Managed policies per role: the default quota, and the maximum that AWS raises it to. */
export const MANAGED_POLICIES = { quota: 10, ceiling: 20, source: QUOTAS } as const;

/** Characters of a trust policy: the default quota, and the maximum that AWS raises it to. */
export const TRUST_POLICY = { quota: 2048, ceiling: 4096, source: QUOTAS } as const;

/** Characters of all inline policies of a role together, without white space. */
export const INLINE_POLICIES = { characters: 10240, source: QUOTAS } as const;
