import { join } from "node:path";
import { synth } from "../../lib/app";
import { synthWithConstructs } from "../../lib/stacks/synth";
import { filesBelow, folderOf } from "./files";

interface Outputs {
  readonly direct: Readonly<Record<string, string>>;
  readonly constructs: Readonly<Record<string, string>>;
}

/** What each engine writes for a folder with `clusters/` and what stands beside it. */
export function outputsOf(files: Readonly<Record<string, string>>): Outputs {
  const folder = folderOf(files);
  const source = join(folder, "clusters");
  const [direct, constructs] = [join(folder, "direct"), join(folder, "constructs")];
  synth({ source, outdir: direct });
  synthWithConstructs({ source, outdir: constructs });
  return { direct: filesBelow(direct), constructs: filesBelow(constructs) };
}
