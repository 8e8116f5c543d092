import type { Stack } from "../answers/stacks";
import { byCodePoint } from "../aws/text";
import { ConfigError } from "../load/config-error";
import { showPath } from "../plan/diagnostics";
import type { FileFacts } from "../plan/fleet/facts";
import { entriesOfOthers, type Need, rolesOfOthers } from "../plan/fleet/needs";

/** What the files of a configuration need of each other. */
export const needsOf = (files: readonly FileFacts[]): Need[] => [...rolesOfOthers(files), ...entriesOfOthers(files)];

/**
 * Refuses files that need each other.
 *
 * @param locationOf returns the location of a path of a file
 * @throws ConfigError with the places of one circle
 */
export function refuseCircles(needs: readonly Need[], locationOf: (file: string, path: Need["path"]) => string): void {
  const circle = circleIn(needs);
  if (circle === undefined) return;
  const places = circle.map(({ file, path, maker }) => `${locationOf(file, path)} ${showPath(path)} needs ${maker}`);
  throw new ConfigError([
    `stacks: none of these files can be applied first: ${places.join("; ")}; make the roles in a file that needs no other`,
  ]);
}

function circleIn(needs: readonly Need[]): readonly Need[] | undefined {
  const done = new Set<string>();
  const search = (file: string, way: readonly Need[]): readonly Need[] | undefined => {
    const begin = way.findIndex((need) => need.file === file);
    if (begin >= 0) return way.slice(begin);
    if (done.has(file)) return undefined;
    done.add(file);
    for (const need of needs) {
      const found = need.file === file ? search(need.maker, [...way, need]) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  for (const { file } of needs) {
    const found = search(file, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns stacks in an order in which they can be applied; beyond that by name. */
export function inOrder<Some extends Pick<Stack, "name" | "after">>(stacks: readonly Some[]): Some[] {
  const open = new Map(stacks.map((stack) => [stack.name, stack]));
  const ordered: Some[] = [];
  const take = (stack: Some) => {
    if (!open.delete(stack.name)) return;
    for (const name of stack.after) {
      const before = open.get(name);
      if (before !== undefined) take(before);
    }
    ordered.push(stack);
  };
  for (const stack of [...stacks].sort((a, b) => byCodePoint(a.name, b.name))) take(stack);
  return ordered;
}
