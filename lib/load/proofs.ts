import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { reasonOf } from "../files/errors";
import type { Path } from "../plan/diagnostics";
import { type Law, proofs } from "../schema/proofs";
import { ConfigError } from "./config-error";
import { diagnosticLines, type LocatedDiagnostic, locationText } from "./location";
import { readFile, yamlOf } from "./read";
import { validateShape } from "./shape";

export type { Law } from "../schema/proofs";

/** The laws of a file. */
export interface Proofs {
  readonly laws: readonly Law[];
  locationOf(path: Path): string;
}

/** Reads a file of laws. @throws ConfigError with all that is wrong, each with its place */
export function loadProofs(file: string): Proofs {
  const yaml = yamlOf(readFile(file, rootOf(file)));
  const located = (path: Path) => ({ file, position: yaml.positionOf(path) });
  const problems: LocatedDiagnostic[] = yaml.diagnostics.map((diagnostic) => ({ file, ...diagnostic }));
  if (problems.length === 0) {
    problems.push(...validateShape(yaml.value, proofs).diagnostics.map((one) => ({ ...one, ...located(one.path) })));
  }
  if (problems.length === 0 && Array.isArray(yaml.value) && yaml.value.length === 0) {
    problems.push({ ...located([]), rule: "wrong-type", path: [], message: "a law is needed, got an empty list" });
  }
  if (problems.length > 0) throw new ConfigError(diagnosticLines(problems).map(({ text }) => text));
  return {
    // the schema has accepted it
    laws: yaml.value as readonly Law[],
    locationOf: (path) => locationText(file, yaml.positionOf(path)),
  };
}

function rootOf(file: string): string {
  try {
    return realpathSync(dirname(file));
  } catch (error) {
    throw new ConfigError([`${file}: cannot be read: ${reasonOf(error)}`]);
  }
}
