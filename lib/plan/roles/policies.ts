import { parseArn } from "../../aws/arn";
import { textProblem } from "../../aws/fact";
import { INLINE_POLICIES, MANAGED_POLICIES, POLICY_NAME } from "../../aws/iam/iam";
import { MANAGED_POLICIES_BY_NAME, managedPolicyArn } from "../../aws/iam/managed-policies";
import { byCodePoint, isToken, nearest, quote, sortedEntries } from "../../aws/text";
import { type Findings, type Path, showPath } from "../diagnostics";
import type { Cluster, PlannedAttachment, PlannedInlinePolicy } from "../types";

/** What a Terraform address may hold; cdktf drops other characters, and two addresses would become one. */
export const addressPart = (text: string): string => text.replace(/[^A-Za-z0-9_-]/g, "");

/** A managed policy as the user gave it, and where. */
export interface GivenPolicy {
  readonly given: string;
  readonly at: Path;
}

/**
 * The managed policies of one role: those it needs and those that the user adds.
 *
 * `label` gives a token its readable Terraform expression: an address is built from that.
 */
export function planAttachments(
  roleId: string,
  needed: readonly string[],
  additional: readonly GivenPolicy[],
  path: Path,
  cluster: Cluster,
  label: (token: string) => string,
  findings: Findings,
): PlannedAttachment[] {
  const attachments = new Map<string, PlannedAttachment>();
  const owners = new Map<string, string>();
  for (const name of needed) {
    const id = `${roleId}_policy_${name}`;
    attachments.set(id, { id, policyArn: managedPolicyArn(cluster.partition, name) });
    owners.set(id, "every role of this kind has it already");
  }
  for (const { given, at: place } of additional) {
    const policyArn = isToken(given) ? given : managedPolicy(given, place, cluster, findings);
    if (policyArn === undefined) continue;
    const id = attachmentId(roleId, policyArn, label);
    const owner = owners.get(id);
    if (owner !== undefined) {
      findings.refuse(place, `${quote(given)} stands here twice: ${owner}; leave one out`);
      continue;
    }
    attachments.set(id, { id, policyArn });
    owners.set(id, `${showPath(place.slice(-2))} is ${quote(given)}`);
  }
  const { quota, ceiling } = MANAGED_POLICIES;
  const count = attachments.size;
  if (count > ceiling)
    findings.refuse(path, `a role has at most ${ceiling} managed policies, got ${count}; join some into one`);
  else if (count > quota) {
    findings.warn(
      "policy-quota",
      path,
      `${count} managed policies on one role need a raised quota: AWS's default is ${quota}, adjustable to ${ceiling}`,
    );
  }
  return [...attachments.values()].sort((a, b) => byCodePoint(a.id, b.id));
}

function attachmentId(roleId: string, policyArn: string, label: (token: string) => string): string {
  if (isToken(policyArn)) return `${roleId}_policy-from_${addressPart(label(policyArn).replace(/[.[\]"]+/g, "-"))}`;
  const { account, resource } = parseArn(policyArn) ?? { account: "", resource: policyArn };
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  return `${roleId}_${account === "aws" ? "policy" : "customer-policy"}_${addressPart(name)}`;
}

/** The ARN of a managed policy given by name or ARN; undefined if it cannot be one. */
function managedPolicy(given: string, path: Path, cluster: Cluster, findings: Findings): string | undefined {
  const refuse = (message: string) => void findings.refuse(path, message);
  if (!given.startsWith("arn:")) {
    const form = textProblem({ ...POLICY_NAME, advice: "give the name of an AWS managed policy, or an ARN" }, given);
    if (form) return refuse(form);
    if (!Object.hasOwn(MANAGED_POLICIES_BY_NAME, given)) {
      const near = nearest(given, Object.keys(MANAGED_POLICIES_BY_NAME));
      const advice = near
        ? `; did you mean ${quote(near)}?`
        : "; taken as an AWS managed policy without a path: a policy of your own is given by its ARN";
      findings.warn("unknown-policy", path, `${quote(given)} is no managed policy that is known here${advice}`);
    }
    return known(given, managedPolicyArn(cluster.partition, given), path, cluster, findings);
  }
  const arn = parseArn(given);
  if (arn?.service === "eks" && arn.resource.startsWith("cluster-access-policy/")) {
    return refuse(
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
      `the ARN of a managed policy, got ${quote(given)}; write arn:${cluster.partition}:iam::<account>:policy/<name>`,
    );
  }
  if (arn.partition !== cluster.partition) {
    return refuse(
      `a policy of partition ${cluster.partition}, got ${quote(given)}; give an AWS managed policy by name, or write arn:${cluster.partition}:…`,
    );
  }
  const name = given.slice(given.lastIndexOf("/") + 1);
  if (arn.account !== "aws" || !Object.hasOwn(MANAGED_POLICIES_BY_NAME, name)) return given;
  const right = managedPolicyArn(cluster.partition, name);
  if (given !== right) return refuse(`no policy has the ARN ${quote(given)}; write ${right}, or ${name} alone`);
  return known(name, right, path, cluster, findings);
}

function known(name: string, arn: string, path: Path, { partition }: Cluster, findings: Findings): string | undefined {
  const row = Object.hasOwn(MANAGED_POLICIES_BY_NAME, name) ? MANAGED_POLICIES_BY_NAME[name] : undefined;
  if (row?.path === "aws-service-role/") {
    findings.refuse(path, `${name} belongs to EKS's service-linked role and cannot be attached; leave it out`);
    return undefined;
  }
  if (row?.only !== undefined && row.only !== partition) {
    findings.refuse(path, `${name} exists in partition ${row.only} only, got partition ${partition}; leave it out`);
    return undefined;
  }
  return arn;
}

/** The inline policies of one role: those it needs and those that the user adds. */
export function planInlinePolicies(
  roleId: string,
  needed: Readonly<Record<string, object>>,
  additional: Readonly<Record<string, object>> | undefined,
  path: Path,
  findings: Findings,
): PlannedInlinePolicy[] {
  for (const name of Object.keys(additional ?? {})) {
    if (Object.hasOwn(needed, name))
      findings.refuse([...path, name], `a role of this kind has a policy ${quote(name)} already; rename yours`);
  }
  const planned = sortedEntries({ ...additional, ...needed }).map(([name, document]) => ({
    id: `${roleId}_inline_${addressPart(name)}`,
    name,
    document,
  }));
  const byId = new Map<string, string>();
  for (const { id, name } of planned) {
    const other = byId.get(id);
    if (other !== undefined) {
      findings.refuse(
        [...path, name],
        `${quote(other)} and ${quote(name)} become one Terraform address, ${id}; rename one`,
      );
    }
    byId.set(id, name);
  }
  const size = planned.reduce((sum, { document }) => sum + JSON.stringify(document).replace(/\s/g, "").length, 0);
  const { characters } = INLINE_POLICIES;
  if (size > characters) {
    findings.refuse(
      path,
      `all inline policies of a role have at most ${characters} characters together, white space not counted, got ${size}; make some of them managed policies and give their ARNs as additionalPolicies`,
    );
  }
  return planned;
}

/** A permissions boundary is the ARN of an IAM policy. */
export function judgeBoundary(given: string | undefined, path: Path, cluster: Cluster, findings: Findings): void {
  if (given === undefined || isToken(given)) return;
  const arn = parseArn(given);
  const form = `write arn:${cluster.partition}:iam::<account>:policy/<name>`;
  if (arn?.service !== "iam" || !arn.resource.startsWith("policy/")) {
    findings.refuse(path, `the ARN of an IAM policy, got ${quote(given)}; ${form}`);
  } else if (arn.partition !== cluster.partition) {
    findings.refuse(path, `a policy of partition ${cluster.partition}, got ${quote(given)}; ${form}`);
  }
}
