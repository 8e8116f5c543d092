import type { Change } from "../answers/stacks";
import type { Made } from "./stack";

/** A stack at an earlier revision. It is known by its name alone if its file was refused there. */
export interface Earlier {
  readonly name: string;
  readonly made?: Made;
}

/** What became of stacks since an earlier revision. */
export interface Changes {
  /** By the names of the stacks that are there now. */
  readonly now: ReadonlyMap<string, { readonly change: Change; readonly was: string | null }>;
  readonly deleted: readonly Earlier[];
}

/**
 * Compares stacks by their output. A stack is renamed if one of another name is gone that had the same state.
 *
 * @param comparable whether equal output means that nothing changes. It does not if the earlier configuration was
 * refused, or if another version of this program wrote the output then
 */
export function changesSince(earlier: readonly Earlier[], now: readonly Made[], comparable: boolean): Changes {
  const before = new Map(earlier.map((one) => [one.name, one]));
  const gone = new Map(before);
  for (const { facts } of now) gone.delete(facts.name);
  const changes = now.map((made): [string, { readonly change: Change; readonly was: string | null }] => {
    const { name, state } = made.facts;
    const same = before.get(name);
    if (same !== undefined) {
      const equal = comparable && same.made !== undefined && areEqual(same.made.output, made.output);
      return [name, { change: equal ? "same" : "changed", was: null }];
    }
    const renamed = [...gone.values()].find((other) => other.made?.facts.state === state);
    if (renamed === undefined) return [name, { change: "added", was: null }];
    gone.delete(renamed.name);
    return [name, { change: "renamed", was: renamed.name }];
  });
  return { now: new Map(changes), deleted: [...gone.values()] };
}

/** Output is written in one form, so that equal values are equal texts: no comment or order of a file shows in it. */
function areEqual(one: Made["output"], other: Made["output"]): boolean {
  const paths = Object.keys(one);
  return paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path]);
}
