/** EKS clusters and their updates. */

import { isObj } from "../values.mjs";
import { accessPolicyArn, LOG_TYPES, nodegroupEntryType } from "./texts.mjs";

export function eksClusters({ cfg, now, pick, region, callerIdentity }, support) {
  const {
    eksErr,
    getCluster,
    putEntry,
    putPolicy,
    clusterView,
    registerUpdate,
    updateView,
    requireRole,
    autoNodeEntry,
    page,
  } = support;
  /** EKS makes a STANDARD entry with cluster admin for the creator, unless told not to [A]; a second one is 409 [M]. */
  function creatorEntry(c, cl) {
    if (!cl.accessConfig.bootstrapClusterCreatorAdminPermissions || cl.accessEntries.has(cl.creatorArn)) return;
    const e = putEntry(c, cl, cl.creatorArn, "STANDARD", { managedBy: "eks" });
    putPolicy(e, accessPolicyArn("AmazonEKSClusterAdminPolicy"), { type: "cluster" });
  }
  /** The entries that EKS makes when a cluster leaves CONFIG_MAP: those of its creator, its node groups and its Fargate profiles [A]. */
  function entriesOfFormerConfigMap(c, cl) {
    creatorEntry(c, cl);
    for (const n of cl.nodegroups.values()) autoNodeEntry(c, cl, n.nodeRole, nodegroupEntryType(n));
    for (const f of cl.fargate.values()) autoNodeEntry(c, cl, f.podExecutionRoleArn, "FARGATE_LINUX");
  }
  const operations = {
    // ---- clusters
    CreateCluster(c, b, { skipRoleCheck = false } = {}) {
      const r = region(c.account, c.region);
      if (!/^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/.test(b.name ?? ""))
        throw eksErr.param("The cluster name must match the pattern ^[0-9A-Za-z][A-Za-z0-9-_]*$"); // [U]
      if (!b.roleArn) throw eksErr.param("roleArn is required."); // [U]
      if (!b.resourcesVpcConfig?.subnetIds?.length)
        throw eksErr.param("Subnets specified must be in at least two different AZs"); // [U]
      const ac = b.accessConfig ?? {};
      const mode = ac.authenticationMode ?? "CONFIG_MAP";
      const bootstrap = ac.bootstrapClusterCreatorAdminPermissions ?? true;
      if (mode === "CONFIG_MAP" && bootstrap === false)
        throw eksErr.param(
          "bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is set to CONFIG_MAP",
        ); // [M]
      try {
        getCluster(c, b.name);
        throw eksErr.inUse(`Cluster already exists with name: ${b.name}`, { clusterName: b.name });
      } catch (e) {
        if (e.status !== 404) throw e;
      }
      if (!skipRoleCheck) requireRole(b.roleArn, "Role with arn:");
      const id = pick("0123456789ABCDEF", 32);
      const v = b.resourcesVpcConfig;
      const knc = b.kubernetesNetworkConfig ?? {};
      const t = now();
      const cl = {
        name: b.name,
        arn: `arn:aws:eks:${c.region}:${c.accountId}:cluster/${b.name}`,
        createdAt: t,
        readyAt: t + cfg.clusterCreateMs,
        version: b.version ?? "1.33",
        roleArn: b.roleArn,
        endpoint: `https://${id}.gr7.${c.region}.eks.amazonaws.com`,
        ca: Buffer.from(`-----BEGIN CERTIFICATE-----\n${id}\n-----END CERTIFICATE-----\n`).toString("base64"),
        issuer: `https://oidc.eks.${c.region}.amazonaws.com/id/${id}`,
        tags: { ...(b.tags ?? {}) },
        resourcesVpcConfig: {
          subnetIds: v.subnetIds,
          securityGroupIds: v.securityGroupIds ?? [],
          clusterSecurityGroupId: `sg-${pick("0123456789abcdef", 17)}`,
          vpcId: "vpc-0fake00000000000a",
          endpointPublicAccess: v.endpointPublicAccess ?? true,
          endpointPrivateAccess: v.endpointPrivateAccess ?? false,
          publicAccessCidrs: v.publicAccessCidrs ?? ["0.0.0.0/0"],
        },
        kubernetesNetworkConfig: {
          ipFamily: knc.ipFamily ?? "ipv4",
          serviceIpv4Cidr: knc.serviceIpv4Cidr ?? "172.20.0.0/16",
          elasticLoadBalancing: { enabled: knc.elasticLoadBalancing?.enabled ?? false },
        },
        logging: b.logging ?? { clusterLogging: [{ types: LOG_TYPES, enabled: false }] },
        encryptionConfig: b.encryptionConfig,
        accessConfig: { authenticationMode: mode, bootstrapClusterCreatorAdminPermissions: bootstrap },
        upgradePolicy: b.upgradePolicy ?? { supportType: "EXTENDED" },
        zonalShiftConfig: b.zonalShiftConfig,
        remoteNetworkConfig: b.remoteNetworkConfig,
        computeConfig: b.computeConfig,
        storageConfig: b.storageConfig,
        deletionProtection: b.deletionProtection ?? false,
        creatorArn: callerIdentity(c.accountId).principalArn,
        accessEntries: new Map(),
        podIdentity: new Map(),
        nodegroups: new Map(),
        addons: new Map(),
        fargate: new Map(),
        capabilities: new Map(),
        identityProviders: new Map(),
      };
      r.clusters.set(b.name, cl);
      if (mode !== "CONFIG_MAP") creatorEntry(c, cl);
      if (b.computeConfig?.enabled && b.computeConfig.nodeRoleArn)
        autoNodeEntry(c, cl, b.computeConfig.nodeRoleArn, "EC2", [accessPolicyArn("AmazonEKSAutoNodePolicy")]);
      return { cluster: clusterView(cl) };
    },
    DescribeCluster: (c, p) => ({ cluster: clusterView(getCluster(c, p.name)) }),
    ListClusters: (c, p) => page("clusters", [...region(c.account, c.region).clusters.keys()].sort(), p),
    DeleteCluster(c, p) {
      const cl = getCluster(c, p.name);
      if (cl.deletionProtection)
        throw eksErr.request("Cluster cannot be deleted because deletionProtection is enabled."); // [U]
      if (cl.nodegroups.size) throw eksErr.inUse("Cluster has nodegroups attached", { clusterName: p.name }); // [M]
      if (cl.fargate.size)
        throw eksErr.inUse(`Cannot delete because cluster ${p.name} currently has Fargate profile(s)`, {
          clusterName: p.name,
        }); // [U]
      cl.deletedAt = now() + cfg.clusterDeleteMs;
      const view = { ...clusterView(cl), status: "DELETING" };
      if (!cfg.clusterDeleteMs) region(c.account, c.region).clusters.delete(p.name); // entries and associations go with the cluster [A]
      return { cluster: view };
    },
    UpdateClusterConfig(c, p) {
      const cl = getCluster(c, p.name);
      let type = "VpcConfigUpdate";
      const params = [];
      if (p.accessConfig?.authenticationMode) {
        const from = cl.accessConfig.authenticationMode;
        const to = p.accessConfig.authenticationMode;
        const ok =
          (from === "CONFIG_MAP" && to === "API_AND_CONFIG_MAP") || (from === "API_AND_CONFIG_MAP" && to === "API");
        if (from === to || !ok) throw eksErr.param(`Unsupported authentication mode update from ${from} to ${to}`); // [M]
        cl.accessConfig.authenticationMode = to;
        if (from === "CONFIG_MAP") entriesOfFormerConfigMap(c, cl);
        type = "AccessConfigUpdate";
        params.push({ type: "AuthenticationMode", value: to });
      }
      if (p.resourcesVpcConfig)
        Object.assign(
          cl.resourcesVpcConfig,
          Object.fromEntries(Object.entries(p.resourcesVpcConfig).filter(([, v]) => v !== undefined && v !== null)),
        );
      if (p.logging) {
        cl.logging = p.logging;
        type = "LoggingUpdate";
      }
      for (const k of [
        "upgradePolicy",
        "zonalShiftConfig",
        "remoteNetworkConfig",
        "computeConfig",
        "storageConfig",
        "deletionProtection",
        "kubernetesNetworkConfig",
      ])
        if (p[k] !== undefined) cl[k] = isObj(p[k]) ? { ...(cl[k] ?? {}), ...p[k] } : p[k];
      if (cl.computeConfig?.enabled && cl.computeConfig.nodeRoleArn)
        autoNodeEntry(c, cl, cl.computeConfig.nodeRoleArn, "EC2", [accessPolicyArn("AmazonEKSAutoNodePolicy")]);
      return { update: updateView(registerUpdate(c, cl, type, params)) };
    },
    UpdateClusterVersion(c, p) {
      const cl = getCluster(c, p.name);
      cl.version = p.version;
      return { update: updateView(registerUpdate(c, cl, "VersionUpdate", [{ type: "Version", value: p.version }])) };
    },
    DescribeUpdate(c, p) {
      const u = region(c.account, c.region).updates.get(`${p.name}/${p.updateId}`);
      if (!u) throw eksErr.notFound(`No update found for ID: ${p.updateId}`);
      return { update: updateView(u) };
    },
    ListUpdates: (c, p) =>
      page(
        "updateIds",
        [...region(c.account, c.region).updates.keys()]
          .filter((k) => k.startsWith(`${p.name}/`))
          .map((k) => k.split("/")[1]),
        p,
      ),
  };
  return { operations };
}
