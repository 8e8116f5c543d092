import { notAccepted, validateUse } from "../accept";
import type { Path } from "../diagnostics";
import { findAdminsThatExpire, findManyAdmins } from "./admins";
import { CollisionFinder } from "./collisions";
import { findEntriesOfOtherFiles } from "./entries-of-others";
import type { FileFacts } from "./facts";
import { type FleetDiagnostic, groupBy } from "./fleet";
import { findRolesOfOtherPods } from "./pod-identity-roles";
import { findRolesOfOtherFiles } from "./role-references";

/** What several files together show. */
export interface BetweenFiles {
  readonly errors: readonly FleetDiagnostic[];
  readonly warnings: readonly FleetDiagnostic[];
}

/**
 * Decides what concerns several files. The warnings are those that the files which they are about do not accept, and the
 * acceptances that nothing needs.
 *
 * @param complete whether these are all files
 */
export function decideBetweenFiles(files: readonly FileFacts[], complete: boolean): BetweenFiles {
  const collisions = new CollisionFinder();
  return {
    errors: [...files.flatMap((one) => collisions.add(one)), ...findRolesOfOtherPods(files)],
    warnings: warningsOf(files, complete),
  };
}

function warningsOf(files: readonly FileFacts[], complete: boolean): FleetDiagnostic[] {
  const found = groupBy(
    [
      ...findManyAdmins(files),
      ...findAdminsThatExpire(files, complete),
      ...findRolesOfOtherFiles(files),
      ...findEntriesOfOtherFiles(files),
    ],
    ({ file }) => file,
  );
  const decided = files.map((facts) => ({ file: facts.file, ...acceptanceOf(facts, found.get(facts.file) ?? []) }));
  const counts = new Map<string, number>();
  for (const key of decided.flatMap(({ unusedForAll }) => [...unusedForAll]))
    counts.set(key, (counts.get(key) ?? 0) + 1);
  // other files may need what is accepted for all
  const neededByNone = (key: string) => complete && counts.get(key) === files.length;
  return decided.flatMap(({ file, left, unused, unusedForAll }) => {
    const told = unused.filter(({ path }) => !unusedForAll.has(pathKey(path)) || neededByNone(pathKey(path)));
    return [...left, ...told.map((diagnostic) => ({ file, ...diagnostic }))];
  });
}

/** Returns the warnings that a file does not accept, and its acceptances that it does not need. */
function acceptanceOf({ accepted, acceptancesUsed, acceptedForAll }: FileFacts, warnings: readonly FleetDiagnostic[]) {
  const { left, used } = notAccepted(warnings, accepted);
  const unused = validateUse(accepted, new Set([...used, ...acceptancesUsed]));
  const forAll = new Set(acceptedForAll.map(pathKey));
  return {
    left,
    unused,
    unusedForAll: new Set(unused.map(({ path }) => pathKey(path)).filter((key) => forAll.has(key))),
  };
}

const pathKey = (path: Path): string => JSON.stringify(path);
