import { ConfigError } from "../load/config-error";
import { load } from "../load/load";
import { loadRbac } from "../load/rbac";
import type { Answer, Verdict } from "../prove/answer";
import { type ClusterOfFiles, clustersOf } from "../prove/clusters";
import type { Sources } from "../prove/decide";
import { type Question, QuestionError, questionOf } from "../prove/question";
import { Rbac } from "../prove/rbac";
import { type Given, type Option, OUT, sourceIn } from "./command";

/** The exit code of each verdict: 2 says that somebody should look, 1 that there is no answer. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = { yes: 0, "cannot be said": 1, no: 2 };

/** Options of all questions. */
export const QUESTION_OPTIONS: Readonly<Record<string, Option>> = {
  namespace: { short: "n", value: "<namespace>", about: "where the resource lies" },
  "all-namespaces": { about: "ask about all namespaces at once" },
  name: { value: "<name>", about: "the object, for roles that hold for some alone" },
  cluster: { value: "<name>", about: "ask about this cluster alone" },
  rbac: { value: "<folder>", about: "the manifests with Roles and bindings of the cluster, or a file of them" },
  format: { oneOf: ["text", "json"], about: "how to print it, by default as text" },
  out: OUT,
};

/** Runs something that may refuse a question, for one word. */
export function refusing<Result>(word: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof QuestionError) throw new ConfigError([`${word}: ${error.message}`]);
    throw error;
  }
}

/** Reads the configuration. Its warnings are for synth to print. @throws ConfigError */
export const clustersIn = ({ values, environment }: Given): ClusterOfFiles[] =>
  clustersOf(load(sourceIn(environment)).plans, values.cluster);

/** Reads what is known besides. @throws ConfigError */
export const sourcesIn = ({ values: { rbac } }: Given): Sources => ({
  ...(rbac !== undefined && { rbac: new Rbac(loadRbac(rbac)) }),
});

/** Reads the words of a question. */
export function askedOf(words: readonly string[], given: Given, usage: string): Question {
  const [verb, what, ...more] = words;
  if (verb === undefined || more.length > 0) throw new QuestionError(`takes ${usage}`);
  const { namespace, name } = given.values;
  return questionOf({
    verb,
    ...(what !== undefined && { what }),
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    allNamespaces: given.flags.has("all-namespaces"),
  });
}

/** An answer as JSON has it. */
export const answerJson = ({ subject, is, cluster, deed, verdict, reasons }: Answer) => ({
  subject,
  is,
  cluster,
  deed,
  verdict,
  reasons: reasons.map(({ text, location }) => ({ text, ...(location !== undefined && { location }) })),
});
