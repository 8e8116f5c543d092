import type { ServiceAccount } from "../../aws/workloads/trust";
import type { ResolvedWorkload } from "../defaults";
import type { Path } from "../diagnostics";
import type { Expiry } from "../expiry";
import type { RoleRequest } from "../roles/requests";
import type { Preset } from "./presets";
import type { PlannedQueue } from "./types";

/** A workload that needs a role, with its service accounts for Pod Identity and for IRSA. */
export interface WorkloadItem extends RoleRequest {
  readonly config: ResolvedWorkload;
  readonly podIdentity: readonly ServiceAccount[];
  readonly irsa: readonly ServiceAccount[];
  /** ARNs of further clusters whose pods take the role by Pod Identity. */
  readonly otherClusters: readonly string[];
  readonly expiry?: Expiry;
  /** The queue that is created for its controller. */
  readonly queue?: PlannedQueue;
}

/** An item of `workloads` with the preset of its add-on or controller. */
export interface PresetWorkload {
  readonly item: ResolvedWorkload;
  readonly preset: Preset;
  readonly path: Path;
}
