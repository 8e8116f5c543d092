import type { Statement } from "../../iam/policy-document";
import { allowOn } from "./template";

/**
 * Allows the use of KMS keys through these services only. `kms:ViaService` contains the region and the partition's DNS
 * suffix after the service name.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export const keysVia = (
  services: string | readonly string[],
  actions: string | readonly string[],
  keyArns: readonly string[],
): Statement[] =>
  services.length === 0
    ? []
    : allowOn(actions, keyArns, {
        StringLike: {
          "kms:ViaService": typeof services === "string" ? `${services}.*` : services.map((service) => `${service}.*`),
        },
      });

/**
 * Allows volumes and snapshots encrypted with customer managed keys. Grants are allowed for AWS services only.
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
 * Allows objects encrypted with customer managed keys. Multipart uploads also decrypt when they are completed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export const objectKeys = (keyArns: readonly string[]): Statement[] =>
  keysVia("s3", ["kms:Decrypt", "kms:GenerateDataKey"], keyArns);
