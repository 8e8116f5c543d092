import { synth } from "./lib/app";
import { printWarnings, runProgram } from "./lib/commands/program";

// the cdktf command line sets the last one; it prints annotations itself, and shows all standard error output as errors
const { EKS_ACCESS_CONFIG, CDKTF_OUTDIR, CI = "", CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS } = process.env;
const underCdktf = CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;

runProgram(() => {
  const warnings = synth({
    source: EKS_ACCESS_CONFIG ?? "clusters",
    outdir: CDKTF_OUTDIR ?? "cdktf.out",
    ci: !["", "0", "false"].includes(CI),
    keepFolders: underCdktf,
  });
  if (!underCdktf) printWarnings(warnings);
});
