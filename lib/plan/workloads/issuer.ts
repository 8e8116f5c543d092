import { isToken } from "../../aws/text";
import { issuerPath, UNKNOWN_ISSUER } from "../../aws/workloads/trust";
import { OIDC_PROVIDER_ID } from "../addresses";
import type { PlanContext } from "../context";
import type { ResolvedConfig } from "../defaults";
import type { PlannedOidcProvider } from "../types";
import type { WorkloadItem } from "./item";

/**
 * Returns the cluster's OIDC issuer as IAM names it: without `https://`, or a placeholder if it is only known to
 * Terraform. Returns undefined if the configuration does not give it.
 */
export function issuerOf({ cluster }: ResolvedConfig): string | undefined {
  if (cluster.create !== undefined) return UNKNOWN_ISSUER;
  const issuer = cluster.oidcIssuer;
  return issuer === undefined || !isToken(issuer) ? issuer && issuerPath(issuer) : UNKNOWN_ISSUER;
}

/** Plans the IAM OIDC provider of this cluster: one, for all workloads that use IRSA. */
export function planOidcProvider(
  items: readonly WorkloadItem[],
  { config }: PlanContext,
): PlannedOidcProvider | undefined {
  const { create, oidcIssuer, oidcProvider } = config.cluster;
  const used = items.some(({ irsa }) => irsa.length > 0);
  if (!used || oidcProvider === "existing") return undefined;
  const issuer = create === undefined ? oidcIssuer : undefined;
  return { id: OIDC_PROVIDER_ID, path: ["cluster"], ...(issuer !== undefined && { issuer }) };
}

/** Returns whether a document contains the placeholder of an issuer that is only known to Terraform. */
export const namesUnknownIssuer = (document: object): boolean => JSON.stringify(document).includes(UNKNOWN_ISSUER);
