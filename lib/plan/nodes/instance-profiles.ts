import { INSTANCE_PROFILE_NAME } from "../../aws/iam/names";
import { isToken, quote, truncateWithHash } from "../../aws/text";
import { instanceProfileId } from "../addresses";
import type { PlanContext } from "../context";
import { type Path, showPath } from "../diagnostics";
import type { RolesById } from "../roles/requests";
import type { PlannedInstanceProfile, PlannedNodeRole } from "../types";
import type { NodeItem } from "./items";

/** Planned instance profiles, by the id of the item that requests them. */
export type ProfilesById = ReadonlyMap<string, PlannedInstanceProfile>;

export function planInstanceProfiles(items: readonly NodeItem[], roles: RolesById, context: PlanContext): ProfilesById {
  const { cluster, diagnostics } = context;
  const planned = new Map<string, PlannedInstanceProfile>();
  const taken = new Map<string, NodeItem>();
  const named = new Map<string, NodeItem[]>();
  for (const item of items) {
    const { id, instanceProfile } = item;
    if (instanceProfile === false) continue;
    const { name: given, adopt, existing } = instanceProfile === true ? {} : instanceProfile;
    if (existing !== undefined) {
      if (given !== undefined || adopt !== undefined) {
        diagnostics.report(
          "existing-profile",
          [...item.path, "instanceProfile"],
          "existing names an instance profile that is not made here, so name and adopt do not go with it; leave them out",
        );
      }
      validateExisting(item, existing, { named, roles, context });
      const made = roles.get(id)?.planned;
      if (made !== undefined && made.importId === undefined) {
        diagnostics.report(
          "existing-profile-role",
          [...item.path, "instanceProfile", "existing"],
          `the instance profile ${quote(existing)} exists, and the role of this NodeClass is made here; put the role into the profile before nodes start, or write role: { arn: … } of the role that the profile has`,
        );
      }
      continue;
    }
    const name = given ?? truncateWithHash(`eks-${cluster.name}-${item.firstKey}`, INSTANCE_PROFILE_NAME.max ?? 128);
    const path: Path = [...item.path, "instanceProfile", ...(given === undefined ? [] : ["name"])];
    const other = taken.get(name.toLowerCase());
    if (other !== undefined && !isToken(name)) {
      const byDefault = given === undefined ? " by default" : "";
      diagnostics.report(
        "instance-profile-name-taken",
        path,
        `the instance profile made here is named ${quote(name)}${byDefault}, and so is that of ${showPath(other.path)}; give one another name`,
      );
    }
    taken.set(name.toLowerCase(), item);
    const role = roles.get(id);
    const importId = (item.adopt !== false || adopt === true) && { importId: name };
    if (role) planned.set(id, { id: instanceProfileId(id), path, name, role: role.ref, ...importId });
  }
  return planned;
}

interface Earlier {
  /** By existing instance profile, the first item that names it, and the first of these with another role. */
  readonly named: Map<string, NodeItem[]>;
  readonly roles: RolesById;
  readonly context: PlanContext;
}

/** Reports two items with one existing instance profile and two roles. A profile has one role. */
function validateExisting(item: NodeItem, existing: string, { named, roles, context }: Earlier): void {
  const earlier = named.get(existing) ?? [];
  const other = earlier.find(({ id }) => roles.get(id)?.arn !== roles.get(item.id)?.arn);
  if (earlier.length === 0 || (earlier.length === 1 && other)) named.set(existing, [...earlier, item]);
  if (other === undefined || isToken(existing)) return;
  context.diagnostics.report(
    "instance-profile-name-taken",
    [...item.path, "instanceProfile", "existing"],
    `${showPath(other.path)} names the instance profile ${quote(existing)} too and has another role, and a profile has one role; share the role: role: { use: ${other.key} }`,
  );
}

/** Returns the instance profile of an item: the planned one, or one that exists. */
export function profileOf(
  { id, instanceProfile }: NodeItem,
  profiles: ProfilesById,
): PlannedNodeRole["instanceProfile"] {
  if (typeof instanceProfile === "object" && instanceProfile.existing !== undefined) {
    return { name: instanceProfile.existing };
  }
  const planned = profiles.get(id);
  return planned && { id: planned.id, name: planned.name };
}
