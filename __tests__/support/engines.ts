import { join } from "node:path";
import { name as engine } from "cdktf/package.json";
import { synth } from "../../lib/app";
import { synthWithConstructs } from "../../lib/stacks/synth";
import { filesBelow, folderOf } from "./files";

type Files = Readonly<Record<string, string>>;

interface Outputs {
  readonly direct: Files;
  readonly constructs: Files;
  /** The warnings of both. They are annotations too, in the files. */
  readonly warnings: readonly [direct: readonly string[], constructs: readonly string[]];
}

/**
 * Files as both engines write them. cdktn breaks no line in an empty list of JSON, where cdktf and this project do, and
 * records no override of what the classes of its AWS provider know.
 */
export function comparable(files: Files): Files {
  if (engine === "cdktf") return files;
  const bare = (text: string) =>
    JSON.stringify(JSON.parse(text, (key, value) => (key === "overrides" ? undefined : value)));
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => [file, file.endsWith(".json") ? bare(text) : text]),
  );
}

/** What each engine writes and says for a folder with `clusters/` and what stands beside it. */
export function outputsOf(files: Files): Outputs {
  const folder = folderOf(files);
  const source = join(folder, "clusters");
  const [direct, constructs] = [join(folder, "direct"), join(folder, "constructs")];
  const warnings = [synth({ source, outdir: direct }), synthWithConstructs({ source, outdir: constructs })] as const;
  return { direct: filesBelow(direct), constructs: filesBelow(constructs), warnings };
}

/** Holds both engines to the same bytes and warnings. Of many files it shows one that differs. */
export function expectSame(outputs: Outputs): void {
  const { warnings } = outputs;
  const [direct, constructs] = [comparable(outputs.direct), comparable(outputs.constructs)];
  expect(warnings[0]).toEqual(warnings[1]);
  expect(Object.keys(direct)).toEqual(Object.keys(constructs));
  expect(Object.keys(direct)).toContain("manifest.json");
  const [file = ""] = Object.keys(direct).filter((name) => direct[name] !== constructs[name]);
  expect({ file, text: direct[file] }).toEqual({ file, text: constructs[file] });
}
