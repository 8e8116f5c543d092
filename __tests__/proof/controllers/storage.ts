import { arn, around, ask, each } from "../around";
import { ELSEWHERE } from "../prove";
import { given, KEY, type Proofs, policyOf, throughService, volumeKeys } from "./support";

const s3 = (rest: string) => `arn:aws:s3:::${rest}`;

const decrypts = throughService("kms:Decrypt", "s3");
const generates = throughService("kms:GenerateDataKey", "s3");
const objectKeys = {
  laws: { ...decrypts.laws, ...generates.laws },
  near: { ...decrypts.near, ...generates.near },
};

const otherBuckets = (actions: readonly string[]) => ({
  ...each(actions, s3("other/file")),
  "a bucket whose name begins like ours is refused": ask("s3:GetObject", s3("models-2/file")),
  "another bucket is not listed": ask("s3:ListBucket", s3("other")),
  "the bucket is not deleted": ask("s3:DeleteBucket", s3("models")),
});

const MOUNTED = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"];
const READ = ["s3:GetObject", "s3:GetObjectVersion"];
const BACKED_UP = [...MOUNTED, "s3:ListMultipartUploadParts", "s3:PutObjectTagging"];

/** What a prefix of a bucket shared with others allows, and what is beside it. */
const below = (actions: readonly string[]) => {
  const list = (bucket: string, prefix?: string) =>
    ask("s3:ListBucket", s3(bucket), prefix === undefined ? {} : { "s3:prefix": prefix });
  return {
    laws: {
      ...each(actions, s3("shared/team-a/deep/file")),
      ...each(actions, s3("shared/team-b/models/file")),
      "the prefix itself is listed": list("shared", "team-a/"),
      "a folder below the prefix is listed": list("shared", "team-a/deep/"),
      "the second prefix is listed": list("shared", "team-b/models/"),
    },
    near: {
      ...each(actions, s3("shared/team-c/file")),
      ...each(actions, s3("other/team-a/file")),
      ...each(actions, s3("other/team-b/models/file")),
      ...each(actions, s3("shared/team-a-2/file")),
      ...each(actions, s3("shared/team-b/file")),
      ...each(actions, s3("shared/team-a")),
      "the whole shared bucket is not listed": list("shared"),
      "an empty prefix is not listed": list("shared", ""),
      "another prefix is not listed": list("shared", "team-c/"),
      "a prefix that begins like ours is not listed": list("shared", "team-a-2/"),
      "what begins like our prefix is not listed": list("shared", "team-a"),
      "what is around our second prefix is not listed": list("shared", "team-b/"),
      "our prefix in another bucket is not listed": list("other", "team-a/"),
    },
  };
};

const EXPRESS = arn("s3express", "bucket/fast--euw1-az1--x-s3");

const VOLUME = arn("ec2", "volume/vol-0a1b");
const SNAPSHOT = "arn:aws:ec2:eu-west-1::snapshot/snap-0a1b";
const made = { "aws:RequestTag/velero.io/backup": "nightly" };
const own = { "aws:ResourceTag/velero.io/backup": "nightly" };

const snapshots = {
  "a snapshot is made, with the name of its backup": ask("ec2:CreateSnapshot", SNAPSHOT, made),
  "a volume is restored from a snapshot of a backup": ask("ec2:CreateVolume", SNAPSHOT, own),
  "a snapshot of a backup is deleted": ask("ec2:DeleteSnapshot", SNAPSHOT, own),
};
const volumes = {
  "a snapshot is made of a volume": ask("ec2:CreateSnapshot", VOLUME),
  "a volume is made, with the name of its backup": ask("ec2:CreateVolume", VOLUME, made),
  "a volume is tagged while it is made": ask("ec2:CreateTags", VOLUME, { "ec2:CreateAction": "CreateVolume" }),
};
const tagging = {
  "a snapshot is tagged while it is made": ask("ec2:CreateTags", SNAPSHOT, { "ec2:CreateAction": "CreateSnapshot" }),
};

const POINT = arn("s3", "accesspoint/models");

const mountedBelow = below(MOUNTED);
const backedUpBelow = below(BACKED_UP);

const FSX = "aws-fsx-openzfs-csi-driver";
const FILES = arn("fsx", "file-system/fs-0a1b");
const ZFS = arn("fsx", "volume/fs-0a1b/fsvol-0a1b");
const ZFS_SNAPSHOT = arn("fsx", "snapshot/fsvol-0a1b/fsvolsnap-0a1b");
const ZFS_TAG = "fsx.openzfs.csi.aws.com/cluster";
const zfsAsked = { [`aws:RequestTag/${ZFS_TAG}`]: "true" };
const zfsOwn = { [`aws:ResourceTag/${ZFS_TAG}`]: "true" };
const zfs = {
  ...each(["fsx:CreateFileSystem", "fsx:TagResource"], FILES, zfsAsked),
  ...each(["fsx:CreateVolume", "fsx:CreateSnapshot", "fsx:TagResource"], ZFS, zfsAsked),
  ...each(["fsx:CreateSnapshot", "fsx:TagResource"], ZFS_SNAPSHOT, zfsAsked),
  ...each(["fsx:CreateVolume"], ZFS_SNAPSHOT),
  ...each(["fsx:DeleteFileSystem", "fsx:UpdateFileSystem"], FILES, zfsOwn),
  ...each(["fsx:DeleteVolume"], ZFS, zfsOwn),
  ...each(["fsx:DeleteSnapshot"], ZFS_SNAPSHOT, zfsOwn),
  ...each(["fsx:ListTagsForResource"], FILES),
  ...each(["fsx:ListTagsForResource"], ZFS),
  ...each(["fsx:ListTagsForResource"], ZFS_SNAPSHOT),
  ...each(
    ["iam:CreateServiceLinkedRole"],
    "arn:aws:iam::111122223333:role/aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx",
    { "iam:AWSServiceName": "fsx.amazonaws.com" },
  ),
};

export const storageProofs: Proofs = {
  [FSX]: {
    document: policyOf(FSX),
    allowed: { ...zfs, ...each(["fsx:DescribeFileSystems", "fsx:DescribeSnapshots", "fsx:DescribeVolumes"]) },
    refused: {
      ...around(zfs),
      "a file system with another value of the tag is not deleted": ask("fsx:DeleteFileSystem", FILES, {
        [`aws:ResourceTag/${ZFS_TAG}`]: "false",
      }),
      "a final backup is not made": ask("fsx:DeleteFileSystem", arn("fsx", "backup/backup-0a1b")),
      "a backup is not deleted": ask("fsx:DeleteBackup", arn("fsx", "backup/backup-0a1b"), zfsOwn),
      "a backup is not tagged": ask("fsx:TagResource", arn("fsx", "backup/backup-0a1b"), zfsAsked),
      "a volume is not changed": ask("fsx:UpdateVolume", ZFS, zfsOwn),
      "what it has made keeps its tag": ask("fsx:UntagResource", ZFS, zfsOwn),
      "no storage virtual machine is made": ask(
        "fsx:CreateStorageVirtualMachine",
        arn("fsx", "storage-virtual-machine/fs-0a1b/svm-0a1b"),
        zfsAsked,
      ),
      "the role of another service is not made": ask(
        "iam:CreateServiceLinkedRole",
        "arn:aws:iam::111122223333:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot",
        { "iam:AWSServiceName": "fsx.amazonaws.com" },
      ),
      "no policy is attached to its role": ask(
        "iam:AttachRolePolicy",
        "arn:aws:iam::111122223333:role/aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx",
      ),
    },
  },

  "mountpoint-s3-csi": {
    document: policyOf("mountpoint-s3-csi"),
    allowed: {
      "the bucket is listed": ask("s3:ListBucket", s3("models")),
      ...each(MOUNTED, s3("models/file")),
      ...mountedBelow.laws,
      ...given("mountpoint-s3-csi", { prefixArns: s3("shared/team-a") }, each(MOUNTED, s3("shared/team-a/only"))),
      ...objectKeys.laws,
      ...given(
        "mountpoint-s3-csi",
        { accessPointArns: POINT },
        { ...each(["s3:ListBucket"], POINT), ...each(MOUNTED, `${POINT}/object/file`) },
      ),
      ...given(
        "mountpoint-s3-csi",
        { directoryBucketArns: EXPRESS, kmsKeyArns: KEY },
        {
          "a directory bucket is opened": ask("s3express:CreateSession", EXPRESS),
          "the key of a directory bucket is used": ask("kms:GenerateDataKey", KEY),
        },
      ),
    },
    refused: {
      ...otherBuckets(MOUNTED),
      ...mountedBelow.near,
      ...given(
        "mountpoint-s3-csi",
        { prefixArns: s3("shared/team-a") },
        { "beside a prefix no bucket is read": ask("s3:GetObject", s3("models/file")) },
      ),
      ...objectKeys.near,
      "an access point that is not given is refused": ask("s3:GetObject", `${POINT}/object/file`),
      ...given(
        "mountpoint-s3-csi",
        { accessPointArns: POINT },
        {
          "another access point is refused": ask("s3:GetObject", `${POINT}-2/object/file`),
          "an access point of another account is refused": ask(
            "s3:ListBucket",
            POINT.replace("111122223333", ELSEWHERE),
          ),
          "beside an access point no bucket is read": ask("s3:GetObject", s3("other/file")),
        },
      ),
      "a directory bucket that is not given is refused": ask("s3express:CreateSession", EXPRESS),
      ...given(
        "mountpoint-s3-csi",
        { directoryBucketArns: EXPRESS },
        {
          "another directory bucket is refused": ask("s3express:CreateSession", arn("s3express", "bucket/a--z--x-s3")),
          "a directory bucket of another account is refused": ask(
            "s3express:CreateSession",
            EXPRESS.replace("111122223333", ELSEWHERE),
          ),
          "beside a directory bucket no other is read": ask("s3:GetObject", s3("models/file")),
          "without keys none is used": ask("kms:Decrypt", KEY),
        },
      ),
    },
  },

  "s3-files-csi-node": {
    document: policyOf("s3-files-csi-node"),
    allowed: {
      "the bucket is listed": ask("s3:ListBucket", s3("models")),
      ...each(READ, s3("models/file")),
      ...decrypts.laws,
    },
    refused: {
      ...otherBuckets(READ),
      ...decrypts.near,
      "nothing is written": ask("s3:PutObject", s3("models/file")),
      "nothing is deleted": ask("s3:DeleteObject", s3("models/file")),
      ...given("s3-files-csi-node", { bucketArns: s3("models") }, decrypts.laws),
    },
  },

  velero: {
    document: policyOf("velero"),
    allowed: {
      "the bucket is listed": ask("s3:ListBucket", s3("backups")),
      ...each(BACKED_UP, s3("backups/nightly")),
      ...backedUpBelow.laws,
      ...given("velero", { prefixArns: s3("shared/team-a") }, each(BACKED_UP, s3("shared/team-a/backups/nightly"))),
      ...snapshots,
      ...volumes,
      ...tagging,
      ...each(["ec2:DescribeSnapshots", "ec2:DescribeVolumes"]),
      ...objectKeys.laws,
      ...volumeKeys.laws,
    },
    refused: {
      ...otherBuckets(BACKED_UP),
      ...backedUpBelow.near,
      ...given(
        "velero",
        { prefixArns: s3("shared/team-a") },
        { "beside a prefix no bucket is written": ask("s3:PutObject", s3("backups/nightly")) },
      ),
      ...around(snapshots),
      ...around(volumes),
      ...around(tagging),
      ...objectKeys.near,
      ...volumeKeys.near,
      "a volume is not restored from somebody else's snapshot": ask("ec2:CreateVolume", SNAPSHOT, {
        "aws:ResourceTag/team": "payments",
      }),
      "a volume is not tagged later": ask("ec2:CreateTags", VOLUME, { "aws:ResourceTag/team": "payments" }),
      "an instance is not tagged": ask("ec2:CreateTags", arn("ec2", "instance/i-0a1b"), {
        "ec2:CreateAction": "RunInstances",
      }),
      "a volume is not deleted": ask("ec2:DeleteVolume", VOLUME),
      ...given("velero", { bucketArns: s3("backups") }, volumeKeys.laws),
    },
  },

  "ebs-csi-kms": {
    document: policyOf("ebs-csi-kms"),
    allowed: volumeKeys.laws,
    refused: { ...volumeKeys.near, "a volume is not made by this policy": ask("ec2:CreateVolume", VOLUME) },
  },
};
