import type { PartitionName } from "../aws/partitions";
import { byCodePoint } from "../aws/text";
import type { Read, Target } from "../live/fleet";
import type { ClusterId } from "../live/operations";
import type { LoadedPlan } from "../load/load";

/** A cluster of the configuration, with all files about it. */
export interface AuditedCluster {
  readonly id: ClusterId;
  readonly partition: PartitionName;
  readonly files: readonly [LoadedPlan, ...LoadedPlan[]];
}

/** Returns the clusters of a configuration, by name. Several files may be about one. */
export function clustersOf(plans: readonly LoadedPlan[]): AuditedCluster[] {
  const clusters = new Map<string, AuditedCluster>();
  for (const loaded of plans) {
    const { name, account, region, partition } = loaded.plan.cluster;
    const key = JSON.stringify([name, account, region]);
    const known = clusters.get(key);
    clusters.set(
      key,
      known
        ? { ...known, files: [...known.files, loaded] }
        : { id: { name, account, region }, partition, files: [loaded] },
    );
  }
  return [...clusters].sort(([a], [b]) => byCodePoint(a, b)).map(([, cluster]) => cluster);
}

export function targetOf({ id, partition, files }: AuditedCluster): Target {
  const roleArn = files.find(({ plan }) => plan.terraform.assumeRole !== undefined)?.plan.terraform.assumeRole;
  return { id, partition, ...(roleArn !== undefined && { roleArn }) };
}

/** Says why nothing is known about a cluster. */
export function problemLine(
  { id, files: [{ file, locationOf }] }: AuditedCluster,
  read: Exclude<Read, { answers: unknown }>,
): string {
  switch (read.problem) {
    case "no cluster":
      return `${file}: EKS has no cluster "${id.name}" in ${id.region} of ${id.account}`;
    case "other account":
      return `${locationOf(["account"])} account: credentials are of ${read.account} (${read.by}), the file is about ${id.account}; use --role, or other credentials`;
    case "no answer":
      return `${file}: nothing is known about ${id.name}: ${read.message}`;
  }
}
