import type { TrustScope } from "../aws/iam/trust";
import type { Cluster } from "./types";

/** What documents may have to name of a cluster. */
export function scopeOf({ partition, region, account, name }: Cluster, trustAnchorArn?: string): TrustScope {
  return { partition, region, account, cluster: name, ...(trustAnchorArn !== undefined && { trustAnchorArn }) };
}
