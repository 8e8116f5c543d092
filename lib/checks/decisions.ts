import type { OwnCheckName } from "../plan/checks/catalogue";
import * as access from "./access";
import * as cluster from "./cluster";
import * as nodes from "./nodes";
import type { Decide } from "./subject";
import * as workloads from "./workloads";

/** What decides each check that is no rule. Its row in the catalogue says what it finds, and why that matters. */
export const DECISIONS: Readonly<Record<OwnCheckName, Decide>> = {
  "any-cluster-role": cluster.anyClusterRole,
  "audit-log": cluster.auditLog,
  "aws-auth-mode": access.awsAuthMode,
  "cni-on-node": nodes.cniOnNode,
  "control-plane-logs": cluster.controlPlaneLogs,
  "creator-admin": access.creatorAdmin,
  "default-disk-key": nodes.defaultDiskKey,
  "default-service-account": workloads.defaultServiceAccount,
  "deletion-protection": cluster.deletionProtection,
  "entry-for-user": access.entryForUser,
  "irsa-not-needed": workloads.irsaNotNeeded,
  "long-session": workloads.longSession,
  "may-escalate": access.mayEscalate,
  "no-boundary": workloads.noBoundary,
  "no-lockdown": nodes.noLockdown,
  "no-network-policy": nodes.noNetworkPolicy,
  "no-session-tags": workloads.noSessionTags,
  "node-powers": nodes.nodePowers,
  "old-version": cluster.oldVersion,
  "open-endpoint": cluster.openEndpoint,
  "open-ended-break-glass": access.openEndedBreakGlass,
  "own-key": cluster.ownKey,
  "public-endpoint": cluster.publicEndpoint,
  "public-node-address": nodes.publicNodeAddress,
  "registry-write": nodes.registryWrite,
  "service-wide-policy": workloads.serviceWidePolicy,
  "shared-role": workloads.sharedRole,
  "terraform-role-admin": access.terraformRoleAdmin,
  "wildcard-namespaces": access.wildcardNamespaces,
  "wildcard-service-account": workloads.wildcardServiceAccount,
};
