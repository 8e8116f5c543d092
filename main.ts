import { isMainThread } from "node:worker_threads";
import { synthAsProgram, synthWithConstructs } from "./lib/app";
import { printWarnings, runProgram } from "./lib/commands/program";
import { ConfigError } from "./lib/load/config-error";
import { answerInThread } from "./lib/synth/threads";

const { EKS_ACCESS_CONFIG, EKS_ACCESS_ENGINE = "", CDKTF_OUTDIR, SYNTH_HCL_OUTPUT = "", CI = "" } = process.env;
// the cdktf command line sets this one; it prints annotations itself, and shows all standard error output as errors
const underCdktf = process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;

async function main(): Promise<void> {
  if (!["", "cdktf"].includes(EKS_ACCESS_ENGINE)) {
    throw new ConfigError([`EKS_ACCESS_ENGINE: cdktf or nothing, got "${EKS_ACCESS_ENGINE}"; leave it out`]);
  }
  const options = {
    source: EKS_ACCESS_CONFIG ?? "clusters",
    outdir: CDKTF_OUTDIR ?? "cdktf.out",
    ci: !["", "0", "false"].includes(CI),
    keepFolders: underCdktf,
  };
  const constructs = EKS_ACCESS_ENGINE === "cdktf" || ["true", "1"].includes(SYNTH_HCL_OUTPUT);
  const warnings = await (constructs ? synthWithConstructs(options) : synthAsProgram(options));
  if (!underCdktf) printWarnings(warnings);
}

runProgram(isMainThread ? main : answerInThread);
