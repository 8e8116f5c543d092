import type { ClusterConfig } from "../schema/types";
import { cluster, emptyState } from "./cluster";
import { association, entry, lastAdmin } from "./entries";
import { exclusiveAttachments, exclusiveInlinePolicies } from "./exclusive-policies";
import { type Finding, type Reviewed, type Reviewer, type Said, says } from "./finding";
import { exclusive, nameOf } from "./identities";
import { itemOf } from "./items";
import type { Change } from "./plan-json";
import { attachment, inlinePolicy, managedPolicy } from "./policies";
import { profile, role } from "./roles";
import { identityProvider, oidcProvider, podIdentity, queue } from "./workloads";

export type { Finding } from "./finding";

/** By the type of the resource. */
const REVIEWERS: Readonly<Record<string, Reviewer>> = {
  aws_eks_cluster: cluster,
  aws_eks_access_entry: entry,
  aws_eks_access_policy_association: association,
  aws_eks_identity_provider_config: identityProvider,
  aws_eks_pod_identity_association: podIdentity,
  aws_iam_instance_profile: profile,
  aws_iam_openid_connect_provider: oidcProvider,
  aws_iam_policy: managedPolicy,
  aws_iam_role: role,
  aws_iam_role_policies_exclusive: exclusiveInlinePolicies,
  aws_iam_role_policy: inlinePolicy,
  aws_iam_role_policy_attachment: attachment,
  aws_iam_role_policy_attachments_exclusive: exclusiveAttachments,
  aws_sqs_queue: queue,
};

/** Parts of a role or entry: what is taken over or forgotten with it needs no line of its own. */
const PARTS: readonly string[] = ["aws_eks_access_policy_association", "aws_iam_role_policy_attachment"];

/** Returns what an apply does to people, nodes and pods, what hurts first. */
export function review(changes: readonly Change[], config: ClusterConfig): Finding[] {
  const plan = { all: changes, config };
  const findings = changes.flatMap((change): Finding[] => {
    const item = itemOf(change.name, config);
    const said = saidOf({ ...plan, change, item });
    return said.map((one) => ({ ...one, address: change.address, ...(item && { path: item.path }) }));
  });
  const nothing = emptyState(plan);
  const all = [
    ...lastAdmin(plan),
    ...(nothing === undefined ? [] : [{ ...says(nothing), address: changes[0]?.address ?? "", path: [] }]),
    ...findings,
  ];
  return [...all.filter((finding) => finding.hurts), ...all.filter((finding) => !finding.hurts)];
}

function saidOf(reviewed: Reviewed): readonly Said[] {
  const { type } = reviewed.change;
  const reviewer = Object.hasOwn(REVIEWERS, type) ? REVIEWERS[type] : undefined;
  return exclusive(reviewed) ?? [...handedOver(reviewed), ...(reviewer?.(reviewed) ?? [])];
}

/** What comes under Terraform, or leaves it, and stays in AWS. */
function handedOver({ change }: Reviewed): readonly Said[] {
  const name = PARTS.includes(change.type) ? undefined : nameOf(change);
  if (name === undefined) return [];
  if (change.imported) return [says(`${name} is taken over`)];
  return change.fate === "forgotten" ? [says(`${name} is no longer managed here; it stays in AWS`)] : [];
}
