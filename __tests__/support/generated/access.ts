import { ENTRY_MAKERS } from "../../../lib/aws/eks/entry-makers";
import { ENTRY_TYPE_NAMES, ENTRY_TYPES } from "../../../lib/aws/eks/entry-types";
import type { Chance } from "./chance";
import { endOf, type Place, stateOf, tagsOf, wasOf } from "./place";
import { CAPABILITY } from "./roles";

/** The roles that an item of `access` can name by their keys. */
export interface Roles {
  readonly otherRoles: Readonly<Record<string, object>>;
  readonly nodeRoles: Readonly<Record<string, object>>;
  /** Another file of the folder, with the role of a capability. */
  readonly hub: string | undefined;
}

const OTHER_ACCOUNT = "444455556666";
const POLICIES = ["AmazonEKSClusterAdminPolicy", "AmazonEKSViewPolicy", "AmazonEKSEditPolicy", "AmazonNewerPolicy"];
const NODE_TYPES = ENTRY_TYPE_NAMES.words.filter((type) => type !== "STANDARD");

/** Who may reach the cluster, each with a principal of its own. */
export function accessOf(chance: Chance, place: Place, roles: Roles): object {
  const all: Readonly<Record<string, () => object>> = {
    admins: () => person(chance, place, "admins"),
    "team-a": () => person(chance, place, "team-a"),
    guests: () => person(chance, place, "guests"),
    workers: () => nodes(chance, place),
    jobs: () => ofService(chance, place, "by-batch"),
    spark: () => ofService(chance, place, "by-emr"),
    ...byRole(chance, place, roles),
  };
  return chance.items(Object.keys(all), (key) => ({ ...all[key]?.(), ...wasOf(chance, key) }), 0.35);
}

function policiesOf(chance: Chance, { partition }: Place, state: object): unknown[] {
  return chance.some(POLICIES, 0.4).map((name) => {
    const policy = chance.is(0.3) ? `arn:${partition}:eks::aws:cluster-access-policy/${name}` : name;
    const scope = chance.pick([{}, { namespaces: ["team-*", "apps", "*"] }]);
    return chance.pick([policy, policy, { policy, ...scope, ...endOf(chance, state) }]);
  });
}

function entryOf(chance: Chance, place: Place): object {
  const state = stateOf(chance, place, [true, false, "with-policies"]);
  return {
    ...chance.part(
      {
        type: "STANDARD",
        groups: chance.some(["dev", "Ü / $x", 'a "b" <c>', "ops:eu"]),
        username: chance.pick(["dev", "dev:{{SessionName}}", "a\\b:{{SessionNameRaw}} é"]),
        policies: policiesOf(chance, place, state),
        tags: tagsOf(chance),
      },
      0.45,
    ),
    ...state,
    ...endOf(chance, state),
  };
}

function person(chance: Chance, place: Place, key: string): object {
  const name = `${place.name}-${key}`;
  const principal = chance.pick([
    place.iam(`role/${name}`),
    place.iam(`role/a/b.c/d+e/${name}`),
    place.iam(`user/${name}`),
    place.iam(`role/team/${name}`, OTHER_ACCOUNT),
    place.iam(`role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${key}_0123456789abcdef`),
  ]);
  return chance.is(0.15)
    ? { principal, ...ofOthers(chance, place, "elsewhere") }
    : { principal, ...entryOf(chance, place) };
}

/** Policies for an entry that is not made here. */
function ofOthers(chance: Chance, place: Place, entry: keyof typeof ENTRY_MAKERS): object {
  const state = stateOf(chance, place, [true, false, "with-policies"]);
  const policies = ["AmazonAIOpsAssistantPolicy", ...policiesOf(chance, place, state)];
  return { entry, policies, ...state, ...endOf(chance, state) };
}

const ofService = (chance: Chance, place: Place, entry: "by-batch" | "by-emr"): object => ({
  principal: place.iam(`role/aws-service-role/${ENTRY_MAKERS[entry].serviceLinkedRole}`),
  ...ofOthers(chance, place, entry),
});

function nodes(chance: Chance, place: Place): object {
  const type = chance.pick(NODE_TYPES);
  const { needs } = ENTRY_TYPES[type];
  return {
    principal: place.iam(`role/nodes/${place.name}-workers`),
    type,
    ...(needs !== undefined && { policies: [needs] }),
    ...chance.part({ tags: tagsOf(chance) }),
    ...stateOf(chance, place, [true, "with-policies"]),
  };
}

/** Items for roles of this file and of another. EKS has made the entries of some of them. */
function byRole(chance: Chance, place: Place, { otherRoles, nodeRoles, hub }: Roles): Record<string, () => object> {
  const ofCapability = "by-capability";
  const ofHub = "by-hub";
  return {
    ...(CAPABILITY in otherRoles && {
      [ofCapability]: () => ({ role: CAPABILITY, ...ofOthers(chance, place, "by-eks") }),
    }),
    ...("agent" in otherRoles && { "by-agent": () => ({ role: "agent", ...entryOf(chance, place) }) }),
    ...(hub !== undefined && {
      [ofHub]: () => ({ principal: { of: hub, role: CAPABILITY }, ...entryOf(chance, place) }),
    }),
    ...Object.fromEntries(
      Object.entries(nodeRoles)
        .filter(([, role]) => "kind" in role && role.kind === "fargate" && !("use" in role) && !place.released)
        .map(([key]) => [`by-${key}`, () => ({ role: key, adopt: true })]),
    ),
  };
}
