import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { PlannedOidcProvider, PlannedPodIdentity } from "../plan/workloads/types";
import type { ResourceRegistry } from "./resource-registry";

/** Creates a Pod Identity association, after all policies of its role. */
export function podIdentity(registry: ResourceRegistry, clusterName: string, planned: PlannedPodIdentity): void {
  const { id, namespace, serviceAccount, role, dependsOn, targetRoleArn, disableSessionTags, policy, importId } =
    planned;
  const association = registry.add(
    id,
    new EksPodIdentityAssociation(registry.scope, id, {
      clusterName,
      namespace,
      serviceAccount,
      roleArn: registry.roleArn(role),
      targetRoleArn,
      disableSessionTags,
      dependsOn: dependsOn.length > 0 ? registry.all(dependsOn) : undefined,
      lifecycle: registry.replacedWithCluster(),
    }),
    importId,
  );
  // the cdktf bindings do not have this argument yet
  if (policy) association.addOverride("policy", registry.render(policy));
}

/** Creates the IAM OIDC provider of the cluster. It needs no thumbprint, because AWS trusts the CAs of EKS issuers. */
export function oidcProvider(registry: ResourceRegistry, { id, importId }: PlannedOidcProvider, url: string): void {
  const provider = new IamOpenidConnectProvider(registry.scope, id, {
    url,
    clientIdList: ["sts.amazonaws.com"],
    // others may use a provider that was there before
    lifecycle: importId === undefined ? undefined : { ignoreChanges: ["client_id_list", "thumbprint_list"] },
  });
  registry.add(id, provider, importId);
}
