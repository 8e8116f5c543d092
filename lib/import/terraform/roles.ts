import type { Mapping } from "../../load/mapping";
import { mappingOf, textOf } from "../fields";
import { irsaRow } from "../irsa";
import type { Place, Row } from "../row";
import type { StateResource } from "./state";

const STAYS = "stays where it is managed; items name a role by its ARN";

/** Returns what becomes of roles, with all that belongs to each: one row a role. */
export function roleRows(resources: readonly StateResource[], issuer: string | undefined): Row[] {
  const roles = new Map<string, StateResource[]>();
  for (const resource of resources) {
    const name = roleNameOf(resource) ?? resource.address;
    roles.set(name, [...(roles.get(name) ?? []), resource]);
  }
  return [...roles.values()].flatMap((all): Row[] => {
    const [first, ...others] = all.map(({ address }): Place => ({ name: address }));
    if (first === undefined) return [];
    const places = [first, ...others] as const;
    const role = all.find(({ type }) => type === "aws_iam_role");
    return [(role && issuer && podRole(role, issuer, places)) || { is: "left out", places, because: STAYS }];
  });
}

const roleNameOf = ({ type, values }: StateResource): string | undefined =>
  textOf(type === "aws_iam_role" ? values.name : (values.role ?? values.role_name));

/** Returns the item of a role that pods take by the cluster's OIDC provider; undefined for another role. */
function podRole({ values }: StateResource, issuer: string, places: Row["places"]): Row | undefined {
  const arn = textOf(values.arn);
  return arn === undefined ? undefined : irsaRow({ places, arn, trust: documentOf(values.assume_role_policy) }, issuer);
}

function documentOf(text: unknown): Mapping {
  try {
    return mappingOf(JSON.parse(textOf(text) ?? ""));
  } catch {
    return {};
  }
}
