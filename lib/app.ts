import { decide, load } from "./load/load";
import { RolesOfFiles } from "./load/roles-of-files";
import { readSources } from "./load/sources";
import { answerOf } from "./synth/answer";
import { publish, type SynthOptions, stacksWriter } from "./synth/publish";

/**
 * Reads, plans and writes all clusters. Nothing is written unless all plans are valid, and then all of it or nothing. If
 * the source is one file, the output of others stays.
 *
 * @returns the warnings, one line each; they are also annotations of their stacks
 * @throws ConfigError with all errors
 */
export function synth(options: SynthOptions): readonly string[] {
  const sources = readSources(options.source);
  const roles = new RolesOfFiles(sources.neighbours, sources);
  const answers = sources.clusters.map((cluster) => ({ file: cluster.file, ...answerOf(cluster, sources, roles) }));
  const decided = decide(sources, answers);
  const outputs = new Map(answers.map(({ file, output }) => [file, new Map(Object.entries(output))]));
  return publish(options, decided, stacksWriter(decided.facts, outputs));
}

/** Does the same with constructs of cdktf, which can also write HCL. */
export async function synthWithConstructs(options: SynthOptions): Promise<readonly string[]> {
  const { constructsWriter } = await import("./stacks/write");
  const { plans, ...decided } = load(options.source);
  return publish(options, decided, constructsWriter(plans));
}
