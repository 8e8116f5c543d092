import { quote } from "../aws/text";
import type { Decided } from "../load/load";
import { showPath } from "../plan/diagnostics";
import { findLosses, recordOf, type StackRecords } from "../plan/fleet/earlier";
import { clusterKey } from "../plan/fleet/fleet";
import type { Since } from "./since";
import type { Made } from "./stack";

/** So much of the id of a commit as tells it from others. */
const SHORT_ID = 12;

/** What somebody should know of an answer. */
export interface Notes {
  readonly told: readonly string[];
  /** Where Terraform would lose what it made, or has lost the file of it. */
  readonly losses: readonly string[];
}

/** Returns one line for each stack that is gone, was renamed, or has another cluster or state than before. */
export function notesOn(now: readonly Made[], { facts, partial, locationOf }: Decided, since: Since): Notes {
  const { earlier, changes, revision, notes } = since;
  const before = new Map(earlier.flatMap(({ name, made }) => (made ? [[name, made.facts] as const] : [])));
  const commit = (revision?.commit ?? "").slice(0, SHORT_ID);
  const records: StackRecords = Object.fromEntries(
    [...before].map(([name, one]) => [name, { ...recordOf(one), commit }]),
  );
  const moved = findLosses(facts, records, !partial).flatMap(({ file, path, message }) =>
    file === undefined ? [] : [`${[locationOf(file, path), showPath(path)].filter(Boolean).join(" ")}: ${message}`],
  );
  const renamed = now.flatMap((made) => {
    const { was } = changes.now.get(made.facts.name) ?? {};
    const cluster = was == null ? undefined : before.get(was)?.cluster.name;
    return cluster === undefined ? [] : [{ ...made.facts, was, from: cluster }];
  });
  const added = new Set(
    facts.flatMap(({ name, cluster }) => (changes.now.get(name)?.change === "added" ? [clusterKey(cluster)] : [])),
  );
  const isSame = ({ from, cluster }: (typeof renamed)[number]) => from === cluster.name;
  return {
    told: [
      ...notes,
      ...renamed.filter(isSame).map(({ name, was }) => `${name}: renamed, it was ${was}; its state is where it was`),
    ],
    losses: [
      ...renamed
        .filter((one) => !isSame(one))
        .map(
          ({ file, name, was, from, cluster }) =>
            `${name}: it has the state of ${was}, which is gone, and is for the cluster ${quote(cluster.name)}: Terraform would destroy the access to ${quote(from)}; write name: ${from} in ${file}`,
        ),
      ...moved,
      ...(partial ? [] : changes.deleted)
        // that its state is to be moved is told of the new file
        .filter(({ made }) => made === undefined || !added.has(clusterKey(made.facts.cluster)))
        .map(({ name, made }) => deletion(name, made, commit)),
    ],
  };
}

function deletion(name: string, made: Made | undefined, commit: string): string {
  const state = made === undefined ? "its state" : `its state (${made.facts.state})`;
  return `${name}: its file is gone, ${state} is not; destroy it from ${commit} first`;
}
