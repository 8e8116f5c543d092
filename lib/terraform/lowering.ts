import { CLUSTER_ID, OIDC_ISSUER_ID } from "../plan/addresses";
import { isReleased } from "../plan/release";
import type { AccessPlan } from "../plan/types";
import { namesUnknownIssuer } from "../plan/workloads/issuer";
import type { Lifecycle, Precondition } from "./resource";
import { Attribute, Local } from "./values";

/** What every resource of a plan may need to know. */
export interface Lowering {
  /** Whether texts of the plan may contain cdktf tokens. */
  readonly tokens: boolean;
  /** Whether the cluster is made here, and stays here. */
  readonly makesCluster: boolean;
  readonly clusterName: string | Attribute;
  /** The cluster's issuer, with `https://`. Undefined if nobody gives it. */
  readonly issuerUrl: string | Attribute | undefined;
  /** Replaces the placeholder of an unknown issuer in documents: host and path. Undefined if no document has it. */
  readonly issuer: Local | undefined;
}

export function loweringOf({ tokens, create, cluster, released, roles, issuerToken }: AccessPlan): Lowering {
  const makesCluster = create !== undefined && !isReleased(CLUSTER_ID, released);
  return {
    tokens,
    makesCluster,
    clusterName: makesCluster ? new Attribute(CLUSTER_ID, "name") : cluster.name,
    issuerUrl: makesCluster ? new Attribute(CLUSTER_ID, "identity[0].oidc[0].issuer") : issuerToken,
    issuer: namesUnknownIssuer(roles.filter(({ id }) => !isReleased(id, released)))
      ? new Local(OIDC_ISSUER_ID)
      : undefined,
  };
}

/**
 * Returns the lifecycle of a resource on the cluster. If the cluster is made here, the resource is replaced with it. The
 * new cluster has the same name, so Terraform would not notice that it is empty.
 */
export function replacedWithCluster(
  { makesCluster }: Lowering,
  precondition: readonly Precondition[] = [],
): Lifecycle | undefined {
  if (!makesCluster && precondition.length === 0) return undefined;
  return {
    ...(makesCluster && { replaceTriggeredBy: [new Attribute(CLUSTER_ID, "created_at")] }),
    ...(precondition.length > 0 && { precondition }),
  };
}
