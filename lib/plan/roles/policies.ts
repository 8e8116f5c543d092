import { nameOfArn, parseArn } from "../../aws/arn";
import { textProblem } from "../../aws/fact";
import { INLINE_POLICIES, MANAGED_POLICIES } from "../../aws/iam/limits";
import {
  managedPolicy,
  managedPolicyArn,
  managedPolicyListDate,
  managedPolicyPath,
  nearestManagedPolicy,
  SERVICE_LINKED_PATH,
} from "../../aws/iam/managed-policies";
import { POLICY_NAME } from "../../aws/iam/names";
import { byCodePoint, isToken, quote, sortedEntries } from "../../aws/text";
import { attachmentId, inlinePolicyId, neededPolicyId } from "../addresses";
import type { PlanContext } from "../context";
import { type Path, showPath } from "../diagnostics";
import type { PlannedAttachment, PlannedInlinePolicy } from "../types";
import { validateDocument } from "./policy-documents";
import { templatePolicies } from "./policy-templates";
import type { GivenPolicy, RoleRequest } from "./requests";
import { givenPolicies } from "./wide-policies";

/** Plans the managed policies of a role: those that it needs and those that the user adds. */
export function planAttachments(item: RoleRequest, context: PlanContext): PlannedAttachment[] {
  const { cluster, label, diagnostics } = context;
  const path = [...item.rolePath, "additionalPolicies"];
  const attachments = new Map<string, PlannedAttachment>();
  const owners = new Map<string, string>();
  for (const name of item.policies) {
    const id = neededPolicyId(item.id, name);
    attachments.set(id, { id, policyArn: managedPolicyArn(cluster.partition, name) });
    owners.set(id, "every role of this kind has it already");
  }
  for (const policy of givenPolicies(item)) {
    const policyArn = policyArnOf(policy, context);
    if (policyArn === undefined) continue;
    const id = attachmentId(item.id, policyArn, label);
    const owner = owners.get(id);
    if (owner === undefined) {
      attachments.set(id, { id, policyArn });
      owners.set(id, `${showPath(policy.path.slice(-2))} is ${quote(policy.given)}`);
    } else {
      diagnostics.report(
        "duplicate-policy",
        policy.path,
        `${quote(policy.given)} stands here twice: ${owner}; leave one out`,
      );
    }
  }
  validatePolicyCount(attachments.size, path, context);
  return [...attachments.values()].sort((a, b) => byCodePoint(a.id, b.id));
}

function validatePolicyCount(count: number, path: Path, { diagnostics }: PlanContext): void {
  const { quota, ceiling } = MANAGED_POLICIES;
  if (count > ceiling) {
    diagnostics.report(
      "policy-count",
      path,
      `a role has at most ${ceiling} managed policies, got ${count}; join some into one`,
    );
  } else if (count > quota) {
    diagnostics.report(
      "policy-quota",
      path,
      `${count} managed policies on one role need a raised quota: AWS's default is ${quota}, adjustable to ${ceiling}`,
    );
  }
}

/** Returns the ARN of a managed policy given by name or ARN, or undefined if the text cannot be one. */
function policyArnOf(policy: GivenPolicy, context: PlanContext): string | undefined {
  if (isToken(policy.given)) return policy.given;
  return policy.given.startsWith("arn:") ? policyOfArn(policy, context) : policyOfName(policy, context);
}

function policyOfName({ given, path }: GivenPolicy, context: PlanContext): string | undefined {
  const { cluster, diagnostics } = context;
  const form = textProblem({ ...POLICY_NAME, advice: "give the name of an AWS managed policy, or an ARN" }, given);
  if (form !== undefined) {
    diagnostics.report("policy-name", path, form);
    return undefined;
  }
  if (managedPolicyPath(given) === undefined) {
    const near = nearestManagedPolicy(given);
    const advice = near
      ? `; did you mean ${quote(near)}?`
      : "; taken as a newer one without a path: a policy of your own is given by its ARN";
    diagnostics.report(
      "unknown-policy",
      path,
      `${quote(given)} is no AWS managed policy by the list of ${managedPolicyListDate()}${advice}`,
    );
  }
  return attachable({ name: given, path }, context) ? managedPolicyArn(cluster.partition, given) : undefined;
}

function policyOfArn({ given, path }: GivenPolicy, context: PlanContext): string | undefined {
  const { partition, account } = context.cluster;
  const arn = parseArn(given);
  const refuse = (
    rule: "access-policy-as-iam" | "policy-account" | "policy-arn" | "policy-partition",
    message: string,
  ) => void context.diagnostics.report(rule, path, message);
  if (arn?.service === "eks" && arn.resource.startsWith("cluster-access-policy/")) {
    return refuse(
      "access-policy-as-iam",
      `an EKS access policy is not an IAM policy, got ${quote(given)}; it belongs under access, on the entry of who is to have it`,
    );
  }
  if (
    arn?.service !== "iam" ||
    arn.region !== "" ||
    !/^(aws|\d{12})$/.test(arn.account) ||
    !/^policy\/([\u0021-\u007e]+\/)?[\w+=,.@-]{1,128}$/.test(arn.resource)
  ) {
    return refuse(
      "policy-arn",
      `the ARN of a managed policy, got ${quote(given)}; write arn:${partition}:iam::<account>:policy/<name>`,
    );
  }
  if (arn.partition !== partition) {
    return refuse(
      "policy-partition",
      `a policy of partition ${partition}, got ${quote(given)}; give an AWS managed policy by name, or write arn:${partition}:…`,
    );
  }
  if (arn.account !== "aws" && arn.account !== account && !isToken(account)) {
    return refuse(
      "policy-account",
      `a policy of the cluster's account ${account} or of AWS, got ${quote(given)}; IAM attaches none of another account, so make the policy in this one`,
    );
  }
  const name = nameOfArn(given);
  if (arn.account !== "aws" || !isPathKnown(partition, name)) return given;
  const right = managedPolicyArn(partition, name);
  if (given !== right)
    return refuse("policy-arn", `no policy has the ARN ${quote(given)}; write ${right}, or ${name} alone`);
  return attachable({ name, path }, context) ? right : undefined;
}

/** Whether all is known of the ARN of an AWS managed policy. AWS publishes the names of one partition alone. */
const isPathKnown = (partition: string, name: string): boolean =>
  (partition === "aws" ? managedPolicyPath(name) : managedPolicy(name)) !== undefined;

/** Returns whether an AWS managed policy can be attached to a role of this cluster, and reports it if not. */
function attachable(
  { name, path }: { readonly name: string; readonly path: Path },
  { cluster, diagnostics }: PlanContext,
): boolean {
  if (managedPolicyPath(name) === SERVICE_LINKED_PATH) {
    diagnostics.report(
      "policy-of-service-linked-role",
      path,
      `${name} belongs to a service-linked role and cannot be attached; leave it out`,
    );
    return false;
  }
  const only = managedPolicy(name)?.onlyPartition;
  if (only !== undefined && only !== cluster.partition) {
    diagnostics.report(
      "policy-of-other-partition",
      path,
      `${name} exists in partition ${only} only, got partition ${cluster.partition}; leave it out`,
    );
    return false;
  }
  return true;
}

/** Plans the inline policies of a role: those that it needs and those that the user adds. */
export function planInlinePolicies(item: RoleRequest, context: PlanContext): PlannedInlinePolicy[] {
  const { diagnostics } = context;
  const path = [...item.rolePath, "inlinePolicies"];
  const additional = item.reference.inlinePolicies ?? {};
  const own = { ...item.inline, ...templatePolicies(item, context) };
  for (const [name, document] of Object.entries(additional)) validateDocument(document, [...path, name], context);
  for (const name of Object.keys(additional)) {
    if (Object.hasOwn(own, name)) {
      diagnostics.report(
        "inline-policy-taken",
        [...path, name],
        `a role of this kind has a policy ${quote(name)} already; rename yours`,
      );
    }
  }
  const planned = sortedEntries<object>({ ...additional, ...own }).map(([name, document]) => ({
    id: inlinePolicyId(item.id, name),
    name,
    document,
  }));
  const byId = new Map<string, string>();
  for (const { id, name } of planned) {
    const other = byId.get(id);
    if (other !== undefined) {
      diagnostics.report(
        "address-taken",
        [...path, name],
        `${quote(other)} and ${quote(name)} become one Terraform address, ${id}; rename one`,
      );
    }
    byId.set(id, name);
  }
  const size = planned.reduce((sum, { document }) => sum + JSON.stringify(document).replace(/\s/g, "").length, 0);
  const { characters } = INLINE_POLICIES;
  if (size > characters) {
    diagnostics.report(
      "inline-policy-size",
      path,
      `all inline policies of a role, those of policyTemplates too, have at most ${characters} characters together, white space not counted, got ${size}; make some of them managed policies and give their ARNs as additionalPolicies`,
    );
  }
  return planned;
}
