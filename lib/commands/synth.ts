import { quote } from "../aws/text";
import { ConfigError } from "../load/config-error";
import type { SynthOptions } from "../synth/publish";
import { printWarnings, runProgram } from "./program";

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether constructs of cdktf write the output: if that is asked for, or HCL, which they alone can write. */
export function usesConstructs({ EKS_ACCESS_ENGINE = "", SYNTH_HCL_OUTPUT = "" }: Environment): boolean {
  return EKS_ACCESS_ENGINE === "cdktf" || ["true", "1"].includes(SYNTH_HCL_OUTPUT);
}

/** Synthesizes what the environment says, and prints the warnings. */
export function runSynth(
  environment: Environment,
  synth: (options: SynthOptions) => readonly string[] | Promise<readonly string[]>,
): void {
  const { EKS_ACCESS_CONFIG, EKS_ACCESS_ENGINE = "", CDKTF_OUTDIR, CI = "" } = environment;
  // the cdktf command line sets this one; it prints annotations itself, and shows all standard error output as errors
  const underCdktf = environment.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
  runProgram(async () => {
    if (!["", "cdktf"].includes(EKS_ACCESS_ENGINE)) {
      throw new ConfigError([`EKS_ACCESS_ENGINE: cdktf or nothing, got ${quote(EKS_ACCESS_ENGINE)}; leave it out`]);
    }
    const warnings = await synth({
      source: EKS_ACCESS_CONFIG ?? "clusters",
      outdir: CDKTF_OUTDIR ?? "cdktf.out",
      ci: !["", "0", "false"].includes(CI),
      keepFolders: underCdktf,
    });
    if (!underCdktf) printWarnings(warnings);
  });
}
