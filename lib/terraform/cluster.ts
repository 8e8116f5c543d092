import { CREATION_ARGUMENTS } from "../aws/eks/cluster";
import { EXISTING_CLUSTER_ID } from "../plan/addresses";
import type { Cluster, PlannedCluster, PlannedIdentityProvider, Verification } from "../plan/types";
import { type Lowering, replacedWithCluster } from "./lowering";
import type { DataSource, Precondition, Resource } from "./resource";
import { roleArn } from "./roles";
import { Attribute, Call, Text } from "./values";

/**
 * The cluster. Its creator gets no access entry, and EKS installs no default add-ons: the configuration states both. The
 * three settings of Auto Mode are always written, so that disabling it disables all three.
 */
export function eksCluster({ name }: Cluster, planned: PlannedCluster): Resource {
  const { autoMode, endpoint = {}, remoteNetworks, encryptionKeyArn, supportType, logs, deletionProtection } = planned;
  const { enabled, nodePools, nodeRole } = autoMode;
  return {
    type: "aws_eks_cluster",
    id: planned.id,
    attributes: {
      name,
      roleArn: roleArn(planned.role),
      version: planned.version,
      accessConfig: {
        authenticationMode: planned.authenticationMode,
        bootstrapClusterCreatorAdminPermissions: false,
      },
      bootstrapSelfManagedAddons: false,
      computeConfig: {
        enabled,
        nodePools: nodePools.length > 0 ? nodePools : undefined,
        nodeRoleArn: nodeRole && roleArn(nodeRole),
      },
      kubernetesNetworkConfig: {
        ipFamily: planned.ipFamily,
        serviceIpv4Cidr: planned.serviceIpv4Cidr,
        elasticLoadBalancing: { enabled },
      },
      storageConfig: { blockStorage: { enabled } },
      vpcConfig: {
        subnetIds: planned.subnetIds,
        securityGroupIds: planned.securityGroupIds,
        endpointPrivateAccess: endpoint.private,
        endpointPublicAccess: endpoint.public,
        publicAccessCidrs: endpoint.publicCidrs,
      },
      encryptionConfig:
        encryptionKeyArn === undefined ? undefined : { provider: { keyArn: encryptionKeyArn }, resources: ["secrets"] },
      enabledClusterLogTypes: logs.length > 0 ? logs : undefined,
      remoteNetworkConfig: remoteNetworks && {
        remoteNodeNetworks: { cidrs: remoteNetworks.nodes },
        remotePodNetworks: remoteNetworks.pods && { cidrs: remoteNetworks.pods },
      },
      upgradePolicy: supportType && { supportType },
      deletionProtection,
      tags: planned.tags,
    },
    dependsOn: planned.dependsOn,
    lifecycle: { ignoreChanges: CREATION_ARGUMENTS, ...(deletionProtection && { preventDestroy: true }) },
    importId: planned.importId,
  };
}

/** The cluster that exists, as Terraform finds it. */
export const existingCluster = ({ name }: Cluster): DataSource => ({
  type: "aws_eks_cluster",
  id: EXISTING_CLUSTER_ID,
  attributes: { name },
});

/** A check of the existing cluster, for resources that fail with the wrong authentication mode. */
export function verification({ pattern, errorMessage }: Verification): Precondition {
  const found = new Attribute(EXISTING_CLUSTER_ID, "access_config[0].authentication_mode");
  const [before = "", after = ""] = errorMessage.split("{found}");
  return {
    condition: new Call("can", new Call("regex", pattern, found)),
    errorMessage: new Text([before, found, after]),
  };
}

/** An external OIDC identity provider of the cluster, after the one before it. */
export function identityProvider(
  { id, name, key: _, path: __, was: ___, tags, dependsOn, importId, ...oidc }: PlannedIdentityProvider,
  lowering: Lowering,
): Resource {
  return {
    type: "aws_eks_identity_provider_config",
    id,
    attributes: { clusterName: lowering.clusterName, oidc: { identityProviderConfigName: name, ...oidc }, tags },
    dependsOn,
    lifecycle: replacedWithCluster(lowering),
    importId,
  };
}
