import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { renderDocument } from "../aws/iam/policy-document";
import type { PlannedOidcProvider, PlannedPodIdentity } from "../plan/types";
import type { Made } from "./resource-registry";

/** A role for pods of one service account, after everything that the role may do. */
export function podIdentity(made: Made, clusterName: string, planned: PlannedPodIdentity): void {
  const { id, namespace, serviceAccount, role, after, targetRoleArn, disableSessionTags, policy } = planned;
  const association = made.add(
    id,
    new EksPodIdentityAssociation(made.scope, id, {
      clusterName,
      namespace,
      serviceAccount,
      roleArn: made.roleArn(role),
      targetRoleArn,
      disableSessionTags,
      dependsOn: after.length > 0 ? made.all(after) : undefined,
      lifecycle: made.withCluster(),
    }),
  );
  // newer than the bindings
  if (policy) association.addOverride("policy", renderDocument(policy));
}

/** How IAM trusts tokens of the cluster. AWS knows the authorities of EKS's issuers, so no thumbprint is stated. */
export function oidcProvider(made: Made, { id }: PlannedOidcProvider, url: string): void {
  made.add(id, new IamOpenidConnectProvider(made.scope, id, { url, clientIdList: ["sts.amazonaws.com"] }));
}
