import type { TrustScope } from "../aws/iam/trust";
import type { Cluster } from "./types";

/** Returns the properties of a cluster that trust policies and other policy documents can refer to. */
export function scopeOf({ partition, region, account, name }: Cluster, trustAnchorArn?: string): TrustScope {
  return { partition, region, account, cluster: name, ...(trustAnchorArn !== undefined && { trustAnchorArn }) };
}
