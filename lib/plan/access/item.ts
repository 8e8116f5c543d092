import type { EntryTypeName } from "../../aws/eks/entry-types";
import type { ResolvedAccess } from "../defaults";
import type { Path } from "../diagnostics";
import type { RoleRef } from "../role-ref";
import type { ResolvedRole, RoleRequest } from "../roles/requests";
import type { RoleOfFile } from "../types";

/** An item of `access`, the type of its entry, and its path in the configuration. */
export interface TypedItem {
  readonly item: ResolvedAccess;
  readonly type: EntryTypeName;
  readonly path: Path;
}

/** A role of the file. An item of `access` can name it by key or by ARN. */
export interface NamedRole extends ResolvedRole {
  readonly request: RoleRequest;
  /** What already creates an access entry for this role: this file (`us`), EKS, or EKS for the built-in node pools. */
  readonly entryBy?: "us" | "eks" | "built-in pools";
}

/** The principal of an item of `access`. */
export interface Principal {
  readonly ref: RoleRef;
  readonly arn: string;
  readonly role?: NamedRole;
  readonly roleOfFile?: RoleOfFile;
}
