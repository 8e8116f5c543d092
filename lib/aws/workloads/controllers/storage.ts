import { allow, document, type Statement } from "../../iam/policy-document";
import { ARNS } from "./arns";
import { keysVia, objectKeys, volumeKeys } from "./keys";
import { objectsBelow, prefixes } from "./prefixes";
import { allowOn, controller, optional, PRESENT, some } from "./template";

const objectsOf = (bucketArns: readonly string[]) => bucketArns.map((arn) => `${arn}/*`);

/** Allows the actions on objects in buckets, and listing the buckets. */
const objects = (actions: readonly string[], bucketArns: readonly string[]): Statement[] => [
  ...allowOn("s3:ListBucket", bucketArns),
  ...allowOn(actions, objectsOf(bucketArns)),
];

/** Velero sets this tag on its snapshots, and on volumes that it restores from them. */
const BACKUP = "velero.io/backup";

/** Actions on the objects of backups. */
const BACKED_UP = [
  "s3:AbortMultipartUpload",
  "s3:DeleteObject",
  "s3:GetObject",
  "s3:ListMultipartUploadParts",
  "s3:PutObject",
  "s3:PutObjectTagging",
] as const;

/**
 * Stores backups in buckets, or below the prefixes of its storage locations, and creates snapshots of volumes. All
 * volumes of this account and region are allowed, but only snapshots that Velero created can be restored or deleted.
 */
export const velero = controller({
  inputs: {
    bucketArns: optional(some(ARNS.bucket)),
    prefixArns: prefixes,
    kmsKeyArns: optional(some(ARNS.key)),
  },
  anyOf: ["bucketArns", "prefixArns"],
  serviceAccount: "velero/velero",
  policy: ({ partition, region, account }, { bucketArns, prefixArns, kmsKeyArns }) => {
    const volumes = `arn:${partition}:ec2:${region}:${account}:volume/*`;
    const snapshots = `arn:${partition}:ec2:${region}:*:snapshot/*`;
    const made = { Null: { [`aws:RequestTag/${BACKUP}`]: PRESENT } };
    const own = { Null: { [`aws:ResourceTag/${BACKUP}`]: PRESENT } };
    return document(
      ...objects(BACKED_UP, bucketArns),
      ...objectsBelow(BACKED_UP, prefixArns),
      allow(["ec2:DescribeSnapshots", "ec2:DescribeVolumes"], "*"),
      allow("ec2:CreateSnapshot", volumes),
      allow("ec2:CreateSnapshot", snapshots, made),
      allow("ec2:CreateVolume", volumes, made),
      allow(["ec2:CreateVolume", "ec2:DeleteSnapshot"], snapshots, own),
      allow("ec2:CreateTags", [volumes, snapshots], {
        StringEquals: { "ec2:CreateAction": ["CreateSnapshot", "CreateVolume"] },
      }),
      ...objectKeys(kmsKeyArns),
      ...volumeKeys(kmsKeyArns),
    );
  },
  source: "https://github.com/vmware-tanzu/velero-plugin-for-aws#set-permissions-for-velero",
});

/** Actions on the objects of what is mounted. */
const MOUNTED = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"] as const;

/**
 * Reads, writes and deletes objects of what is mounted as a file system: buckets, prefixes (with the mount option
 * `prefix`) and access points. Directory buckets need a single action.
 */
export const mountpointS3Csi = controller({
  inputs: {
    bucketArns: optional(some(ARNS.bucket)),
    prefixArns: prefixes,
    accessPointArns: optional(some(ARNS.accessPoint)),
    directoryBucketArns: optional(some(ARNS.directoryBucket)),
    kmsKeyArns: optional(some(ARNS.key)),
  },
  anyOf: ["bucketArns", "prefixArns", "accessPointArns", "directoryBucketArns"],
  serviceAccount: "kube-system/s3-csi-driver-sa",
  policy: (_scope, { bucketArns, prefixArns, accessPointArns, directoryBucketArns, kmsKeyArns }) =>
    document(
      ...objects(MOUNTED, bucketArns),
      ...objectsBelow(MOUNTED, prefixArns),
      ...allowOn("s3:ListBucket", accessPointArns),
      ...allowOn(
        MOUNTED,
        accessPointArns.map((arn) => `${arn}/object/*`),
      ),
      ...allowOn("s3express:CreateSession", directoryBucketArns),
      // AWS does not document the `kms:ViaService` name of directory buckets, so these keys have no condition
      ...(directoryBucketArns.length > 0
        ? allowOn(["kms:Decrypt", "kms:GenerateDataKey"], kmsKeyArns)
        : objectKeys(kmsKeyArns)),
    ),
  source: "https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#iam-permissions",
});

/**
 * For nodes that read an S3 file system directly from its bucket, in addition to AmazonS3FilesClientFullAccess. AWS's
 * page uses AmazonS3ReadOnlyAccess, which can read all buckets of the account.
 */
export const s3FilesCsiNode = controller({
  inputs: { bucketArns: some(ARNS.bucket), kmsKeyArns: optional(some(ARNS.key)) },
  serviceAccount: "kube-system/efs-csi-node-sa",
  policy: (_scope, { bucketArns, kmsKeyArns }) =>
    document(
      ...objects(["s3:GetObject", "s3:GetObjectVersion"], bucketArns),
      ...keysVia("s3", "kms:Decrypt", kmsKeyArns),
    ),
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prereq-policies.html",
});

/**
 * What the EBS CSI driver needs in addition to its managed policy for volumes with customer managed keys. The EFS CSI
 * driver does not need this: it creates access points, and EFS itself uses the key.
 */
export const ebsCsiKms = controller({
  supplement: true,
  inputs: { kmsKeyArns: some(ARNS.key) },
  serviceAccount: "kube-system/ebs-csi-controller-sa",
  policy: (_scope, { kmsKeyArns }) => document(...volumeKeys(kmsKeyArns)),
  source: "https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html",
});
