import { synth } from "./lib/app";
import { printWarnings, runProgram } from "./lib/commands/program";

// the last one is set by the cdktf command line: it prints annotations, and everything on standard error as an error
const { EKS_ACCESS_CONFIG, CDKTF_OUTDIR, CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS } = process.env;
const underCdktf = CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;

runProgram(() => {
  const warnings = synth({
    source: EKS_ACCESS_CONFIG ?? "clusters",
    outdir: CDKTF_OUTDIR ?? "cdktf.out",
    keepFolders: underCdktf,
  });
  if (!underCdktf) printWarnings(warnings);
});
