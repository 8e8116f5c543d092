import { type Program, program } from "./files/program";
import { decide } from "./load/load";
import { readSources, type Source, type Sources } from "./load/sources";
import { type Answer, answererOf } from "./synth/answer";
import { type KeptAnswer, KeptAnswers } from "./synth/kept";
import { Progress, type Terminal } from "./synth/progress";
import { publish, type StackOutput, type SynthOptions, stacksWriter } from "./synth/publish";
import { answersInThreads, type Threads, threadsOfProgram } from "./synth/threads";

/**
 * Reads, plans and writes all clusters. Nothing is written unless all plans are valid, and then all of it or nothing. The
 * output of files that are no part of this run stays.
 *
 * @returns the warnings, one line each; they are also annotations of their stacks
 * @throws ConfigError with all errors
 */
export function synth(options: SynthOptions): readonly string[] {
  const sources = readSources(options.source, options.names);
  return publishAnswers(options, sources, sources.clusters.map(answererOf(sources)), textsOf);
}

/** What a run takes from its process. */
interface Surroundings {
  readonly program: Program | undefined;
  readonly threads: Threads;
  readonly terminal: Terminal;
}

/** Does the same as a program, with what an earlier run answered and with other threads. */
export async function synthAsProgram(
  options: SynthOptions,
  { program: own, threads, terminal }: Surroundings = { program, threads: threadsOfProgram, terminal: process.stderr },
): Promise<readonly string[]> {
  const sources = readSources(options.source, options.names);
  const { clusters } = sources;
  const earlier = own && new KeptAnswers(own, options, sources);
  const kept = clusters.map((cluster) => earlier?.find(cluster));
  const open = [...kept.keys()].filter((place) => kept[place] === undefined);
  // the cdktf command line shows all standard error output as errors
  const progress = new Progress(options.keepFolders ? undefined : terminal, open.length);
  const made = await answersInThreads(sources, open, { threads, onTaken: (before) => progress.show(before) }).finally(
    () => progress.end(),
  );
  const answerOf = answererOf(sources);
  const answers = clusters.map((cluster, place) => kept[place] ?? made.get(place) ?? answerOf(cluster));
  // while the folder is locked, so that no other run changes what lies there
  const outputOf = (answer: Answer | KeptAnswer, cluster: Source) =>
    "inputs" in answer ? (earlier?.outputOf(answer) ?? textsOf(answerOf(cluster))) : textsOf(answer);
  const warnings = publishAnswers(options, sources, answers, outputOf);
  if (open.length > 0 && !options.check) earlier?.save(answers);
  return warnings;
}

const textsOf = ({ output }: Answer): StackOutput => new Map(Object.entries(output));

/** @param outputOf is called while the output folder is locked */
function publishAnswers<Some extends Answer | KeptAnswer>(
  options: SynthOptions,
  sources: Sources,
  answers: readonly Some[],
  outputOf: (answer: Some, cluster: Source) => StackOutput,
): readonly string[] {
  const { clusters } = sources;
  const decided = decide(
    sources,
    answers.map((answer: Answer | KeptAnswer) => ({ errors: [], ...answer })),
  );
  return publish(options, decided, (...folder) => {
    const outputs = clusters.flatMap((cluster, place): [string, StackOutput][] => {
      const answer = answers[place];
      return answer === undefined ? [] : [[cluster.file, outputOf(answer, cluster)]];
    });
    stacksWriter(decided, new Map(outputs))(...folder);
  });
}
