import { literalArn } from "../aws/iam/literal";
import type { AccessPlan } from "../plan/types";
import type { Grant } from "./grants";

/** What a pipeline may do to the state of a stack. */
interface StateGrants {
  readonly plan: readonly Grant[];
  readonly apply: readonly Grant[];
  /** What the file does not say, in one line. */
  readonly note?: string;
}

/**
 * Returns what Terraform needs for the state in S3. Other backends are no business of IAM. A plan reads it without a lock,
 * as the example pipelines do.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function stateGrants({ cluster, terraform: { backend } }: AccessPlan): StateGrants {
  if (backend.type !== "s3") return { plan: [], apply: [] };
  const { partition, account } = cluster;
  const { bucket, region, key, useLockfile, dynamodbTable, kmsKeyId, assumeRole } = backend;
  if (assumeRole !== undefined) {
    const taken: Grant[] = [{ actions: ["sts:AssumeRole"], resources: [literalArn(assumeRole.roleArn)] }];
    return { plan: taken, apply: taken };
  }
  if (bucket === undefined || region === undefined) {
    return {
      plan: [],
      apply: [],
      note: "terraform init says where the state lies: allow the bucket and the key by hand",
    };
  }
  const object = (name: string): string => literalArn(`arn:${partition}:s3:::${bucket}/${name}`);
  const isArn = kmsKeyId?.startsWith("arn:") ?? false;
  const encrypted = (...actions: string[]): Grant[] =>
    isArn && kmsKeyId ? [{ actions, resources: [literalArn(kmsKeyId)] }] : [];
  const table = (...actions: string[]): Grant[] =>
    dynamodbTable
      ? [{ actions, resources: [literalArn(`arn:${partition}:dynamodb:${region}:${account}:table/${dynamodbTable}`)] }]
      : [];
  const reads: Grant[] = [
    { actions: ["s3:ListBucket"], resources: [literalArn(`arn:${partition}:s3:::${bucket}`)] },
    { actions: ["s3:GetObject"], resources: [object(key)] },
    ...encrypted("kms:Decrypt"),
    ...table("dynamodb:GetItem"),
  ];
  const lockFile = object(`${key}.tflock`);
  return {
    plan: reads,
    apply: [
      ...reads,
      { actions: ["s3:PutObject"], resources: [object(key)] },
      ...(useLockfile ? [{ actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], resources: [lockFile] }] : []),
      ...encrypted("kms:GenerateDataKey"),
      ...table("dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:PutItem"),
    ],
    ...(kmsKeyId !== undefined &&
      !isArn && { note: "the key of the state is no ARN: allow kms:Decrypt and kms:GenerateDataKey on it by hand" }),
  };
}
