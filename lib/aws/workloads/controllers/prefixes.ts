import { allow, type Statement } from "../../iam/policy-document";
import { ARNS } from "./arns";
import { allowOn, optional, type PolicyInput, some } from "./template";

/** Up to the first `/` that is not in a token: the bucket. The rest is the prefix, with or without a `/` at its end. */
const PARTS = /^((?:\$\{[^}]*\}|\$(?!\{)|[^/$])+)\/(.*[^/])\/?$/s;

/** Prefixes in buckets that other prefixes share. S3 knows no ARN of a prefix, so the policy needs both of its parts. */
export const prefixes: PolicyInput = {
  ...optional(some(ARNS.prefix)),
  showsParts: (given) => PARTS.test(given),
};

function prefixesByBucket(prefixArns: readonly string[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const arn of prefixArns) {
    const [, bucket = arn, prefix = ""] = PARTS.exec(arn) ?? [];
    found.set(bucket, [...(found.get(bucket) ?? []), prefix]);
  }
  return found;
}

/**
 * Allows the actions on objects below prefixes, and listing what is below them. A list names its prefix in the request;
 * one of the whole bucket names none and is refused.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export const objectsBelow = (actions: readonly string[], prefixArns: readonly string[]): Statement[] => {
  const buckets = [...prefixesByBucket(prefixArns)];
  return [
    ...buckets.map(([bucket, found]) =>
      allow("s3:ListBucket", bucket, { StringLike: { "s3:prefix": found.map((prefix) => `${prefix}/*`) } }),
    ),
    ...allowOn(
      actions,
      buckets.flatMap(([bucket, found]) => found.map((prefix) => `${bucket}/${prefix}/*`)),
    ),
  ];
};
