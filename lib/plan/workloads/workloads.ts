import { textProblem } from "../../aws/fact";
import type { PolicyDocument } from "../../aws/iam/policy-document";
import { isToken, list, quote, sortedEntries } from "../../aws/text";
import { controllerPolicy, inputProblems } from "../../aws/workloads/controller-policies";
import { POD_NAMESPACE, SERVICE_ACCOUNT } from "../../aws/workloads/service-accounts";
import {
  irsaTrust,
  issuerPath,
  parseServiceAccount,
  podIdentityTrust,
  type ServiceAccount,
  targetRolePermission,
} from "../../aws/workloads/trust";
import type { ClusterConfig, WorkloadConfig } from "../../schema/config";
import type { Findings, Path } from "../diagnostics";
import { scopeOf } from "../nodes/node-items";
import { roleArnProblem } from "../roles/role-arn";
import type { RoleWanted } from "../roles/roles";
import type { Cluster } from "../types";
import { type Preset, presetOf } from "./presets";

/** Pods that get a role, and how. */
export interface WorkloadItem extends RoleWanted {
  readonly config: WorkloadConfig;
  readonly podIdentity: readonly ServiceAccount[];
  readonly irsa: readonly ServiceAccount[];
  readonly sessionTags: boolean;
}

/** Stands in a document for an issuer that only Terraform knows, host and path without `https://`. */
export const UNKNOWN_ISSUER = "${oidc-issuer}";

/** The issuer of the cluster as IAM names it; undefined where the configuration does not tell. */
export function issuerOf({ cluster }: ClusterConfig): string | undefined {
  if (cluster?.create !== undefined) return UNKNOWN_ISSUER;
  const issuer = cluster?.oidcIssuer;
  return issuer === undefined || !isToken(issuer) ? issuer && issuerPath(issuer) : UNKNOWN_ISSUER;
}

export function workloadItems(config: ClusterConfig, cluster: Cluster, findings: Findings): WorkloadItem[] {
  return sortedEntries(config.workloads).flatMap(([key, item]) => {
    const path: Path = ["workloads", key];
    const preset = presetOf(item, path, findings);
    return preset ? [workloadItem(key, item, preset, config, cluster, findings)] : [];
  });
}

function workloadItem(
  key: string,
  item: WorkloadConfig,
  preset: Preset,
  config: ClusterConfig,
  cluster: Cluster,
  findings: Findings,
): WorkloadItem {
  const { via = "pod-identity", sessionTags = true, policies = [], role: reference = {} } = item;
  const path: Path = ["workloads", key];
  const [byPodIdentity, byIrsa] = [via !== "irsa", via !== "pod-identity"];
  judgeVia(item, preset, via, path, config, findings);
  judgeSession(item, path, findings);
  if (reference.use !== undefined) {
    findings.refuse(
      [...path, "role", "use"],
      `use shares a role of nodes, which pods cannot take, got ${quote(reference.use)}; write serviceAccount as a list to share this role between service accounts`,
    );
  }
  const accounts = accountsOf(item, preset.serviceAccount, byIrsa && !byPodIdentity, path, findings);
  const irsaAccounts =
    preset.irsaServiceAccount !== undefined && item.serviceAccount === undefined
      ? accountsOf({}, preset.irsaServiceAccount, true, path, findings)
      : accounts;
  const scope = scopeOf(cluster);
  const documents = [
    ...(byPodIdentity ? podIdentityTrust(scope, accounts, { sessionTags }).Statement : []),
    ...(byIrsa
      ? irsaTrust({
          partition: cluster.partition,
          account: cluster.account,
          issuers: issuersOf(item, config, path, findings),
          serviceAccounts: irsaAccounts,
        }).Statement
      : []),
  ];
  if (item.targetRole !== undefined) judgeTarget(item.targetRole, via, path, cluster, findings);
  return {
    key,
    path,
    rolePath: [...path, "role"],
    id: `workload_${key}`,
    reference,
    defaultName: `${cluster.name}-${key}-pod`,
    trust: { Version: "2012-10-17", Statement: documents },
    policies: preset.policies,
    added: policies.map((given, index) => ({ given, at: [...path, "policies", index] })),
    inline: inlineOf(item, preset, cluster, path, findings),
    adoptRole: reference.adopt === true,
    // a token of the cluster is good in any account that has its provider; Pod Identity is not
    otherAccounts: byPodIdentity
      ? "; write it as targetRole, which Pod Identity takes after a role of this account"
      : true,
    extras: [...(policies.length > 0 ? ["policies"] : []), ...(item.inputs ? ["inputs"] : [])],
    config: item,
    podIdentity: byPodIdentity ? accounts : [],
    irsa: byIrsa ? irsaAccounts : [],
    sessionTags,
  };
}

/** The service accounts of a workload; `wild` where they may have wildcards. */
function accountsOf(
  { serviceAccount }: Pick<WorkloadConfig, "serviceAccount">,
  preset: string | undefined,
  wild: boolean,
  path: Path,
  findings: Findings,
): ServiceAccount[] {
  const given = serviceAccount ?? preset ?? [];
  return [given].flat().flatMap((text, index): ServiceAccount[] => {
    const place = [...path, "serviceAccount", ...(Array.isArray(given) ? [index] : [])];
    const account = parseServiceAccount(text);
    if (account === undefined) {
      findings.refuse(place, `a service account is namespace/name, got ${quote(text)}; write it like "apps/backend"`);
      return [];
    }
    if (/[*?]/.test(text) && !isToken(text)) {
      if (!wild)
        findings.refuse(
          place,
          `Pod Identity takes no wildcards, got ${quote(text)}; write a workload for each service account, or via: irsa`,
        );
      return [account];
    }
    for (const [fact, part] of [
      [POD_NAMESPACE, account.namespace],
      [SERVICE_ACCOUNT, account.name],
    ] as const) {
      const problem = isToken(part) ? undefined : textProblem(fact, part);
      if (problem) findings.refuse(place, problem);
    }
    return [account];
  });
}

function judgeVia(
  item: WorkloadConfig,
  preset: Preset,
  via: NonNullable<WorkloadConfig["via"]>,
  path: Path,
  config: ClusterConfig,
  findings: Findings,
): void {
  const what = item.addon ?? item.controller;
  if (preset.builtIn && config.cluster?.create?.autoMode) {
    findings.warn(
      "built-in-addon",
      path,
      `${what} is built into Auto Mode, whose nodes do not need it; leave it out unless the cluster has other nodes`,
    );
  }
  const missing = (via === "both" ? (["pod-identity", "irsa"] as const) : [via]).filter(
    (one) => !preset.via.includes(one),
  );
  if (preset.via.length > 0 && missing.length > 0) {
    findings.warn(
      "unusual-via",
      [...path, "via"],
      `AWS's page on ${what} knows it by ${list(preset.via, "and")} only, got ${quote(via)}`,
    );
  }
  const scoped = [...preset.policies, ...(item.policies ?? [])].some((policy) =>
    policy.endsWith("AmazonEBSCSIDriverEKSClusterScopedPolicy"),
  );
  if (scoped && via !== "pod-identity") {
    findings.warn(
      "unusual-via",
      [...path, "via"],
      "AmazonEBSCSIDriverEKSClusterScopedPolicy compares with the session tag eks-cluster-name, which IRSA does not bring; use Pod Identity",
    );
  }
}

/** Session tags, and what depends on them. */
function judgeSession(
  { sessionPolicy, sessionTags, via = "pod-identity", role, targetRole }: WorkloadConfig,
  path: Path,
  findings: Findings,
): void {
  if (via === "irsa") {
    for (const [key, value] of Object.entries({ sessionPolicy, sessionTags, targetRole })) {
      if (value !== undefined)
        findings.refuse([...path, key], `${key} is for Pod Identity, got via: irsa; leave it out`);
    }
    return;
  }
  if (sessionPolicy !== undefined && sessionTags !== false) {
    findings.refuse(
      [...path, "sessionPolicy"],
      "a session policy needs session tags switched off; write sessionTags: false, and name the external id in the target role's trust",
    );
  }
  for (const [name, document] of Object.entries({ ...role?.inlinePolicies, ...(sessionPolicy && { sessionPolicy }) })) {
    const text = JSON.stringify(document);
    const place =
      name === "sessionPolicy" && sessionPolicy ? [...path, name] : [...path, "role", "inlinePolicies", name];
    if (text.includes("eks-auth:AssumeRoleForPodIdentity")) {
      findings.refuse(
        place,
        "eks-auth:AssumeRoleForPodIdentity is a permission of node roles, got it in a policy of pods; leave it out: the trust of this role is written here",
      );
    }
    const tag = /aws:(RequestTag|PrincipalTag)\/(eks-cluster-(arn|name)|kubernetes-[a-z-]+)/.exec(text)?.[0];
    if (sessionTags === false && tag) {
      findings.refuse(
        place,
        `without session tags no condition on them ever matches, got ${tag}; leave the condition out, or sessionTags: false`,
      );
    }
  }
}

function judgeTarget(targetRole: string, via: string, path: Path, cluster: Cluster, findings: Findings): void {
  const problem = roleArnProblem(targetRole, cluster, true);
  if (problem && via !== "irsa") findings.refuse([...path, "targetRole"], problem);
}

function issuersOf({ issuers = [] }: WorkloadConfig, config: ClusterConfig, path: Path, findings: Findings): string[] {
  const own = issuerOf(config);
  if (own === undefined) {
    findings.refuse(
      [...path, "via"],
      "IRSA needs the cluster's issuer; write cluster.oidcIssuer: https://… as `aws eks describe-cluster` shows it",
    );
  }
  return [...(own === undefined ? [] : [own]), ...issuers.map(issuerPath)];
}

function inlineOf(
  item: WorkloadConfig,
  preset: Preset,
  cluster: Cluster,
  path: Path,
  findings: Findings,
): Record<string, PolicyDocument> {
  const scope = scopeOf(cluster);
  const { inputs = {}, targetRole } = item;
  const ready = preset.ready ?? (Object.keys(inputs).length > 0 ? preset.withInputs : undefined);
  const problems = ready ? inputProblems(ready, scope, inputs) : [];
  for (const { path: inner, message } of problems) findings.refuse([...path, "inputs", ...inner], message);
  if (!ready && Object.keys(inputs).length > 0) {
    findings.refuse([...path, "inputs"], "nothing here takes inputs; leave them out");
  }
  return {
    ...Object.fromEntries(Object.entries(preset.inline).map(([name, of]) => [name, of(scope)])),
    ...(ready && problems.length === 0 && { [ready]: controllerPolicy(ready, scope, inputs) }),
    ...(targetRole !== undefined && { TargetRole: targetRolePermission(targetRole) }),
  };
}
