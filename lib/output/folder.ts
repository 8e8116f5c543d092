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
  checkFolder(outdir, source);
  allowed(outdir, () => {
    const real = realPathOf(outdir);
    mkdirSync(real, { recursive: true });
    accessSync(real, constants.W_OK | constants.X_OK);
  });
}

/** @throws ConfigError if the output folder has no name, or holds the configuration, or lies among the files of clusters */
export function checkFolder(outdir: string, source: string): void {
  if (outdir === "") throw new ConfigError(["the output folder has no name; set CDKTF_OUTDIR to one, or remove it"]);
  const problem = allowed(outdir, () => problemWith(realPathOf(outdir), realPathOf(source)));
  if (problem) throw new ConfigError([`${outdir}: ${problem}, ${source}; name another in CDKTF_OUTDIR`]);
}

/** @throws ConfigError with what the system refuses */
function allowed<Result>(outdir: string, what: () => Result): Result {
  try {
    return what();
  } catch (error) {
    throw new ConfigError([`${outdir}: the output folder cannot be written: ${reasonOf(error)}`]);
  }
}

function problemWith(outdir: string, source: string): string | undefined {
  if (isInside(source, outdir)) return "the output folder holds the configuration";
  const inside = isInside(outdir, source) && statSync(source).isDirectory();
  return inside ? "the output folder lies in that of the configuration" : undefined;
}
