import { join } from "node:path";
import { synth, synthWithConstructs } from "../../lib/app";
import { filesBelow, folderOf } from "./files";

interface Outputs {
  readonly direct: Readonly<Record<string, string>>;
  readonly constructs: Readonly<Record<string, string>>;
}

/** What each engine writes for a folder with `clusters/` and what stands beside it. */
export async function outputsOf(files: Readonly<Record<string, string>>): Promise<Outputs> {
  const folder = folderOf(files);
  const source = join(folder, "clusters");
  const [direct, constructs] = [join(folder, "direct"), join(folder, "constructs")];
  await synth({ source, outdir: direct });
  await synthWithConstructs({ source, outdir: constructs });
  return { direct: filesBelow(direct), constructs: filesBelow(constructs) };
}
