import { oneOrMany } from "../aws/iam/trust";
import { POD_IDENTITY_ACTION } from "../aws/workloads/trust";
import type { GuardedCluster } from "./clusters";
import type { GuardStatement } from "./types";

/**
 * Returns the policy of the VPC endpoint of `eks-auth`: through it, pods of these clusters alone get credentials.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/vpc-interface-endpoints.html
 */
export const endpointStatements = (clusters: readonly GuardedCluster[]): GuardStatement[] => [
  {
    Sid: "PodsOfTheseClusters",
    Effect: "Allow",
    Principal: "*",
    Action: POD_IDENTITY_ACTION,
    Resource: oneOrMany(clusters.map(({ arn }) => arn)),
  },
];
