import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { Fn } from "cdktf";
import { CREATION_ARGUMENTS } from "../aws/eks/cluster";
import { EXISTING_CLUSTER_ID } from "../plan/addresses";
import type { Cluster, PlannedCluster, Verification } from "../plan/types";
import type { ResourceRegistry } from "./resource-registry";

/**
 * Creates the cluster. Its creator gets no access entry, and EKS installs no default add-ons: the configuration states
 * both. The three settings of Auto Mode are always written, so that disabling it disables all three.
 */
export function eksCluster(registry: ResourceRegistry, { name }: Cluster, planned: PlannedCluster): EksCluster {
  const {
    id,
    role,
    dependsOn,
    autoMode,
    endpoint = {},
    remoteNetworks,
    encryptionKeyArn,
    supportType,
    importId,
    ...create
  } = planned;
  const { enabled, nodePools, nodeRole } = autoMode;
  return registry.add(
    id,
    new EksCluster(registry.scope, id, {
      name,
      roleArn: registry.roleArn(role),
      version: create.version,
      accessConfig: {
        authenticationMode: create.authenticationMode,
        bootstrapClusterCreatorAdminPermissions: false,
      },
      bootstrapSelfManagedAddons: false,
      computeConfig: {
        enabled,
        nodePools: nodePools.length > 0 ? [...nodePools] : undefined,
        nodeRoleArn: nodeRole && registry.roleArn(nodeRole),
      },
      kubernetesNetworkConfig: {
        ipFamily: create.ipFamily,
        serviceIpv4Cidr: create.serviceIpv4Cidr,
        elasticLoadBalancing: { enabled },
      },
      storageConfig: { blockStorage: { enabled } },
      vpcConfig: {
        subnetIds: [...create.subnetIds],
        securityGroupIds: create.securityGroupIds && [...create.securityGroupIds],
        endpointPrivateAccess: endpoint.private,
        endpointPublicAccess: endpoint.public,
        publicAccessCidrs: endpoint.publicCidrs && [...endpoint.publicCidrs],
      },
      encryptionConfig:
        encryptionKeyArn === undefined ? undefined : { provider: { keyArn: encryptionKeyArn }, resources: ["secrets"] },
      enabledClusterLogTypes: create.logs.length > 0 ? [...create.logs] : undefined,
      remoteNetworkConfig: remoteNetworks && {
        remoteNodeNetworks: { cidrs: [...remoteNetworks.nodes] },
        remotePodNetworks: remoteNetworks.pods && { cidrs: [...remoteNetworks.pods] },
      },
      upgradePolicy: supportType && { supportType },
      deletionProtection: create.deletionProtection,
      tags: create.tags,
      dependsOn: registry.all(dependsOn),
      lifecycle: {
        ignoreChanges: [...CREATION_ARGUMENTS],
        ...(create.deletionProtection && { preventDestroy: true }),
      },
    }),
    importId,
  );
}

/**
 * Adds a check that Terraform makes of the existing cluster. Resources that fail with the wrong authentication mode
 * depend on it.
 */
export function verification(registry: ResourceRegistry, { name }: Cluster, { pattern, errorMessage }: Verification) {
  const found = new DataAwsEksCluster(registry.scope, EXISTING_CLUSTER_ID, { name }).accessConfig.get(
    0,
  ).authenticationMode;
  return { condition: Fn.can(Fn.regex(pattern, found)), errorMessage: errorMessage.replace("{found}", found) };
}
