import { issuerPath } from "../aws/workloads/trust";
import type { FoundIrsa } from "./answers";
import { foundRole } from "./found";
import { values } from "./operations";
import type { Reader } from "./reader";

/**
 * Reads the roles that pods may take by the OIDC provider of a cluster's issuer. Without the provider no pod of the
 * cluster takes a role by it, so that the roles are not asked for.
 */
export async function irsaOf(reader: Reader, issuer: string): Promise<FoundIrsa> {
  const provider = await hasProvider(reader, issuer);
  if (provider === false) return { issuer, provider, roles: undefined };
  const roles = await reader.list("iam:ListRoles");
  return { issuer, provider, roles: roles?.map((role) => foundRole(values(role))) };
}

async function hasProvider(reader: Reader, issuer: string): Promise<boolean | undefined> {
  const answer = await reader.source.ask("iam:GetOpenIDConnectProvider", issuerPath(issuer));
  if ("found" in answer) return true;
  if (answer.refused.why === "gone") return false;
  // the roles tell as much as is needed
  if (answer.refused.why !== "not-kept") reader.unread.push(answer.refused);
  return undefined;
}
