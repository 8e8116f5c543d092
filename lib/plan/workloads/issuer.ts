import { isToken } from "../../aws/text";
import { issuerPath, UNKNOWN_ISSUER } from "../../aws/workloads/trust";
import type { ResolvedConfig } from "../defaults";

/** Returns whether the cluster is made here and stays here, so that Terraform alone knows its issuer. */
export const makesIssuer = ({ cluster: { create } }: Pick<ResolvedConfig, "cluster">): boolean =>
  create !== undefined && create.release !== true;

/** Returns whether this cluster's issuer is known, here or to Terraform, so that the stack can have a provider for it. */
export const knowsIssuer = ({ cluster: { create, oidcIssuer } }: ResolvedConfig): boolean =>
  create !== undefined || oidcIssuer !== undefined;

/** Returns whether a workload takes its role by IRSA. */
export const usesIrsa = ({ workloads }: ResolvedConfig): boolean =>
  Object.values(workloads).some(({ via }) => via !== "pod-identity");

/** Returns whether IAM's OIDC provider of the cluster is in this stack. */
export const managesOidcProvider = (config: ResolvedConfig): boolean => {
  const { oidcProvider } = config.cluster;
  return oidcProvider === "keep" || (oidcProvider !== "existing" && usesIrsa(config));
};

/**
 * Returns the cluster's OIDC issuer as IAM names it: without `https://`, or a placeholder if it is only known to
 * Terraform. Returns undefined if the configuration does not give it.
 */
export function issuerOf(config: ResolvedConfig): string | undefined {
  if (makesIssuer(config)) return UNKNOWN_ISSUER;
  const issuer = config.cluster.oidcIssuer;
  return issuer === undefined || !isToken(issuer) ? issuer && issuerPath(issuer) : UNKNOWN_ISSUER;
}

/** Returns whether a document contains the placeholder of an issuer that is only known to Terraform. */
export const namesUnknownIssuer = (document: object): boolean => JSON.stringify(document).includes(UNKNOWN_ISSUER);
