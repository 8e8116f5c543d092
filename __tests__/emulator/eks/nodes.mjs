/** EKS node groups, add-ons and Fargate profiles: enough to create, read and delete them. */

import { epoch } from "../values.mjs";
import { nodegroupEntryType } from "./texts.mjs";

export function eksNodes(
  { cfg, now, uuid },
  { eksErr, getCluster, child, childStatus, requireRole, autoNodeEntry, registerUpdate, updateView, page },
) {
  const ngView = (cl, n) => ({
    nodegroupName: n.nodegroupName,
    nodegroupArn: n.arn,
    clusterName: cl.name,
    version: n.version ?? cl.version,
    releaseVersion: n.releaseVersion ?? `${cl.version}.0-20250501`,
    createdAt: epoch(n.createdAt),
    modifiedAt: epoch(n.createdAt),
    status: childStatus(n),
    capacityType: n.capacityType ?? "ON_DEMAND",
    scalingConfig: n.scalingConfig ?? { minSize: 1, maxSize: 2, desiredSize: 2 },
    instanceTypes: n.launchTemplate ? n.instanceTypes : (n.instanceTypes ?? ["t3.medium"]),
    subnets: n.subnets,
    amiType: n.amiType ?? "AL2023_x86_64_STANDARD",
    nodeRole: n.nodeRole,
    labels: n.labels ?? {},
    taints: n.taints,
    diskSize: n.launchTemplate ? undefined : (n.diskSize ?? 20),
    resources: { autoScalingGroups: [{ name: `eks-${n.nodegroupName}` }] },
    health: { issues: [] },
    updateConfig: n.updateConfig ?? { maxUnavailable: 1 },
    launchTemplate: n.launchTemplate,
    tags: n.tags,
  });
  const addonView = (cl, a) => ({
    addonName: a.addonName,
    clusterName: cl.name,
    status: childStatus(a),
    addonVersion: a.addonVersion ?? "v1.0.0-eksbuild.1",
    health: { issues: [] },
    addonArn: a.arn,
    createdAt: epoch(a.createdAt),
    modifiedAt: epoch(a.modifiedAt),
    serviceAccountRoleArn: a.serviceAccountRoleArn,
    configurationValues: a.configurationValues,
    tags: a.tags,
  });
  const fargateView = (cl, f) => ({
    fargateProfileName: f.fargateProfileName,
    fargateProfileArn: f.arn,
    clusterName: cl.name,
    createdAt: epoch(f.createdAt),
    podExecutionRoleArn: f.podExecutionRoleArn,
    subnets: f.subnets ?? [],
    selectors: f.selectors ?? [],
    status: childStatus(f),
    tags: f.tags,
    health: { issues: [] },
  });
  const operations = {
    // ---- node groups, add-ons, fargate (enough for create/read/delete)
    CreateNodegroup(c, b) {
      const cl = getCluster(c, b.name);
      if (cl.nodegroups.has(b.nodegroupName))
        throw eksErr.inUse(`NodeGroup already exists with name ${b.nodegroupName} and cluster name ${cl.name}`, {
          clusterName: cl.name,
        });
      requireRole(b.nodeRole, "The role with ARN");
      const t = now();
      const n = {
        ...b,
        arn: `arn:aws:eks:${c.region}:${c.accountId}:nodegroup/${cl.name}/${b.nodegroupName}/${uuid()}`,
        createdAt: t,
        readyAt: t + cfg.nodegroupMs,
        tags: { ...(b.tags ?? {}) },
      };
      cl.nodegroups.set(b.nodegroupName, n);
      autoNodeEntry(c, cl, b.nodeRole, nodegroupEntryType(b));
      return { nodegroup: ngView(cl, n) };
    },
    DescribeNodegroup(c, p) {
      const cl = getCluster(c, p.name);
      return { nodegroup: ngView(cl, child(cl, "nodegroups", p.nodegroupName, "node group")) };
    },
    ListNodegroups: (c, p) => page("nodegroups", [...getCluster(c, p.name).nodegroups.keys()], p),
    UpdateNodegroupConfig(c, b) {
      const cl = getCluster(c, b.name);
      const n = child(cl, "nodegroups", b.nodegroupName, "node group");
      if (b.scalingConfig) n.scalingConfig = b.scalingConfig;
      if (b.updateConfig) n.updateConfig = b.updateConfig;
      if (b.labels)
        n.labels = Object.fromEntries(
          Object.entries({ ...n.labels, ...b.labels.addOrUpdateLabels }).filter(
            ([k]) => !b.labels.removeLabels?.includes(k),
          ),
        );
      return { update: updateView(registerUpdate(c, cl, "ConfigUpdate", [])) };
    },
    UpdateNodegroupVersion(c, b) {
      const cl = getCluster(c, b.name);
      const n = child(cl, "nodegroups", b.nodegroupName, "node group");
      if (b.version) n.version = b.version;
      return { update: updateView(registerUpdate(c, cl, "VersionUpdate", [])) };
    },
    DeleteNodegroup(c, p) {
      // the node role's access entry stays [reports: aws/containers-roadmap 2441, terraform-aws-eks 3329]
      const cl = getCluster(c, p.name);
      const n = child(cl, "nodegroups", p.nodegroupName, "node group");
      n.deletedAt = now() + cfg.nodegroupMs;
      const view = { ...ngView(cl, n), status: "DELETING" };
      if (!cfg.nodegroupMs) cl.nodegroups.delete(p.nodegroupName);
      return { nodegroup: view };
    },
    CreateAddon(c, b) {
      const cl = getCluster(c, b.name);
      if (cl.addons.has(b.addonName))
        throw eksErr.inUse("Addon already exists.", { clusterName: cl.name, addonName: b.addonName });
      const t = now();
      const a = {
        ...b,
        arn: `arn:aws:eks:${c.region}:${c.accountId}:addon/${cl.name}/${b.addonName}/${uuid()}`,
        createdAt: t,
        modifiedAt: t,
        readyAt: t + cfg.nodegroupMs,
        tags: { ...(b.tags ?? {}) },
      };
      cl.addons.set(b.addonName, a);
      return { addon: addonView(cl, a) };
    },
    DescribeAddon(c, p) {
      const cl = getCluster(c, p.name);
      return { addon: addonView(cl, child(cl, "addons", p.addonName, "addon")) };
    },
    ListAddons: (c, p) => page("addons", [...getCluster(c, p.name).addons.keys()], p),
    UpdateAddon(c, b) {
      const cl = getCluster(c, b.name);
      const a = child(cl, "addons", b.addonName, "addon");
      for (const k of ["addonVersion", "configurationValues", "serviceAccountRoleArn"])
        if (b[k] !== undefined) a[k] = b[k];
      a.modifiedAt = now();
      return { update: updateView(registerUpdate(c, cl, "AddonUpdate", [])) };
    },
    DeleteAddon(c, p) {
      const cl = getCluster(c, p.name);
      const a = child(cl, "addons", p.addonName, "addon");
      cl.addons.delete(p.addonName);
      return { addon: { ...addonView(cl, a), status: "DELETING" } };
    },
    DescribeAddonVersions: (_, p) => ({
      addons: [
        {
          addonName: p.addonName ?? "vpc-cni",
          type: "networking",
          addonVersions: [
            {
              addonVersion: "v1.0.0-eksbuild.1",
              architecture: ["amd64", "arm64"],
              compatibilities: [
                { clusterVersion: p.kubernetesVersion ?? "1.33", platformVersions: ["*"], defaultVersion: true },
              ],
              requiresConfiguration: false,
            },
          ],
          publisher: "eks",
          owner: "aws",
        },
      ],
    }),
    CreateFargateProfile(c, b) {
      const cl = getCluster(c, b.name);
      if (cl.fargate.has(b.fargateProfileName))
        throw eksErr.inUse("Fargate Profile already exists with this name in the cluster", { clusterName: cl.name }); // [U]
      const t = now();
      const f = {
        ...b,
        arn: `arn:aws:eks:${c.region}:${c.accountId}:fargateprofile/${cl.name}/${b.fargateProfileName}/${uuid()}`,
        createdAt: t,
        readyAt: t + cfg.nodegroupMs,
        tags: { ...(b.tags ?? {}) },
      };
      cl.fargate.set(b.fargateProfileName, f);
      autoNodeEntry(c, cl, b.podExecutionRoleArn, "FARGATE_LINUX");
      return { fargateProfile: fargateView(cl, f) };
    },
    ListFargateProfiles: (c, p) => page("fargateProfileNames", [...getCluster(c, p.name).fargate.keys()], p),
    DescribeFargateProfile(c, p) {
      const cl = getCluster(c, p.name);
      return { fargateProfile: fargateView(cl, child(cl, "fargate", p.fargateProfileName, "Fargate Profile")) };
    },
    DeleteFargateProfile(c, p) {
      const cl = getCluster(c, p.name);
      const f = child(cl, "fargate", p.fargateProfileName, "Fargate Profile");
      cl.fargate.delete(p.fargateProfileName);
      return { fargateProfile: { ...fargateView(cl, f), status: "DELETING" } };
    },
  };
  return { operations };
}
