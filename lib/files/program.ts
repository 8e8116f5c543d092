import { dirname } from "node:path";

/** A program that launch.cjs knows by a hash of all its sources, and the folder for what it keeps. */
export interface Program {
  readonly folder: string;
  /** The name of its bundle, such as `main`. */
  readonly name: string;
  readonly hash: string;
}

const [, name, hash] = /([\w-]+)\.([0-9a-f]{32})\.bundle$/.exec(__filename) ?? [];

/** This program. Undefined if its sources are not known, so that nothing it keeps can belong to other sources. */
export const program: Program | undefined =
  name === undefined || hash === undefined ? undefined : { folder: dirname(__filename), name, hash };
