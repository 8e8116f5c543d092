import { iamArn } from "../../aws/arn";
import { isToken } from "../../aws/text";
import { issuerPath } from "../../aws/workloads/trust";
import { OIDC_PROVIDER_ID } from "../addresses";
import type { PlanContext } from "../context";
import { knowsIssuer, makesIssuer, usesIrsa } from "./issuer";
import type { PlannedOidcProvider } from "./types";

/**
 * Plans the IAM OIDC provider of this cluster: one, for all workloads that use IRSA. If none does any more, or if the
 * provider belongs to others now, it is planned too, for Terraform to forget: others may use it.
 */
export function planOidcProvider({ config, cluster, diagnostics }: PlanContext): PlannedOidcProvider | undefined {
  const { oidcIssuer, oidcProvider } = config.cluster;
  const issuer = makesIssuer(config) ? undefined : oidcIssuer;
  const known = knowsIssuer(config);
  const used = usesIrsa(config);
  const adopted = oidcProvider === "adopt" && issuer !== undefined && !isToken(issuer);
  const path = ["cluster", "oidcProvider"];
  if (oidcProvider === "adopt" && !(adopted && used)) {
    diagnostics.report(
      "adopted-oidc-provider",
      path,
      used
        ? `Terraform finds a provider that exists by its issuer, as text${issuer === undefined ? "" : ", got a token"}; write cluster.oidcIssuer: https://…`
        : "no workload here has via: irsa, so nothing needs the provider; leave it out",
    );
  }
  if (oidcProvider === "keep" && !known) {
    diagnostics.report(
      "kept-oidc-provider",
      path,
      "keep is about the provider of the cluster's issuer, and no issuer is known here; write cluster.oidcIssuer: https://…",
    );
  }
  if (!known && !used) return undefined;
  const importId =
    adopted && used && iamArn(cluster.partition, cluster.account, "oidc-provider", "/", issuerPath(issuer));
  return {
    id: OIDC_PROVIDER_ID,
    path: ["cluster"],
    ...(issuer !== undefined && { issuer }),
    ...(importId && { importId }),
  };
}
