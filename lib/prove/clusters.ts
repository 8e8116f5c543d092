import { didYouMean, quote, someOf } from "../aws/text";
import type { LoadedPlan } from "../load/load";
import { QuestionError } from "./question";

/** A cluster, with all files that describe it. */
export interface ClusterOfFiles {
  /** Its name, with account and region if others have that name. */
  readonly name: string;
  readonly files: readonly LoadedPlan[];
  /** All files, which may make roles that this cluster names. */
  readonly fleet: readonly LoadedPlan[];
}

/** Returns all clusters, or those with a name: the cluster's, or a file's. @throws QuestionError if none has it */
export function clustersOf(plans: readonly LoadedPlan[], wanted?: string): ClusterOfFiles[] {
  const clusters = new Map<string, LoadedPlan[]>();
  for (const loaded of plans) {
    const { name, account, region } = loaded.plan.cluster;
    const key = `${name} (${account}, ${region})`;
    clusters.set(key, [...(clusters.get(key) ?? []), loaded]);
  }
  const isWanted = ({ name, plan }: LoadedPlan) =>
    wanted === undefined || name === wanted || plan.cluster.name === wanted;
  const found = [...clusters].filter(([, files]) => files.some(isWanted));
  if (found.length === 0 && wanted !== undefined) {
    const names = [...new Set(plans.map(({ plan }) => plan.cluster.name))];
    throw new QuestionError(
      `no cluster is named ${quote(wanted)}${didYouMean(wanted, names) || `; the names: ${someOf(names)}`}`,
    );
  }
  const isTaken = (name: string, key: string) =>
    [...clusters.keys()].some((other) => other !== key && other.startsWith(`${name} (`));
  return found.map(([key, files]) => {
    const name = files[0]?.plan.cluster.name ?? "";
    return { name: isTaken(name, key) ? key : name, files, fleet: plans };
  });
}
