/**
 * Returns whether this is the ARN of an IAM Identity Center role without its path. aws-auth required this form, but
 * access entries need the path: without it, AWS reports "invalid principal" after two minutes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export const isIdentityCenterArnWithoutPath = (principal: string): boolean =>
  /:role\/AWSReservedSSO_[^/]*$/.test(principal);

/** Returns whether this is the ARN of a role that IAM Identity Center makes, with or without its path. */
export const isIdentityCenterRole = (principal: string): boolean =>
  /:role\/(.*\/)?AWSReservedSSO_[^/]*$/.test(principal);
