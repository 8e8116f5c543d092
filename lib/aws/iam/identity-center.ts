/**
 * A role of IAM Identity Center whose path was cut off, as aws-auth wanted it. AWS answers "invalid principal" after
 * two minutes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export const pathWasCut = (principal: string): boolean => /:role\/AWSReservedSSO_[^/]*$/.test(principal);
