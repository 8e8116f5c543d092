import { iamArn, nameOfArn } from "../aws/arn";
import { accessPolicyName } from "../aws/eks/access-policies";
import { BLOCK_STORAGE, CLUSTER_KINDS, OTHER_KINDS } from "../aws/eks/cluster-kinds";
import type { RoleKind } from "../aws/iam/role-kind";
import { NODE_KINDS, VPC_RESOURCE_CONTROLLER } from "../aws/nodes/node-kinds";
import type { LoadedPlan } from "../load/load";
import type { Path } from "../plan/diagnostics";
import { isReleased } from "../plan/release";
import type { PlannedEntry, PlannedRole } from "../plan/types";
import type { Fact, Facts, Kind, Subject } from "./fact";
import { keyOf } from "./fact";
import { podFactsOf, podsOf } from "./pods";
import { namesOf, type Sentence, words } from "./sentence";

/** Returns all facts of the files about one cluster. */
export function factsOf(plans: readonly LoadedPlan[]): Facts {
  const facts = new Map<string, Fact>();
  for (const fact of plans.flatMap(factsOfFile)) {
    const key = keyOf(fact);
    facts.set(key, together(facts.get(key), fact));
  }
  return facts;
}

/** Two files may accept the same warning, each for items of its own. All else that two files say is refused. */
function together(first: Fact | undefined, second: Fact): Fact {
  if (!isAccepted(first) || !isAccepted(second)) return second;
  const both = [first.value.on, second.value.on];
  return { ...first, value: both.includes(undefined) ? {} : { on: both.flatMap((on) => on ?? []) } };
}

const isAccepted = (fact: Fact | undefined): fact is Fact<"accepted warning"> => fact?.kind === "accepted warning";

const factsOfFile = (loaded: LoadedPlan): Fact[] => [
  ...clusterFacts(loaded),
  ...providerFacts(loaded),
  ...acceptedFacts(loaded),
  ...loaded.plan.entries.flatMap((entry) => entryFacts(entry, loaded)),
  ...loaded.plan.roles.flatMap((role) => roleFacts(role, loaded)),
  ...podFactsOf(loaded),
  ...identityPolicyFacts(loaded),
];

/** Makes facts about one subject that lie together. */
const facts =
  (subject: Subject, released: boolean) =>
  <K extends Kind>(
    kind: K,
    fact: Pick<Fact<K>, "value" | "location"> & Partial<Pick<Fact<K>, "name" | "id">>,
  ): Fact<K> => ({
    name: "",
    ...fact,
    kind,
    subject,
    released,
  });

const CLUSTER: Subject = { id: "cluster", label: ["the cluster"] };
const FILE: Subject = { id: "file", label: ["the file"] };

/** What a cluster that is made here has. Of one that exists, the files do not say it. */
function clusterFacts({ plan: { create, released }, locationOf }: LoadedPlan): Fact[] {
  if (create === undefined) return [];
  const { authenticationMode: mode, endpoint = {} } = create;
  const fact = facts(CLUSTER, isReleased(create.id, released));
  const { private: inside = false, public: outside = true, publicCidrs = ["0.0.0.0/0"] } = endpoint;
  const at = (field: string) => locationOf(["cluster", "create", field]);
  return [
    fact("authentication mode", { value: { mode }, location: at("authenticationMode") }),
    fact("endpoint", { value: { private: inside, public: outside, publicCidrs }, location: at("endpoint") }),
  ];
}

function providerFacts({ plan, locationOf }: LoadedPlan): Fact[] {
  return plan.identityProviders.map(({ id, issuerUrl, clientId, requiredClaims = {}, path, ...claims }) => {
    const subject = { id: issuerUrl, label: words`whoever ${issuerUrl} gives a token for ${clientId}` };
    const { usernameClaim, usernamePrefix, groupsClaim, groupsPrefix } = claims;
    return facts(subject, isReleased(id, plan.released))("identity provider", {
      name: clientId,
      value: {
        requiredClaims,
        ...(usernameClaim !== undefined && { usernameClaim }),
        ...(usernamePrefix !== undefined && { usernamePrefix }),
        ...(groupsClaim !== undefined && { groupsClaim }),
        ...(groupsPrefix !== undefined && { groupsPrefix }),
      },
      location: locationOf(path),
    });
  });
}

const acceptedFacts = ({ plan, locationOf }: LoadedPlan): Fact[] =>
  plan.accepted.map(({ rule, on }) =>
    facts(FILE, false)("accepted warning", {
      name: rule,
      value: on === undefined ? {} : { on },
      location: locationOf(["accept", rule]),
    }),
  );

function entryFacts(entry: PlannedEntry, { plan, config, locationOf }: LoadedPlan): Fact[] {
  const { id, principalArn, madeBy, type, username, groups = [], associations, path } = entry;
  const fact = facts({ id: principalArn, label: words`${principalArn}` }, isReleased(id, plan.released));
  const given = config.access?.[String(path[1])]?.groups ?? [];
  return [
    ...(madeBy === undefined
      ? [
          fact("entry", {
            id,
            value: { type, ...(username !== undefined && { username }) },
            location: locationOf(path),
          }),
        ]
      : []),
    ...associations.map(({ policyArn, scope, path: granted = path }) =>
      fact("access policy", {
        name: accessPolicyName(policyArn, plan.cluster.partition),
        value: { scope },
        location: locationOf(granted),
      }),
    ),
    ...groups.map((group) =>
      fact("group", {
        name: group,
        value: { entry: type },
        location: locationOf([...path, "groups", given.indexOf(group)]),
      }),
    ),
  ];
}

/** IAM's default, in seconds. */
const SESSION = 3600;

function roleFacts(role: PlannedRole, loaded: LoadedPlan): Fact[] {
  const { plan, locationOf } = loaded;
  const { id, name, iamPath, path, trust, exclusive, maxSessionSeconds: session = SESSION } = role;
  const { permissionsBoundary: boundary } = role;
  const { partition, account } = plan.cluster;
  const arn = iamArn(partition, account, "role", iamPath, name);
  const item = path.slice(0, path[0] === "clusterRole" ? 1 : 2);
  const label = words`the role ${name}${usersOf(role, loaded)}`;
  const fact = facts({ id: arn, label }, isReleased(id, plan.released));
  const kind = kindOf(item, loaded);
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
        value: { routine: isOfAws(policyArn) && kind.policies.includes(nameOfArn(policyArn)) },
        location: locationOfPolicy(policyArn, item, loaded),
      }),
    ),
    ...role.inlinePolicies.map(({ name: policy, document }) =>
      fact("inline policy", {
        name: policy,
        value: { document, routine: kind.inline.includes(policy) },
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

/** Says who uses a role: ` (pods of apps/backend)`. */
function usersOf({ path: [section, key] }: PlannedRole, { plan }: LoadedPlan): Sentence {
  if (section === "nodeClasses" || section === "nodeRoles") return words` (nodes of ${String(key)})`;
  const workload = section === "workloads" ? plan.workloads.find((one) => one.key === key) : undefined;
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

function identityPolicyFacts({ plan, locationOf }: LoadedPlan): Fact[] {
  const { partition, account } = plan.cluster;
  return plan.identityPolicies.map(({ id, iamPath, name, document, path }) => {
    const arn = iamArn(partition, account, "policy", iamPath, name);
    const fact = facts({ id: arn, label: words`${arn}` }, isReleased(id, plan.released));
    return fact("identity policy", { id, value: { document }, location: locationOf(path) });
  });
}
