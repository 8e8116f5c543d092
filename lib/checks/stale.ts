import { type Covered, validateUse } from "../plan/accept";
import type { Path } from "../plan/diagnostics";

/** An acceptance of a check that nothing needs. */
export interface StaleAcceptance {
  /** The name of the check. */
  readonly check: string;
  readonly location: string;
  /** The item that does not need it; absent if none does. */
  readonly item?: string;
}

/** Returns the acceptances of checks that nothing in a file needs. */
export const staleIn = (
  acceptances: readonly Covered[],
  used: ReadonlySet<string>,
  locationOf: (path: Path) => string,
): StaleAcceptance[] =>
  validateUse(acceptances, used).map(({ path }) => {
    const [, check, , at] = path;
    const item = acceptances.find(({ rule }) => rule === check)?.on?.[Number(at)];
    return { check: String(check), location: locationOf(path), ...(at !== undefined && item != null && { item }) };
  });

/** Drops stale acceptances that are stated for all files, unless these are all files and none of them needs it. */
export function withoutNeeded<File extends FileWithStale>(files: readonly File[], partial: boolean): File[] {
  const counts = new Map<string, number>();
  const keyOf = ({ location, item }: StaleAcceptance) => JSON.stringify([location, item]);
  for (const key of files.flatMap(({ stale }) => stale.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  return files.map((one) => ({
    ...one,
    stale: one.stale.filter(
      (stale) => stale.location.startsWith(`${one.file}:`) || (!partial && counts.get(keyOf(stale)) === files.length),
    ),
  }));
}

interface FileWithStale {
  readonly file: string;
  readonly stale: readonly StaleAcceptance[];
}
