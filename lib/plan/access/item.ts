import type { EntryTypeName } from "../../aws/eks/entry-types";
import type { ResolvedAccess } from "../defaults";
import type { Path } from "../diagnostics";
import type { ResolvedRole, RoleRequest } from "../roles/requests";
import type { RoleRef } from "../types";

/** An item of `access` with the type of its entry, and where it stands. */
export interface TypedItem {
  readonly item: ResolvedAccess;
  readonly type: EntryTypeName;
  readonly path: Path;
}

/** A role of the file, as an item of `access` may name it: by its key, or by its ARN. */
export interface NamedRole extends ResolvedRole {
  readonly request: RoleRequest;
  /** Who makes an entry for this role already. */
  readonly entryBy?: "us" | "eks" | "built-in pools";
}

/** Who an item of `access` is for. */
export interface Principal {
  readonly ref: RoleRef;
  readonly arn: string;
  readonly role?: NamedRole;
}
