import type { Statement } from "../../iam/policy-document";
import { allowOn } from "./template";

/**
 * Keys, by way of these services only: a key alone decrypts nothing. A service has the region and a suffix of the
 * partition behind its name.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export const keysVia = (
  services: string | readonly string[],
  actions: string | readonly string[],
  keyArns: readonly string[],
): Statement[] =>
  allowOn(actions, keyArns, {
    StringLike: {
      "kms:ViaService": typeof services === "string" ? `${services}.*` : services.map((service) => `${service}.*`),
    },
  });

/**
 * Volumes and snapshots encrypted with a key of one's own. Grants are made for AWS's services alone.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
 */
export const volumeKeys = (keyArns: readonly string[]): Statement[] => [
  ...allowOn("kms:CreateGrant", keyArns, { Bool: { "kms:GrantIsForAWSResource": "true" } }),
  ...keysVia(
    "ec2",
    ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
    keyArns,
  ),
];

/**
 * Objects encrypted with a key of one's own; uploads in parts are decrypted while they are joined.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export const objectKeys = (keyArns: readonly string[]): Statement[] =>
  keysVia("s3", ["kms:Decrypt", "kms:GenerateDataKey"], keyArns);
