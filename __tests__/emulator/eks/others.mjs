/** EKS capabilities and OIDC identity providers of a cluster. */

import { epoch } from "../values.mjs";
import { accessPolicyArn, CAPABILITY_POLICIES } from "./texts.mjs";

/** EKS's quota of identity providers per cluster [A]. */
const MAX_IDENTITY_PROVIDERS = 10;

export function eksOthers(
  { cfg, now, uuid },
  { eksErr, getCluster, child, childStatus, requireRole, autoNodeEntry, putPolicy, registerUpdate, updateView, page },
) {
  const capabilityView = (cl, x) => ({
    capabilityName: x.capabilityName,
    arn: x.arn,
    clusterName: cl.name,
    type: x.type,
    roleArn: x.roleArn,
    status: childStatus(x),
    version: "v1.0.0",
    configuration: x.configuration,
    tags: x.tags,
    createdAt: epoch(x.createdAt),
    modifiedAt: epoch(x.createdAt),
    deletePropagationPolicy: x.deletePropagationPolicy,
  });
  const summaryView = ({ capabilityName, arn, type, status, version, createdAt, modifiedAt }) => ({
    capabilityName,
    arn,
    type,
    status,
    version,
    createdAt,
    modifiedAt,
  });
  const providerView = (cl, x) => ({
    ...x.oidc,
    identityProviderConfigArn: x.arn,
    clusterName: cl.name,
    tags: x.tags,
    status: childStatus(x),
  });

  const operations = {
    // ---- capabilities
    CreateCapability(c, b) {
      const cl = getCluster(c, b.name);
      const policies = CAPABILITY_POLICIES[b.type];
      if (!policies)
        throw eksErr.param(
          `The specified type ${b.type} is invalid. Valid values: [${Object.keys(CAPABILITY_POLICIES).join(", ")}]`,
        ); // [U]
      if (b.deletePropagationPolicy !== "RETAIN") throw eksErr.param("deletePropagationPolicy must be RETAIN"); // [U]
      if (cl.capabilities.has(b.capabilityName))
        throw eksErr.inUse("Capability already exists with this name in the cluster", { clusterName: cl.name }); // [U]
      requireRole(b.roleArn, "The role with ARN");
      const t = now();
      const arn = `arn:aws:eks:${c.region}:${c.accountId}:capability/${cl.name}/${b.type.toLowerCase()}/${b.capabilityName}/${uuid()}`;
      const { capabilityName, type, roleArn, configuration, deletePropagationPolicy } = b;
      const made = {
        capabilityName,
        type,
        roleArn,
        configuration,
        deletePropagationPolicy,
        arn,
        createdAt: t,
        readyAt: t + cfg.nodegroupMs,
        tags: { ...(b.tags ?? {}) },
      };
      cl.capabilities.set(b.capabilityName, made);
      autoNodeEntry(c, cl, b.roleArn, "STANDARD");
      const entry = cl.accessEntries.get(b.roleArn);
      if (entry) for (const { name, scope } of policies) putPolicy(entry, accessPolicyArn(name), scope);
      return { capability: capabilityView(cl, made) };
    },
    DescribeCapability(c, p) {
      const cl = getCluster(c, p.name);
      return { capability: capabilityView(cl, child(cl, "capabilities", p.capabilityName, "capability")) };
    },
    ListCapabilities(c, p) {
      const cl = getCluster(c, p.name);
      return page(
        "capabilities",
        [...cl.capabilities.values()].map((x) => summaryView(capabilityView(cl, x))),
        p,
      );
    },
    DeleteCapability(c, p) {
      const cl = getCluster(c, p.name);
      const x = child(cl, "capabilities", p.capabilityName, "capability");
      cl.capabilities.delete(p.capabilityName);
      return { capability: { ...capabilityView(cl, x), status: "DELETING" } };
    },
    // ---- identity providers
    AssociateIdentityProviderConfig(c, b) {
      const cl = getCluster(c, b.name);
      const { oidc = {} } = b;
      const others = [...cl.identityProviders.values()];
      for (const field of ["identityProviderConfigName", "issuerUrl", "clientId"])
        if (!oidc[field]) throw eksErr.param(`oidc.${field} is required.`); // [U]
      if (others.some((x) => x.oidc.identityProviderConfigName === oidc.identityProviderConfigName))
        throw eksErr.inUse("Identity provider config is already associated with this cluster", {
          clusterName: cl.name,
        }); // [U]
      if (others.some((x) => x.oidc.issuerUrl === oidc.issuerUrl))
        throw eksErr.param("An identity provider config with this issuerUrl is already associated with this cluster"); // [U]
      if (others.length >= MAX_IDENTITY_PROVIDERS)
        throw eksErr.request("The cluster has reached its limit of identity provider configs"); // [U]
      const t = now();
      const arn = `arn:aws:eks:${c.region}:${c.accountId}:identityproviderconfig/${cl.name}/oidc/${oidc.identityProviderConfigName}/${uuid()}`;
      cl.identityProviders.set(oidc.identityProviderConfigName, {
        oidc: { ...oidc },
        arn,
        createdAt: t,
        readyAt: t,
        tags: { ...(b.tags ?? {}) },
      });
      return { update: updateView(registerUpdate(c, cl, "AssociateIdentityProviderConfig", [])), tags: b.tags };
    },
    ListIdentityProviderConfigs: (c, p) =>
      page(
        "identityProviderConfigs",
        [...getCluster(c, p.name).identityProviders.keys()].map((name) => ({ type: "oidc", name })),
        p,
      ),
    DescribeIdentityProviderConfig(c, b) {
      const cl = getCluster(c, b.name);
      return {
        identityProviderConfig: {
          oidc: providerView(
            cl,
            child(cl, "identityProviders", b.identityProviderConfig?.name, "identity provider config"),
          ),
        },
      };
    },
    DisassociateIdentityProviderConfig(c, b) {
      const cl = getCluster(c, b.name);
      child(cl, "identityProviders", b.identityProviderConfig?.name, "identity provider config");
      cl.identityProviders.delete(b.identityProviderConfig.name);
      return { update: updateView(registerUpdate(c, cl, "DisassociateIdentityProviderConfig", [])) };
    },
  };
  return { operations };
}
