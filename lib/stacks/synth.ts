import { App } from "cdktf";
import { load } from "../load/load";
import { stateOf } from "../plan/fleet/state";
import { noteStack, publish, type SynthOptions } from "../synth/publish";
import { PlannedAccessStack } from "./planned-access-stack";

/**
 * Reads, plans and writes all clusters as `synth` of lib/app.ts does, with constructs of cdktf. These can also write HCL.
 *
 * @returns the warnings, one line each
 * @throws ConfigError with all errors
 */
export function synthWithConstructs(options: SynthOptions): readonly string[] {
  const { plans, ...decided } = load(options.source);
  return publish(options, decided, (folder, others, annotations) => {
    // the plan has been validated, and cdktf would run Terraform to see its version
    const app = new App({ outdir: folder, skipValidation: true });
    // the cdktf command line removes the output of stacks that the record does not name
    Object.assign(app.manifest.stacks, others);
    for (const { name } of plans) delete app.manifest.stacks[name];
    for (const { file, name, plan } of plans) {
      const stack = new PlannedAccessStack(app, name, plan, annotations.get(file));
      const facts = { name, cluster: plan.cluster, state: stateOf(plan, name) };
      noteStack(app.manifest.forStack(stack), facts, decided);
    }
    app.synth();
  });
}
