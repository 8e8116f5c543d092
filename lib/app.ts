import { program } from "./files/program";
import { decide } from "./load/load";
import { RolesOfFiles } from "./load/roles-of-files";
import { readSources, type Sources } from "./load/sources";
import { type Answer, answerOf } from "./synth/answer";
import { type KeptAnswer, KeptAnswers } from "./synth/kept";
import { Progress } from "./synth/progress";
import { publish, type StackOutput, type SynthOptions, stacksWriter } from "./synth/publish";
import { answersInThreads } from "./synth/threads";

/**
 * Reads, plans and writes all clusters. Nothing is written unless all plans are valid, and then all of it or nothing. The
 * output of files that are no part of this run stays.
 *
 * @returns the warnings, one line each; they are also annotations of their stacks
 * @throws ConfigError with all errors
 */
export function synth(options: SynthOptions): readonly string[] {
  const sources = readSources(options.source, options.names);
  const roles = new RolesOfFiles(sources.neighbours, sources);
  return publishAnswers(
    options,
    sources,
    sources.clusters.map((cluster) => answerOf(cluster, sources, roles)),
  );
}

/** Does the same as a program, with what an earlier run answered and with other threads. */
export async function synthAsProgram(options: SynthOptions): Promise<readonly string[]> {
  const sources = readSources(options.source, options.names);
  const { clusters } = sources;
  const earlier = program && new KeptAnswers(program, options, sources);
  const kept = clusters.map((cluster) => earlier?.find(cluster));
  const open = [...kept.keys()].filter((place) => kept[place] === undefined);
  const progress = new Progress(process.stderr, open.length);
  const made = await answersInThreads(sources, open, (taken) => progress.show(taken));
  progress.end();
  const answers = clusters.flatMap((cluster, place) => {
    const answer = kept[place] ?? made.get(place);
    return answer === undefined ? [] : [{ cluster, answer }];
  });
  const warnings = publishAnswers(
    options,
    sources,
    answers.map(({ answer }) => answer),
  );
  if (open.length > 0 && !options.check) earlier?.save(answers);
  return warnings;
}

function publishAnswers(
  options: SynthOptions,
  sources: Sources,
  answers: readonly (Answer | KeptAnswer)[],
): readonly string[] {
  const decided = decide(
    sources,
    answers.map((answer) => ({ errors: [], ...answer })),
  );
  const outputs = new Map(sources.clusters.map(({ file }, place) => [file, outputOf(answers[place])]));
  return publish(options, decided, stacksWriter(decided.facts, outputs));
}

/** What lies in the output folder already has no text. */
const outputOf = (answer: Answer | KeptAnswer | undefined): StackOutput =>
  new Map(
    Object.entries(answer?.output ?? {}).map(([path, text]) => [path, answer && "inputs" in answer ? undefined : text]),
  );
