import { readFileSync } from "node:fs";
import { reasonOf } from "../files/errors";
import { ConfigError } from "../load/config-error";
import type { LoadedPlan } from "../load/load";
import { type Path, showPath } from "../plan/diagnostics";

const STANDARD_INPUT = 0;

/**
 * Reads what Terraform printed.
 *
 * @param word of the command line, which begins the message
 * @param file `-` is standard input
 * @throws ConfigError if it cannot be read
 */
export function readInput(word: string, file: string): string {
  try {
    return readFileSync(file === "-" ? STANDARD_INPUT : file, "utf8");
  } catch (error) {
    throw new ConfigError([`${word}: ${file} cannot be read: ${reasonOf(error)}`]);
  }
}

/** Returns the plan of the file that Terraform ran for: the one with this cluster, or the only one. */
export function planOfCluster(names: ReadonlySet<string>, plans: readonly LoadedPlan[]): LoadedPlan | undefined {
  const found = plans.filter(({ plan }) => names.has(plan.cluster.name));
  return found.length === 1 ? found[0] : plans.length === 1 ? plans[0] : undefined;
}

/** Returns the place of a path in its file, such as `clusters/demo.yaml:12:3 access.team`. */
export const whereIs = (path: Path | undefined, loaded: LoadedPlan | undefined): string | undefined =>
  path === undefined || loaded === undefined ? undefined : `${loaded.locationOf(path)} ${showPath(path)}`;
