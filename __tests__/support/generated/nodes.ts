import { IP_FAMILIES } from "../../../lib/aws/eks/cluster";
import { CNI_KINDS, NODE_KINDS, NODE_ROLE_KINDS } from "../../../lib/aws/nodes/node-kinds";
import { pool, spec } from "../decide";
import type { Chance } from "./chance";
import { type Place, stateOf, textOf, wasOf } from "./place";
import { roleOptions } from "./roles";

/** The key of the role of nodes of EKS Auto Mode. */
export const AUTO_ROLE: string = "auto-nodes";

type Items = Readonly<Record<string, object>>;

export const metadataOf = (chance: Chance): object =>
  chance.part(
    {
      labels: chance.part({ team: "a", "example.com/Team.name_x": "", "9": "1" }, 0.5),
      annotations: chance.part({ "example.com/note": textOf(chance), "10": "x" }, 0.5),
    },
    0.5,
  );

/** Roles of nodes. */
export function nodeRolesOf(chance: Chance, place: Place): Items {
  const kinds = NODE_ROLE_KINDS.words.filter((kind) => place.autoMode || !NODE_KINDS[kind].autoMode);
  const earlier = new Map<string, (typeof kinds)[number]>();
  return chance.items(
    [...(place.autoMode ? [AUTO_ROLE] : []), "blue", "green", "edge"],
    (key) => {
      const kind = key === AUTO_ROLE ? "auto" : chance.pick([...kinds, ...earlier.values()]);
      const same = [...earlier].filter(([, other]) => other === kind).map(([other]) => other);
      const item = nodeRoleOf({ chance, place, key }, kind, same);
      if (!("release" in item)) earlier.set(key, kind);
      return { kind, ...item };
    },
    0.35,
  );
}

interface Item {
  readonly chance: Chance;
  readonly place: Place;
  readonly key: string;
}

function nodeRoleOf({ chance, place, key }: Item, kind: keyof typeof NODE_KINDS, same: readonly string[]): object {
  const { ec2, trustAnchor, podIdentityOnRequest, noIpv6 } = NODE_KINDS[kind];
  const takesCni = CNI_KINDS.some((one) => one === kind);
  const options = {
    ...roleOptions(chance, place),
    ...(takesCni && chance.part({ cni: "node" })),
    ...(podIdentityOnRequest && chance.part({ podIdentity: chance.is(0.7) })),
  };
  const role = chance.pick([
    options,
    { name: `${place.name}-${key}`, ...options },
    { arn: place.iam(`role/nodes/${place.name}-${key}`) },
    ...same.map((use) => ({ use })),
  ]);
  const made = !("arn" in role || "use" in role);
  const state = stateOf(chance, place, [...(made ? ["role"] : []), "with-policies", true]);
  return {
    ...role,
    ...(trustAnchor && { trustAnchorArn: place.arn("rolesanywhere", "trust-anchor/0a1b-2c3d") }),
    ...(takesCni && !("cni" in role) && chance.part({ cni: "separate" })),
    ...(takesCni && chance.part({ ipFamily: chance.pick(noIpv6 ? ["ipv4"] : IP_FAMILIES.words) })),
    ...(ec2 && chance.part({ instanceProfile: chance.pick(profilesOf(place, key, state)) })),
    ...wasOf(chance, key),
    ...state,
  };
}

/** Whether what belongs to an item can be adopted. */
const mayAdopt = ({ released }: Place, state: object): boolean => !released && !("release" in state);

const profilesOf = (place: Place, key: string, state: object): readonly (boolean | object)[] => [
  true,
  false,
  {},
  { name: `${place.name}_${key}=profile` },
  { adopt: false },
  ...(mayAdopt(place, state) ? [{ name: `${place.name}-${key}`, adopt: true }] : []),
];

/** NodeClasses with their pools. Some share the role of an earlier one, or of an item of `nodeRoles`. */
export function nodeClassesOf(chance: Chance, place: Place, nodeRoles: Items): Items {
  // what adopts a role does not share it with what lets go of it
  const earlier: string[] = Object.entries(nodeRoles)
    .filter(([key, item]) => key === AUTO_ROLE && !("release" in item))
    .map(([key]) => key);
  return chance.items(
    ["gpu", "arm.spot", "batch"],
    (key) => {
      const state = stateOf(chance, place, [true, "with-policies", false]);
      const made = {
        ...roleOptions(chance, place),
        ...(mayAdopt(place, state) && chance.part({ adopt: chance.pick([true, false, "with-policies"]) })),
      };
      const role = chance.pick([
        {},
        { role: made },
        { role: { name: `${place.name}-${key}@node`, ...made } },
        { role: { arn: place.iam(`role/${place.name}-${key}`) } },
        ...earlier.map((use) => ({ role: { use } })),
      ]);
      if (!("release" in state)) earlier.push(key);
      const existing = { existing: `${place.name}-${key}-existing` };
      return {
        ...role,
        ...chance.part({
          instanceProfile: chance.pick([...profilesOf(place, key, state), existing]),
          metadata: metadataOf(chance),
          nodePools: chance.items([`${key}-a`, `${key}-b`], () => pool()),
        }),
        spec: spec(),
        ...wasOf(chance, key),
        ...state,
      };
    },
    0.4,
  );
}

/** NodePools of the NodeClass that EKS makes. */
export const nodePoolsOf = (chance: Chance): Items =>
  chance.items(["spot", "large"], () => ({ nodeClass: "default", ...pool({ weight: 10 }) }), 0.3);
