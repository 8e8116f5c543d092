import { keysOf } from "../fact";
import { accessPolicy } from "./access-policies";

const BATCH_ENTRIES = "https://docs.aws.amazon.com/batch/latest/userguide/eks-access-entries.html";

/** Who makes an access entry, if it is not this project. */
interface EntryMaker {
  /** Its name, as the subject of a message. */
  readonly is: string;
  /** The service-linked role that is the one principal of its entries: below `role/aws-service-role/`. */
  readonly serviceLinkedRole?: string;
  /** Access policies that it associates itself, and takes for granted. */
  readonly gives: readonly string[];
  /** The access policy that it leaves to others, and what happens without. */
  readonly needs?: { readonly policy: string; readonly without: string };
}

/**
 * Makers of access entries that take further access policies.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/capabilities-security.html
 * @see https://docs.aws.amazon.com/batch/latest/userguide/eks-access-entries.html
 * @see https://docs.aws.amazon.com/emr/latest/EMR-on-EKS-DevelopmentGuide/setting-up-cluster-access.html
 */
export const ENTRY_MAKERS = {
  "by-eks": {
    is: "EKS",
    gives: ["AmazonEKSACKPolicy", "AmazonEKSArgoCDClusterPolicy", "AmazonEKSArgoCDPolicy", "AmazonEKSKROPolicy"],
  },
  "by-batch": {
    is: "AWS Batch",
    serviceLinkedRole: "batch.amazonaws.com/AWSServiceRoleForBatch",
    gives: ["AWSBatchClusterPolicy"],
    needs: { policy: "AWSBatchNamespacePolicy", without: "jobs of AWS Batch stay in RUNNABLE" },
  },
  "by-emr": {
    is: "Amazon EMR",
    serviceLinkedRole: "emr-containers.amazonaws.com/AWSServiceRoleForAmazonEMRContainers",
    gives: [],
  },
  elsewhere: { is: "somebody else", gives: [] },
} as const satisfies Record<string, EntryMaker>;

export type EntryMakerName = keyof typeof ENTRY_MAKERS;
export const ENTRY_MAKER_NAMES = keysOf(ENTRY_MAKERS, BATCH_ENTRIES);

export const entryMaker = (name: EntryMakerName): EntryMaker => ENTRY_MAKERS[name];

const serviceOf = (serviceLinkedRole: string): string => serviceLinkedRole.split("/")[0] ?? "";

/** Returns whether an ARN is that of the service-linked role, in any account. */
export const isServiceLinkedRole = (arn: string, serviceLinkedRole: string): boolean =>
  arn.endsWith(`:role/aws-service-role/${serviceLinkedRole}`);

/** Returns the maker of the entry of a service-linked role, if it is known. */
export const makerOfServiceLinkedRole = (arn: string): EntryMakerName | undefined =>
  ENTRY_MAKER_NAMES.words.find((name) => {
    const { serviceLinkedRole } = entryMaker(name);
    return serviceLinkedRole !== undefined && arn.includes(`:role/aws-service-role/${serviceOf(serviceLinkedRole)}/`);
  });

/** Returns whether EKS or another service associates a policy with its own entries. */
export const isGivenByServices = (policy: string): boolean =>
  accessPolicy(policy)?.for !== undefined ||
  ENTRY_MAKER_NAMES.words.some((name) => entryMaker(name).gives.includes(policy));
