import type { ServiceAccount } from "../../aws/workloads/trust";
import type { ResolvedWorkload } from "../defaults";
import type { Path } from "../diagnostics";
import type { RoleRequest } from "../roles/requests";
import type { Preset } from "./presets";

/** Pods that get a role, and how. */
export interface WorkloadItem extends RoleRequest {
  readonly config: ResolvedWorkload;
  readonly podIdentity: readonly ServiceAccount[];
  readonly irsa: readonly ServiceAccount[];
}

/** An item of `workloads` with what its add-on or controller brings along. */
export interface PresetWorkload {
  readonly item: ResolvedWorkload;
  readonly preset: Preset;
  readonly path: Path;
}
