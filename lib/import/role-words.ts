import { nameOfArn, parseArn } from "../aws/arn";
import { DEFAULT_SESSION_SECONDS } from "../aws/iam/limits";
import { managedPolicyArn } from "../aws/iam/managed-policies";
import { CNI, CNI_KINDS } from "../aws/nodes/node-kinds";
import { isEmpty, mappingOf } from "./fields";
import { pathOf, type RoleInPlace } from "./role-difference";
import type { ExistingRole, Item } from "./row";

/** Sections whose items have a role that can be taken over. */
const SECTIONS = ["nodeRoles", "workloads"];

/** Returns the ARN of the role that an item names, if it can be taken over. */
export function roleArnOf({ section, value }: Item): string | undefined {
  if (!SECTIONS.includes(section)) return undefined;
  const arn = section === "workloads" ? mappingOf(value.role).arn : value.arn;
  return typeof arn === "string" ? arn : undefined;
}

/** Returns the item that makes a role of this name where it named one by ARN, with what items of its kind have alone. */
export const bareItem = (item: Item, existing: ExistingRole): Item => withRole(item, { name: nameOfArn(existing.arn) });

/** Returns the item with all that the role has besides, as far as an item has words for it. */
export function fullItem(item: Item, existing: ExistingRole, { role: bare, tags: ofFile }: RoleInPlace): Item {
  const { arn, description, maxSessionSeconds = DEFAULT_SESSION_SECONDS, permissionsBoundary } = existing;
  const has = new Set(bare.attachments.map(({ policyArn }) => policyArn));
  const cni = isCniNode(item, existing);
  const policies = existing.policyArns
    .filter((policyArn) => !has.has(policyArn) && !(cni && nameOfArn(policyArn) === CNI.ipv4))
    .map(policyWord);
  const named = new Set(bare.inlinePolicies.map(({ name }) => name));
  const inline = [...existing.inlinePolicies].filter(([name]) => !named.has(name));
  const tags = Object.fromEntries(Object.entries(existing.tags).filter(([key, value]) => ofFile[key] !== value));
  const profiles = existing.instanceProfiles.map(({ name }) => ({ name }));
  const inItem = item.section === "workloads" ? "policies" : "additionalPolicies";
  const more = {
    ...(cni && { cni: "node" }),
    ...(policies.length > 0 && { [inItem]: policies }),
    ...(item.section === "nodeRoles" && profiles.length > 0 && { instanceProfile: profiles[0] }),
  };
  const role = {
    name: nameOfArn(arn),
    ...(pathOf(arn) !== bare.iamPath && { path: pathOf(arn) }),
    ...(permissionsBoundary !== undefined &&
      permissionsBoundary !== bare.permissionsBoundary && { permissionsBoundary }),
    ...(description && { description }),
    ...(maxSessionSeconds !== DEFAULT_SESSION_SECONDS && { maxSessionSeconds }),
    ...(!isEmpty(tags) && { tags }),
    ...(inline.length > 0 && { inlinePolicies: Object.fromEntries(inline) }),
  };
  return withRole(item, role, more);
}

/** `with-policies`: a role is taken over as a whole, or not at all. */
function withRole({ section, name, value }: Item, role: Item["value"], more: Item["value"] = {}): Item {
  const adopt = "with-policies";
  if (section === "workloads") {
    const { role: _, adopt: association, ...others } = value;
    const adopted = association === undefined ? {} : { adopt: association };
    return { section, name, value: { ...others, ...more, role: { ...role, adopt }, ...adopted } };
  }
  const { kind, arn: _, adopt: __, ...others } = value;
  return { section, name, value: { kind, ...role, ...others, ...more, adopt } };
}

const isCniNode = ({ section, value }: Item, { policyArns }: ExistingRole): boolean =>
  section === "nodeRoles" &&
  CNI_KINDS.some((kind) => kind === value.kind) &&
  policyArns.some((arn) => nameOfArn(arn) === CNI.ipv4);

/** Returns a policy as an item names it: those of AWS by their name. */
function policyWord(policyArn: string): string {
  const { partition = "", account } = parseArn(policyArn) ?? {};
  const name = nameOfArn(policyArn);
  return account === "aws" && managedPolicyArn(partition, name) === policyArn ? name : policyArn;
}
