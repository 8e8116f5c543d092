import { isMainThread } from "node:worker_threads";
import { synthAsProgram } from "../app";
import { ConfigError } from "../load/config-error";
import { answerInThread } from "../synth/threads";
import type { Command, Given } from "./command";
import { synthesize, usesConstructs } from "./synthesize";

/** `eks-access synth [cluster…]`: writes Terraform JSON and manifests. */
export const command: Command = {
  positionals: { "[cluster…]": "the names of the files to write, without .yaml; the output of others stays as it is" },
  most: Infinity,
  options: {
    out: { value: "<folder>", about: "the output folder, by default CDKTF_OUTDIR, or cdktf.out" },
    check: { about: "decide everything, and write nothing" },
  },
  examples: ["eks-access synth", "eks-access synth demo prod --out build", "eks-access synth --check"],
  exitCodes: {
    0: "written; with --check, it would be",
    1: "an argument or the configuration is refused, and nothing is written",
  },
  // a thread of this command runs it again, with the same arguments
  run: (given) => (isMainThread ? synth(given) : answerInThread()),
};

/** @throws ConfigError with all errors */
async function synth({ positionals, values: { out }, flags, environment }: Given): Promise<void> {
  if (usesConstructs(environment)) {
    throw new ConfigError(["synth: constructs of cdktf, and with them HCL, are written by npx cdktf synth alone"]);
  }
  await synthesize(environment, synthAsProgram, {
    ...(positionals.length > 0 && { names: positionals }),
    ...(out !== undefined && { outdir: out }),
    check: flags.has("check"),
  });
}
