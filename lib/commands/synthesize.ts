import { quote } from "../aws/text";
import { ConfigError } from "../load/config-error";
import type { SynthOptions } from "../synth/publish";
import { type Environment, sourceIn } from "./command";
import { printWarnings } from "./program";

/** Whether constructs of cdktf write the output: if that is asked for, or HCL, which they alone can write. */
export function usesConstructs({ EKS_ACCESS_ENGINE = "", SYNTH_HCL_OUTPUT = "" }: Environment): boolean {
  return EKS_ACCESS_ENGINE === "cdktf" || ["true", "1"].includes(SYNTH_HCL_OUTPUT);
}

/**
 * Synthesizes what the environment says, and prints the warnings.
 *
 * @param asked what is asked for beyond that
 * @throws ConfigError with all errors
 */
export async function synthesize(
  environment: Environment,
  synth: (options: SynthOptions) => readonly string[] | Promise<readonly string[]>,
  asked: Partial<SynthOptions> = {},
): Promise<void> {
  const { EKS_ACCESS_ENGINE = "", CDKTF_OUTDIR, CI = "" } = environment;
  // the cdktf command line sets this one; it prints annotations itself, and shows all standard error output as errors
  const underCdktf = environment.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
  if (!["", "cdktf"].includes(EKS_ACCESS_ENGINE)) {
    throw new ConfigError([`EKS_ACCESS_ENGINE: cdktf or nothing, got ${quote(EKS_ACCESS_ENGINE)}; leave it out`]);
  }
  const print = underCdktf ? () => undefined : printWarnings;
  try {
    const warnings = await synth({
      source: sourceIn(environment),
      outdir: CDKTF_OUTDIR ?? "cdktf.out",
      ci: !["", "0", "false"].includes(CI),
      keepFolders: underCdktf,
      ...asked,
    });
    print(warnings);
  } catch (error) {
    // the errors stand behind them, where a reader ends
    if (error instanceof ConfigError) print(error.warnings);
    throw error;
  }
}
