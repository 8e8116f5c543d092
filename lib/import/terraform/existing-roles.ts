import { nameOfArn } from "../../aws/arn";
import { list, quote } from "../../aws/text";
import { listOf, mappingOf, textOf, textsOf } from "../fields";
import { keyName } from "../keys";
import type { ExistingProfile, ExistingRole } from "../row";
import { clusterNameOf } from "./cluster";
import { documentOf, type RoleResources } from "./roles";
import { type StateResource, sensitiveText } from "./state";
import { tagsOf } from "./taken";
import { readType } from "./types";

/** Whose roles EKS gives an entry itself, by the type of the resource that names the role. */
const USERS: Readonly<Record<string, { readonly kind: string; readonly role: string }>> = {
  aws_eks_node_group: { kind: "managed", role: "node_role_arn" },
  aws_eks_fargate_profile: { kind: "fargate", role: "pod_execution_role_arn" },
};

/** What a state has beside the roles. */
export interface BesideRoles {
  /** Resources of the cluster that run pods with a role. */
  readonly users: readonly StateResource[];
  /** Resources of other clusters. */
  readonly others: readonly StateResource[];
  /** Resources that attach a policy to several roles at once. */
  readonly shared: readonly StateResource[];
  /** Whether the role stays in this state, where a setting of Terraform's own is a change too. */
  readonly sameState: boolean;
}

/** Returns the roles of a state with all that belongs to each. */
export function existingRoles(
  roles: readonly RoleResources[],
  { users, others, shared, sameState }: BesideRoles,
): ExistingRole[] {
  const usedBy = clustersByRole(others);
  const kinds = new Map(
    users.flatMap(({ type, values }): [string, string][] => {
      const user = USERS[type];
      const arn = user && textOf(values[user.role]);
      return user && arn ? [[arn.toLowerCase(), user.kind]] : [];
    }),
  );
  return roles.flatMap(({ role, all }) => {
    const arn = role && textOf(role.values.arn);
    if (role === undefined || arn === undefined) return [];
    const kind = kinds.get(arn.toLowerCase());
    const item = kind && ({ section: "nodeRoles", name: keyName(nameOfArn(arn)), value: { kind, arn } } as const);
    const existing = existingRole(arn, role, all);
    const keeps = [
      existing.unknown,
      usedBy.get(arn.toLowerCase()),
      sharedPolicy(role, shared),
      ...(sameState ? [detaches(role), withoutResource(existing, all)] : []),
    ].find((one) => one !== undefined);
    return [{ ...existing, ...(item && { item }), ...(keeps !== undefined && { unknown: keeps }) }];
  });
}

/** Says by the ARN of a role which other cluster has it: whoever manages it could take it away from that cluster. */
function clustersByRole(others: readonly StateResource[]): ReadonlyMap<string, string> {
  const named = ["principal_arn", "role_arn", "node_role_arn", "pod_execution_role_arn"];
  return new Map(
    others.flatMap((resource) =>
      named.flatMap((name): [string, string][] => {
        const arn = textOf(resource.values[name]);
        return arn === undefined ? [] : [[arn.toLowerCase(), `the cluster ${clusterNameOf(resource)} has it too`]];
      }),
    ),
  );
}

/** A policy that one resource attaches to several roles would go with that resource. */
function sharedPolicy({ values }: StateResource, shared: readonly StateResource[]): string | undefined {
  const name = textOf(values.name) ?? "";
  const one = shared.find((resource) => textsOf(resource.values.roles).includes(name));
  return one && `${one.address} attaches a policy to it, and detaches it from everything else`;
}

const detaches = ({ values }: StateResource): string | undefined =>
  values.force_detach_policies === true ? "force_detach_policies is true, which the plan would change" : undefined;

/** Only a resource can move within a state: a policy that stands in the role itself would be added. */
function withoutResource(
  { policyArns, inlinePolicies }: ExistingRole,
  all: readonly StateResource[],
): string | undefined {
  const has = (type: string, name: string) =>
    new Set(all.flatMap((one) => (one.type === type ? (textOf(one.values[name]) ?? []) : [])));
  const [attached, inline] = [has("aws_iam_role_policy_attachment", "policy_arn"), has("aws_iam_role_policy", "name")];
  const without = [
    ...policyArns.filter((arn) => !attached.has(arn)).map(nameOfArn),
    ...[...inlinePolicies.keys()].filter((name) => !inline.has(name)),
  ];
  if (without.length === 0) return undefined;
  const policies = `${without.length > 1 ? "policies" : "policy"} ${list(without.map(quote), "and")}`;
  return `the state has no resource of its ${policies}, and the plan would add ${without.length > 1 ? "them" : "it"}`;
}

function existingRole(arn: string, role: StateResource, all: readonly StateResource[]): ExistingRole {
  const { values } = role;
  const of = (type: string) => all.filter((one) => one.type === type);
  const text = (name: string) => textOf(values[name]);
  const [boundary, description] = [text("permissions_boundary"), text("description")];
  const unknown = all.flatMap((one) => unknownOf(one) ?? [])[0];
  return {
    arn,
    places: all.map(({ address }) => ({ name: address })),
    trust: documentOf(values.assume_role_policy),
    policyArns: [
      ...new Set([
        ...of("aws_iam_role_policy_attachment").flatMap((one) => textOf(one.values.policy_arn) ?? []),
        ...textsOf(values.managed_policy_arns),
      ]),
    ],
    inlinePolicies: new Map(
      [...of("aws_iam_role_policy").map((one) => one.values), ...listOf(values.inline_policy).map(mappingOf)].flatMap(
        ({ name, policy }) => (textOf(name) === undefined ? [] : [[String(name), documentOf(policy)] as const]),
      ),
    ),
    instanceProfiles: of("aws_iam_instance_profile").map(
      (one): ExistingProfile => ({
        name: textOf(one.values.name) ?? "",
        path: textOf(one.values.path) ?? "/",
        tags: tagsOf(one),
      }),
    ),
    tags: tagsOf(role),
    ...(boundary !== undefined && { permissionsBoundary: boundary }),
    ...(description !== undefined && { description }),
    ...(typeof values.max_session_duration === "number" && { maxSessionSeconds: values.max_session_duration }),
    ...(unknown !== undefined && { unknown }),
  };
}

function unknownOf(resource: StateResource): string | undefined {
  if (resource.deposed || resource.fate !== "there")
    return `the plan is not applied yet, and changes ${resource.address}`;
  return sensitiveText(resource, readType(resource.type).needs);
}
