import { nameOfArn } from "../../aws/arn";
import { isMapping, type Mapping } from "../../load/mapping";
import { listOf, mappingOf, textOf, textsOf } from "../fields";
import { ROLE_STAYS, type Row } from "../row";
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
    return (role && issuer && irsaRow(role, issuer, places)) || { is: "left out", places, because: STAYS };
  });
}

/** Returns the name of the role that a resource is or belongs to. */
export const roleNameOf = ({ type, values }: StateResource): string | undefined =>
  textOf(type === "aws_iam_role" ? values.name : (values.role ?? values.role_name));

/** Returns the item of a role that pods take by the cluster's OIDC provider; undefined for another role. */
function irsaRow({ values }: StateResource, issuer: string, places: Row["places"]): Row | undefined {
  const arn = textOf(values.arn);
  const host = issuer.replace("https://", "");
  const trust = documentOf(values.assume_role_policy);
  const statements = [trust.Statement]
    .flat()
    .map(mappingOf)
    .filter((one) => isOfProvider(one, host));
  const [statement, another] = statements;
  if (arn === undefined || statement === undefined) return undefined;
  const subjects = subjectsOf(statement, host);
  if (another !== undefined || subjects.length === 0) {
    const question =
      "pods take this role by the OIDC provider of the cluster, on conditions that are not read here; write a workload with via: irsa and role: { arn: … } if this file is to name it";
    return { is: "question", places, question };
  }
  const [only = ""] = subjects;
  return {
    is: "item",
    places,
    section: "workloads",
    name: nameOfArn(arn),
    value: { serviceAccount: subjects.length === 1 ? only : subjects, via: "irsa", role: { arn } },
    notes: [ROLE_STAYS],
  };
}

/** Returns a document that stands in a text; empty if it is none. */
export function documentOf(text: unknown): Mapping {
  try {
    return mappingOf(JSON.parse(textOf(text) ?? ""));
  } catch {
    return {};
  }
}

const isOfProvider = ({ Principal }: Mapping, host: string): boolean =>
  isMapping(Principal) && textsIn(Principal.Federated).some((arn) => arn.endsWith(`:oidc-provider/${host}`));

/** Service accounts as `namespace/name`; none if a condition on them has another form. */
function subjectsOf({ Condition }: Mapping, host: string): string[] {
  const subjects = ["StringEquals", "StringLike"].flatMap((operator) =>
    textsIn(mappingOf(mappingOf(Condition)[operator])[`${host}:sub`]),
  );
  const accounts = subjects.flatMap((subject) => {
    const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject) ?? [];
    return namespace === undefined ? [] : [`${namespace}/${name}`];
  });
  return accounts.length === subjects.length ? accounts : [];
}

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? textsOf(listOf(value)) : textsOf([value]));
