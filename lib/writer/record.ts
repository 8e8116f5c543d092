import { join } from "node:path";
import { version } from "cdktf/package.json";
import { ACCESS_ID } from "../plan/addresses";
import { sortedJson } from "./json";
import { stackFile } from "./output";

/** A stack as cdktf's record, manifest.json, has it. */
export interface StackRecord {
  readonly name: string;
  /** Warnings, which the cdktf command line prints. */
  readonly annotations: readonly string[];
  /** Paths of its manifests in the output folder. */
  readonly manifests: readonly string[];
}

export function stackRecord({ name, annotations, manifests }: StackRecord): object {
  const folder = join("stacks", name);
  return {
    annotations: annotations.map((message) => ({
      constructPath: `${name}/${ACCESS_ID}`,
      level: "@cdktf/warn",
      message,
    })),
    constructPath: name,
    dependencies: [],
    manifests,
    name,
    stackMetadataPath: join(folder, "metadata.json"),
    synthesizedStackPath: join(stackFile(name)),
    workingDirectory: folder,
  };
}

/** Returns the text of cdktf's record. */
export const recordJson = (stacks: Readonly<Record<string, object>>): string => sortedJson({ stacks, version });
