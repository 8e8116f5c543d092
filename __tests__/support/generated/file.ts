import { FAIL_LEVELS, PACK_NAMES } from "../../../lib/aws/checks/packs";
import { ACCEPTABLE_NAMES } from "../../../lib/plan/checks/catalogue";
import { accessOf } from "./access";
import { backendOf, ownBackendOf } from "./backend";
import type { Chance } from "./chance";
import { clusterOf, identityProvidersOf } from "./cluster";
import { AUTO_ROLE, nodeClassesOf, nodePoolsOf, nodeRolesOf } from "./nodes";
import { isEmpty, type Place, type Shared, tagsOf } from "./place";
import { identityPoliciesOf, otherRolesOf } from "./roles";
import { workloadsOf } from "./workloads";

/** What a file shares with the others of its folder. */
export interface Neighbours {
  /** What `defaults.yaml` states. */
  readonly shared: Shared;
  /** The access sets, for clusters in the partition aws. */
  readonly sets: readonly string[];
  /** Another file, with the role of a capability. */
  readonly hub: string | undefined;
}

/** The file of a cluster. */
export function fileOf(
  chance: Chance,
  place: Place,
  { shared, sets, hub }: Neighbours,
): Readonly<Record<string, unknown>> {
  // most files do not have most sections
  const section = <T extends object>(items: T): T | Record<string, never> => (chance.is(0.35) ? items : {});
  const nodeRoles = section(nodeRolesOf(chance, place));
  const nodeClasses = place.autoMode ? section(nodeClassesOf(chance, place, nodeRoles)) : {};
  const autoRole = Object.keys(nodeRoles).find((key) => key === AUTO_ROLE);
  const nodePools = autoRole === undefined ? {} : nodePoolsOf(chance);
  const otherRoles = section(otherRolesOf(chance, place));
  const access = section(accessOf(chance, place, { nodeRoles, otherRoles, hub }));
  const workloads = section(workloadsOf(chance, place));
  const use = place.partition === "aws" ? chance.some(sets, 0.2) : [];
  return {
    ...chance.part({ version: 1, name: `Cluster_of-${place.name}`, partition: place.partition }),
    ...(shared.account === undefined && { account: place.account, region: place.region }),
    ...(shared.tags === undefined && chance.part({ tags: tagsOf(chance) })),
    ...(place.released ? { release: true } : chance.part({ release: false }, 0.1)),
    ...terraformOf(chance, place, shared.terraform),
    ...(shared.iam === undefined && !isEmpty(place.iamSection) && { iam: place.iamSection }),
    ...clusterOf(chance, place, {
      nodeClasses: !isEmpty(nodeClasses),
      nodePoolsOfEks: !isEmpty(nodePools),
      autoRole,
      adoptedNodes: [nodeRoles, nodeClasses].flatMap(Object.values).some((item) => "adopt" in item),
      entries: ![nodeRoles, nodeClasses, access, use].every(isEmpty),
      irsa: Object.values(workloads).some(({ via }) => via === "irsa" || via === "both"),
    }),
    ...withoutEmpty({
      nodeRoles,
      nodeClasses,
      nodePools,
      otherRoles,
      access,
      workloads,
      use,
      identityPolicies: section(identityPoliciesOf(chance, place)),
      identityProviders: section(identityProvidersOf(chance, place)),
      checks: section(checksOf(chance)),
      accept: shared.accept === undefined ? acceptOf(chance, [nodeRoles, access, workloads]) : {},
    }),
  };
}

const withoutEmpty = (sections: Readonly<Record<string, object>>): Record<string, object> =>
  Object.fromEntries(Object.entries(sections).filter(([, items]) => !isEmpty(items)));

function terraformOf(chance: Chance, place: Place, shared: Shared["terraform"]): object {
  const settings = {
    ...(shared ? { backend: ownBackendOf(place, shared) } : chance.part({ backend: backendOf(chance, place) }, 0.5)),
    ...chance.part({ assumeRole: place.iam("role/ci/terraform") }),
  };
  return isEmpty(settings) ? {} : { terraform: settings };
}

/** The packs that synth checks too. Their warnings change no output. */
const checksOf = (chance: Chance): object =>
  chance.part({ packs: chance.some(PACK_NAMES.words), fail: chance.pick(FAIL_LEVELS.words) }, 0.6);

/** Warnings and checks that are accepted, whether the file has them or not. */
function acceptOf(chance: Chance, sections: readonly object[]): object {
  const items = sections.flatMap((section) => Object.keys(section));
  return Object.fromEntries(
    chance
      .some(ACCEPTABLE_NAMES, chance.pick([0, 0, 0.1]))
      .map((name) => [
        name,
        chance.pick([
          "it is all right",
          { on: chance.some(items), because: 'they said "yes"' },
          { because: "until the move", until: "2027-01-31" },
        ]),
      ]),
  );
}
