import { trustUntil, withConditions } from "../../aws/iam/conditions";
import type { PolicyDocument } from "../../aws/iam/policy-document";
import { quote, sortedEntries } from "../../aws/text";
import { irsaTrust, issuerPath, podIdentityTrust, targetRolePermission } from "../../aws/workloads/trust";
import { workloadId } from "../addresses";
import type { PlanContext } from "../context";
import type { ResolvedWorkload } from "../defaults";
import type { Path } from "../diagnostics";
import { type Expiry, expiryOf } from "../expiry";
import { firstKey } from "../renames";
import { policyOfTemplate } from "../roles/policy-templates";
import { validateRoleArn } from "../roles/role-arn";
import { scopeOf } from "../scope";
import { otherClustersOf } from "./clusters";
import { validateConditions } from "./conditions";
import { issuerOf } from "./issuer";
import type { PresetWorkload, WorkloadItem } from "./item";
import { presetOf } from "./presets";
import { planQueue, queueInputs, validateQueueNames } from "./queue";
import { serviceAccountsOf } from "./service-accounts";
import { validateSession } from "./session";
import type { PlannedQueue } from "./types";
import { validateVia } from "./via";

/** Returns the workloads whose service accounts are known, sorted by key. */
export function workloadItems(context: PlanContext): WorkloadItem[] {
  const items = sortedEntries(context.config.workloads).flatMap(([key, item]) => {
    const path: Path = ["workloads", key];
    const preset = presetOf(item, path, context);
    return preset ? [workloadItem(key, { item, preset, path }, context)] : [];
  });
  validateQueueNames(
    items.flatMap(({ queue }) => queue ?? []),
    context,
  );
  return items;
}

function workloadItem(key: string, workload: PresetWorkload, context: PlanContext): WorkloadItem {
  const { item, preset, path } = workload;
  const { via, policies, role: reference, targetRole } = item;
  const byPodIdentity = via !== "irsa";
  validateVia(workload, context);
  validateSession(item, path, context);
  if (reference.use !== undefined) {
    context.diagnostics.report(
      "workload-use",
      [...path, "role", "use"],
      `use shares a role of nodes, which pods cannot take, got ${quote(reference.use)}; write serviceAccount as a list to share this role between service accounts`,
    );
  }
  const accounts = serviceAccountsOf(workload, context);
  const otherClusters = otherClustersOf(item, path, context);
  const expiry = expiryOf(item, path, context);
  const trust = trustOf(workload, { ...accounts, otherClusters, expiry }, context);
  if (targetRole !== undefined && byPodIdentity) {
    validateRoleArn({ given: targetRole, path: [...path, "targetRole"] }, context, true);
  }
  const queue = planQueue(key, workload, context);
  return {
    key,
    path,
    rolePath: [...path, "role"],
    id: workloadId(key),
    reference,
    defaultName: `${context.cluster.name}-${firstKey(key, item)}-pod`,
    trust,
    policies: preset.policies,
    userPolicies: policies.map((given, index) => ({ given, path: [...path, "policies", index] })),
    inline: inlineOf(workload, queue, context),
    adoptRole: reference.adopt ?? false,
    // IRSA works in any account that has the OIDC provider; Pod Identity needs a role of the cluster's account
    otherAccounts: byPodIdentity
      ? "; write it as targetRole, which Pod Identity takes after a role of this account"
      : true,
    fieldsForCreatedRole: [
      ...(policies.length > 0 ? ["policies"] : []),
      ...(item.inputs ? ["inputs"] : []),
      ...(item.interruptionQueue === false ? [] : ["interruptionQueue"]),
      ...(item.clusters.length > 0 ? ["clusters"] : []),
      ...(item.trustConditions ? ["trustConditions"] : []),
    ],
    config: item,
    otherClusters,
    ...(queue && { queue }),
    ...(expiry && { expiry }),
    ...accounts,
  };
}

interface Trusted extends Pick<WorkloadItem, "podIdentity" | "irsa" | "otherClusters"> {
  readonly expiry: Expiry | undefined;
}

function trustOf(
  { item, path }: PresetWorkload,
  { podIdentity, irsa, otherClusters, expiry }: Trusted,
  context: PlanContext,
): PolicyDocument {
  const { cluster } = context;
  const { via, sessionTags } = item;
  const { partition, account } = cluster;
  const Statement = [
    ...(via === "irsa"
      ? []
      : podIdentityTrust(scopeOf(cluster), podIdentity, { sessionTags, otherClusters }).Statement),
    ...(via === "pod-identity"
      ? []
      : irsaTrust({ partition, account, issuers: issuersOf(item, path, context), serviceAccounts: irsa }).Statement),
  ];
  const conditions = item.trustConditions ?? {};
  const lasting: PolicyDocument = { Version: "2012-10-17", Statement };
  const trust = expiry === undefined ? lasting : trustUntil(lasting, expiry.until);
  validateConditions(item, trust, { path: [...path, "trustConditions"], context });
  return withConditions(trust, conditions);
}

/** Returns the issuers of this cluster and of other clusters whose pods assume the role. */
function issuersOf({ issuers }: ResolvedWorkload, path: Path, { config, diagnostics }: PlanContext): string[] {
  const own = issuerOf(config);
  if (own === undefined) {
    diagnostics.report(
      "issuer-missing",
      [...path, "via"],
      "IRSA needs the cluster's issuer; write cluster.oidcIssuer: https://… as `aws eks describe-cluster` shows it",
    );
  }
  return [...(own === undefined ? [] : [own]), ...issuers.map(issuerPath)];
}

/** Returns the inline policies: those of an add-on, those with inputs, and the permission to assume a target role. */
function inlineOf(
  { item, preset, path }: PresetWorkload,
  queue: PlannedQueue | undefined,
  context: PlanContext,
): Record<string, PolicyDocument> {
  const scope = scopeOf(context.cluster);
  const { inputs: written = {}, targetRole } = item;
  const inputs = { ...written, ...queueInputs(queue) };
  const given = Object.keys(inputs).length > 0;
  const template = preset.template ?? (given ? preset.templateOfInputs : undefined);
  const policy = template && policyOfTemplate(template, { inputs, path: [...path, "inputs"] }, context);
  if (!template && given) {
    context.diagnostics.report("policy-input", [...path, "inputs"], "nothing here takes inputs; leave them out");
  }
  return {
    ...Object.fromEntries(Object.entries(preset.inline).map(([name, of]) => [name, of(scope)])),
    ...(template && policy && { [template]: policy }),
    ...(targetRole !== undefined && { TargetRole: targetRolePermission(targetRole) }),
  };
}
