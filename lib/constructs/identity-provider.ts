import { EksIdentityProviderConfig } from "@cdktf/provider-aws/lib/eks-identity-provider-config";
import type { PlannedIdentityProvider } from "../plan/types";
import type { ResourceRegistry } from "./resource-registry";

/** Creates an external OIDC identity provider of the cluster, after the one before it. */
export function identityProvider(
  registry: ResourceRegistry,
  clusterName: string,
  { id, name, key: _, path: __, was: ___, tags, dependsOn, importId, ...oidc }: PlannedIdentityProvider,
): void {
  registry.add(
    id,
    new EksIdentityProviderConfig(registry.scope, id, {
      clusterName,
      oidc: { identityProviderConfigName: name, ...oidc },
      tags,
      dependsOn: dependsOn.length > 0 ? registry.all(dependsOn) : undefined,
      lifecycle: registry.replacedWithCluster(),
    }),
    importId,
  );
}
