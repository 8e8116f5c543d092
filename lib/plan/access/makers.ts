import { parseArn } from "../../aws/arn";
import { accessPolicy } from "../../aws/eks/access-policies";
import {
  type EntryMakerName,
  entryMaker,
  isServiceLinkedRole,
  makerOfServiceLinkedRole,
} from "../../aws/eks/entry-makers";
import { presentKeys } from "../../aws/fact";
import { isToken, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import { showPath } from "../diagnostics";
import type { Grant } from "./grants";
import type { Principal, TypedItem } from "./item";

/** An item of `access` that gives policies to an entry which is not made here. */
export interface ItemWithMaker extends TypedItem {
  readonly maker: EntryMakerName;
}

/** What the item may not say, because who makes the entry decides it. */
const FIELDS_OF_ENTRY = ["type", "groups", "username", "tags"];

/** Reports fields that belong to the entry, and an item without policies, which would make nothing. */
export function validateItemWithMaker({ item, path, maker }: ItemWithMaker, { diagnostics }: PlanContext): void {
  const { is } = entryMaker(maker);
  for (const field of presentKeys(item, FIELDS_OF_ENTRY)) {
    diagnostics.report(
      "field-of-entry",
      [...path, field],
      `${field} belongs to the entry, which ${is} makes; leave ${field} out, or entry if the entry is made here`,
    );
  }
  if (item.policies.length > 0) return;
  diagnostics.report(
    "entry-without-policies",
    path,
    `an item with entry: ${maker} gives policies to an entry and makes nothing else, got no policies; write policies, or leave the item out`,
  );
}

/** Reports a principal of which this maker makes no entry. The ARN is a sound one. */
export function validateMaker({ arn, role }: Principal, { item, path, maker }: ItemWithMaker, context: PlanContext) {
  const problem = makerProblem(maker, arn, context) ?? (maker === "by-eks" && role ? roleProblem(role) : undefined);
  if (problem === undefined) return;
  context.diagnostics.report("entry-maker", [...path, item.principal === undefined ? "role" : "principal"], problem);
}

function makerProblem(maker: EntryMakerName, arn: string, { cluster }: PlanContext): string | undefined {
  if (isToken(arn) || maker === "elsewhere") return undefined;
  const { is, serviceLinkedRole } = entryMaker(maker);
  if (serviceLinkedRole !== undefined) {
    const own = isToken(cluster.account) || parseArn(arn)?.account === cluster.account;
    if (own && isServiceLinkedRole(arn, serviceLinkedRole)) return undefined;
    const right = `arn:${cluster.partition}:iam::${cluster.account}:role/aws-service-role/${serviceLinkedRole}`;
    return `${is} makes an entry for its service-linked role alone, got ${quote(arn)}; write ${right}`;
  }
  const other = makerOfServiceLinkedRole(arn);
  if (other !== undefined) return `${entryMaker(other).is} makes the entry of ${quote(arn)}; write entry: ${other}`;
  const { account, resource = "" } = parseArn(arn) ?? {};
  if (resource.startsWith("user/")) {
    return `${is} makes entries for roles alone, got a user, ${quote(arn)}; write entry: elsewhere if somebody else makes it`;
  }
  if (account === cluster.account || isToken(cluster.account)) return undefined;
  return `${is} makes entries for principals of the cluster's account ${cluster.account} alone, got ${quote(arn)}; write entry: elsewhere if somebody else makes it`;
}

const roleProblem = ({ entryBy, request }: NonNullable<Principal["role"]>): string | undefined =>
  entryBy === undefined
    ? `EKS makes no entry of ${showPath(request.path)}, which is no role of a capability; leave entry out, or write entry: elsewhere if somebody else makes it`
    : undefined;

/** Warns of policies that the maker of the entry associates itself, and of one that it needs and does not. */
export function validatePoliciesOfMaker(
  { path, maker }: ItemWithMaker,
  grants: readonly Grant[],
  { diagnostics }: PlanContext,
): void {
  const { is, gives, needs } = entryMaker(maker);
  for (const { name, path: policyPath } of grants) {
    if (name === undefined || !gives.includes(name)) continue;
    diagnostics.report(
      "policy-of-maker",
      policyPath,
      `${is} gives ${name} to its entries itself, and Terraform would take it away with this item; leave it out`,
    );
  }
  const has = grants.some(({ name }) => name === needs?.policy || name === undefined);
  if (needs === undefined || has || grants.length === 0) return;
  diagnostics.report(
    "batch-namespaces",
    [...path, "policies"],
    `${needs.without} without ${needs.policy}; add { policy: ${needs.policy}, namespaces: [<namespace of the jobs>] }`,
  );
}

/** Warns of a capability that gets to see the Secrets of the whole cluster. */
export function validateSecretsOfCapability(grants: readonly Grant[], { diagnostics }: PlanContext): void {
  for (const { name, namespaces = ["*"], path } of grants) {
    const everywhere = namespaces.some((namespace) => /^\*+$/.test(namespace));
    if (name === undefined || !everywhere || !accessPolicy(name)?.sensitive) continue;
    diagnostics.report(
      "capability-secrets",
      path,
      `${name} gives a capability the Secrets of the whole cluster; name the namespaces that it works in`,
    );
  }
}
