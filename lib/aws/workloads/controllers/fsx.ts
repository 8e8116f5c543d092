import { allow, document } from "../../iam/policy-document";
import { controller } from "./template";

/** The driver sets this tag on what it creates. */
const TAG = "fsx.openzfs.csi.aws.com/cluster";
const LINKED = "fsx.amazonaws.com";

/**
 * Creates FSx for OpenZFS file systems, volumes and snapshots, and changes or deletes those that have the driver's tag.
 * It makes no final backups: storage classes of file systems need `SkipFinalBackupOnDeletion: 'true'`. The driver's
 * page attaches AmazonFSxFullAccess, which covers all kinds of file systems.
 */
export const fsxOpenzfsCsi = controller({
  inputs: {},
  serviceAccount: "kube-system/fsx-openzfs-csi-controller-sa",
  policy: ({ partition, region, account }) => {
    const all = (type: string) => `arn:${partition}:fsx:${region}:${account}:${type}/*`;
    const [fileSystems, volumes, snapshots] = [all("file-system"), all("volume"), all("snapshot")];
    const asked = { StringEquals: { [`aws:RequestTag/${TAG}`]: "true" } };
    const made = { StringEquals: { [`aws:ResourceTag/${TAG}`]: "true" } };
    return document(
      allow("fsx:CreateFileSystem", fileSystems, asked),
      allow("fsx:CreateVolume", volumes, asked),
      // what a volume is restored from
      allow("fsx:CreateVolume", snapshots),
      allow("fsx:CreateSnapshot", [snapshots, volumes], asked),
      allow("fsx:TagResource", [fileSystems, volumes, snapshots], asked),
      allow(["fsx:DeleteFileSystem", "fsx:UpdateFileSystem"], fileSystems, made),
      allow("fsx:DeleteVolume", volumes, made),
      allow("fsx:DeleteSnapshot", snapshots, made),
      allow("fsx:ListTagsForResource", [fileSystems, volumes, snapshots]),
      allow(["fsx:DescribeFileSystems", "fsx:DescribeSnapshots", "fsx:DescribeVolumes"], "*"),
      allow("iam:CreateServiceLinkedRole", `arn:${partition}:iam::${account}:role/aws-service-role/${LINKED}/*`, {
        StringEquals: { "iam:AWSServiceName": LINKED },
      }),
    );
  },
  source: "https://github.com/kubernetes-sigs/aws-fsx-openzfs-csi-driver/blob/main/docs/install.md",
});
