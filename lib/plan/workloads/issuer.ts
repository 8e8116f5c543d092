import { isToken } from "../../aws/text";
import { issuerPath, UNKNOWN_ISSUER } from "../../aws/workloads/trust";
import { OIDC_PROVIDER_ID } from "../addresses";
import type { PlanContext } from "../context";
import type { ResolvedConfig } from "../defaults";
import type { PlannedOidcProvider } from "../types";
import type { WorkloadItem } from "./item";

/** The issuer of the cluster as IAM names it; undefined where the configuration does not tell. */
export function issuerOf({ cluster }: ResolvedConfig): string | undefined {
  if (cluster.create !== undefined) return UNKNOWN_ISSUER;
  const issuer = cluster.oidcIssuer;
  return issuer === undefined || !isToken(issuer) ? issuer && issuerPath(issuer) : UNKNOWN_ISSUER;
}

/** The provider by which IAM trusts tokens of this cluster: one, however many workloads use it. */
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

/** Whether a document names an issuer that only Terraform knows. */
export const namesUnknownIssuer = (document: object): boolean => JSON.stringify(document).includes(UNKNOWN_ISSUER);
