import { quote } from "../../aws/text";
import { ROLE_ANNOTATION } from "../../aws/workloads/service-accounts";
import { POD_IDENTITY_ACTION, SESSION_TAG_CONDITION } from "../../aws/workloads/trust";
import type { PlanContext } from "../context";
import type { ResolvedWorkload } from "../defaults";
import type { Path } from "../diagnostics";
import { validateDocument } from "../roles/policy-documents";

/** Validates session tags and the settings that depend on them. */
export function validateSession(item: ResolvedWorkload, path: Path, context: PlanContext): void {
  const { via, role, sessionPolicy, sessionTags } = item;
  const { diagnostics } = context;
  validateMetadata(item, path, context);
  if (sessionPolicy !== undefined) validateDocument(sessionPolicy, [...path, "sessionPolicy"], context);
  if (via === "irsa") {
    validatePodIdentityOnly(item, path, context);
    return;
  }
  if (sessionPolicy !== undefined && sessionTags) {
    diagnostics.report(
      "session-policy",
      [...path, "sessionPolicy"],
      "a session policy needs session tags switched off; write sessionTags: false, and name the external id in the target role's trust",
    );
  }
  const documents = [
    ...Object.entries(role.inlinePolicies ?? {}).map(([name, document]) => ({
      path: [...path, "role", "inlinePolicies", name],
      document,
    })),
    ...(item.trustConditions ? [{ path: [...path, "trustConditions"], document: item.trustConditions }] : []),
    ...(sessionPolicy ? [{ path: [...path, "sessionPolicy"], document: sessionPolicy }] : []),
  ];
  for (const { path: documentPath, document } of documents) {
    const text = JSON.stringify(document);
    if (text.includes(POD_IDENTITY_ACTION)) {
      diagnostics.report(
        "pod-identity-action",
        documentPath,
        `${POD_IDENTITY_ACTION} is a permission of node roles, got it in a policy of pods; leave it out: the trust of this role is written here`,
      );
    }
    const tag = SESSION_TAG_CONDITION.exec(text)?.[0];
    if (sessionTags || tag === undefined) continue;
    diagnostics.report(
      "session-tag-condition",
      documentPath,
      `without session tags no condition on them ever matches, got ${tag}; leave out the condition, or leave out sessionTags: false`,
    );
  }
}

/** Reports settings that only Pod Identity supports, and that IRSA would ignore. */
function validatePodIdentityOnly(
  { sessionPolicy, targetRole, clusters }: ResolvedWorkload,
  path: Path,
  { config, diagnostics }: PlanContext,
): void {
  const sessionTags = config.given.workloads?.[String(path[1])]?.sessionTags;
  if (clusters.length > 0) {
    diagnostics.report(
      "pod-identity-only",
      [...path, "clusters"],
      "clusters is for Pod Identity, got via: irsa; write issuers, with the OIDC issuer of each cluster",
    );
  }
  for (const [key, value] of Object.entries({ sessionPolicy, sessionTags, targetRole })) {
    if (value === undefined) continue;
    diagnostics.report("pod-identity-only", [...path, key], `${key} is for Pod Identity, got via: irsa; leave it out`);
  }
}

/** Validates labels and annotations of the service accounts that are written for IRSA. */
function validateMetadata(
  { via, metadata, serviceAccount = [] }: ResolvedWorkload,
  path: Path,
  { diagnostics }: PlanContext,
): void {
  if (metadata === undefined) return;
  const accounts = [serviceAccount].flat();
  if (accounts.length > 0 && accounts.every((account) => /[*?]/.test(account))) {
    diagnostics.report(
      "service-account-metadata",
      [...path, "metadata"],
      `no ServiceAccount is written for names with wildcards, got ${quote(serviceAccount)}; leave it out, and write labels where the service accounts are made`,
    );
  } else if (via === "pod-identity") {
    diagnostics.report(
      "service-account-metadata",
      [...path, "metadata"],
      "no ServiceAccount is written for Pod Identity, which needs no annotation; leave it out, and write labels where the service account is made",
    );
  }
  if (Object.hasOwn(metadata.annotations ?? {}, ROLE_ANNOTATION)) {
    diagnostics.report(
      "service-account-metadata",
      [...path, "metadata", "annotations", ROLE_ANNOTATION],
      `${ROLE_ANNOTATION} is written here, with the role of the workload; leave it out`,
    );
  }
}
