import { nameOfArn } from "../../aws/arn";
import { listOf, mappingOf, textOf, textsOf } from "../fields";
import { keyName } from "../keys";
import type { ExistingProfile, ExistingRole } from "../row";
import { documentOf, type RoleResources } from "./roles";
import { type StateResource, sensitiveText } from "./state";
import { tagsOf } from "./taken";
import { readType } from "./types";

/** Whose roles EKS gives an entry itself, by the type of the resource that names the role. */
const USERS: Readonly<Record<string, { readonly kind: string; readonly role: string }>> = {
  aws_eks_node_group: { kind: "managed", role: "node_role_arn" },
  aws_eks_fargate_profile: { kind: "fargate", role: "pod_execution_role_arn" },
};

/**
 * Returns the roles of a state with all that belongs to each.
 *
 * @param users resources of the cluster that run pods with a role
 * @param sameState whether the role stays in this state, where a setting of Terraform's own is a change too
 */
export function existingRoles(
  roles: readonly RoleResources[],
  users: readonly StateResource[],
  sameState: boolean,
): ExistingRole[] {
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
    const detaches = sameState && role.values.force_detach_policies === true;
    return [{ ...existingRole(arn, role, all), ...(item && { item }), ...(detaches && { unknown: DETACHES }) }];
  });
}

const DETACHES = "force_detach_policies is true, which the plan would change";

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
