import { keysOf } from "./fact";

/**
 * Properties of an AWS partition. Service principals are never built from a DNS suffix: `ec2.amazonaws.eu` and
 * `eks.amazonaws.com.cn` do not exist.
 */
interface Partition {
  /** The prefix of its regions. */
  readonly regions: string;
  /**
   * EC2's service principals in the trust policy of a node role. China has two, because node groups have required
   * either one.
   */
  readonly ec2: readonly string[];
  /** Whether EKS Auto Mode is available. */
  readonly autoMode: boolean;
}

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/automode.html
 */
export const PARTITIONS = {
  aws: { regions: "", ec2: ["ec2.amazonaws.com"], autoMode: true },
  "aws-cn": { regions: "cn-", ec2: ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"], autoMode: false },
  "aws-us-gov": { regions: "us-gov-", ec2: ["ec2.amazonaws.com"], autoMode: true },
  "aws-iso": { regions: "us-iso-", ec2: ["ec2.c2s.ic.gov"], autoMode: true },
  "aws-iso-b": { regions: "us-isob-", ec2: ["ec2.sc2s.sgov.gov"], autoMode: true },
  "aws-iso-e": { regions: "eu-isoe-", ec2: ["ec2.amazonaws.com"], autoMode: true },
  "aws-iso-f": { regions: "us-isof-", ec2: ["ec2.amazonaws.com"], autoMode: true },
  "aws-eusc": { regions: "eusc-", ec2: ["ec2.amazonaws.com"], autoMode: true },
} as const satisfies Record<string, Partition>;

export type PartitionName = keyof typeof PARTITIONS;

export const PARTITION_NAMES = keysOf(
  PARTITIONS,
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html",
);

export function partitionOf(region: string): PartitionName {
  return PARTITION_NAMES.words.find((name) => name !== "aws" && region.startsWith(PARTITIONS[name].regions)) ?? "aws";
}

/**
 * Regions where nodes support FIPS mode: those of the United States, GovCloud and Canada.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html
 */
export const FIPS_REGIONS = /^(us|ca)-/;
