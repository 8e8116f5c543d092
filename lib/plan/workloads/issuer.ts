import { iamArn } from "../../aws/arn";
import { isToken } from "../../aws/text";
import { issuerPath, UNKNOWN_ISSUER } from "../../aws/workloads/trust";
import { OIDC_PROVIDER_ID } from "../addresses";
import type { PlanContext } from "../context";
import type { ResolvedConfig } from "../defaults";
import type { WorkloadItem } from "./item";
import type { PlannedOidcProvider } from "./types";

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
  { config, cluster, diagnostics }: PlanContext,
): PlannedOidcProvider | undefined {
  const { create, oidcIssuer, oidcProvider } = config.cluster;
  const used = items.some(({ irsa }) => irsa.length > 0);
  const issuer = create === undefined ? oidcIssuer : undefined;
  const adopted = oidcProvider === "adopt" && issuer !== undefined && !isToken(issuer);
  if (oidcProvider === "adopt" && !(adopted && used)) {
    diagnostics.report(
      "adopted-oidc-provider",
      ["cluster", "oidcProvider"],
      used
        ? `Terraform finds a provider that exists by its issuer, as text${issuer === undefined ? "" : ", got a token"}; write cluster.oidcIssuer: https://…`
        : "no workload here has via: irsa, so nothing needs the provider; leave it out",
    );
  }
  if (!used || oidcProvider === "existing") return undefined;
  const importId = adopted && iamArn(cluster.partition, cluster.account, "oidc-provider", "/", issuerPath(issuer));
  return {
    id: OIDC_PROVIDER_ID,
    path: ["cluster"],
    ...(issuer !== undefined && { issuer }),
    ...(importId && { importId }),
  };
}

/** Returns whether a document contains the placeholder of an issuer that is only known to Terraform. */
export const namesUnknownIssuer = (document: object): boolean => JSON.stringify(document).includes(UNKNOWN_ISSUER);
