import type { Mapping } from "../../load/mapping";
import { mappingOf, textOf } from "../fields";
import { irsaRow } from "../irsa";
import type { Row } from "../row";
import type { StateResource } from "./state";
import { placesOf } from "./taken";

const STAYS = "stays where it is managed; items name a role by its ARN";

/** A role, if it is in the state, with all that belongs to it. */
export interface RoleResources {
  readonly role?: StateResource;
  readonly all: readonly [StateResource, ...StateResource[]];
}

/** Groups resources by the role that they belong to. */
export function rolesIn(resources: readonly StateResource[]): RoleResources[] {
  const roles = new Map<string, RoleResources>();
  for (const resource of resources) {
    const name = roleNameOf(resource) ?? resource.address;
    const [first = resource, ...others] = [...(roles.get(name)?.all ?? []), resource];
    const role = resource.type === "aws_iam_role" ? resource : roles.get(name)?.role;
    roles.set(name, { all: [first, ...others], ...(role && { role }) });
  }
  return [...roles.values()];
}

/** Returns what becomes of roles: one row a role. */
export function roleRows(roles: readonly RoleResources[], issuer: string | undefined): Row[] {
  return roles.map(({ role, all: [first, ...others] }): Row => {
    const places = placesOf(first, others);
    return (role && issuer && podRole(role, issuer, places)) || { is: "left out", places, because: STAYS };
  });
}

/** Returns the name of the role that a resource is or belongs to. */
export const roleNameOf = ({ type, values }: StateResource): string | undefined =>
  textOf(type === "aws_iam_role" ? values.name : (values.role ?? values.role_name));

/** Returns the item of a role that pods take by the cluster's OIDC provider; undefined for another role. */
function podRole({ values }: StateResource, issuer: string, places: Row["places"]): Row | undefined {
  const arn = textOf(values.arn);
  return arn === undefined ? undefined : irsaRow({ places, arn, trust: documentOf(values.assume_role_policy) }, issuer);
}

/** Returns a document that stands in a text; empty if it is none. */
export function documentOf(text: unknown): Mapping {
  try {
    return mappingOf(JSON.parse(textOf(text) ?? ""));
  } catch {
    return {};
  }
}
