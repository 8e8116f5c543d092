/** What all of EKS shares: errors, principals, clusters, access entries, updates and pages of lists. */

import { AwsError, epoch, paged } from "../values.mjs";
import { MSG, RESERVED_PREFIXES } from "./texts.mjs";

export function eksSupport({ cfg, accounts, now, uuid, region }, { key }) {
  const eksErr = {
    param: (m, x) => new AwsError(400, "InvalidParameterException", m, x),
    request: (m, x) => new AwsError(400, "InvalidRequestException", m, x),
    notFound: (m, x) => new AwsError(404, "ResourceNotFoundException", m, x),
    inUse: (m, x) => new AwsError(409, "ResourceInUseException", m, x),
  };

  function parsePrincipal(arn) {
    const m = /^arn:(aws|aws-cn|aws-us-gov|aws-iso[a-z-]*|aws-eusc):iam::(\d{12}):(role|user)\/(.+)$/.exec(arn ?? "");
    if (!m || m[4].endsWith("/")) throw eksErr.param(MSG.principalForm);
    return { partition: m[1], accountId: m[2], kind: m[3], path: m[4], name: m[4].split("/").pop() };
  }
  /** the IAM entity behind an ARN, if IAM (as EKS sees it) knows it already */
  function lookupPrincipal(p, arn) {
    const acct = accounts.get(p.accountId);
    const e = acct && (p.kind === "role" ? acct.roles : acct.users).get(key(p.name));
    if (!e || e.Arn !== arn) return null; // the ARN must carry the real path [M]
    if (e.createdMs && now() - e.createdMs < cfg.iamPropagationMs) return null;
    return { id: e.RoleId ?? e.UserId, entity: e };
  }
  function getCluster(c, name) {
    const r = region(c.account, c.region);
    const cl = r.clusters.get(name);
    if (!cl || (cl.deletedAt && now() >= cl.deletedAt)) {
      if (cl) r.clusters.delete(name);
      throw eksErr.notFound(`No cluster found for name: ${name}.`, { clusterName: name });
    }
    return cl;
  }
  const clusterStatus = (cl) => (cl.deletedAt ? "DELETING" : now() < cl.readyAt ? "CREATING" : "ACTIVE");
  function apiCluster(c, name) {
    const cl = getCluster(c, name);
    if (cl.accessConfig.authenticationMode === "CONFIG_MAP") throw eksErr.request(MSG.authMode, { clusterName: name });
    return cl;
  }
  const defaultUsername = (type, p) =>
    type === "STANDARD"
      ? p.kind === "user"
        ? `arn:${p.partition}:iam::${p.accountId}:user/${p.path}`
        : `arn:${p.partition}:sts::${p.accountId}:assumed-role/${p.name}/{{SessionName}}`
      : ["EC2_LINUX", "EC2_WINDOWS", "EC2"].includes(type)
        ? "system:node:{{EC2PrivateDNSName}}"
        : "system:node:{{SessionName}}";
  const defaultGroups = (type) =>
    ({
      EC2_LINUX: ["system:nodes"],
      EC2_WINDOWS: ["eks:kube-proxy-windows", "system:nodes"],
      EC2: ["system:nodes"],
      FARGATE_LINUX: ["system:node-proxier", "system:nodes"],
      HYBRID_LINUX: ["system:nodes"],
      HYPERPOD_LINUX: ["system:nodes"],
    })[type] ?? []; // [U] apart from EC2_*

  function putEntry(c, cl, arn, type, fields = {}) {
    const p = parsePrincipal(arn);
    const t = now();
    const entry = {
      clusterName: cl.name,
      principalArn: arn,
      kubernetesGroups: fields.kubernetesGroups?.length ? [...fields.kubernetesGroups] : defaultGroups(type),
      accessEntryArn: `arn:aws:eks:${c.region}:${c.accountId}:access-entry/${cl.name}/${p.kind}/${p.accountId}/${p.name}/${uuid()}`, // [M]
      createdAt: t,
      modifiedAt: t,
      tags: { ...(fields.tags ?? {}) },
      username: fields.username || defaultUsername(type, p),
      type,
      policies: new Map(),
      token: fields.clientRequestToken,
      principalId: fields.principalId ?? lookupPrincipal(p, arn)?.id ?? null,
      managedBy: fields.managedBy,
    };
    cl.accessEntries.set(arn, entry);
    return entry;
  }
  function putPolicy(entry, policyArn, scope) {
    const old = entry.policies.get(policyArn);
    const t = now();
    const a = {
      policyArn,
      accessScope: { type: scope.type, namespaces: [...(scope.namespaces ?? [])] },
      associatedAt: old?.associatedAt ?? t,
      modifiedAt: t,
    };
    entry.policies.set(policyArn, a); // a second call replaces the scope
    return a;
  }
  const entryView = (e) => ({
    clusterName: e.clusterName,
    principalArn: e.principalArn,
    kubernetesGroups: e.kubernetesGroups,
    accessEntryArn: e.accessEntryArn,
    createdAt: epoch(e.createdAt),
    modifiedAt: epoch(e.modifiedAt),
    tags: e.tags,
    username: e.username,
    type: e.type,
  });
  const assocView = (a) => ({
    policyArn: a.policyArn,
    accessScope: a.accessScope,
    associatedAt: epoch(a.associatedAt),
    modifiedAt: epoch(a.modifiedAt),
  });
  function getEntry(cl, arn) {
    const e = cl.accessEntries.get(arn);
    if (!e) throw eksErr.notFound(MSG.noEntry);
    return e;
  }
  function checkUserAndGroups(type, username, groups) {
    if (type !== "STANDARD") {
      if (username)
        throw eksErr.param(
          `The specified username is invalid: setting username is not allowed when the type is "${type}"`,
        );
      if (groups?.length)
        throw eksErr.param(
          `The specified kubernetesGroups is invalid: setting kubernetesGroups is not allowed when the type is "${type}"`,
        );
      return;
    }
    for (const px of RESERVED_PREFIXES) {
      if (username?.startsWith(px)) throw eksErr.param(`The username must not begin with ${px}`);
      for (const g of groups ?? [])
        if (g.startsWith(px))
          throw eksErr.param(`The kubernetes group name ${g} is invalid, it cannot start with ${px}`);
    }
    for (const v of ["{{SessionName}}", "{{SessionNameRaw}}"]) {
      const i = username?.indexOf(v) ?? -1;
      if (i >= 0 && !username.slice(0, i).includes(":"))
        throw eksErr.param(`The username must contain a colon before ${v}`); // rule [A], wording [U]
    }
  }
  function registerUpdate(c, cl, type, params) {
    const u = { id: uuid(), status: "Successful", type, params, createdAt: now(), errors: [] };
    region(c.account, c.region).updates.set(`${cl.name}/${u.id}`, u);
    return u;
  }
  const updateView = (u) => ({
    id: u.id,
    status: u.status,
    type: u.type,
    params: u.params,
    createdAt: epoch(u.createdAt),
    errors: u.errors,
  });
  const clusterView = (cl) => {
    const status = clusterStatus(cl);
    const ready = status !== "CREATING";
    return {
      name: cl.name,
      arn: cl.arn,
      createdAt: epoch(cl.createdAt),
      version: cl.version,
      roleArn: cl.roleArn,
      status,
      endpoint: ready ? cl.endpoint : undefined,
      certificateAuthority: ready ? { data: cl.ca } : undefined,
      identity: ready ? { oidc: { issuer: cl.issuer } } : undefined,
      platformVersion: "eks.1",
      tags: cl.tags,
      resourcesVpcConfig: cl.resourcesVpcConfig,
      kubernetesNetworkConfig: cl.kubernetesNetworkConfig,
      logging: cl.logging,
      encryptionConfig: cl.encryptionConfig,
      health: { issues: [] },
      accessConfig: cl.accessConfig,
      upgradePolicy: cl.upgradePolicy,
      zonalShiftConfig: cl.zonalShiftConfig,
      remoteNetworkConfig: cl.remoteNetworkConfig,
      computeConfig: cl.computeConfig,
      storageConfig: cl.storageConfig,
      deletionProtection: cl.deletionProtection,
    };
  };
  const child = (cl, kind, name, label) => {
    const m = cl[kind];
    const x = m.get(name);
    if (!x || (x.deletedAt && now() >= x.deletedAt)) {
      if (x) m.delete(name);
      throw eksErr.notFound(`No ${label} found for name: ${name}.`, { clusterName: cl.name });
    }
    return x;
  };
  const childStatus = (x) => (x.deletedAt ? "DELETING" : now() < x.readyAt ? "CREATING" : "ACTIVE");
  function requireRole(arn, what) {
    const p = parsePrincipalLoose(arn);
    if (!p || !lookupPrincipal(p, arn))
      throw eksErr.param(`${what} ${arn} could not be found or is not assumable by EKS.`); // [U]
  }
  function parsePrincipalLoose(arn) {
    try {
      return parsePrincipal(arn);
    } catch {
      return null;
    }
  }
  function autoNodeEntry(c, cl, roleArn, type, policies = []) {
    if (
      !cfg.autoNodeEntries ||
      !roleArn ||
      cl.accessConfig.authenticationMode === "CONFIG_MAP" ||
      cl.accessEntries.has(roleArn)
    )
      return;
    const e = putEntry(c, cl, roleArn, type, { managedBy: "eks" });
    for (const p of policies) putPolicy(e, p, { type: "cluster" });
  }
  /** every EKS thing that has tags, by ARN */
  function tagTarget(c, arn) {
    for (const cl of region(c.account, c.region).clusters.values()) {
      if (cl.arn === arn) return cl;
      for (const e of cl.accessEntries.values()) if (e.accessEntryArn === arn) return e;
      for (const kind of ["podIdentity", "nodegroups", "addons", "fargate", "capabilities", "identityProviders"])
        for (const x of cl[kind].values()) if (x.arn === arn) return x;
    }
    throw new AwsError(404, "NotFoundException", `The resource with ARN ${arn} could not be found.`); // [U]
  }
  /** A page of a list. EKS counts by nextToken and maxResults. */
  function page(field, items, p) {
    const { slice, next } = paged(items, p.nextToken, Number(p.maxResults ?? 100), cfg.pageSize);
    return { [field]: slice, nextToken: next };
  }
  return {
    eksErr,
    parsePrincipal,
    parsePrincipalLoose,
    lookupPrincipal,
    getCluster,
    clusterStatus,
    apiCluster,
    putEntry,
    putPolicy,
    entryView,
    assocView,
    getEntry,
    checkUserAndGroups,
    registerUpdate,
    updateView,
    clusterView,
    child,
    childStatus,
    requireRole,
    autoNodeEntry,
    tagTarget,
    page,
  };
}
