import { parseArn } from "../arn";
import { type TextFact, textProblem } from "../fact";
import { quote } from "../text";

const S3_NAMES = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html";

const ADVICE = "write its name alone; what stands before the state belongs to";

/** A bucket of S3, for general purposes or for directories, or the alias of an access point in its place. */
export const S3_BUCKET: TextFact = {
  rule: "s3-bucket",
  is: "the name of an S3 bucket",
  min: 3,
  max: 63,
  pattern: /^(?!.*\.\.)[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
  form: "lower-case letters, digits, - and single dots, with a letter or digit at both ends",
  advice: `${ADVICE} key`,
  source: S3_NAMES,
};

/** Until March 2018 this region took other names too, and S3 keeps such buckets. */
export const OLD_NAMES = {
  region: "us-east-1",
  max: 255,
  pattern: /^[\w.-]+$/,
  form: "letters, digits, _, - and dots",
};

/** No bucket of a user has such a name. Aliases of access points, which end in `-s3alias`, stand for a bucket. */
const RESERVED = { beginnings: ["xn--", "sthree-", "amzn-s3-demo-"], ends: [".mrap", "--table-s3"] };

const IP_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * Returns why S3 has no bucket of a name. The ARN of an access point may stand for a bucket.
 *
 * @param region undefined if it is not known
 */
export function s3BucketProblem(bucket: string, region: string | undefined): string | undefined {
  if (parseArn(bucket)?.resource.includes("accesspoint/")) return undefined;
  const mayBeOld = region === undefined || region === OLD_NAMES.region;
  const problem = textProblem(mayBeOld ? { ...S3_BUCKET, ...OLD_NAMES } : S3_BUCKET, bucket);
  if (problem !== undefined) return problem;
  const beginning = RESERVED.beginnings.find((one) => bucket.startsWith(one));
  const end = RESERVED.ends.find((one) => bucket.endsWith(one));
  const reserved = beginning ? `begin with ${beginning}` : end && `end in ${end}`;
  if (reserved) return `AWS reserves names that ${reserved}, got ${quote(bucket)}; write the name of a bucket of yours`;
  return IP_ADDRESS.test(bucket)
    ? `${S3_BUCKET.is} is no IP address, got ${quote(bucket)}; write the name of a bucket of yours`
    : undefined;
}

/** A bucket of Google Cloud Storage. */
export const GCS_BUCKET: TextFact = {
  rule: "gcs-bucket",
  is: "the name of a bucket of Google Cloud Storage",
  min: 3,
  max: 222,
  pattern: /^(?!\d{1,3}(?:\.\d{1,3}){3}$)(?!goog)(?=[^.]{1,63}(?:\.[^.]{1,63})*$)[a-z0-9][a-z0-9._-]*[a-z0-9]$/,
  form: "lower-case letters, digits, -, _ and single dots, with at most 63 characters between dots and a letter or digit at both ends, no IP address, and does not begin with goog",
  advice: `${ADVICE} prefix`,
  source: "https://cloud.google.com/storage/docs/buckets#naming",
};
