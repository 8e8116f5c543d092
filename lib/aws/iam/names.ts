import { nameOfArn } from "../arn";
import type { TextFact } from "../fact";

const QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

const NAME = /^[\w+=,.@-]*$/;

const NAME_FORM = "made of letters, digits and _+=,.@-";

const nameAdvice = (given: string): string => {
  if (given.startsWith("arn:")) return "an ARN is no name; for what exists write { arn: … } under role";
  if (given.includes("/"))
    return "a path does not belong into the name; write it as path, or as iam.path for all roles";
  return `leave out ${[...new Set(given.replace(/[\w+=,.@-]/g, ""))].map((c) => JSON.stringify(c)).join(" ") || "the excess"}`;
};

/** Role names are unique in an account and case-insensitive. */
export const ROLE_NAME: TextFact = {
  rule: "role-name",
  is: "a role name",
  min: 1,
  max: 64,
  pattern: NAME,
  form: NAME_FORM,
  advice: nameAdvice,
  source: QUOTAS,
};

/**
 * The id that IAM gives a role or user. One that is made again under the same name has another.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html
 */
export const UNIQUE_ID = /^\w{16,128}$/;

/** The prefix of default names. 38 is Terraform's limit for a name prefix. */
export const NAME_PREFIX: TextFact = { ...ROLE_NAME, rule: "name-prefix", is: "a name prefix", max: 38 };

/** AWS accepts an ARN here at first, and fails only when it launches instances. */
export const INSTANCE_PROFILE_NAME: TextFact = {
  rule: "instance-profile-name",
  is: "an instance profile name",
  min: 1,
  max: 128,
  pattern: NAME,
  form: NAME_FORM,
  source: QUOTAS,
  advice: (given) =>
    given.startsWith("arn:") ? `write the name alone: ${JSON.stringify(nameOfArn(given))}` : nameAdvice(given),
};

export const POLICY_NAME: TextFact = {
  rule: "policy-name",
  is: "a policy name",
  min: 1,
  max: 128,
  pattern: NAME,
  form: NAME_FORM,
  advice: nameAdvice,
  source: QUOTAS,
};

export const IAM_PATH: TextFact = {
  rule: "iam-path",
  is: "a path",
  min: 1,
  max: 512,
  pattern: /^\/([\u0021-\u007e]+\/)?$/,
  form: "/ alone, or begins and ends with / and holds no space",
  advice: (given) =>
    `write ${JSON.stringify(`/${given.replace(/[^\u0021-\u007e]/g, "").replace(/^\/+|(?<!\/)\/+$/g, "")}/`.replace("//", "/").slice(0, 512))}`,
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
};

export const DESCRIPTION: TextFact = {
  rule: "description-length",
  is: "a description",
  max: 1000,
  advice: "shorten it",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
};
