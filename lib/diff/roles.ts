import { iamArn, nameOfArn } from "../aws/arn";
import { BLOCK_STORAGE, CLUSTER_KINDS, OTHER_KINDS } from "../aws/eks/cluster-kinds";
import { trustWithoutEnd } from "../aws/iam/conditions";
import { DEFAULT_SESSION_SECONDS } from "../aws/iam/limits";
import type { RoleKind } from "../aws/iam/role-kind";
import { NODE_KINDS, VPC_RESOURCE_CONTROLLER } from "../aws/nodes/node-kinds";
import type { LoadedPlan } from "../load/load";
import type { Path } from "../plan/diagnostics";
import { isReleased } from "../plan/release";
import type { PlannedRole } from "../plan/types";
import type { PlannedWorkload } from "../plan/workloads/types";
import { about, type Fact } from "./fact";
import { podsOf } from "./pods";
import { namesOf, type Sentence, words } from "./sentence";

/** Returns a role that is made here, and its policies. */
export function roleFacts(role: PlannedRole, loaded: LoadedPlan): Fact[] {
  const { plan, locationOf } = loaded;
  const { id, name, iamPath, path, exclusive, maxSessionSeconds: session = DEFAULT_SESSION_SECONDS } = role;
  const { permissionsBoundary: boundary } = role;
  const { partition, account } = plan.cluster;
  const arn = iamArn(partition, account, "role", iamPath, name);
  const item = path.slice(0, path[0] === "clusterRole" ? 1 : 2);
  const label = words`the role ${name}${usersOf(role, loaded)}`;
  const fact = about({ id: arn, label }, isReleased(id, plan.released));
  const kind = kindOf(item, loaded);
  // that pods lose the role is said of them, and a later end is not told from an earlier one in a trust
  const ends = workloadOf(role, loaded)?.until !== undefined;
  const trust = ends ? trustWithoutEnd(role.trust) : role.trust;
  const location = locationOf(item);
  return [
    fact("role", {
      id,
      value: { trust, session, exclusive, ...(boundary !== undefined && { boundary }) },
      location,
    }),
    ...role.attachments.map(({ policyArn }) =>
      fact("role policy", {
        name: policyArn,
        value: {},
        routine: isOfAws(policyArn) && kind.policies.includes(nameOfArn(policyArn)),
        location: locationOfPolicy(policyArn, item, loaded),
      }),
    ),
    ...role.inlinePolicies.map(({ name: policy, document }) =>
      fact("inline policy", {
        name: policy,
        value: { document },
        routine: kind.inline.includes(policy),
        location: locationOf([...item, "role", "inlinePolicies", policy]),
      }),
    ),
  ];
}

const isOfAws = (policyArn: string): boolean => policyArn.split(":")[4] === "aws";

/** Finds the line that names a policy. */
function locationOfPolicy(policyArn: string, item: Path, { config, locationOf }: LoadedPlan): string {
  const own: unknown = item.reduce<unknown>((value, key) => Object(value)[key], config);
  for (const way of [["policies"], ["role", "additionalPolicies"], ["additionalPolicies"]]) {
    const list: unknown = way.reduce<unknown>((value, key) => Object(value)[key], own);
    const at = [list].flat().findIndex((one) => one === policyArn || one === nameOfArn(policyArn));
    if (at >= 0) return locationOf([...item, ...way, at]);
  }
  return locationOf(item);
}

const workloadOf = ({ path: [section, key] }: PlannedRole, { plan }: LoadedPlan): PlannedWorkload | undefined =>
  section === "workloads" ? plan.workloads.find((one) => one.key === key) : undefined;

/** Says who uses a role: ` (pods of apps/backend)`. */
function usersOf(role: PlannedRole, loaded: LoadedPlan): Sentence {
  const [section, key] = role.path;
  if (section === "nodeClasses" || section === "nodeRoles") return words` (nodes of ${String(key)})`;
  const workload = workloadOf(role, loaded);
  const pods = workload === undefined ? [] : podsOf(workload);
  return pods.length === 0 ? [] : words` (pods of ${namesOf(pods)})`;
}

/** Names the policies that every role of a kind has, whatever the file says. */
function kindOf(
  [section, key]: Path,
  { config }: LoadedPlan,
): { readonly policies: readonly string[]; readonly inline: readonly string[] } {
  const named = ({ policies, inline = {} }: RoleKind) => ({ policies, inline: Object.keys(inline) });
  const name = String(key);
  const nodes = config.nodeRoles?.[name]?.kind;
  const other = config.otherRoles?.[name]?.kind;
  if (section === "nodeClasses") return named(NODE_KINDS["node-class"]);
  if (section === "nodeRoles" && nodes !== undefined) return named(NODE_KINDS[nodes]);
  if (section === "otherRoles" && other !== undefined) return named(OTHER_KINDS[other]);
  if (section === "clusterRole") {
    const kinds = Object.values(CLUSTER_KINDS).flatMap(({ policies }) => policies);
    return { policies: [...kinds, ...Object.values(BLOCK_STORAGE), VPC_RESOURCE_CONTROLLER], inline: [] };
  }
  return { policies: [], inline: [] };
}
