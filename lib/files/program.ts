import { dirname } from "node:path";

/** A program that launch.cjs knows by a hash of all its sources, and the folder for what it keeps. */
export interface Program {
  readonly folder: string;
  readonly hash: string;
}

const hash = /\.([0-9a-f]{32})\.bundle$/.exec(__filename)?.[1];

/** This program. Undefined if its sources are not known, so that nothing it keeps can belong to other sources. */
export const program: Program | undefined = hash === undefined ? undefined : { folder: dirname(__filename), hash };
