import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMapping, type Mapping } from "../load/mapping";

/** cdktf's record of what a run wrote, with the manifests of each stack. */
export interface Manifest {
  readonly stacks: Readonly<Record<string, Mapping>>;
}

export const MANIFEST = "manifest.json";

/**
 * Manifests of a stack, or of a construct in it, and policies for others. Earlier versions wrote policies beside the
 * manifests.
 */
const MANIFEST_FILE =
  /^(?:manifests|policies)\/[^/]+\/(?:[^/]+\/)?(?:nodeclass|nodepool|serviceaccount|targetrole)-[^/]+\.(?:yaml|json)$/;

/** What lies beside the manifests: see lib/manifests/files.ts. */
const BESIDE_MANIFESTS = /^manifests\/[^/]+\/(?:[^/]+\/)?(?:Kustomization|apply\.sh)$/;

/** What a stack's folder gets from cdktf, as JSON or as HCL, and a lock file. */
const STACK_FILE = /^stacks\/[^/]+\/(?:cdk\.tf\.json|cdk\.tf|metadata\.json|\.terraform\.lock\.hcl)$/;

/** Reads cdktf's record in a folder. Undefined if there is none, or something else under its name. */
export function readManifest(folder: string): Manifest | undefined {
  const manifest = readJson(join(folder, MANIFEST));
  if (!isMapping(manifest) || !isMapping(manifest.stacks)) return undefined;
  const stacks = Object.entries(manifest.stacks).flatMap(([name, stack]) => (isMapping(stack) ? [[name, stack]] : []));
  return { stacks: Object.fromEntries(stacks) };
}

/** A note on a stack in cdktf's record: what its output is written for. */
const NOTE = "writtenFor";

export const addNote = (stack: object, note: object): void => void Object.assign(stack, { [NOTE]: note });

/** Returns the notes on the stacks in a folder, by the names of the stacks. */
export const notesIn = (folder: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(readManifest(folder)?.stacks ?? {}).map(([name, stack]) => [name, stack[NOTE]]));

/** Returns the files that a record names, as paths in the output folder. */
export function recordedFiles({ stacks }: Manifest): string[] {
  return Object.values(stacks).flatMap(({ synthesizedStackPath, stackMetadataPath, manifests, lockFile }) =>
    // cdktf writes metadata with HCL only
    ownFiles([
      synthesizedStackPath,
      ...(String(synthesizedStackPath).endsWith(".tf") ? [stackMetadataPath] : []),
      ...(Array.isArray(manifests) ? manifests : []),
      lockFile,
    ]),
  );
}

/** Says in cdktf's record that a stack has a lock file, which Terraform may change and this project removes. */
export const addLockFile = (stack: object, path: string): void => void Object.assign(stack, { lockFile: path });

/** The file in the folder of what is not finished that lists all files which this and earlier runs may have written. */
const KNOWN = "known.json";

export function readKnown(unfinished: string): string[] {
  const known = readJson(join(unfinished, KNOWN));
  return Array.isArray(known) ? ownFiles(known) : [];
}

export function saveKnown(unfinished: string, known: ReadonlySet<string>): void {
  writeFileSync(join(unfinished, `${KNOWN}.new`), JSON.stringify([...known]));
  renameSync(join(unfinished, `${KNOWN}.new`), join(unfinished, KNOWN));
}

const OWN_FILES = [STACK_FILE, MANIFEST_FILE, BESIDE_MANIFESTS];

/** Keeps names that only this project and cdktf give: a record that somebody changed cannot name others. */
const ownFiles = (paths: readonly unknown[]): string[] =>
  paths
    .filter((path) => typeof path === "string")
    .filter((path) => OWN_FILES.some((pattern) => pattern.test(path)) && path.split("/").every(isName));

const isName = (part: string): boolean => !part.includes("\\") && part !== "." && part !== "..";

function readJson(file: string): unknown {
  try {
    // a pipe would be waited for
    return statSync(file).isFile() ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  } catch {
    // what is not there, or broken, records nothing
    return undefined;
  }
}
