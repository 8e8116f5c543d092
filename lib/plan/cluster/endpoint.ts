import { ALL_IPV4, ENDPOINT_DEFAULTS } from "../../aws/eks/cluster";
import type { PlannedCluster } from "../types";

/** From where the API server of a cluster that is made here can be reached. */
export interface ResolvedEndpoint {
  readonly private: boolean;
  readonly public: boolean;
  /** From where on the internet, if it is public. */
  readonly publicCidrs: readonly string[];
}

/** Returns the endpoint of a cluster with the defaults of EKS. An empty list limits nothing. */
export function endpointOf({ endpoint = {} }: Pick<PlannedCluster, "endpoint">): ResolvedEndpoint {
  const { publicCidrs = [] } = endpoint;
  return { ...ENDPOINT_DEFAULTS, ...endpoint, publicCidrs: publicCidrs.length > 0 ? publicCidrs : [ALL_IPV4] };
}
