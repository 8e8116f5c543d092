import type { Path } from "../plan/diagnostics";

const keyOf = (path: Path): string => JSON.stringify(path);

/** A set of paths, which knows what is below and directly above them. */
export class PathSet {
  private readonly paths = new Set<string>();
  private readonly parents = new Set<string>();

  constructor(paths: readonly Path[] = []) {
    for (const path of paths) this.add(path);
  }

  add(path: Path): void {
    this.paths.add(keyOf(path));
    if (path.length > 0) this.parents.add(keyOf(path.slice(0, -1)));
  }

  /** Returns whether a path is in the set, or below one that is. */
  covers(path: Path): boolean {
    if (this.paths.size === 0) return false;
    return this.paths.has(keyOf([])) || path.some((_, index) => this.paths.has(keyOf(path.slice(0, index + 1))));
  }

  /** Returns whether a path is directly above one in the set. */
  isParent(path: Path): boolean {
    return this.parents.has(keyOf(path));
  }
}
