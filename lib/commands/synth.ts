import { isMainThread } from "node:worker_threads";
import { synthAsProgram } from "../app";
import { ConfigError } from "../load/config-error";
import { answerInThread } from "../synth/threads";
import type { Command, Given } from "./command";
import { synthesize, usesConstructs } from "./synthesize";

/** `eks-access synth`: writes Terraform JSON and manifests. */
export const command: Command = {
  positionals: {},
  most: 0,
  options: {
    out: { value: "<folder>", about: "the output folder, by default CDKTF_OUTDIR, or cdktf.out" },
  },
  examples: ["eks-access synth --out build"],
  exitCodes: { 0: "written", 1: "an argument or the configuration is refused, and nothing is written" },
  // a thread of this command runs it again, with the same arguments
  run: (given) => (isMainThread ? synth(given) : answerInThread()),
};

/** @throws ConfigError with all errors */
async function synth({ values: { out }, environment }: Given): Promise<void> {
  if (usesConstructs(environment)) {
    throw new ConfigError(["synth: constructs of cdktf, and with them HCL, are written by npx cdktf synth alone"]);
  }
  await synthesize(environment, synthAsProgram, { ...(out !== undefined && { outdir: out }) });
}
