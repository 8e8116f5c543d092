import type { ListFact, NumberFact, TextFact } from "../fact";

const QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const NAME = /^[\w+=,.@-]*$/;
const NAME_FORM = "made of letters, digits and _+=,.@-";

const nameAdvice = (given: string): string => {
  if (given.startsWith("arn:")) return "an ARN is no name; for what exists write { arn: … } under role";
  if (given.includes("/"))
    return "a path does not belong into the name; write it as path, or as iam.path for all roles";
  return `leave out ${[...new Set(given.replace(/[\w+=,.@-]/g, ""))].map((c) => JSON.stringify(c)).join(" ") || "the excess"}`;
};

/** Names are unique in an account whatever their case. */
export const ROLE_NAME: TextFact = {
  is: "a role name",
  min: 1,
  max: 64,
  pattern: NAME,
  form: NAME_FORM,
  advice: nameAdvice,
  source: QUOTAS,
};

/** Before a default name; Terraform's own limit for a prefix. */
export const NAME_PREFIX: TextFact = { ...ROLE_NAME, is: "a name prefix", max: 38 };

/** An ARN would pass AWS's first check and fail only when instances are launched. */
export const INSTANCE_PROFILE_NAME: TextFact = {
  is: "an instance profile name",
  min: 1,
  max: 128,
  pattern: NAME,
  form: NAME_FORM,
  source: QUOTAS,
  advice: (given) =>
    given.startsWith("arn:")
      ? `write the name alone: ${JSON.stringify(given.slice(given.lastIndexOf("/") + 1))}`
      : nameAdvice(given),
};

export const POLICY_NAME: TextFact = {
  is: "a policy name",
  min: 1,
  max: 128,
  pattern: NAME,
  form: NAME_FORM,
  advice: nameAdvice,
  source: QUOTAS,
};

export const IAM_PATH: TextFact = {
  is: "a path",
  min: 1,
  max: 512,
  pattern: /^\/([\u0021-\u007e]+\/)?$/,
  form: "/ alone, or begins and ends with / and holds no space",
  advice: (given) =>
    `write ${JSON.stringify(`/${given.replace(/[^\u0021-\u007e]/g, "").replace(/^\/+|\/+$/g, "")}/`.replace("//", "/").slice(0, 512))}`,
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
};

export const DESCRIPTION: TextFact = {
  is: "a description",
  max: 1000,
  advice: "shorten it",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
};

export const MAX_SESSION: NumberFact = {
  is: "the longest session",
  min: 3600,
  max: 43200,
  unit: "seconds",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
};

export const TAG_KEY: TextFact = {
  is: "a tag key",
  min: 1,
  max: 128,
  advice: "shorten it",
  source: QUOTAS,
};

export const TAG_VALUE: TextFact = {
  is: "a tag value",
  max: 256,
  advice: "shorten it",
  source: QUOTAS,
};

/** Counted with the tags at the top of the file, which the provider adds to every resource. */
export const TAGS: ListFact = { is: "tags", max: 50, advice: "leave some out", source: QUOTAS };

/** Managed policies on one role: the quota, and how far AWS raises it. */
export const MANAGED_POLICIES = { quota: 10, ceiling: 20, source: QUOTAS } as const;

/** Characters of a trust policy: the quota, and how far AWS raises it. */
export const TRUST_POLICY = { quota: 2048, ceiling: 4096, source: QUOTAS } as const;

/** All inline policies of a role together, white space not counted. */
export const INLINE_POLICIES = { characters: 10240, source: QUOTAS } as const;

/**
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
 */
export const CLUSTER_NAME: TextFact = {
  is: "a cluster name",
  min: 1,
  max: 100,
  pattern: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
  form: "made of letters, digits, - and _, and begins with a letter or digit",
  advice: "write the name as `aws eks list-clusters` shows it",
  source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html",
};

export const ACCOUNT: TextFact = {
  is: "an account",
  pattern: /^\d{12}$/,
  form: "twelve digits",
  advice: "write all twelve in quotes, without hyphens",
  source: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html",
};

export const REGION: TextFact = {
  is: "a region",
  pattern: /^[a-z]{2,4}(-[a-z]+)+-\d+$/,
  form: "lower case and ends with its number",
  advice: 'write it like "eu-central-1"',
  source: "https://docs.aws.amazon.com/general/latest/gr/rande.html",
};
