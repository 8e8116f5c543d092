import { accessPolicyArn, CLUSTER_ADMIN } from "../aws/eks/access-policies";
import type { TrustScope } from "../aws/iam/trust";
import { clusterArn } from "../aws/iam/trust";
import type { PartitionName } from "../aws/partitions";
import { byCodePoint } from "../aws/text";
import { isReleased } from "../plan/release";
import type { PlannedCluster, PlannedIdentityProvider } from "../plan/types";
import type { NamedPlan } from "./types";

/** What all files together say of one cluster. */
export interface GuardedCluster {
  readonly scope: Omit<TrustScope, "trustAnchorArn">;
  readonly arn: string;
  /** Principals with AmazonEKSClusterAdminPolicy, for whichever scope. */
  readonly admins: readonly string[];
  readonly providers: readonly Pick<PlannedIdentityProvider, "issuerUrl" | "clientId">[];
  /** Undefined if no file makes the cluster. */
  readonly create?: PlannedCluster;
}

/** Returns the clusters of the plans, by their ARNs. Several files may be about one cluster. */
export function clustersOf(plans: readonly NamedPlan[]): GuardedCluster[] {
  const found = new Map<string, GuardedCluster>();
  for (const { plan } of plans) {
    const { name: cluster, partition, region, account } = plan.cluster;
    const scope = { partition, region, account, cluster };
    const arn = clusterArn(scope);
    const before = found.get(arn);
    const create = plan.create ?? before?.create;
    const admin = accessPolicyArn(partition, CLUSTER_ADMIN);
    // what Terraform lets go of stays in AWS as it is
    const admins = plan.entries
      .filter(({ associations }) => associations.some(({ policyArn }) => policyArn === admin))
      .map(({ principalArn }) => principalArn);
    const providers = plan.identityProviders.filter(({ id }) => !isReleased(id, plan.released));
    found.set(arn, {
      scope,
      arn,
      admins: [...(before?.admins ?? []), ...admins],
      providers: [...(before?.providers ?? []), ...providers],
      ...(create && { create }),
    });
  }
  return [...found.values()].sort((a, b) => byCodePoint(a.arn, b.arn));
}

/** An AWS account. The same number may stand for another account in another partition. */
export interface Account {
  readonly account: string;
  readonly partition: PartitionName;
}

/** Returns the accounts of the plans. One number may stand for an account in each partition. */
export function accountsOf(plans: readonly NamedPlan[]): Account[] {
  const all = plans.map(({ plan: { cluster } }) => ({ account: cluster.account, partition: cluster.partition }));
  return [...new Map(all.map((account) => [Object.values(account).join(), account]))]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([, account]) => account);
}
