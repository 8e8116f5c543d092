import { synth } from "./lib/app";
import { ConfigError } from "./lib/load/config-error";

const { EKS_ACCESS_CONFIG, CDKTF_OUTDIR, CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS } = process.env;

try {
  const warnings = synth({
    source: EKS_ACCESS_CONFIG ?? "clusters",
    outdir: CDKTF_OUTDIR ?? "cdktf.out",
    keepFolders: CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined,
  });
  for (const line of warnings) console.error(`warning: ${line}`);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
