import type { PolicyDocument } from "../../aws/iam/policy-document";
import type { NodeKindName } from "../../aws/nodes/node-kinds";
import type { RoleReference } from "../../schema/types";
import type { Path } from "../diagnostics";
import type { PlannedRole, RoleRef } from "../types";

/** An item of the configuration that needs a role: where it stands, and what a role made for it would be. */
export interface RoleRequest {
  readonly key: string;
  /** The item, and within it the place where `name`, `arn` and the like stand. */
  readonly path: Path;
  readonly rolePath: Path;
  readonly id: string;
  readonly reference: RoleReference;
  readonly defaultName: string;
  readonly trust: PolicyDocument;
  /** AWS managed policies that the role needs, by name. */
  readonly policies: readonly string[];
  /** Managed policies that the user gave outside the role's own keys. */
  readonly added: readonly GivenPolicy[];
  /** Policies of this project's own, by name. */
  readonly inline: Readonly<Record<string, PolicyDocument>>;
  /** What else the item asks of a role that is made, and would be lost on one that is not. */
  readonly extras: readonly string[];
  /** The role exists as it is described here, with its policies: Terraform takes it over. */
  readonly adoptRole: boolean;
  /** Whether the role may be one of another account; text: no, and this is what to do instead. */
  readonly otherAccounts?: boolean | string;
  /** Of nodes: such roles can be shared by `use`. */
  readonly nodes?: NodeKindName;
}

/** A managed policy as the user gave it, and where. */
export interface GivenPolicy {
  readonly given: string;
  readonly path: Path;
}

/** The role an item got. Items that share a role have one and the same object. */
export interface ResolvedRole {
  readonly ref: RoleRef;
  readonly name: string;
  /** The role's ARN, also of one made here: the file states account and partition. */
  readonly arn: string;
  /** Undefined where the role exists. */
  readonly planned?: PlannedRole;
  /** The item that makes the role or gives its ARN. */
  readonly owner: RoleRequest;
}

/** The roles of items, by the item's id. An item whose role cannot be told has none. */
export type RolesById = ReadonlyMap<string, ResolvedRole>;

/** Ids of all policies of a role that is made here: what uses the role waits for them. */
export const policyIds = (role: ResolvedRole | undefined): string[] =>
  [...(role?.planned?.attachments ?? []), ...(role?.planned?.inlinePolicies ?? [])].map(({ id }) => id);
