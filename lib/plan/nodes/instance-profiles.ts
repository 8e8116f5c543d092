import { INSTANCE_PROFILE_NAME } from "../../aws/iam/iam";
import { fit, isToken, quote } from "../../aws/text";
import { type Findings, type Path, showPath } from "../diagnostics";
import type { RoleFound } from "../roles/roles";
import type { Cluster, PlannedInstanceProfile } from "../types";
import type { NodeItem } from "./node-items";

/** The instance profiles that items ask for, by the item's id. */
export function planInstanceProfiles(
  items: readonly NodeItem[],
  roles: ReadonlyMap<string, RoleFound>,
  { name }: Cluster,
  findings: Findings,
): ReadonlyMap<string, PlannedInstanceProfile> {
  const planned = new Map<string, PlannedInstanceProfile>();
  const taken = new Map<string, NodeItem>();
  for (const item of items) {
    const { id, key, instanceProfile } = item;
    if (instanceProfile === false) continue;
    const given = instanceProfile === true ? undefined : instanceProfile.name;
    const profile = given ?? fit(`eks-${name}-${key}`, INSTANCE_PROFILE_NAME.max ?? 128);
    const at: Path = [...item.path, "instanceProfile", ...(given === undefined ? [] : ["name"])];
    const other = taken.get(profile.toLowerCase());
    if (other !== undefined && !isToken(profile)) {
      const byDefault = given === undefined ? " by default" : "";
      findings.refuse(
        at,
        `the instance profile made here is named ${quote(profile)}${byDefault}, and so is that of ${showPath(other.path)}; give one another name`,
      );
    }
    taken.set(profile.toLowerCase(), item);
    const role = roles.get(id);
    const adopted = item.adopt || (instanceProfile !== true && instanceProfile.adopt === true);
    if (role) {
      planned.set(id, {
        id: `${id}_instance-profile`,
        at,
        name: profile,
        role: role.ref,
        ...(adopted && { importId: profile }),
      });
    }
  }
  return planned;
}
