import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { reasonOf } from "../files/errors";
import { isInside, realPathOf } from "../files/paths";
import { ConfigError } from "../load/config-error";

/**
 * Creates the output folder if it is not there.
 *
 * @throws ConfigError if it cannot be written, or holds the configuration, or lies among the files of clusters
 */
export function prepareFolder(outdir: string, source: string): void {
  if (outdir === "") throw new ConfigError(["the output folder has no name; set CDKTF_OUTDIR to one, or remove it"]);
  try {
    const real = realPathOf(outdir);
    const problem = problemWith(real, realPathOf(source));
    if (problem) throw new ConfigError([`${outdir}: ${problem}, ${source}; name another in CDKTF_OUTDIR`]);
    mkdirSync(real, { recursive: true });
    accessSync(real, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([`${outdir}: the output folder cannot be written: ${reasonOf(error)}`]);
  }
}

function problemWith(outdir: string, source: string): string | undefined {
  if (isInside(source, outdir)) return "the output folder holds the configuration";
  const inside = isInside(outdir, source) && statSync(source).isDirectory();
  return inside ? "the output folder lies in that of the configuration" : undefined;
}
