import { iamArn } from "../aws/arn";
import { accessPolicyName } from "../aws/eks/access-policies";
import type { LoadedPlan } from "../load/load";
import { endpointOf } from "../plan/cluster/endpoint";
import { isReleased } from "../plan/release";
import type { PlannedEntry } from "../plan/types";
import { about, type Fact, type Facts, keyOf, type Subject } from "./fact";
import { podFactsOf } from "./pods";
import { roleFacts } from "./roles";
import { words } from "./sentence";

/** Returns all facts of the files about one cluster. */
export function factsOf(plans: readonly LoadedPlan[]): Facts {
  const facts = new Map<string, Fact>();
  for (const fact of plans.flatMap(factsOfFile)) {
    const key = keyOf(fact);
    facts.set(key, together(facts.get(key), fact));
  }
  return facts;
}

/**
 * Two files may accept the same warning, each for items of its own, and one may let go of what the other manages. All else
 * that two files say is refused.
 */
function together(first: Fact | undefined, second: Fact): Fact {
  if (first?.released === false && second.released) return first;
  if (!isAccepted(first) || !isAccepted(second)) return second;
  const both = [first.value.on, second.value.on];
  const ends = [first.value.until, second.value.until];
  const [, until] = ends.toSorted();
  return {
    ...first,
    value: {
      ...(!both.includes(undefined) && { on: both.flatMap((on) => on ?? []) }),
      ...(!ends.includes(undefined) && until !== undefined && { until }),
    },
  };
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

const CLUSTER: Subject = { id: "cluster", label: ["the cluster"] };
const FILE: Subject = { id: "file", label: ["the file"] };

/** What a cluster that is made here has. Of one that exists, the files do not say it. */
function clusterFacts({ plan: { create, released }, locationOf }: LoadedPlan): Fact[] {
  if (create === undefined) return [];
  const { authenticationMode: mode } = create;
  const fact = about(CLUSTER, isReleased(create.id, released));
  const at = (field: string) => locationOf(["cluster", "create", field]);
  return [
    fact("authentication mode", { value: { mode }, location: at("authenticationMode") }),
    fact("endpoint", { value: endpointOf(create), location: at("endpoint") }),
  ];
}

function providerFacts({ plan, locationOf }: LoadedPlan): Fact[] {
  return plan.identityProviders.map(({ id, issuerUrl, clientId, requiredClaims = {}, path, ...claims }) => {
    const subject = { id: issuerUrl, label: words`whoever ${issuerUrl} gives a token for ${clientId}` };
    const { usernameClaim, usernamePrefix, groupsClaim, groupsPrefix } = claims;
    return about(subject, isReleased(id, plan.released))("identity provider", {
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
  plan.accepted.map(({ rule, on, until }) =>
    about(FILE, false)("accepted warning", {
      name: rule,
      value: { ...(on && { on }), ...(until !== undefined && { until }) },
      location: locationOf(["accept", rule]),
    }),
  );

function entryFacts(entry: PlannedEntry, { plan, config, locationOf }: LoadedPlan): Fact[] {
  const { id, principalArn, madeBy, type, username, groups = [], associations, path } = entry;
  const end = madeBy === undefined ? entry.until : undefined;
  const fact = about({ id: principalArn, label: words`${principalArn}` }, isReleased(id, plan.released));
  const given = config.access?.[String(path[1])]?.groups ?? [];
  return [
    ...(madeBy === undefined
      ? [
          fact("entry", {
            id,
            value: { type, ...(username !== undefined && { username }), ...(end !== undefined && { until: end }) },
            location: locationOf(path),
          }),
        ]
      : []),
    ...associations.map(({ policyArn, scope, until, path: granted = path }) =>
      fact("access policy", {
        name: accessPolicyName(policyArn, plan.cluster.partition),
        value: { scope, ...(until !== undefined && until !== end && { until }) },
        location: locationOf(granted),
      }),
    ),
    ...groups.map((group) =>
      fact("group", {
        name: group,
        value: {},
        location: locationOf([...path, "groups", given.indexOf(group)]),
      }),
    ),
  ];
}

function identityPolicyFacts({ plan, locationOf }: LoadedPlan): Fact[] {
  const { partition, account } = plan.cluster;
  return plan.identityPolicies.map(({ id, iamPath, name, document, path }) => {
    const arn = iamArn(partition, account, "policy", iamPath, name);
    const fact = about({ id: arn, label: words`${arn}` }, isReleased(id, plan.released));
    return fact("identity policy", { id, value: { document }, location: locationOf(path) });
  });
}
