import type * as z from "zod";
import type { Diagnostic } from "../plan/diagnostics";
import { accessSet, defaults } from "../schema/files";
import { expressionsIn } from "./expressions";
import type { LocatedDiagnostic } from "./location";
import { validateShape } from "./shape";
import { type Source, type Sources, validateFileNames } from "./sources";

/** Adds the position in a file that is not merged with others. */
export const locatedIn = (diagnostic: Diagnostic, { file, yaml }: Source): LocatedDiagnostic => ({
  ...diagnostic,
  file,
  position: yaml.positionOf(diagnostic.path),
});

/** Returns what is wrong with the text of a file, whatever it says. */
export function problemsOf(source: Source, schema: z.ZodType): LocatedDiagnostic[] {
  const { file, yaml } = source;
  return [
    ...yaml.diagnostics.map((diagnostic) => ({ file, ...diagnostic })),
    ...expressionsIn(yaml.value, schema).map((diagnostic) => locatedIn(diagnostic, source)),
  ];
}

/** Validates the names of all files, and the shared files, whether or not a cluster uses them. */
export function validateSources({ clusters, defaults: files, sets, diagnostics }: Sources): LocatedDiagnostic[] {
  const [first, second] = files;
  return [
    ...diagnostics,
    ...validateFileNames(clusters, "stack"),
    ...sets.flatMap((set) => [...problemsOf(set, accessSet), ...shapeOf(set, accessSet)]),
    ...files.flatMap((file) => [...problemsOf(file, defaults), ...shapeOf(file, defaults)]),
    ...validateFileNames(sets, "set"),
    ...(first && second ? [twoDefaults(first, second)] : []),
  ];
}

const twoDefaults = (first: Source, second: Source): LocatedDiagnostic => ({
  rule: "two-defaults",
  file: second.file,
  path: [],
  message: `${first.file} is there too, and only one of the two can hold; keep one`,
});

function shapeOf(source: Source, schema: z.ZodType): LocatedDiagnostic[] {
  if (source.yaml.value === undefined) return [];
  return validateShape(source.yaml.value, schema).diagnostics.map((diagnostic) => locatedIn(diagnostic, source));
}
