import { REGION } from "../../aws/accounts";
import { textProblem } from "../../aws/fact";
import { REGIONS } from "../../aws/regions";
import { isToken, nearest, quote } from "../../aws/text";
import { regionOfIssuer } from "../../aws/workloads/service-accounts";
import type { PlanContext } from "../context";

/** Reports a region that is one letter away from a known one, and an issuer that belongs to a cluster of another region. */
export function validateRegion({ config, cluster: { region }, diagnostics }: PlanContext): void {
  if (isToken(region) || textProblem(REGION, region) !== undefined) return;
  const near = REGIONS.includes(region) ? undefined : nearest(region, REGIONS, 1);
  if (near !== undefined) {
    diagnostics.report(
      "unknown-region",
      ["region"],
      `no region ${quote(region)} is known here; did you mean ${quote(near)}? It may be newer`,
    );
  }
  const { oidcIssuer } = config.cluster;
  const ofIssuer = oidcIssuer === undefined ? undefined : regionOfIssuer(oidcIssuer);
  if (ofIssuer === undefined || ofIssuer === region) return;
  diagnostics.report(
    "issuer-region",
    ["cluster", "oidcIssuer"],
    `the issuer of a cluster in ${region}, got one of ${ofIssuer}, ${quote(oidcIssuer)}; copy it: aws eks describe-cluster --region ${region} --query cluster.identity.oidc.issuer`,
  );
}
