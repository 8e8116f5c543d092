import { existsSync } from "node:fs";
import type { Side } from "../answers/diff";
import { ConfigError } from "../load/config-error";
import { type LoadedPlan, load } from "../load/load";
import { GitError } from "../revisions/git";
import { Repository, type Revision } from "../revisions/revision";
import { type Environment, sourceIn } from "./command";

/** A configuration as it is in a revision, or on this machine. */
export interface Configuration {
  readonly side: Side;
  readonly revision?: Revision;
}

interface Asked {
  readonly from: string;
  readonly to?: string;
  /** Whether the revision itself is meant, and not the latest commit that both have in common. */
  readonly exact: boolean;
  readonly environment: Environment;
}

const REVISION = "rev:";

/** A path that exists is a file or folder, unless it is said to be a revision. */
const isPath = (given: string): boolean => !given.startsWith(REVISION) && existsSync(given);

const nameOf = (given: string): string => (given.startsWith(REVISION) ? given.slice(REVISION.length) : given);

/**
 * Finds what is to be compared.
 *
 * @throws ConfigError if there is no such revision in this clone, or two have no commit in common
 */
export function sidesOf({ from, to, exact, environment }: Asked): {
  readonly from: Configuration;
  readonly to: Configuration;
} {
  const source = sourceIn(environment);
  const onDisk = (path: string): Configuration => ({
    side: { source: path, revision: null, commit: null, mergeBase: false },
  });
  const later = to === undefined ? source : isPath(to) ? to : undefined;
  if (later !== undefined && isPath(from)) return { from: onDisk(from), to: onDisk(later) };
  const repository = new Repository(source, environment);
  const inCommit = (given: string, base?: string): Configuration => {
    const name = nameOf(given);
    const asked = repository.revision(name);
    const revision = base === undefined ? asked : repository.revision(base);
    const { commit } = revision;
    return { revision, side: { source, revision: name, commit, mergeBase: commit !== asked.commit } };
  };
  const head = later === undefined && to !== undefined ? inCommit(to) : onDisk(later ?? source);
  if (isPath(from)) return { from: onDisk(from), to: head };
  // a folder that is named has no commit of its own
  const other = to === undefined ? "HEAD" : head.side.revision;
  const base = exact || other === null ? undefined : repository.mergeBase(nameOf(from), other);
  return { from: inCommit(from, base), to: head };
}

/** @throws ConfigError with all errors of all files */
export function plansOfHead({ side, revision }: Configuration): readonly LoadedPlan[] {
  if (revision !== undefined && !revision.tree.hasSource) {
    throw new ConfigError([`diff: ${revision.name} has no ${side.source}`]);
  }
  return load(side.source, revision?.tree).plans;
}

/** Returns the plans, none if there was no configuration, or why they cannot be made. */
export function plansOfBase({ side, revision }: Configuration): {
  readonly plans: readonly LoadedPlan[];
  readonly refused: readonly string[];
} {
  if (revision !== undefined && !revision.tree.hasSource) return { plans: [], refused: [] };
  try {
    return { plans: load(side.source, revision?.tree).plans, refused: [] };
  } catch (error) {
    if (!(error instanceof ConfigError) || error instanceof GitError) throw error;
    return { plans: [], refused: error.lines };
  }
}
