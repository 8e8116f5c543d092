import type { z } from "zod";
import type { Path } from "../plan/diagnostics";
import {
  judgeAccounts,
  type PlanOfFile,
  type ProblemOfFile,
  rolesOfOthers,
  type WarningOfFile,
} from "../plan/fleet/collisions";
import type { ClusterConfig } from "../schema/config";
import { accessSet, clusterFile, defaults } from "../schema/files";
import { ConfigError } from "./config-error";
import { type Finding, show } from "./location";
import { type Joined, joined } from "./merge";
import { shape } from "./shape";
import { clusterSources, judgeFileNames, type SharedSources, type Source, sharedSources } from "./sources";
import { check } from "./validate";

/** The plan of one file; `name` is the file's, and becomes the stack's. */
export interface LoadedPlan extends PlanOfFile {
  readonly name: string;
  /** With all that the file takes from others: as it would be written in TypeScript. */
  readonly config: ClusterConfig;
  /** Where something stands: `clusters/demo.yaml:12:7`, or a place in a file that it takes from. */
  where(path: Path): string;
}

export interface Loaded {
  readonly plans: readonly LoadedPlan[];
  /** One line each. */
  readonly warnings: readonly string[];
}

/**
 * Reads a cluster file, or every one in a folder, with what they share, and plans them all.
 *
 * @throws ConfigError with everything that is wrong in any of them
 */
export function load(source: string): Loaded {
  const clusters = clusterSources(source);
  const shared = sharedSources(source);
  const violations: Finding[] = [...judgeFileNames(clusters, "stack"), ...judgeShared(shared)];
  const warnings: Finding[] = [];
  const plans: LoadedPlan[] = [];
  const files = new Map<string, Joined>();
  for (const cluster of clusters) {
    violations.push(...unreadable(cluster));
    if (cluster.yaml.value === undefined) continue;
    const { file, name } = cluster;
    const whole = joined(cluster, shared.defaults[0], shared.sets);
    files.set(file, whole);
    const checked = check(whole.value, { name, place: whole.place }, clusterFile);
    violations.push(...whole.problems, ...checked.violations.filter(whole.isReal).map(whole.find));
    warnings.push(...checked.warnings.map(whole.find));
    if (!checked.plan) continue;
    const { use: _, ...config } = whole.value as z.input<typeof clusterFile>;
    plans.push({ file, name, plan: checked.plan, config, where: whole.where });
  }
  const placed = (problems: readonly (ProblemOfFile | WarningOfFile)[]) =>
    problems.flatMap(({ file, ...problem }) => files.get(file)?.find(problem) ?? []);
  violations.push(...placed(judgeAccounts(plans)));
  warnings.push(...placed(rolesOfOthers(plans)));
  if (violations.length > 0) throw new ConfigError(show(violations));
  return { plans, warnings: show(warnings) };
}

/** What is wrong with shared files, whether or not a cluster takes from them. */
function judgeShared({ defaults: files, sets }: SharedSources): Finding[] {
  const [first, second] = files;
  return [
    ...sets.flatMap((set) => [...unreadable(set), ...shapeOf(set, accessSet)]),
    ...files.flatMap((file) => [...unreadable(file), ...shapeOf(file, defaults)]),
    ...judgeFileNames(sets, "set"),
    ...(first && second
      ? [{ file: second.file, path: [], message: `${first.file} stands beside it, and one holds; keep one` }]
      : []),
  ];
}

const unreadable = ({ file, yaml }: Source): Finding[] => yaml.problems.map((problem) => ({ file, ...problem }));

function shapeOf({ file, yaml }: Source, schema: z.ZodType): Finding[] {
  if (yaml.value === undefined) return [];
  return shape(yaml.value, schema).problems.map((problem) => ({
    ...problem,
    file,
    position: yaml.positionOf(problem.path),
  }));
}
