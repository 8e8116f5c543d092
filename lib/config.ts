/** Reads and plans configurations without cdktf. */
import { ConfigError } from "./load/config-error";
import { load as loadFiles } from "./load/load";
import { diagnosticLine } from "./load/location";
import { validate } from "./load/validate";
import type { AccessPlan } from "./plan/types";
import type { ClusterConfig } from "./schema/types";

export { ConfigError } from "./load/config-error";
export type { AccessPlan } from "./plan/types";
export type { ClusterConfig } from "./schema/types";

/** What a configuration plans. */
export interface PlannedConfig {
  readonly plan: AccessPlan;
  /** One line each. */
  readonly warnings: readonly string[];
}

/** A file of a cluster. */
export interface LoadedCluster {
  readonly file: string;
  /** The name of the file without its ending, and of its stack. */
  readonly name: string;
  readonly plan: AccessPlan;
  /** Returns the location of a path of the configuration, such as `clusters/demo.yaml:12:7`. */
  locationOf(path: readonly (string | number)[]): string;
}

export interface LoadedClusters {
  readonly clusters: readonly LoadedCluster[];
  /** One line each. */
  readonly warnings: readonly string[];
}

/**
 * Reads and plans the file of a cluster, or all of a folder, with their shared files.
 *
 * @throws ConfigError with all errors of all files
 */
export function load(source: string): LoadedClusters {
  const { plans, warnings } = loadFiles(source);
  return {
    clusters: plans.map(({ file, name, plan, locationOf }) => ({ file, name, plan, locationOf })),
    warnings: warnings.map(({ text }) => text),
  };
}

/**
 * Plans a configuration.
 *
 * @param name the name of the cluster, if the configuration gives none
 * @throws ConfigError with all errors
 */
export function plan(config: ClusterConfig, name: string): PlannedConfig {
  const planned = validate(config, { name });
  const lines = (diagnostics: typeof planned.errors) => diagnostics.map((diagnostic) => diagnosticLine("", diagnostic));
  if (planned.plan === undefined) throw new ConfigError(lines(planned.errors));
  return { plan: planned.plan, warnings: lines(planned.warnings) };
}
