import type { EntryTypeName } from "../../aws/eks/entry-types";
import { TAGS } from "../../aws/iam/iam";
import { NODE_KINDS } from "../../aws/nodes/role-kinds";
import { byCodePoint, isToken, sortedEntries } from "../../aws/text";
import type { AccessConfig, ClusterConfig } from "../../schema/config";
import type { Findings, Path } from "../diagnostics";
import { addressPart } from "../roles/policies";
import type { Cluster, PlannedEntry } from "../types";
import { judgeAdmins, judgeSecrets } from "./admins";
import { principalPattern } from "./principal";
import { type AccessContext, judgePrincipal, type NamedRole, type Principal, principalOf, Taken } from "./principals";
import { type Grant, grantsOf, judgeNames } from "./rules";

/** The entries of people, pipelines, and roles made elsewhere: one a principal. */
export function planAccess(context: AccessContext): PlannedEntry[] {
  const { config, cluster, findings } = context;
  const taken = new Taken(context);
  const entries = sortedEntries(config.access).flatMap(([key, item]) => {
    const path: Path = ["access", key];
    const principal = principalOf(item, path, taken, context);
    const type = typeOf(item, principal?.role);
    if (principal) {
      judgePrincipal(principal, item, type, path, context);
      taken.judge(principal, item, path);
    }
    judgeTags(item, config, path, findings);
    judgeNames(item, type, path, findings);
    const grants = grantsOf(item, type, path, cluster.partition, findings);
    if (type === "STANDARD" && [...(item.policies ?? []), ...(item.groups ?? [])].length === 0) {
      findings.warn("grants-nothing", path, "this entry may log in and see nothing; give it a policy or a group");
    }
    return principal ? [planEntry(key, item, type, principal, grants, context)] : [];
  });
  judgeAdmins(entries, cluster, findings);
  judgeSecrets(entries, findings);
  return entries;
}

/** STANDARD unless the item says otherwise, or takes over an entry that EKS has made for nodes. */
function typeOf({ type, adopt = false }: AccessConfig, role: NamedRole | undefined): EntryTypeName {
  if (type !== undefined) return type;
  const nodes = role?.owner.nodes;
  return adopt && role?.entry?.by === "eks" && nodes ? NODE_KINDS[nodes].entry.type : "STANDARD";
}

function planEntry(
  key: string,
  item: AccessConfig,
  type: EntryTypeName,
  { ref, arn, role }: Principal,
  grants: readonly Grant[],
  { cluster, label }: AccessContext,
): PlannedEntry {
  const { groups = [], username, tags, adopt = false } = item;
  const id = `access_${key}`;
  return {
    id,
    at: ["access", key],
    type,
    principal: ref,
    principalArn: arn,
    after: [...(role?.made?.attachments ?? []), ...(role?.made?.inlinePolicies ?? [])]
      .map((policy) => policy.id)
      .sort(byCodePoint),
    // explicit, so that removing the last group really removes it
    ...(type === "STANDARD" && { groups: [...groups].sort(byCodePoint) }),
    ...(username !== undefined && { username }),
    ...(tags !== undefined && { tags }),
    ...(isToken(arn) && role?.made === undefined && { precondition: preconditionOf(arn, type, cluster) }),
    ...(adopt && { importId: `${cluster.name}:${arn}` }),
    associations: grants
      .map(({ policyArn, name, namespaces, at }) => ({
        id: `${id}_${name ?? `policy-from_${addressPart(label(policyArn).replace(/[.[\]"]+/g, "-"))}`}`,
        at,
        policyArn,
        scope: namespaces
          ? ({ type: "namespace", namespaces: [...namespaces].sort(byCodePoint) } as const)
          : ({ type: "cluster" } as const),
        ...(adopt && { importId: `${cluster.name}#${arn}#${policyArn}` }),
      }))
      .sort((a, b) => byCodePoint(a.id, b.id)),
  };
}

function preconditionOf(value: string, type: EntryTypeName, cluster: Cluster) {
  const { pattern, what } = principalPattern(type, cluster);
  return {
    value,
    pattern,
    errorMessage: `The principal of an access entry of type ${type} must be ${what}, given by its ARN.`,
  };
}

function judgeTags({ tags = {} }: AccessConfig, config: ClusterConfig, path: Path, findings: Findings): void {
  const top = Object.keys(config.tags ?? {});
  const own = Object.keys(tags);
  const total = new Set([...top, ...own]).size;
  const max = TAGS.max ?? total;
  if (total > max && top.length <= max && own.length <= max) {
    findings.refuse(
      [...path, "tags"],
      `at most ${max} tags on an entry, got ${total}: ${top.length} from the top of the file and the others here; leave some out`,
    );
  }
}
