import { nameOfArn, parseArn } from "../../aws/arn";
import { accessPolicy, accessPolicyArn, CLUSTER_ADMIN, suggestedAccessPolicy } from "../../aws/eks/access-policies";
import { ENTRY_TYPE_NAMES, ENTRY_TYPES } from "../../aws/eks/entry-types";
import { managedPolicy } from "../../aws/iam/managed-policies";
import { isToken, list, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";
import { type Expiry, expiryOf, type StatedEnd } from "../expiry";
import type { TypedItem } from "./item";

/** An access policy and its scope. `name` is undefined if the policy is a token. */
export interface Grant {
  readonly policyArn: string;
  readonly name?: string;
  readonly namespaces?: readonly string[];
  /** The end that it states itself. */
  readonly expiry?: Expiry;
  readonly path: Path;
}

interface GivenPolicy extends StatedEnd {
  readonly policy: string;
  readonly namespaces?: readonly string[];
}

/** Returns the access policies of an entry, each with its ARN, scope and end. */
export function grantsOf(typed: TypedItem, context: PlanContext): Grant[] {
  const { item, type, path } = typed;
  const { cluster, diagnostics } = context;
  const { policies } = item;
  if (policies.length > 0 && !ENTRY_TYPES[type].policies) {
    const given = policies.map((policy) => (typeof policy === "string" ? policy : policy.policy));
    diagnostics.report(
      "policies-of-node-entry",
      [...path, "policies"],
      `an entry of type ${type} takes no access policy and needs none, got ${list(given, "and")}; use type EC2 for nodes of Auto Mode, or type STANDARD and another role for people and pipelines`,
    );
    return [];
  }
  const grants = policies.flatMap((given, index): Grant[] => {
    const { policy, namespaces, ...end }: GivenPolicy = typeof given === "string" ? { policy: given } : given;
    const itemPath = [...path, "policies", index];
    const policyPath = [...itemPath, ...(typeof given === "string" ? [] : ["policy"])];
    const expiry = expiryOf(end, itemPath, context);
    const scope = { path: policyPath, ...(namespaces && { namespaces }), ...(expiry && { expiry }) };
    if (isToken(policy)) return [{ policyArn: policy, ...scope }];
    const name = policyName(policy, policyPath, context);
    return name === undefined ? [] : [{ policyArn: accessPolicyArn(cluster.partition, name), name, ...scope }];
  });
  validateEachOnce(grants, context);
  validateNodePolicies(grants, typed, context);
  validateNamespacePolicies(grants, context);
  return grants;
}

function validateEachOnce(grants: readonly Grant[], { diagnostics }: PlanContext): void {
  const seen = new Set<string>();
  for (const { policyArn, name, path } of grants) {
    if (seen.has(policyArn)) {
      diagnostics.report(
        "access-policy-given-twice",
        path,
        `${name ?? policyArn} stands here twice, and the second would overwrite where the first holds; write one item with all namespaces`,
      );
    }
    seen.add(policyArn);
  }
}

/** Returns the name of an access policy given by name or ARN, or undefined if the text cannot be one. */
function policyName(given: string, path: Path, { cluster, diagnostics }: PlanContext): string | undefined {
  const { partition } = cluster;
  const refuse = (message: string) => void diagnostics.report("access-policy-arn", path, message);
  const form = accessPolicyArn(partition, "<name>");
  const arn = parseArn(given);
  const name = arn ? nameOfArn(arn.resource) : given;
  if (arn?.service === "iam") {
    const meant = suggestedAccessPolicy(name);
    const advice = meant
      ? `write ${meant} or ${accessPolicyArn(partition, meant)}`
      : `write the name of one, or ${form}`;
    diagnostics.report(
      "iam-policy-as-access-policy",
      path,
      `an IAM policy is not an access policy, got ${quote(given)}; ${advice}`,
    );
    return undefined;
  }
  if ((arn && given !== accessPolicyArn(arn.partition, name)) || !/^[A-Za-z0-9_-]+$/.test(name)) {
    return refuse(`the ARN of an access policy is ${form}, got ${quote(given)}; write the policy's name alone`);
  }
  if (arn && arn.partition !== partition) {
    diagnostics.report(
      "access-policy-partition",
      path,
      `an access policy of partition ${partition}, got ${quote(given)}; write ${name} alone`,
    );
    return undefined;
  }
  const known = accessPolicy(name);
  if (known?.for === "eks") {
    const both = managedPolicy(name) ? "; the IAM policy of the same name belongs on the cluster role" : "";
    diagnostics.report(
      "access-policy-of-eks",
      path,
      `${name} is for ${known.onlyFor ?? "EKS's own service-linked role alone"}; leave it out${both}`,
    );
    return undefined;
  }
  if (known === undefined && !isToken(name)) {
    const near = suggestedAccessPolicy(name);
    if (managedPolicy(name) !== undefined) {
      diagnostics.report(
        "iam-policy-as-access-policy",
        path,
        `${name} is an IAM policy, not an access policy; ${near ? `did you mean ${meant(near)}?` : "write the name of an access policy"}`,
      );
      return undefined;
    }
    if (!/^(Amazon|AWS)/.test(name)) {
      diagnostics.report(
        "no-access-policy",
        path,
        `the name of an access policy begins with Amazon or AWS, got ${quote(name)}; ${near ? `did you mean ${meant(near)}?` : "write it as AWS does, such as AmazonEKSViewPolicy"}`,
      );
      return undefined;
    }
    diagnostics.report(
      "unknown-access-policy",
      path,
      `${quote(name)} is no access policy that is known here; ${near ? `did you mean ${meant(near)}?` : "it may be newer"}`,
    );
  }
  return name;
}

/** Names a policy that was probably meant, and what it gives if that is everything. */
const meant = (name: string): string =>
  `${quote(name)}${name === CLUSTER_ADMIN ? ", which gives everything in the cluster" : ""}`;

/** Warns of policies for namespaces that hold in the whole cluster. */
function validateNamespacePolicies(grants: readonly Grant[], { diagnostics }: PlanContext): void {
  for (const { name, namespaces, path } of grants) {
    const whose = name === undefined ? undefined : accessPolicy(name)?.namespacesOf;
    if (whose === undefined || namespaces) continue;
    diagnostics.report(
      "policy-for-namespaces",
      path,
      `${name} is meant for namespaces, and holds in the whole cluster here; write { policy: ${name}, namespaces: […] }, with ${whose}`,
    );
  }
}

/** Validates that the entry of Auto Mode nodes has the one access policy they need, for the whole cluster. */
function validateNodePolicies(
  grants: readonly Grant[],
  { item, type, path }: TypedItem,
  { diagnostics }: PlanContext,
): void {
  const { needs } = ENTRY_TYPES[type];
  if (needs !== undefined && !grants.some(({ name }) => name === needs || name === undefined)) {
    diagnostics.report(
      "node-policy-missing",
      path,
      `nodes of this role cannot join without ${needs}; write policies: [${needs}]`,
    );
  }
  for (const { name, namespaces, path: policyPath } of grants) {
    if (name === undefined) continue;
    const ofNodes = accessPolicy(name)?.for === "nodes";
    if (needs !== undefined && name !== needs) {
      diagnostics.report(
        "node-policy",
        policyPath,
        `nodes of Auto Mode need ${needs} and no other policy, got ${name}`,
      );
    }
    if (ofNodes && namespaces) {
      diagnostics.report(
        "node-policy",
        policyPath,
        `${name} is meant for the whole cluster, got namespaces ${list(namespaces, "and")}; leave namespaces out`,
      );
    }
    if (ofNodes && needs === undefined && item.entry === undefined) {
      const right = ENTRY_TYPE_NAMES.words.find((word) => ENTRY_TYPES[word].needs === name);
      diagnostics.report("node-policy-on-standard", policyPath, `${name} is for nodes; write type: ${right}`);
    }
  }
}
