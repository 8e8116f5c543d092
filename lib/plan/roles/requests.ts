import type { PolicyDocument } from "../../aws/iam/policy-document";
import type { NodeKindName } from "../../aws/nodes/node-kinds";
import type { RoleReference } from "../../schema/types";
import type { Adopt } from "../adopt";
import type { Path } from "../diagnostics";
import type { RoleRef } from "../role-ref";
import type { PlannedRole } from "../types";

/** An item of the configuration that needs a role: its path, and the properties of a role created for it. */
export interface RoleRequest {
  readonly key: string;
  /** The path of the item, and within it the path of the role's fields, such as `name` and `arn`. */
  readonly path: Path;
  readonly rolePath: Path;
  readonly id: string;
  readonly reference: RoleReference;
  readonly defaultName: string;
  readonly trust: PolicyDocument;
  /** Names of the AWS managed policies that the role needs. */
  readonly policies: readonly string[];
  /** Managed policies that the user gave outside the role's own fields. */
  readonly userPolicies: readonly GivenPolicy[];
  /** Inline policies defined by this project, by name. */
  readonly inline: Readonly<Record<string, PolicyDocument>>;
  /** Other fields of the item that only apply to a role that is created. They are rejected for an existing role. */
  readonly fieldsForCreatedRole: readonly string[];
  /** Whether the role already exists and Terraform imports it. */
  readonly adoptRole: Adopt;
  /** Whether the role may belong to another account. Text means no, and is the advice to print. */
  readonly otherAccounts?: boolean | string;
  /** With what EKS creates the access entry of this role, unless it is a node role. */
  readonly entryCreatedWith?: string;
  /** The kind of nodes, if it is a node role. Only node roles can be shared by `use`. */
  readonly nodes?: NodeKindName;
}

/** A managed policy as the user gave it, and its path in the configuration. */
export interface GivenPolicy {
  readonly given: string;
  readonly path: Path;
}

/** The role of an item. Items that share a role have the same object. */
export interface ResolvedRole {
  readonly ref: RoleRef;
  readonly name: string;
  /** The role's ARN. It is known even before the role is created, because the file states account and partition. */
  readonly arn: string;
  /** Undefined if the role already exists. */
  readonly planned?: PlannedRole;
  /** The item that creates the role or gives its ARN. */
  readonly owner: RoleRequest;
}

/** The roles by item id. An item whose role could not be resolved has none. */
export type RolesById = ReadonlyMap<string, ResolvedRole>;

/** Returns the ids of all policies of a role in this stack. Resources that use the role depend on them. */
export const policyIds = (role: ResolvedRole | undefined): string[] =>
  role?.planned && "id" in role.ref
    ? [...role.planned.attachments, ...role.planned.inlinePolicies].map(({ id }) => id)
    : [];
