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

/**
 * Returns whether this is the ARN of an IAM Identity Center role without the end of its name: an underscore and 16
 * hexadecimal digits, which Identity Center makes for each account. No role has such a name.
 */
export const lacksIdentityCenterSuffix = (principal: string): boolean =>
  isIdentityCenterRole(principal) && !/_[0-9a-f]{16}$/.test(principal);

/**
 * Returns the paths that a role of IAM Identity Center may have. The region is in it, unless it is us-east-1.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export const pathsOfIdentityCenterRole = (region: string): readonly string[] => [
  "/aws-reserved/sso.amazonaws.com/",
  `/aws-reserved/sso.amazonaws.com/${region}/`,
];

/** Returns the permission set that Identity Center made a role for, by the role's name; undefined if it made none. */
export const permissionSetOf = (roleName: string): string | undefined =>
  /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(roleName)?.[1];
