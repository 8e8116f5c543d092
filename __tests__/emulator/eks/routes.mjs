/** The REST routes of the EKS model: which operation a method and a path are. */
const EKS_ROUTES = [
  ["POST", "/clusters", "CreateCluster"],
  ["GET", "/clusters", "ListClusters"],
  ["GET", "/clusters/{name}", "DescribeCluster"],
  ["DELETE", "/clusters/{name}", "DeleteCluster"],
  ["POST", "/clusters/{name}/update-config", "UpdateClusterConfig"],
  ["POST", "/clusters/{name}/updates", "UpdateClusterVersion"],
  ["GET", "/clusters/{name}/updates", "ListUpdates"],
  ["GET", "/clusters/{name}/updates/{updateId}", "DescribeUpdate"],
  ["POST", "/clusters/{name}/access-entries", "CreateAccessEntry"],
  ["GET", "/clusters/{name}/access-entries", "ListAccessEntries"],
  ["GET", "/clusters/{name}/access-entries/{principalArn}", "DescribeAccessEntry"],
  ["POST", "/clusters/{name}/access-entries/{principalArn}", "UpdateAccessEntry"],
  ["DELETE", "/clusters/{name}/access-entries/{principalArn}", "DeleteAccessEntry"],
  ["POST", "/clusters/{name}/access-entries/{principalArn}/access-policies", "AssociateAccessPolicy"],
  ["GET", "/clusters/{name}/access-entries/{principalArn}/access-policies", "ListAssociatedAccessPolicies"],
  ["DELETE", "/clusters/{name}/access-entries/{principalArn}/access-policies/{policyArn}", "DisassociateAccessPolicy"],
  ["GET", "/access-policies", "ListAccessPolicies"],
  ["POST", "/clusters/{name}/pod-identity-associations", "CreatePodIdentityAssociation"],
  ["GET", "/clusters/{name}/pod-identity-associations", "ListPodIdentityAssociations"],
  ["GET", "/clusters/{name}/pod-identity-associations/{associationId}", "DescribePodIdentityAssociation"],
  ["POST", "/clusters/{name}/pod-identity-associations/{associationId}", "UpdatePodIdentityAssociation"],
  ["DELETE", "/clusters/{name}/pod-identity-associations/{associationId}", "DeletePodIdentityAssociation"],
  ["POST", "/clusters/{name}/node-groups", "CreateNodegroup"],
  ["GET", "/clusters/{name}/node-groups", "ListNodegroups"],
  ["GET", "/clusters/{name}/node-groups/{nodegroupName}", "DescribeNodegroup"],
  ["DELETE", "/clusters/{name}/node-groups/{nodegroupName}", "DeleteNodegroup"],
  ["POST", "/clusters/{name}/node-groups/{nodegroupName}/update-config", "UpdateNodegroupConfig"],
  ["POST", "/clusters/{name}/node-groups/{nodegroupName}/update-version", "UpdateNodegroupVersion"],
  ["POST", "/clusters/{name}/addons", "CreateAddon"],
  ["GET", "/clusters/{name}/addons", "ListAddons"],
  ["GET", "/clusters/{name}/addons/{addonName}", "DescribeAddon"],
  ["DELETE", "/clusters/{name}/addons/{addonName}", "DeleteAddon"],
  ["POST", "/clusters/{name}/addons/{addonName}/update", "UpdateAddon"],
  ["GET", "/addons/supported-versions", "DescribeAddonVersions"],
  ["POST", "/clusters/{name}/fargate-profiles", "CreateFargateProfile"],
  ["GET", "/clusters/{name}/fargate-profiles/{fargateProfileName}", "DescribeFargateProfile"],
  ["DELETE", "/clusters/{name}/fargate-profiles/{fargateProfileName}", "DeleteFargateProfile"],
  ["GET", "/clusters/{name}/fargate-profiles", "ListFargateProfiles"],
  ["POST", "/clusters/{name}/capabilities", "CreateCapability"],
  ["GET", "/clusters/{name}/capabilities", "ListCapabilities"],
  ["GET", "/clusters/{name}/capabilities/{capabilityName}", "DescribeCapability"],
  ["DELETE", "/clusters/{name}/capabilities/{capabilityName}", "DeleteCapability"],
  ["GET", "/clusters/{name}/identity-provider-configs", "ListIdentityProviderConfigs"],
  ["POST", "/clusters/{name}/identity-provider-configs/associate", "AssociateIdentityProviderConfig"],
  ["POST", "/clusters/{name}/identity-provider-configs/describe", "DescribeIdentityProviderConfig"],
  ["POST", "/clusters/{name}/identity-provider-configs/disassociate", "DisassociateIdentityProviderConfig"],
  ["POST", "/tags/{resourceArn}", "TagResource"],
  ["DELETE", "/tags/{resourceArn}", "UntagResource"],
  ["GET", "/tags/{resourceArn}", "ListTagsForResource"],
].map(([m, t, op]) => ({ m, op, segs: t.split("/").slice(1) }));

export function routeEks(method, rawPath) {
  const segs = rawPath
    .split("/")
    .slice(1)
    .map((s) => decodeURIComponent(s));
  for (const r of EKS_ROUTES) {
    if (r.m !== method || r.segs.length !== segs.length) continue;
    if (!r.segs.every((s, i) => (s[0] === "{" ? segs[i] !== "" : s === segs[i]))) continue;
    const named = r.segs.flatMap((s, i) => (s[0] === "{" ? [[s.slice(1, -1), segs[i]]] : []));
    return { op: r.op, params: Object.fromEntries(named) };
  }
  return null;
}
